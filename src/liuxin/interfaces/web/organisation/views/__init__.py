"""Views of the organisation: parse, one action or query, render."""
