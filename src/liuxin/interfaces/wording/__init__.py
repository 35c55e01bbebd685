"""Codes into sentences, in Chinese and English."""
