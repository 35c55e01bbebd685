"""How many events the scenes at scale are played with."""

import os

USUAL = 10_000_000
EVENTS = int(os.environ.get("EVENTS", USUAL))
