"""Rules of plan, as pure functions."""
