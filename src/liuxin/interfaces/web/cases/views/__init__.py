"""Views of cases: parse, one action or query, render."""
