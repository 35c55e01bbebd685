"""What people are told: the bell, the list, and how each wants to hear."""
