"""The page of the record, for auditors and the director."""
