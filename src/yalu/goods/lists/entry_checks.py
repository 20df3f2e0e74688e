"""Checks of entries: every name they use exists, and a comparison fits the parameter it compares."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import msgspec

from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.goods.records import ControlEntry, ItemCondition, ItemParameter
from yalu.vocabulary.dates import DateError, parse_date

_CODE = re.compile(r"[0-9]{2,10}")
_NUMBERS = ("at_least", "at_most", "above", "below")


class EntryFile(msgspec.Struct, frozen=True):
    """An entry with the file that it was read from."""

    entry: ControlEntry
    file: str


class EntryNames(msgspec.Struct, frozen=True):
    """What entries may name."""

    lists: Collection[str]
    parameters: Mapping[str, ItemParameter]
    sources: Collection[str]
    unread: frozenset[str] = (
        frozenset()
    )  # ids of files with faults of their own, which may be named all the same


def check_entries(read: list[EntryFile], known: EntryNames, log: ProblemLog) -> None:
    """Log every fault of every entry."""
    ids: dict[str, str] = {}
    for found in read:
        if found.entry.id in ids:
            _say(log, found.file, "id", found.entry.id, f"{found.entry.id} stands in {ids[found.entry.id]} too",
                 "an id is used once", "give one of the two another id")  # fmt: skip
        ids.setdefault(found.entry.id, found.file)
    encoded = [found.entry for found in read]
    for found in read:
        _check_entry(found, known, ids, encoded, log)
    for name, parameter in known.parameters.items():
        _check_parameter(name, parameter, known, log)
        for field in ("yes_when", "no_when"):
            when = getattr(parameter, field)
            for condition, path in _within(when, f"{name}.{field}") if when is not None else ():
                _check_condition(condition, path, "parameters.yaml", known, log)


def _check_parameter(name: str, parameter: ItemParameter, known: EntryNames, log: ProblemLog) -> None:
    file = "parameters.yaml"
    if parameter.at_most_of:
        _names(log, file, f"{name}.at_most_of", [parameter.at_most_of], known.parameters, "a parameter")
    _names(log, file, f"{name}.sum_of", parameter.sum_of, known.parameters, "a parameter")
    taken = [old for old in parameter.renamed_from if old in known.parameters]
    if taken:
        _say(log, file, f"{name}.renamed_from", taken[0], f"{shown(taken[0])} is still a parameter",
             "“renamed_from” names what is no longer one", "give one of the two another name")  # fmt: skip
    if parameter.type != "number" and (parameter.least, parameter.most) != (None, None):
        _say(log, file, f"{name}.least", "", f"{name} is no number",
             "“least” and “most” are of numbers", "leave them out")  # fmt: skip
    if parameter.least is not None and parameter.most is not None and parameter.least > parameter.most:
        _say(log, file, f"{name}.least", f"{parameter.least:g}", f"least {parameter.least:g} is above most {parameter.most:g}",
             "“least” is at most “most”", "correct one of the two")  # fmt: skip


def _check_entry(
    found: EntryFile,
    known: EntryNames,
    ids: Collection[str],
    encoded: Collection[ControlEntry],
    log: ProblemLog,
) -> None:
    entry, file = found.entry, found.file
    known_ids = {*ids, *known.unread}
    _names(log, file, "list", [entry.list], {*known.lists, *known.unread}, "a control list of the folder")
    _names(log, file, "sources", entry.sources, known.sources, "a row of sources.csv")
    _names(log, file, "covered_by", entry.covered_by, known_ids, "an entry")
    _names(log, file, "matches", entry.matches, known_ids, "an entry")
    kinds = known.parameters["kind"].choices if "kind" in known.parameters else ()
    _names(log, file, "applies_to", entry.applies_to, kinds, "a kind of goods of parameters.yaml")
    for code in entry.hs_hints:
        if not _CODE.fullmatch(code):
            _say(log, file, "hs_hints", code, f"{shown(code)} is not a tariff code",
                 "a heading is 2 to 10 digits, quoted", "write such as \"8459\"")  # fmt: skip
    for name in ("start", "until"):
        text = getattr(entry.in_force, name)
        if text and not _is_date(text):
            _say(log, file, f"in_force.{name}", text, f"{shown(text)} is not a date",
                 "a date is written YYYY-MM-DD", "correct the date")  # fmt: skip
    if not entry.sources:
        _say(log, file, "sources", "", "the entry names no source",
             "every entry names where its text was read", "name a source, or memory with verified: memory")  # fmt: skip
    for name in entry.covered_elsewhere:
        if any(e.list == entry.list and e.entry == name for e in encoded):
            _say(log, file, "covered_elsewhere", name, f"{shown(name)} is encoded in this list",
                 "“covered_elsewhere” names entries that are not here", "name its id under covered_by")  # fmt: skip
    for condition, path in _conditions(entry):
        _check_condition(condition, path, file, known, log)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def _conditions(entry: ControlEntry) -> Iterator[tuple[ItemCondition, str]]:
    yield from _within(entry.meets, "meets")
    for number, exclusion in enumerate(entry.excludes):
        yield from _within(exclusion.when, f"excludes.{number}.when")


def _within(condition: ItemCondition, path: str) -> Iterator[tuple[ItemCondition, str]]:
    yield condition, path
    for name in ("all", "any"):
        for number, part in enumerate(getattr(condition, name)):
            yield from _within(part, f"{path}.{name}.{number}")
    if condition.not_ is not None:
        yield from _within(condition.not_, f"{path}.not")


def _check_condition(c: ItemCondition, path: str, file: str, known: EntryNames, log: ProblemLog) -> None:
    said = [bool(c.all), bool(c.any), c.not_ is not None, c.line is not None, bool(c.parameter)]
    if sum(said) != 1:
        _say(log, file, path, "", "the condition says " + ("nothing" if not any(said) else "several things at once"),
             "a condition is one of all, any, not, line, or a comparison with parameter",
             "split it, or put its parts under all")  # fmt: skip
        return
    for name in c.line.names if c.line is not None else ():
        named = known.parameters.get(name)
        if named is None:
            _names(log, file, f"{path}.line", [name], known.parameters, "a parameter of parameters.yaml")
        elif named.type != "number" or named.ranged:
            _say(log, file, f"{path}.line", name, f"the line does not fit {name}, which is no plain number",
                 "a line names numbers: base, slope and over", "correct the line")  # fmt: skip
    if not c.parameter:
        return
    parameter = known.parameters.get(c.parameter)
    if parameter is None:
        _names(
            log, file, f"{path}.parameter", [c.parameter], known.parameters, "a parameter of parameters.yaml"
        )
        return
    numbers = any(getattr(c, name) is not None for name in _NUMBERS)
    words = c.is_ is not None or bool(c.one_of) or bool(c.within)
    fits = {"number": numbers and not words, "yes_no": isinstance(c.is_, bool) and not numbers,
            "word": (isinstance(c.is_, str) or bool(c.one_of)) and not numbers,
            "cas": bool(c.one_of) and not numbers and c.is_ is None,
            "code": bool(c.within) and not numbers}[parameter.type]  # fmt: skip
    if not fits:
        _say(log, file, path, c.parameter, f"the comparison does not fit {c.parameter}, which is a {parameter.type}",
             "numbers compare with at_least, at_most, above or below; yes_no with is; words with is or one_of; "
             "codes with within, CAS numbers with one_of", "correct the comparison")  # fmt: skip
    for value in c.one_of if parameter.type == "cas" else ():
        if value not in parameter.called:
            _say(log, file, path, value, f"{shown(value)} is no CAS number of chemicals.csv",
                 "an entry names chemicals that have a name", "add its row, or correct the number")  # fmt: skip
    if c.standard and c.standard not in parameter.standards:
        _say(log, file, f"{path}.standard", c.standard, f"{shown(c.standard)} is no test of {c.parameter}",
             f"its tests are {one_of(parameter.standards) or 'none'}", "correct the standard")  # fmt: skip


def _names(
    log: ProblemLog, file: str, field: str, given: Collection[str], known: Collection[str], what: str
) -> None:
    for name in given:
        if name not in known:
            _say(log, file, field, name, f"{shown(name)} is not {what}{did_you_mean(name, known)}",
                 f"“{field}” names {what}", "add it, or correct the name")  # fmt: skip


def _say(log: ProblemLog, file: str, field: str, value: str, message: str, rule: str, step: str) -> None:
    log.add(file, 0, field, message, rule=rule, next_step=step, value=value)
