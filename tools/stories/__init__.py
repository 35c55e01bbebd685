"""Real ratings as the engine tells them: numbers and pictures of docs/statistics/stories.md."""
