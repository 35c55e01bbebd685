"""Rules, consequences, improvement, review."""
