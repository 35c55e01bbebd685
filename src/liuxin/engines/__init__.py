"""Pure computation: tables in, tables out."""
