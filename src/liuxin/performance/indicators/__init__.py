"""Phase 2: indicators, targets and weights."""
