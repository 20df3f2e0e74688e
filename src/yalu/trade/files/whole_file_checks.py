"""What only the whole file can settle: duplicates, parts beside totals, levels of goods, lost zeros.

The second pass over a file. It runs in DuckDB, within a fixed memory and with a folder to spill to,
so that a file larger than the memory is settled too. Nothing is deleted: a row that would be counted
twice goes to the rejects with the line of the row that already says it.
"""

# ruff: noqa: S608 - the only texts put into a statement are names and numbers of our own

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.tables.exports import neutral_sql
from yalu.trade.files.disk_staging import AMOUNTS, COLUMNS, EXTRAS
from yalu.trade.files.faults import RowFault

_MEMORY = "2GB"
_GROUP = "period, reporter, partner, flow, ledger, currency, _revision"
_GROUP_OF_ONE = "period, reporter, partner, flow, hs, ledger, origin, _revision"

_DUPLICATE = "a row stands once"
_PART = "a part of a total is not counted beside the total"
_COARSE = "goods are counted on one level: the finest that the file has under a code"
_FINE = "goods are counted on one level: the coarsest that the file has over a code"
_OTHER = "goods are counted on the level that was asked for"
_ODD = "a code of an odd number of digits has lost one, and which is known from the rest of the file"


class CheckedRows(msgspec.Struct, frozen=True):
    """What settling found: the rows that remain, those joined to another of the same flow, and warnings in words."""

    rows: int
    joined: int
    warnings: tuple[tuple[str, str, str], ...]


