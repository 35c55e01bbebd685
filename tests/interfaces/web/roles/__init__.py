"""The roles × URLs matrix: docs/roles.md held against every address of the product."""
