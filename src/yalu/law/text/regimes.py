"""A regime: the law on one target, whole or as it was known on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from yalu.case.later_words import names_later_day, without_later_sentences
from yalu.documents.files.bundled import bundled_folder, bundled_names, bundled_path, no_such_folder
from yalu.documents.problems import Problem, did_you_mean, shown
from yalu.law.text.bodies import Member, membership
from yalu.law.text.measure_files import read_regime
from yalu.law.text.reach import reached
from yalu.law.text.records import InForce, Instrument, Layer, Measure
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.results import Citation


class Regime(msgspec.Struct, frozen=True):
    """The measures of a regime in order of id, its instruments and its sources, by id.

    ``target`` is the state it is on, ``bodies`` the titles of the bodies whose ``members`` it binds.
    ``known_by`` is "" for the whole regime, or the day to which it was limited; ``warnings`` are
    what reading found doubtful but not wrong.
    """

    name: str
    measures: tuple[Measure, ...]
    instruments: Mapping[str, Instrument] = {}
    sources: Mapping[str, Citation] = {}
    known_by: str = ""
    data_version: str = ""
    warnings: tuple[Problem, ...] = ()
    title: str = ""
    target: str = ""
    bodies: Mapping[str, str] = {}
    members: tuple[Member, ...] = ()

    def measure(self, wanted: str) -> Measure:
        """The measure of that id. Raises KeyError naming the nearest one."""
        found = self._by_id().get(wanted)
        if found is None:
            raise KeyError(
                f"there is no measure {shown(wanted)} in {self.name}{did_you_mean(wanted, self._by_id())}"
            )
        return found

    def layer(self, measure: Measure) -> Layer:
        """Whether a measure is UN, regional or national law; read from its addressee where no instrument says."""
        instrument = self.instruments.get(measure.instrument)
        if instrument is not None:
            return instrument.layer
        return "regional" if measure.state in self.bodies else "national" if measure.state else "un"

    def whose(self, measure: Measure) -> str:
        """The state, or the body of states, that a measure addresses; "" when it addresses every state."""
        instrument = self.instruments.get(measure.instrument)
        regional = instrument is not None and instrument.layer == "regional"
        to_members = regional and measure.addressee == "all_member_states"
        return instrument.state if instrument is not None and to_members else measure.state

    def binds(self, measure: Measure, state: str, first: date = date.min, last: date = date.max) -> bool:
        """Whether a measure addresses a state, as a member of its body on some day of a span where it has one."""
        whose = self.whose(measure)
        if state == whose:
            return measure.trade_of != "third_states"
        if measure.trade_of == "third_states" or measure.except_states:
            spans = [m for m in reached(measure, whose, self.members) if m.state == state]
            return (
                any(span.on(first, last) for span in spans) if spans else measure.trade_of == "third_states"
            )
        if whose not in self.bodies:
            return whose == ""
        member = membership(self.members, whose, state)
        return member is not None and member.on(first, last)

    def limited_to(self, day: date) -> Regime:
        """The law as it could be known on a day.

        Measures published later are left out, and an end that only a later measure or instrument brings is not
        yet an end: on 1 March 2017 nobody knew that a cap would be replaced in August. Notes tell of no later day.
        """
        known = {m.id: m for m in self.measures if m.known_from <= day}
        ends_known = {
            m.id: m
            if not m.in_force.ended_by
            or m.in_force.ended_by in known
            or self._was_public(m.in_force.ended_by, day)
            else msgspec.structs.replace(m, in_force=InForce(start=m.in_force.start))
            for m in known.values()
        }
        later = self._called(
            frozenset(m.instrument for m in self.measures) - {m.instrument for m in known.values()}
        )
        known_measures = tuple(_as_known_on(m, day, later) for m in ends_known.values())
        return msgspec.structs.replace(self, measures=known_measures, known_by=day.isoformat())

    def _was_public(self, name: str, day: date) -> bool:
        """Whether an instrument of that id was certainly public on a day."""
        instrument = self.instruments.get(name)
        return instrument is not None and parse_date(instrument.published or instrument.adopted).latest <= day

    def _called(self, instruments: Iterable[str]) -> re.Pattern[str]:
        """What words call resolutions by: their numbers, as “2270 paragraph 18”."""
        resolutions = (
            name for name in instruments if name in self.instruments and self.instruments[name].layer == "un"
        )
        numbers = sorted(name.rpartition("-")[2] for name in resolutions)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, numbers))})\b" if numbers else r"(?!)")

    def cited(self, measure: Measure) -> tuple[Citation, ...]:
        """The sources of a measure as a trail names them."""
        return tuple(self.sources.get(source, Citation(source)) for source in measure.sources)

    def _by_id(self) -> dict[str, Measure]:
        return {m.id: m for m in self.measures}


def _as_known_on(measure: Measure, day: date, later: re.Pattern[str]) -> Measure:
    """A measure without the words and documents of a later day, nor those that name law that was still to come."""
    notes = re.split(r"(?<=[.:;])\s+", without_later_sentences(measure.notes, day))
    listed = measure.goods.list_name.split("; ")
    kept = [name for name in listed if not names_later_day(name, day) and not later.search(name)]
    return msgspec.structs.replace(
        measure, notes=" ".join(said for said in notes if not later.search(said)),
        goods=msgspec.structs.replace(measure.goods, list_name="; ".join(kept or listed)),
    )  # fmt: skip


def bundled_regimes() -> list[str]:
    """The names of the regimes that come with Yalu, in alphabetical order."""
    return bundled_names("regimes")


def find_regime(name_or_path: str | Path) -> Path:
    """The folder of a regime: a bundled name first, then a path. Raises DocumentError naming the nearest."""
    text = str(name_or_path)
    bundled = bundled_folder("regimes", text)
    if bundled is not None:
        return bundled
    if Path(text).is_dir():
        return Path(text)
    raise no_such_folder(
        "regime", "regimes", text, "correct the name, or give the folder that holds “measures”"
    )


def open_regime(name_or_path: str | Path, *, known_by: date | str | None = None) -> Regime:
    """Open a bundled regime by name or any regime folder by path, as known on a day.

    Raises yalu.documents.problems.DocumentError with every problem of every file at once.
    """
    folder = find_regime(name_or_path)
    # A folder of the user's own may have changed since it was last read; what comes with Yalu has not.
    regime = _opened(folder) if folder.parent == bundled_path("regimes") else _read(folder)
    if known_by is None:
        return regime
    return regime.limited_to(date.fromisoformat(known_by) if isinstance(known_by, str) else known_by)


@lru_cache(maxsize=8)
def _opened(folder: Path) -> Regime:
    return _read(folder)


def _read(folder: Path) -> Regime:
    read = read_regime(folder)
    return Regime(
        name=folder.name,
        measures=read.measures,
        instruments=read.instruments,
        sources=read.sources,
        data_version=read.data_version,
        warnings=read.warnings,
        title=read.about.title,
        target=read.about.target,
        bodies={body.id: body.title for body in read.about.bodies},
        members=read.members,
    )
