"""The phases of a cycle played by its real actors through the actions of each room: for the demonstration."""
