"""Phase 3: who rates whom, training, practice, qualification."""
