"""A whole answer as plain data, every field of it, to be checked against a golden file of sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from yalu.vocabulary.coverage import Coverage, Observed
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Citation
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.tables import Results


def whole(answer: Any) -> Any:
    """An answer with all its fields, empty ones left out; what it covers and rests on in the words shown for them."""
    if isinstance(answer, Results):
        return {"rows": whole(list(answer)), "covers": answer.coverage.says}
    if isinstance(answer, Coverage | Strength | Observed):
        return answer.says
    if isinstance(answer, msgspec.Struct) and not isinstance(answer, PartialDate | Citation):
        held = {name: whole(getattr(answer, name)) for name in answer.__struct_fields__}
        return {name: value for name, value in held.items() if value not in ("", [], {})}
    if isinstance(answer, Mapping):
        return {str(key): whole(value) for key, value in answer.items()}
    return [whole(item) for item in answer] if isinstance(answer, list | tuple) else _plain(answer)


def _plain(value: Any) -> Any:
    """A single value as YAML has it."""
    if isinstance(value, Citation):
        return " ".join(part for part in (value.id, value.grade, value.title, value.url) if part)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(value, 4)
    return str(value) if isinstance(value, PartialDate | date | Decimal) else value
