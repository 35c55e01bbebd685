"""A simulated company written into an installation, through the actions of every room."""
