"""The only way by which tests reach models; one file a room."""
