"""Taking a table of flows in: from Arrow, from records, or from files that never enter the memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from yalu.documents.problems import DocumentError, Problem, did_you_mean, one_of, shown, visible
from yalu.engine.protocol import Engine, Statement
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import possible_conditions

if TYPE_CHECKING:
    import pyarrow as pa

    FlowsInput: TypeAlias = pa.Table | Path | str | Sequence[Mapping[str, Any]]

REQUIRED = ("period", "reporter", "partner", "flow", "hs", "ledger")
AMOUNTS = ("quantity", "value")
OPTIONAL = (
    "id", "unit", "currency", "quantity_stated", "value_stated", "contract_date", "loaded_date", "arrived_date",
    "declared_date", "released_date", "notified_date", "reported_date", "known_from", "origin", "shipped_from",
    "value_basis", "sources", "sheet",
)  # fmt: skip
_NATURAL_KEY = ("ledger", "reporter", "partner", "flow", "hs", "period")


def take_in(
    flows: FlowsInput, regime: Regime, engine: Engine, assumed: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Register flows with an engine as the view ``flows``, every column the SQL reads present.

    ``assumed`` is evidence by condition that holds for every row that says nothing of it itself.
    Returns the columns that were given. Rows of different sheets (column ``sheet``) are tables of
    their own: their ledgers and ids become ``sheet/ledger`` and ``sheet/id``. A row without an id gets one from what it says (ledger,
    reporter, partner, flow, HS code, period), so that the same row has the same id on every run.
    Raises DocumentError when a required column is missing or the file cannot be read.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    if isinstance(flows, str | Path):
        engine.register("given", Path(flows))
    else:
        table = flows if isinstance(flows, pa.Table) else _table_of(flows)
        engine.register("given", _with_ids(table))
    columns = engine.columns("given")
    _check_columns(columns, name_of(flows))
    selected = _selecting(columns, regime, assumed or {})
    engine.view("flows", Statement("flows", selected))
    counting = Statement("ids_given_twice", "select count(*) - count(distinct id) as more from flows")
    if engine.ask(counting).to_pylist()[0]["more"]:
        engine.view("flows", Statement("flows", _numbered(selected)))
    return columns


def name_of(flows: FlowsInput) -> str:
    """What messages call a table: the file as it was named, or ``flows``."""
    return str(flows) if isinstance(flows, str | Path) else "flows"


def evidence_names(regime: Regime) -> tuple[str, ...]:
    """The conditions of a regime by name; a flow gives evidence in the column ``<name>_evidence``."""
    named = {c.name for m in regime.measures for c in (*m.conditions, *possible_conditions(m))}
    return tuple(sorted(named | {"licence", "livelihood"}))


def _check_columns(columns: Sequence[str], file: str) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    if not missing:
        return
    raise DocumentError(
        [
            Problem(
                file=visible(file),
                row=1,
                field=name,
                message=f"the column “{name}” is missing{did_you_mean(name, columns)}",
                rule=f"a table of flows has the columns {one_of((*REQUIRED, *AMOUNTS, *OPTIONAL))}",
                next_step=f"add the column {shown(name)}, or read the table with a mapping first",
                value=name,
            )
            for name in missing
        ]
    )


def _evidence(name: str, columns: Sequence[str], assumed: str) -> str:
    """The SQL for what a row shows of a condition, else what is assumed; both are words, checked before."""
    if f"{name}_evidence" not in columns:
        return f"'{assumed}'"
    return f"coalesce(nullif(trim(cast({name}_evidence as varchar)), ''), '{assumed}')"


def _selecting(columns: Sequence[str], regime: Regime, assumed: Mapping[str, str]) -> str:
    """The SELECT that gives every column the SQL reads: as text where it is text, null where not given."""
    lines = []
    for name in (*REQUIRED, *OPTIONAL):
        if name in columns or name == "id":
            lines.append(f"nullif({_text_of(name, columns)}, '') as {name}")
        else:
            lines.append(f"cast(null as varchar) as {name}")
    for name in AMOUNTS:
        lines.append(f"{_amount(name)} as {name}" if name in columns else f"cast(null as varchar) as {name}")
    given = [name for name in evidence_names(regime) if f"{name}_evidence" in columns or name in assumed]
    parts = [f"'{name}=', {_evidence(name, columns, assumed.get(name, ''))}, ';'" for name in given]
    lines.append(f"concat({', '.join(parts)}) as evidence" if parts else "'' as evidence")
    return f"select {', '.join(lines)} from given"


def _numbered(selected: str) -> str:
    """The same rows with ids of their own: the second row that is called ``a`` is ``a~2``, by what the rows say."""
    names = [name for name in (*REQUIRED, *OPTIONAL, *AMOUNTS, "evidence") if name != "id"]
    order = ", ".join(f"coalesce(cast({name} as varchar), '')" for name in names)
    numbered = (
        f"select *, row_number() over (partition by id order by {order}) as place from ({selected}) numbered"
    )
    own = "case when place = 1 then id else concat(id, '~', cast(place as varchar)) end as id"
    return f"select {own}, {', '.join(names)} from ({numbered}) numbered"


def _text_of(name: str, columns: Sequence[str]) -> str:
    text = f"trim(cast({name} as varchar))"
    if name == "id":
        parts = ", ".join(f"coalesce(cast({part} as varchar), '')" for part in _NATURAL_KEY)
        natural = f"concat_ws('/', {parts})"
        text = f"coalesce(nullif({text}, ''), {natural})" if name in columns else natural
    # Ledgers are never added together, so a ledger of its own keeps each sheet apart.
    apart = "sheet" in columns and name in {"id", "ledger"}
    return f"concat(cast(sheet as varchar), '/', {text})" if apart else text


def _amount(name: str) -> str:
    # An empty cell and a NaN both mean "not reported"; casts of numbers are left to the typed rows.
    return f"case when lower(trim(cast({name} as varchar))) in ('', 'nan') then null else {name} end"


def _table_of(records: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Records as a table of texts; numbers keep their digits."""
    import pyarrow as pa  # noqa: PLC0415

    rows = [{name: _text(value) for name, value in record.items()} for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row)) or list(REQUIRED)
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    return pa.table(columns)


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | int | Decimal):
        number = Decimal(str(value))
        return format(number, "f") if number.is_finite() else str(number).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


def _with_ids(table: pa.Table) -> pa.Table:
    """The table with an id in every row; equal rows are distinguished by a number."""
    import pyarrow as pa  # noqa: PLC0415

    if "id" in table.column_names or any(name not in table.column_names for name in _NATURAL_KEY):
        return table
    columns = [table.column(name).to_pylist() for name in _NATURAL_KEY]
    seen: dict[str, int] = {}
    ids = []
    for parts in zip(*columns, strict=True):
        key = "/".join("" if part is None else str(part) for part in parts)
        seen[key] = seen.get(key, 0) + 1
        ids.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return table.append_column("id", pa.array(ids, pa.string()))


__all__ = ["AMOUNTS", "OPTIONAL", "REQUIRED", "evidence_names", "name_of", "take_in"]
