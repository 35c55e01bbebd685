"""The bridge: sealed history into immutable typed fact tables."""
