"""Mailboxes, the outbox, and letters that wait for a person."""
