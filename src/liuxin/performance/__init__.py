"""The six phases of a performance cycle; each may look back, never ahead."""
