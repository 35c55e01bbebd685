"""Connectors: event logs and case tables into desk actions."""
