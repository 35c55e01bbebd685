"""Phase 5: rounds of talks, four questions, agreed actions, appeals."""
