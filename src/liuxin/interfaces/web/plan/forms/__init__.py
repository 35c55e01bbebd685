"""What the pages of the plan take in. Forms parse; actions decide."""
