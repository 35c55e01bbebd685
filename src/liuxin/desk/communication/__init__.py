"""Threads, messages, outgoing post and notices; knows no case."""
