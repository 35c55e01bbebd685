"""What is said of a file of readings, in the language of whoever reads it."""

from liuxin.engines.measurement.external import External
from liuxin.engines.measurement.words import Unit
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.performance.indicators.words import Column, Note, RowFault


def said_fault(fault: RowFault, language: str) -> str:
    """Say what is wrong in a row; row and column stand beside it."""
    return sentence(fault.error.code, language, **(fault.error.params | {"field": fault.error.field}))


def said_note(note: Note, language: str) -> str:
    """Say what is worth a second look."""
    return sentence(f"readings.note.{note.code}", language, **note.params)


def column_named(column: Column, measure: External, language: str) -> str:
    """Name a column of a file as its template does."""
    head = ("team" if measure.is_of_teams else "person") if column is Column.WHO else column.value
    return sentence(f"readings.head.{head}", language)


def unit_named(unit: Unit, language: str) -> str:
    """Name the unit of an external measure."""
    return sentence(f"readings.unit.{unit}", language)
