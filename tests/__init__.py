"""Tests of Liuxin; they mirror src/liuxin."""
