"""What a regime says of itself: its title, the state it is on, and the bodies whose members it binds.

``regime.yaml`` names target and bodies, ``members.csv`` who belongs to a body from when to when. A state
that was no member on a day is not addressed by the body's law on that day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import YamlDocument, log_path, read_yaml
from yalu.documents.tables.csv_tables import Table, read_table
from yalu.documents.tables.table_checks import check_table
from yalu.documents.tables.table_schemas import TableSchema, text_field

ABOUT, MEMBERS = "regime.yaml", "members.csv"
FIRST_DAY, LAST_DAY = date.min, date(9999, 12, 31)
_BODY = re.compile(r"[A-Z][A-Z0-9-]{1,15}")
_STATE = re.compile(r"[A-Z]{3}")
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body of states that makes law for its members, such as ``EU``."""

    id: str
    title: str


class RegimeDescription(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a regime says of itself: its title, the ISO alpha-3 code of its target, and its bodies."""

    title: str
    target: str
    bodies: tuple[Body, ...] = ()


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A state in a body, from its first day as a member to the first day as one no longer."""

    body: str
    state: str
    start: date = FIRST_DAY
    until: date = LAST_DAY

    def on(self, first: date, last: date) -> bool:
        """Whether the state was a member on some day from ``first`` to ``last``."""
        return first < self.until and last >= self.start


MEMBERS_SCHEMA = TableSchema(
    name="members",
    title="Members",
    description="Which states belong to the bodies of a regime.",
    required=False,
    fields=(
        text_field("body", "The id of a body in regime.yaml.", required=True),
        text_field("state", "ISO alpha-3 code of the member.", required=True, pattern="^[A-Z]{3}$"),
        text_field("from", "The first day of membership; empty for a member from the beginning.", "date", pattern=_DAY),
        text_field("until", "The first day no longer a member; empty for a member still.", "date", pattern=_DAY),
        text_field("sources", "source-id:credibility joined by ;.", "sources", required=True),
        text_field("memory", "Names of columns that rest on memory, joined by ;.", "memory"),
        text_field("notes", "Anything a reader of this row should know."),
    ),
    primary_key=("body", "state"),
    missing_values=("",),
)  # fmt: skip


ReadAbout = tuple[RegimeDescription, YamlDocument, bytes]


def read_about(folder: Path, log: ProblemLog) -> ReadAbout | None:
    """``regime.yaml`` of a folder with its bytes, or None with every fault logged, its absence among them."""
    if not (folder / ABOUT).is_file():
        log.add(
            ABOUT, 0, "", "there is no regime.yaml, so nobody knows which state the law is on",
            rule="a regime is applied only to its own target, which regime.yaml names",
            next_step="add regime.yaml with two lines, “title: …” and “target: \"…\"” (ISO alpha-3 code)",
        )  # fmt: skip
        return None
    data = read_user_file(folder / ABOUT, log, kind="measure", file=ABOUT, inside=folder)
    document = None if data is None else read_yaml(data, log, file=ABOUT)
    about = None if document is None else fit(document, RegimeDescription, log)
    if data is None or document is None or about is None:
        return None
    _check_about(about, document, log)
    return about, document, data


def _check_about(about: RegimeDescription, document: YamlDocument, log: ProblemLog) -> None:
    def add(path: tuple[str | int, ...], message: str, rule: str, next_step: str, value: str) -> None:
        log_path(document, log, path, message, rule, next_step, value)

    if not _STATE.fullmatch(about.target):
        add(("target",), f"{shown(about.target)} is not the code of a state",
            "“target” is an ISO alpha-3 code, or XAA to XZZ for a state that ISO does not list",
            "write three capital letters in double quotes", about.target)  # fmt: skip
    seen: set[str] = set()
    for number, body in enumerate(about.bodies):
        where = ("bodies", number, "id")
        if not _BODY.fullmatch(body.id) or _STATE.fullmatch(body.id):
            add(where, f"{shown(body.id)} cannot be the id of a body",
                "a body is 2 to 16 capital letters, digits and -, and not three letters, which is a state",
                "write for example \"EU\", \"G7\" or \"RB-1\"", body.id)  # fmt: skip
        if body.id in seen:
            add(
                where, f"{shown(body.id)} is a body twice", "a body is named once", "keep one of the two", body.id,
            )  # fmt: skip
        seen.add(body.id)


def read_members(
    folder: Path, read: ReadAbout | None, sources: Collection[str] | None, log: ProblemLog
) -> tuple[tuple[Member, ...], bytes]:
    """The members in ``members.csv`` with the bytes read; every fault is logged, a body without members too."""
    data, table = None, None
    if (folder / MEMBERS).exists():
        data = read_user_file(folder / MEMBERS, log, kind="table", file=MEMBERS, inside=folder)
        table = None if data is None else read_table(data, MEMBERS_SCHEMA, log, file=MEMBERS)
    if read is None or (data is not None and table is None):
        return (), data or b""
    about, document, _ = read
    members = (
        () if table is None else _members(table, {body.id: body.title for body in about.bodies}, sources, log)
    )
    named = set() if table is None else set(table.column("body"))
    for number, body in enumerate(about.bodies):
        if body.id not in named:
            log_path(
                document, log, ("bodies", number), f"{shown(body.id)} has no members, so its law reaches nobody",
                "every body has its members in members.csv",
                "add a row for each member: body, state, from, until, sources", body.id,
            )  # fmt: skip
    return members, data or b""


def _members(
    table: Table, bodies: Mapping[str, str], sources: Collection[str] | None, log: ProblemLog
) -> tuple[Member, ...]:
    check_table(table, MEMBERS_SCHEMA, log)
    check_cited(table, sources, log)
    found: dict[tuple[str, str], Member] = {}
    columns = (table.column(name) for name in ("body", "state", "from", "until"))
    for line, body, state, start, until in zip(table.lines, *columns, strict=True):
        if body and body not in bodies:
            log.add(MEMBERS, line, "body", f"there is no body {shown(body)}{did_you_mean(body, bodies)}",
                    rule=f"“body” is one in regime.yaml: {one_of(bodies) or 'none'}",
                    next_step="correct the id, or add the body there", value=body)  # fmt: skip
        if (body, state) in found:
            log.add(MEMBERS, line, "state", f"{shown(state)} is a member of {shown(body)} twice",
                    rule="a state has one span in a body", value=state,
                    next_step="keep one row; for a state that left and came back, give the later span a body of its own")  # fmt: skip
        first, last = _day(start, FIRST_DAY), _day(until, LAST_DAY)
        if first is None or last is None:
            continue  # logged by the schema, or below the days there are
        if last <= first:
            log.add(MEMBERS, line, "until", f"{shown(state)} is no member from {last} on, before it joined on {first}",
                    rule="“until” is the first day no longer a member, after “from”",
                    next_step="correct one of the two", value=until)  # fmt: skip
        found.setdefault((body, state), Member(body=body, state=state, start=first, until=last))
    return tuple(found[key] for key in sorted(found))


def _day(text: str, empty: date) -> date | None:
    try:
        return date.fromisoformat(text) if text else empty
    except ValueError:
        return None


def check_cited(table: Table, sources: Collection[str] | None, log: ProblemLog) -> None:
    """Log every row that cites a source which ``sources.csv`` of the regime does not have."""
    if sources is None:
        return
    for line, text in zip(table.lines, table.column("sources"), strict=True):
        for name in (part.strip().partition(":")[0] for part in text.split(";") if part.strip()):
            if name not in sources and name != "memory":
                log.add(table.file, line, "sources", f"there is no source {shown(name)}{did_you_mean(name, sources)}",
                        rule="sources stand in sources.csv of the regime", value=name,
                        next_step="add it there, or correct the id")  # fmt: skip


def membership(members: Iterable[Member], body: str, state: str) -> Member | None:
    """The span of a state in a body, or None when it never was a member."""
    return next((m for m in members if m.body == body and m.state == state), None)
