"""What comes with the package: ready mappings, and the log that the demo is filled from (see data/ATTRIBUTION.md)."""

from pathlib import Path

from liuxin.interfaces.imports.mapping import Mapping, read_mapping
from liuxin.kernel.errors import BadInputError

HERE = Path(__file__).parent
SERVICENOW_LOG = HERE / "data" / "servicenow-incidents-uci-498.parquet"
SERVICENOW = "servicenow"


def mapping_names() -> tuple[str, ...]:
    """Give the names of the ready mappings."""
    return tuple(sorted(path.stem for path in (HERE / "mappings").glob("*.toml")))


def mapping_path(name: str) -> Path:
    """Give the file of a ready mapping. Raises `import.mapping_missing`."""
    if name not in mapping_names():
        raise BadInputError("import.mapping_missing", path=name)
    return HERE / "mappings" / f"{name}.toml"


def servicenow_mapping() -> Mapping:
    """Give the mapping of the log that comes with the package."""
    return read_mapping(mapping_path(SERVICENOW))
