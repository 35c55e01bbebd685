"""Views of evaluators."""
