"""Check-ins, incidents, praise, obstacles."""
