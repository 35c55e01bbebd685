"""Phase 4: frozen readings and scores."""
