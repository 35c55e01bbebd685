"""Pages of kit."""
