"""Pages of evaluation laid out: plain values for the templates."""
