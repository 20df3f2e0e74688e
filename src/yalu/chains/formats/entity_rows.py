"""Rows for nodes.csv and links.csv from anybody's FollowTheMoney entities, with a count of what they leave out.

Nothing is made stronger than the file says: every relation keeps a word of its own, an edge with several owners is
as many links, a share that is no number stays in words, and whatever the tables have no place for is counted and
named.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, get_args

import msgspec

from yalu.case.chain_records import OfficialAction
from yalu.chains.formats.entity_schemas import CARRIED, ENDS, IDENTIFIERS, IMPORTED, KIND_OF, NOT_STATED
from yalu.chains.formats.entity_values import Values, alpha3, day_of, share_of
from yalu.chains.rows import link_cells, node_cells
from yalu.chains.words import GRADES, LINK_KINDS, NODE_KINDS
from yalu.documents.problems import DocumentError, ProblemLog, shown
from yalu.vocabulary.words.numerals import plain_number

MOST_LINES = 1_000_000
_MOST_LINE = 200_000
_ACTIONS = get_args(OfficialAction)
# Entities that say something about another one: they become notes, identifiers or links of whom they belong to.
_OF_OTHERS = frozenset({"Sanction", "Address", "Passport", "Identification"})
# Columns that a file of entities may carry back to us; evidence is not among them.
_CARRIED_NODE = frozenset(
    {"country", "identifiers", "control", "control_text", "use", "official_action", "listed_as"}
)
_CARRIED_LINK = frozenset({
    "deal", "start", "end", "seen_on", "quantity", "unit", "amount", "currency", "share", "stated", "forbids",
    "forbids_to", "licence", "quote", "notes",
})  # fmt: skip


class LeftOut(msgspec.Struct, frozen=True):
    """What a file holds and the tables have no place for: what it is, how often, and the first line it stands at."""

    what: str
    count: int
    line: int


class Entities(msgspec.Struct, frozen=True):
    """What was read of a file: rows of the two tables, each with the ``line`` it came from, and what was left out."""

    nodes: list[dict[str, str]]
    links: list[dict[str, str]]
    left_out: tuple[LeftOut, ...] = ()


def read_whole(text: str, file: str = "entities.jsonl") -> Entities:
    """Everything that JSON lines of anybody's FollowTheMoney entities hold, and what of it was left out.

    Grade and source no entity can vouch for, so links are graded ``allegation`` and name the publisher. Sanctions
    become links to the authority, addresses and passports notes of whom they belong to. Raises DocumentError for bad
    lines, dates that no calendar has, and relations without both ends.
    """
    log, read = ProblemLog(), list[tuple[int, dict[str, Any]]]()
    for number, line in enumerate(text.splitlines(), start=1):
        if number > MOST_LINES:
            _refuse(log, file, number, f"the file has more than {MOST_LINES:,} lines")
            break
        entity = _read(line, log, file, number) if line.strip() else None
        if entity is not None:
            read.append((number, entity))
    graph = _Reading(read, log, file)
    found = graph.answer()
    if log.has_errors:
        raise DocumentError(log.problems())
    return found


class _Reading:
    """One file read: ids first, because a relation may stand before those it ties."""

    def __init__(self, read: list[tuple[int, dict[str, Any]]], log: ProblemLog, file: str) -> None:
        self._read, self._log, self._file = read, log, file
        self._nodes: dict[str, dict[str, str]] = {}
        self._links: list[dict[str, str]] = []
        self._left: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._addresses: dict[str, str] = {}
        self._living: list[tuple[str, str]] = []
        self._notes: list[tuple[str, str]] = []
        self._schemas = {str(entity["id"]): str(entity["schema"]) for _, entity in read}
        self._ids = self._named(schema_in=frozenset(KIND_OF))
        self._link_ids: set[str] = set()

    def answer(self) -> Entities:
        """The rows, and what was left out, by what it is."""
        for line, entity in self._read:
            values = Values(entity)
            schema = values.schema
            if schema in KIND_OF:
                self._node(values, line)
            elif schema in ENDS:
                self._relation(values, line)
            elif schema == "Sanction":
                self._sanction(values, line)
            elif schema in _OF_OTHERS:
                self._of_another(values)
            else:
                self._leave(f"entities of the schema {schema}", line)
                continue
            for name, extra in values.unread():
                self._leave(f"{schema}.{name}{extra}", line)
        self._settle()
        left = tuple(LeftOut(what, count, self._first[what]) for what, count in sorted(self._left.items()))
        return Entities(list(self._nodes.values()), self._links, left)

    def _leave(self, what: str, line: int) -> None:
        self._left[what] += 1
        self._first.setdefault(what, line)

    def _named(self, schema_in: frozenset[str]) -> dict[str, str]:
        """An id of ours for every entity that becomes a node; two that would meet stay apart."""
        made: dict[str, str] = {}
        taken: set[str] = set()
        for _, entity in self._read:
            if entity["schema"] not in schema_in or str(entity["id"]) in made:
                continue
            wanted = name = plain_id(str(entity["id"]))
            number = 2
            while name in taken:
                name, number = f"{wanted[:70]}-{number}", number + 1
            taken.add(name)
            made[str(entity["id"])] = name
        return made

    def _node(self, values: Values, line: int) -> None:
        row = dict.fromkeys(node_cells(None), "")
        carried = {k: v for k, v in values.carried("keywords").items() if k in _CARRIED_NODE}
        said = [word for word in values.all("keywords") if not word.startswith(CARRIED)]
        kind = next((word for word in said if word in NODE_KINDS), KIND_OF[values.schema])
        states = [code for name in ("country", "jurisdiction", "nationality", "flag", "citizenship")
                  for code in values.all(name)]  # fmt: skip
        known = list(dict.fromkeys(filter(None, map(alpha3, states))))
        for code in states:
            if not alpha3(code):
                self._leave(f"{values.schema}.country {shown(code)}, which is no state's code", line)
        aliases = values.all("alias")
        action = values.first("status") if kind == "person" else ""
        row |= {
            "id": self._ids[values.id], "kind": kind, "name": values.first("name") or values.id,
            "original_name": aliases[0] if aliases else "", "role": values.first("description"),
            "country": known[0] if known else "", "sources": IMPORTED, "line": str(line),
            "official_action": action if action in _ACTIONS else "", "identifiers": ";".join(_numbers(values)),
        }  # fmt: skip
        names = [*values.all("name")[1:], *aliases[1:], *values.all("weakAlias"), *values.all("previousName")]
        also = [f"also known as {name}" for name in names]
        also += [f"also of {code}" for code in known[1:]]
        also += [f"keyword: {word}" for word in said if word not in NODE_KINDS]
        row["notes"] = "; ".join(filter(None, (*values.all("notes"), *also, *values.all("address"))))
        if "sanction" in values.all("topics"):
            row["listed_as"] = f"{_list_of(values)}:{plain_id(values.id)}"
        if carried.get("identifiers") and row["identifiers"]:
            carried["identifiers"] = f"{row['identifiers']};{carried['identifiers']}"
        row |= carried
        for topic in values.all("topics"):
            if topic != "sanction":
                self._leave(f"{values.schema}.topics {shown(topic)}", line)
        self._nodes[row["id"]] = row
        self._living += [(row["id"], place) for place in values.all("addressEntity")]

    def _relation(self, values: Values, line: int) -> None:
        kind, one, two = ENDS[values.schema]
        carried = {k: v for k, v in values.carried("description").items() if k in _CARRIED_LINK}
        said = [text for text in values.all("description") if not text.startswith((CARRIED, "evidence: "))]
        role = values.first("role") or values.first("relationship")
        if values.schema == "UnknownLink" and role in LINK_KINDS:
            kind = role
        said += [f"status: {word}" for word in values.all("status") if word not in GRADES]
        pairs = [(a, b) for a in values.all(one) or [""] for b in values.all(two) or [""]]
        percent = values.first("percentage")
        share = share_of(percent)
        if percent and len(pairs) > 1:
            said.append(f"one share is stated for {len(pairs)} pairs of owner and asset, together or each")
        words = [role if role not in LINK_KINDS else "", _percent_words(percent)]
        amount, currency, amount_words = self._amount(values)
        start, end = self._span(values, line)
        row = dict.fromkeys(link_cells(None), "") | {
            "kind": kind, "start": start, "end": end, "condition": values.first("summary"),
            "asserted_by": values.first("publisher") or NOT_STATED, "grade": "allegation", "sources": IMPORTED,
            "share": "" if share is None else format(share, "f"), "amount": amount, "currency": currency,
            "stated": "; ".join(filter(None, (*words, amount_words))), "notes": "; ".join(said), "line": str(line),
        }  # fmt: skip
        row |= carried
        name = values.first("recordId")
        ours = name and values.id == f"link-{re.sub(r'[^0-9a-zA-Z.-]', '-', name)}".rstrip("-.")
        self._tie(row, name if ours else plain_id(values.id, "link-"), pairs, line)

    def _amount(self, values: Values) -> tuple[str, str, str]:
        """The amount and currency of a payment, or its words where one of the two is lacking."""
        amount_text, currency = values.first("amount"), values.first("currency").upper()
        if not amount_text and (dollars := values.first("amountUsd")):
            amount_text, currency = dollars, "USD"
        number = plain_number(amount_text)
        if number is not None and currency:
            return format(number, "f"), currency, ""
        return "", "", " ".join(filter(None, (amount_text, currency)))

    def _span(self, values: Values, line: int) -> tuple[str, str]:
        """First and last day of a relation; one of a single date holds on that day alone."""
        start = self._day(values, "startDate", line, last=False)
        end = self._day(values, "endDate", line, last=True)
        single = self._day(values, "date", line, last=False)
        starts = [day for text in values.all("startDate") if (day := day_of(text)) is not None]
        over = day_of(end) if end else None
        again = [day for day in starts if over is not None and day.earliest > over.latest]
        if again and len(again) < len(starts):
            # It began again after the last end that is stated: nobody says that it is over.
            self._leave(f"{values.schema}.endDate: an end before a later start, so that it is not over", line)
            end = ""
        return (start or (single if not end else ""), end or (single if not start else ""))

    def _day(self, values: Values, name: str, line: int, *, last: bool) -> str:
        found = []
        for text in values.all(name):
            day = day_of(text)
            if day is None:
                self._log.add(
                    self._file, line, "end" if name == "endDate" else "start", f"{shown(text)} is no date",
                    rule=f"{name} is a day, month or year of the calendar, as YYYY-MM-DD, YYYY-MM or YYYY",
                    next_step="correct the date in the file, or leave it out", value=text,
                )  # fmt: skip
            else:
                found.append(day)
        if len({day.text for day in found}) > 1:
            self._leave(f"{values.schema}.{name}: further values, of which the widest span is kept", line)
        ordered = sorted(
            found, key=lambda day: (day.latest, day.earliest) if last else (day.earliest, day.latest)
        )
        return (ordered[-1] if last else ordered[0]).text if ordered else ""

    def _tie(self, row: dict[str, str], name: str, pairs: list[tuple[str, str]], line: int) -> None:
        """One row for each pair of ends, with its numbers parted where there are several."""
        for number, (first, second) in enumerate(pairs, start=1):
            missing = [end for end in (first, second) if end not in self._ids]
            left = [end for end in missing if end in self._schemas]
            if left:
                schema = self._schemas[left[0]]
                self._leave(f"relations that end at an entity of the schema {schema}", line)
                continue
            for end in missing:
                where = f"ends at {shown(end)}, which is not there" if end else "has one end only"
                _refuse(self._log, self._file, line, f"the relation {shown(name)} {where}")
            if missing:
                continue
            wanted = made = name if number == 1 else f"{name}-{number}"
            more = 2
            while made in self._link_ids:
                made, more = f"{wanted}-{more}", more + 1
            self._link_ids.add(made)
            self._links.append(
                row | {"id": made, "from_node": self._ids[first], "to_node": self._ids[second]}
            )

    def _sanction(self, values: Values, line: int) -> None:
        """A sanction as a link from each party it is on to the authority, with its programme."""
        name = values.first("authority") or "an authority that is not named"
        authority = authority_id(name)
        self._ids.setdefault(authority, authority)
        self._nodes.setdefault(authority, dict.fromkeys(node_cells(None), "") | {
            "id": authority, "kind": "body", "name": name, "sources": IMPORTED, "line": str(line),
        })  # fmt: skip
        start, end = self._span(values, line)
        start = start or self._day(values, "listingDate", line, last=False)
        row = dict.fromkeys(link_cells(None), "") | {
            "kind": "designated_by", "start": start, "end": end, "asserted_by": name, "grade": "allegation",
            "stated": "; ".join((*values.all("program"), *values.all("provisions"))),
            "condition": values.first("summary"), "notes": "; ".join(values.all("reason")), "sources": IMPORTED,
            "line": str(line),
        }  # fmt: skip
        self._tie(
            row,
            plain_id(values.id, "link-"),
            [(party, authority) for party in values.all("entity") or [""]],
            line,
        )

    def _of_another(self, values: Values) -> None:
        if values.schema == "Address":
            parts = [values.first(n) for n in ("street", "postalCode", "city", "region", "country")]
            self._addresses[values.id] = (
                values.first("full") or ", ".join(filter(None, parts)) or values.caption
            )
            return
        said = f"{values.schema.lower()} {values.first('number') or 'without a number'}"
        self._notes += [(holder, said) for holder in values.all("holder")]

    def _settle(self) -> None:
        """Write addresses and passports into the notes of those they belong to, and the act behind each person."""
        found = [(node, f"address: {self._addresses.get(place, '')}") for node, place in self._living]
        noted = [(self._ids.get(name, ""), said) for name, said in self._notes]
        for name, said in (*noted, *(f for f in found if f[1] != "address: ")):
            if name in self._nodes:
                row = self._nodes[name]
                row["notes"] = "; ".join(filter(None, (row["notes"], said)))
        sanctioned = {row["from_node"] for row in self._links if row["kind"] == "designated_by"}
        for row in self._nodes.values():
            named = row["listed_as"] or row["id"] in sanctioned
            if row["kind"] == "person" and named and not row["official_action"]:
                row["official_action"] = "designated"


def plain_id(name: str, prefix: str = "node-") -> str:
    """An id as our tables and the vocabulary allow it: letters, digits, points and hyphens, each other sign a hyphen."""
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in name.removeprefix(prefix)
    )
    return kept.strip("-.")[:80].rstrip("-.") or "x"


def authority_id(name: str) -> str:
    """The id of an authority by its name; names in other scripts are distinguished by a digest."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    mark = "" if name.isascii() else f"-{sha256(name.encode()).hexdigest()[:8]}"
    return f"authority-{words[:60]}{mark}".rstrip("-").replace("--", "-")


