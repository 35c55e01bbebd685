"""Files of readings of external measures: read, handed out to be filled in, handed back with what is wrong."""

from liuxin.interfaces.imports.readings.reading import file_seen, read_readings
from liuxin.interfaces.imports.readings.saying import column_named, said_fault, said_note, unit_named
from liuxin.interfaces.imports.readings.shipped import shipped
from liuxin.interfaces.imports.readings.writing import marked, template

__all__ = [
    "column_named",
    "file_seen",
    "marked",
    "read_readings",
    "said_fault",
    "said_note",
    "shipped",
    "template",
    "unit_named",
]
