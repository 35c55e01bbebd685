"""The one record: append-only events, sealed into a hash chain."""
