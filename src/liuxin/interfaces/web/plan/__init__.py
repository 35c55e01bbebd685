"""Strategy, job analyses, cycles, goals."""
