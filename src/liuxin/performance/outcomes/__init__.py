"""Phase 6: rules, their trial, consequences, improvement, review; opens the next cycle."""
