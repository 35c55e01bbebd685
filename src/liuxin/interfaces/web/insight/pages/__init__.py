"""Pages of insight: plain values laid out for the templates."""
