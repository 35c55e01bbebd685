"""Phase 1: strategy, job analyses, environment, cycles with their phases and tasks, goals."""
