"""Writing the JSON Schema of a measure file where the docs keep it: ``python -m yalu.measures.schema_file``."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from yalu.measures.reading import measure_schema

DEFAULT = Path("docs/reference/measure.schema.json")


def write_schema(path: Path) -> None:
    """Write the schema as indented JSON with its keys in order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = msgspec.json.encode(measure_schema(), order="sorted")
    path.write_bytes(msgspec.json.format(plain, indent=2) + b"\n")


if __name__ == "__main__":
    write_schema(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
