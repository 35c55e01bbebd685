"""How the pages of indicator sets are laid out."""
