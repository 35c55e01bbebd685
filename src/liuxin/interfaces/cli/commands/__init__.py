"""One command a file; each file holds `command`. The names that `liuxin --help` lists stand in `cli.main`."""
