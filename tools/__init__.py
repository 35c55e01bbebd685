"""Set-up, servers for tests, figures: what `make` calls. Nothing here is part of the product."""
