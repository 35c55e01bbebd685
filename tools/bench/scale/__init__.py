"""A simulated service organisation with millions of events: facts and measures held against one raw pass over them."""
