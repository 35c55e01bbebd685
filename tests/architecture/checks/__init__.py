"""The walls that imports do not show: each check turns sources into complaints, so it can be shown a bad example."""
