"""Warnings: what may go wrong with a case or its customer, with a reason, an owner and what was done about it."""
