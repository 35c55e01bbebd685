"""Forms, results."""
