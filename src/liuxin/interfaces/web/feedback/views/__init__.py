"""Views of talks and appeals."""
