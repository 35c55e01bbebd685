"""Search over cases, messages and customers: the page, and the box at the top of every page."""
