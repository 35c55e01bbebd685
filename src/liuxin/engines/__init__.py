"""Pure computation: tables in, tables out. The intervals of the statistics lie beneath all engines."""
