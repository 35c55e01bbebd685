"""Pages of evaluation: how far it is, my forms, one form, the rated part of a person."""
