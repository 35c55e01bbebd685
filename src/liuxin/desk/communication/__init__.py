"""Threads of messages, drafts, outgoing post and notices; knows no case."""
