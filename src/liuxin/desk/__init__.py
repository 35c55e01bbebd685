"""Daily work: the floor where things happen."""
