"""Views of the portal, by who opens them."""
