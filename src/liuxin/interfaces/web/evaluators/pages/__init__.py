"""Pages of evaluators laid out: plain values for the templates."""
