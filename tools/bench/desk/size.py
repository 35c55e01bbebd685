"""How large the desk is that is measured: DESK_CASES=20000 for a try."""

import os

CASES = int(os.environ.get("DESK_CASES", "1000000"))
MESSAGES = 5
SECONDS = int(os.environ.get("DESK_SECONDS", "60"))
"""How long each kind of load lasts."""

BESIDE = int(os.environ.get("DESK_BESIDE", "20000"))
"""How many rows both desks hold when they are measured side by side."""
