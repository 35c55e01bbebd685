"""Customers of three kinds, their life cycle and their sites."""
