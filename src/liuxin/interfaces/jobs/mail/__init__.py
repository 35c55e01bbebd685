"""Mail: letters are read, taken in, composed and sent."""
