"""Who rates whom, courses, practice."""
