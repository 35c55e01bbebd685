"""Pages over the whole: my day, the cycle, the overview, how a score came about."""