def _numbers(values: Values) -> Iterator[str]:
    for name, word in IDENTIFIERS.items():
        for number in values.all(name):
            clean = number.replace(";", ",").strip()
            yield f"{word} {clean.upper().removeprefix('IMO').strip() if name == 'imoNumber' else clean}"


def _list_of(values: Values) -> str:
    return re.sub(r"[^a-z0-9-]", "-", (values.dataset or "entity").lower())


def _percent_words(text: str) -> str:
    if not text:
        return ""
    return f"{text} %" if share_of(text) is not None and "%" not in text else text


def _read(line: str, log: ProblemLog, file: str, number: int) -> dict[str, Any] | None:
    if len(line) > _MOST_LINE or line.count("[") + line.count("{") > _MOST_LINE // 4:
        _refuse(log, file, number, f"the line has {len(line):,} characters")
        return None
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError):
        _refuse(log, file, number, "the line is not JSON")
        return None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        _refuse(log, file, number, "the line is no entity with id, schema and properties")
        return None
    if not isinstance(entity.get("id"), str) or not isinstance(entity.get("schema"), str):
        _refuse(log, file, number, "the entity has no id or no schema")
        return None
    return entity


def _refuse(log: ProblemLog, file: str, line: int, message: str) -> None:
    log.add(
        file, line, "", message,
        rule="each line is one FollowTheMoney entity, and relations end at entities of the file",
        next_step="export the entities again as JSON lines, nodes and relations together",
    )  # fmt: skip
