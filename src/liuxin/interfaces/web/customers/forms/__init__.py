"""What pages of customers take in. Forms parse; actions decide."""