class Settlement:
    """Settles one staged file. ``levels`` is ``finest``, ``coarsest``, 2, 4, 6, 8 or 10 digits, or ``every``.

    ``odd_step`` says what is to be done about codes of an odd number of digits; "" where they lost a zero.
    """

    def __init__(self, staged: Path, spill: Path, levels: str | int, *, odd_step: str) -> None:
        import duckdb  # noqa: PLC0415 - heavy, loaded when used

        self._db = duckdb.connect(
            config={"memory_limit": _MEMORY, "temp_directory": str(spill), "threads": 2}
        )
        self._db.execute(f"CREATE VIEW staged AS SELECT * FROM read_parquet('{_quoted(staged)}')")
        self._db.execute("CREATE TABLE dropped (_seq BIGINT, rule VARCHAR, step VARCHAR)")
        self._levels, self._odd_step = levels, odd_step
        self._warnings: list[tuple[str, str, str]] = []

    def settle(self) -> CheckedRows:
        """Find every row that would count twice, and say what cannot be settled."""
        self._duplicates()
        joined = self._join_measures()
        self._lost_zeros()
        self._parts()
        self._goods_levels()
        self._repeated_keys()
        self._years_beside_months()
        self._revisions()
        row = self._db.execute(f"SELECT count(*) FROM {self._kept()}").fetchone()
        return CheckedRows(row[0] if row else 0, joined, tuple(self._warnings))

    def rejects(self) -> Iterator[tuple[int, str, str, RowFault]]:
        """Every dropped row once: its line, field, value and why."""
        result = self._db.execute(
            "SELECT s._line, s.hs, s._odd, d.rule, d.step FROM (SELECT _seq, min(rule) AS rule, min(step) AS step"
            " FROM dropped GROUP BY _seq) d JOIN staged s USING (_seq) ORDER BY s._line"
        )
        while rows := result.fetchmany(10_000):
            for line, hs, odd, rule, step in rows:
                yield line, "" if rule == _DUPLICATE else "hs", odd or hs, RowFault(rule, step)

    def write(self, path: Path, kind: str, more: Sequence[Mapping[str, str]] = ()) -> None:
        """Write the remaining rows in the order of the file, and ``more`` lines without amounts behind them: as Parquet, or
        as CSV without formulas."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

        filled = [n for n in EXTRAS if self._count(f"SELECT count(*) FROM {self._kept()} WHERE {n} <> ''")]
        names = (*COLUMNS, *filled)
        how, columns = "FORMAT parquet, COMPRESSION zstd", ", ".join(names)
        if kind == "csv":
            how = "FORMAT csv, HEADER"
            columns = ", ".join(name if name in AMOUNTS else neutral_sql(name) for name in names)
        rows = f"SELECT _seq, {', '.join(names)} FROM {self._kept()}"
        if more:
            # In one piece: a statement for each of many thousand lines takes minutes.
            texts = {n: [line.get(n, "") for line in more] for n in names if n not in AMOUNTS}
            self._db.register("more", pa.table({"_seq": range(2**62, 2**62 + len(more)), **texts}))
            behind = ", ".join("NULL" if name in AMOUNTS else name for name in names)
            rows += f" UNION ALL SELECT _seq, {behind} FROM more"
        self._db.execute(f"COPY (SELECT {columns} FROM ({rows}) ORDER BY _seq) TO '{_quoted(path)}' ({how})")

    def close(self) -> None:
        """Release the engine."""
        self._db.close()

    def _kept(self) -> str:
        return "(SELECT * FROM staged ANTI JOIN dropped USING (_seq))"

    def _count(self, query: str) -> int:
        rows = self._db.execute(query).fetchall()  # to its end, or the connection is not free
        return int(rows[0][0] or 0) if rows else 0

    def _lost_zeros(self) -> None:
        odd = self._count("SELECT count(*) FROM staged WHERE _odd <> ''")
        if not odd:
            return
        if self._odd_step:
            self._drop("SELECT _seq, ?, ? FROM staged WHERE _odd <> ''", _ODD, self._odd_step)
            return
        self._warnings.append((
            f"{odd:,} codes of an odd number of digits were read with a leading zero",
            "HS codes have an even number of digits", "nothing; no code of the file had kept its zero",
        ))  # fmt: skip

    def _duplicates(self) -> None:
        self._db.execute(
            "INSERT INTO dropped SELECT s._seq, ?, 'delete the copy: the same row stands on line ' || f.line FROM staged s JOIN"
            " (SELECT _whole, min(_seq) AS seq, min(_line) AS line FROM staged GROUP BY _whole HAVING count(*) > 1) f"
            " ON s._whole = f._whole AND s._seq <> f.seq",
            [_DUPLICATE],
        )

    def _join_measures(self) -> int:
        """Make one row of the rows of a long table that differ in their measure alone; returns how many went into others."""
        whole = f"{_GROUP_OF_ONE}, _part, _rest"
        measures = (
            "count(quantity) AS quantities, count(value) AS valued, count(*) AS n, min(_seq) AS _seq, max(quantity) AS quantity,"
            " max(unit) AS unit, max(value) AS value, max(currency) AS currency"
        )
        self._db.execute(
            f"CREATE TABLE together AS SELECT {whole}, {measures} FROM {self._kept()} WHERE _rest <> 0 GROUP BY ALL HAVING count(*) > 1"
        )
        several = self._count("SELECT count(*) FROM together WHERE quantities > 1 OR valued > 1")
        if several:
            self._warnings.append((
                f"{several:,} flows of this long table have several amounts of one kind (two units, say); each stayed a row of its own",
                "a flow has one quantity and one value", "leave the measures that are not wanted out: measure: {words: {…: left out}}",
            ))  # fmt: skip
        self._db.execute("DELETE FROM together WHERE quantities > 1 OR valued > 1")
        joined = self._count("SELECT coalesce(sum(n - 1), 0) FROM together")
        if joined:
            self._db.execute(
                f"CREATE TABLE members AS SELECT s._seq, t._seq AS first FROM {self._kept()} s JOIN together t USING ({whole})"
            )
            amounts = "coalesce(t.quantity, s.quantity) AS quantity, coalesce(t.value, s.value) AS value"
            units = "coalesce(nullif(t.unit, ''), s.unit) AS unit, coalesce(nullif(t.currency, ''), s.currency) AS currency"
            self._db.execute(
                f"CREATE TABLE single AS SELECT s.* REPLACE ({amounts}, {units}) FROM staged s LEFT JOIN together t USING (_seq)"
                " WHERE s._seq NOT IN (SELECT _seq FROM members WHERE _seq <> first)"
            )
            self._db.execute("CREATE OR REPLACE VIEW staged AS SELECT * FROM single")
        return joined

    def _parts(self) -> None:
        if self._count("SELECT count(*) FROM staged WHERE _part"):
            self._drop(
                f"SELECT p._seq, ?, ? FROM {self._kept()} p SEMI JOIN (SELECT * FROM staged WHERE NOT _part) t"
                f" USING ({_GROUP}, hs) WHERE p._part", _PART, "nothing: the total of the same trade is in the file",
            )  # fmt: skip

    def _goods_levels(self) -> None:
        if self._levels == "every":
            return
        lengths = self._db.execute(
            f"SELECT DISTINCT length(hs) AS n FROM {self._kept()} WHERE hs <> 'TOTAL' ORDER BY n"
        ).fetchall()
        found = [row[0] for row in lengths]
        if isinstance(self._levels, int):
            self._drop(f"SELECT _seq, ?, ? FROM {self._kept()} WHERE hs = 'TOTAL' OR length(hs) <> {self._levels:d}", _OTHER,
                       f"ask for another level than {self._levels} if these rows are wanted")  # fmt: skip
            return
        # From the finest up, so that what is already settled below a code is not added twice to its sum.
        for length in found[-2::-1] if self._levels == "finest" else found[:-1]:
            self._one_level(length)
        if len(found) > 1:
            self._warnings.append((
                f"goods stand on {len(found)} levels ({', '.join(map(str, found))} digits); where one code lies under another only the "
                f"{self._levels} was kept", "goods are counted on one level",
                "ask for one level (--levels 4) if sums over all rows are wanted",
            ))  # fmt: skip

    def _one_level(self, length: int) -> None:
        finer = f"SELECT DISTINCT {_GROUP}, left(hs, {length:d}) AS hs FROM {self._kept()} WHERE hs <> 'TOTAL' AND length(hs) > {length:d}"
        coarse = f"(SELECT * FROM {self._kept()} WHERE length(hs) = {length:d})"
        if self._levels == "finest":
            self._report_lost(length, finer)
            self._drop(f"SELECT c._seq, ?, ? FROM {coarse} c SEMI JOIN ({finer}) f USING ({_GROUP}, hs)", _COARSE,
                       "nothing: finer rows under this code are in the file")  # fmt: skip
            return
        self._drop(
            f"SELECT f._seq, ?, ? FROM (SELECT * EXCLUDE (hs), left(hs, {length:d}) AS hs FROM {self._kept()}"
            f" WHERE hs <> 'TOTAL' AND length(hs) > {length:d}) f SEMI JOIN {coarse} c USING ({_GROUP}, hs)", _FINE,
            "nothing: the code over this one is in the file",
        )  # fmt: skip

    def _report_lost(self, length: int, finer: str) -> None:
        """Say how much a coarse row states that its finer rows do not."""
        row = self._db.execute(
            f"WITH c AS (SELECT {_GROUP}, hs, sum(value) AS v FROM (SELECT * FROM {self._kept()} WHERE length(hs) = {length:d})"
            f" SEMI JOIN ({finer}) USING ({_GROUP}, hs) GROUP BY ALL),"
            f" f AS (SELECT {_GROUP}, left(hs, {length:d}) AS hs, sum(value) AS v FROM {self._kept()} WHERE hs <> 'TOTAL' AND"
            f" length(hs) > {length:d} GROUP BY ALL)"
            f" SELECT count(*), sum(c.v - f.v) FROM c JOIN f USING ({_GROUP}, hs) WHERE abs(c.v - f.v) > 0.005 * c.v"
        ).fetchone()
        if row and row[0]:
            self._warnings.append((
                f"{row[0]:,} codes of {length} digits state {row[1]:,.0f} more in value than the finer rows under them, which were kept",
                "finer rows add up to the code over them", "ask for --levels coarsest to keep the codes with all their trade",
            ))  # fmt: skip

    def _repeated_keys(self) -> None:
        repeated = self._count(
            f"SELECT count(*) FROM (SELECT 1 FROM {self._kept()} GROUP BY {_GROUP}, hs, unit HAVING count(*) > 1)"
        )
        if repeated:
            self._warnings.append((
                f"{repeated:,} flows (same period, countries, direction and goods) stand on several unlike rows; sums add these",
                "one flow is one row, or several parts of it",
                "see whether they are parts (by province, by mode of transport) or two statements of the same",
            ))  # fmt: skip

    def _years_beside_months(self) -> None:
        both = self._count(
            f"SELECT count(*) FROM (SELECT reporter, partner, flow, hs, ledger, left(period, 4) FROM {self._kept()} GROUP BY ALL"
            " HAVING bool_or(length(period) = 4) AND bool_or(length(period) > 4))"
        )
        if both:
            self._warnings.append((
                f"{both:,} yearly rows stand beside rows of their months or quarters; adding them all counts twice",
                "one sum is over periods that do not overlap", "indicators choose periods that tile; do not add the column yourself",
            ))  # fmt: skip

    def _revisions(self) -> None:
        found = [
            row[0]
            for row in self._db.execute(
                "SELECT DISTINCT _revision FROM staged WHERE _revision <> '' ORDER BY 1"
            ).fetchall()
        ]
        if len(found) > 1:
            self._warnings.append((
                f"codes are of {len(found)} revisions of the HS ({', '.join(found)}) and do not all mean the same",
                "goods are compared in one revision", "give a concordance and the revision wanted",
            ))  # fmt: skip

    def _drop(self, query: str, rule: str, step: str) -> None:
        self._db.execute(f"INSERT INTO dropped {query}", [rule, step])


def look_alikes(flows: Path | Any) -> list[tuple[Any, ...]]:
    """Rows of a flows table that look as if booked under another country's code: see ``plausibility``."""
    import duckdb  # noqa: PLC0415

    from yalu.trade.files.plausibility import SQL, confusable  # noqa: PLC0415

    with duckdb.connect(config={"memory_limit": _MEMORY}) as db:
        source = f"read_parquet('{_quoted(flows)}')" if isinstance(flows, Path) else "flows"
        if not isinstance(flows, Path):
            db.register("flows", flows)
        codes = [row[0] for row in db.execute(f"SELECT DISTINCT partner FROM {source}").fetchall()]
        wanted = confusable(codes)
        return db.execute(SQL.format(source=source), [wanted]).fetchall() if wanted else []


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
