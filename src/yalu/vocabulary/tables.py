"""Rows of results that become an Arrow table, plain dictionaries or an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from yalu.vocabulary.coverage import Coverage, refuse_uncovered
from yalu.vocabulary.results import Figure, Verdict, as_text

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
NOTHING = Coverage()


class Results(Sequence[T], Generic[T]):
    """A fixed sequence of result rows, in the order a reader wants them, and what was asked for them.

    Without rows the answer is "none found", which needs coverage: raises CoverageError over nothing.
    """

    def __init__(self, rows: Sequence[T], coverage: Coverage = NOTHING) -> None:
        self._rows = tuple(rows)
        self.coverage = coverage
        refuse_uncovered("none_found" if not self._rows else "found", coverage, frozenset({"none_found"}))

    @property
    def none_found(self) -> str:
        """The sentence in place of an empty table: what was asked, and that nothing was found in it."""
        return f"{self.coverage.qualified('none found').capitalize()}: asked {self.coverage.says}."

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def records(self) -> list[dict[str, Any]]:
        """One flat dictionary a row: nested structs joined by dots, trails left out, lists as text."""
        return [flatten(row) for row in self._rows]

    def table(self) -> pa.Table:
        """The rows as an Arrow table, one column per flat field."""
        import pyarrow  # noqa: PLC0415 - heavy, loaded when used

        return pyarrow.Table.from_pylist(self.records())

    def explain(self) -> str:
        """Every figure or verdict among the rows with its whole trail, as text."""
        found = [result for row in self._rows for result in results_in(row)]
        return "\n\n".join(as_text(result) for result in found)


def flatten(row: Any) -> dict[str, Any]:
    """A struct as one flat dictionary; a figure keeps its id, value, bounds and interval."""
    flat: dict[str, Any] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if isinstance(value, Figure):
            flat |= {
                name: value.value,
                f"{name}_id": value.id,
                f"{name}_low": value.low,
                f"{name}_high": value.high,
            }
            low, high = value.interval or (None, None)
            flat |= {f"{name}_interval_low": low, f"{name}_interval_high": high}
        elif isinstance(value, msgspec.Struct):
            flat |= {f"{name}_{key}": inner for key, inner in flatten(value).items()}
        elif isinstance(value, tuple | list):
            flat[name] = "; ".join(str(item) for item in value)
        elif isinstance(value, dict):
            flat[name] = "; ".join(f"{key}={item}" for key, item in sorted(value.items()))
        else:
            flat[name] = value
    return flat


def results_in(row: Any) -> list[Figure | Verdict]:
    """The figures and verdicts a row holds, in the order of its fields."""
    if isinstance(row, Figure | Verdict):
        return [row]
    found = []
    for name in getattr(row, "__struct_fields__", ()):
        value = getattr(row, name)
        if isinstance(value, Figure | Verdict):
            found.append(value)
    return found
