"""The case: who holds it, what was promised, how it ended."""
