"""Pages of indicator sets."""
