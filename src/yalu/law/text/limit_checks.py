"""Checking what a measure says of the limits of its text: clauses not read, and readings that stand side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path
from yalu.law.text.records import PARAGRAPH, Measure

_BANS = ("ban", "licence")
_LIMITS = ("cap", "freeze")
_FITS = {
    "wind_down": _BANS, "clearance": _BANS, "notice": _BANS, "precondition": _LIMITS, "stop": _LIMITS,
}  # fmt: skip


class TextFault(msgspec.Struct, frozen=True):
    """One fault with the path of the key it stands at."""

    path: Path
    message: str
    rule: str
    next_step: str
    value: object = ""


def check_text_limits(measure: Measure, sources: Collection[str] | None) -> Iterator[TextFault]:
    """Every fault of ``unread`` and ``readings``; ``sources`` are the ids known, None where there is no table."""
    yield from _unread(measure)
    yield from _readings(measure, sources)


def _unread(measure: Measure) -> Iterator[TextFault]:
    for number, clause in enumerate(measure.unread):
        path: Path = ("unread", number)
        effects = _FITS.get(clause)
        if clause in measure.unread[:number]:
            yield TextFault(path, f"{shown(clause)} is named twice", "“unread” names each clause once",
                            "keep one of the two", clause)  # fmt: skip
        if effects is not None and measure.effect not in effects:
            yield TextFault(path, f"a {measure.effect} has no {shown(clause)} to read",
                            f"“{clause}” belongs to a {one_of(effects)}", "remove it, or correct “effect”", clause)  # fmt: skip
        elif clause == "notice" and measure.wind_down.notify_by is None:
            yield TextFault(path, "no notice is written, so none can be weak",
                            "“notice” says that “notify_by” of “wind_down” rests on no text",
                            "write “notify_by”, or remove it", clause)  # fmt: skip
        elif clause == "stop" and measure.limit.stop_at is None and not measure.limit.warn_at:
            yield TextFault(path, "no warning and no duty to stop is written, so none can be weak",
                            "“stop” says that “warn_at” and “stop_at” rest on no text", "write them, or remove it", clause)  # fmt: skip


def _readings(measure: Measure, sources: Collection[str] | None) -> Iterator[TextFault]:
    readings = measure.readings
    if not readings:
        return
    if measure.effect not in _BANS:
        yield TextFault(("readings",), f"a {measure.effect} has readings",
                        f"readings are judged side by side for a {one_of(_BANS)}", "say in “notes” how the readings differ")  # fmt: skip
    if len({frozenset(reading.without) for reading in readings}) < max(2, len(readings)):
        yield TextFault(("readings",), "the readings do not differ",
                        "two or more readings stand, and each leaves out (“without”) something else",
                        "say in “without” what a reading does not have, or keep one and write it as the measure")  # fmt: skip
    names = [reading.name for reading in readings]
    written = _written(measure)
    for number, reading in enumerate(readings):
        if reading.name in names[:number]:
            yield TextFault(("readings", number, "name"), f"{shown(reading.name)} is a reading twice",
                            "a reading is named once in its measure", "rename one of the two", reading.name)  # fmt: skip
        if not reading.sources:
            yield TextFault(("readings", number, "sources"), "no source is named",
                            "every reading names who reads it so", "name a source of sources.csv")  # fmt: skip
        for place, clause in enumerate(reading.without):
            if clause not in written:
                yield TextFault(("readings", number, "without", place),
                                f"the measure writes no {shown(clause)}{did_you_mean(clause, written)}",
                                f"“without” names what the measure writes: {one_of(written)}",
                                "correct the word, or write the clause in the measure", clause)  # fmt: skip
        for place, source in enumerate(reading.sources):
            if sources is not None and source not in sources and source != "memory":
                yield TextFault(("readings", number, "sources", place),
                                f"there is no source {shown(source)}{did_you_mean(source, sources)}",
                                "sources of a reading stand in sources.csv of the regime",
                                "add it there, or correct the id", source)  # fmt: skip


def _written(measure: Measure) -> list[str]:
    """What a reading can be without: the whole paragraph, its dates, its exemptions by name."""
    down, clear = measure.wind_down, measure.clearance
    found = [PARAGRAPH]
    if down.import_by is not None or down.contract_before is not None:
        found.append("wind_down")
    if any((clear.loaded_before, clear.arrived_before, clear.absolute_stop)):
        found.append("clearance")
    return [*found, *(condition.name for condition in measure.conditions)]
