"""A mark of something as it was read: whoever writes it back shows the mark, and is told where it no longer fits."""

import hashlib


def mark(*read: object) -> str:
    """Give the mark of plain values; the same values give the same mark."""
    return hashlib.sha256(repr(read).encode()).hexdigest()[:16]
