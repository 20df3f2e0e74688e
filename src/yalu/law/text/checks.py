"""Checking measures one by one and against each other: dates, limits, codes and what they name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

import msgspec

from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path, YamlDocument, log_path
from yalu.law.text.limit_checks import check_text_limits
from yalu.law.text.overlapping_caps import check_overlaps
from yalu.law.text.reach import reach_faults
from yalu.law.text.records import Instrument, LimitPart, Measure
from yalu.law.text.windows import runs_into_itself
from yalu.law.verdicts.unit_price_limits import price_faults
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.codes import CodeError, HSCode
from yalu.vocabulary.intervals import AmountError

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_STATE = re.compile(r"[A-Z]{3}")


class MeasureFile(msgspec.Struct, frozen=True):
    """A measure with the file it was read from."""

    measure: Measure
    document: YamlDocument


class RegimeTables(msgspec.Struct, frozen=True):
    """What the tables of the regime offer; None where there is no such table."""

    instruments: Mapping[str, Instrument] | None
    sources: Collection[str] | None
    bodies: Collection[str] = ()


def check_measures(read: list[MeasureFile], known: RegimeTables, log: ProblemLog) -> None:
    """Log everything in the measures that contradicts itself, its neighbours or the tables beside it."""
    by_id: dict[str, MeasureFile] = {}
    for file in read:
        _Checking(file, known, log).alone()
        other = by_id.setdefault(file.measure.id, file)
        if other is not file:
            _add(file, ("id",), log, f"{shown(file.measure.id)} is the id of {other.document.file} too",
                 "an id is used once in a regime", "give one of the two another id", file.measure.id)  # fmt: skip
    for file in read:
        _Checking(file, known, log).beside(by_id)
    for fault in check_overlaps([file.measure for file in read]):
        log.warn(
            by_id[fault.measure].document.file, 1, "goods", fault.message, rule=fault.rule, next_step=fault.next_step,
        )  # fmt: skip


class _Checking:
    """The checks of one measure."""

    def __init__(self, file: MeasureFile, known: RegimeTables, log: ProblemLog) -> None:
        self._file, self._measure, self._known, self._log = file, file.measure, known, log

    def alone(self) -> None:
        """Run the checks that need no other measure."""
        self._names()
        self._goods()
        self._limit()
        self._dates()
        self._conditions()
        for fault in check_text_limits(self._measure, self._known.sources):
            self._add(fault.path, fault.message, fault.rule, fault.next_step, fault.value)

    def beside(self, by_id: Mapping[str, MeasureFile]) -> None:
        """Run the checks that need the other measures."""
        measure, ended_by = self._measure, self._measure.in_force.ended_by
        rule = (
            "“ended_by” names a measure that starts on the day this one ends, or the instrument that ended it"
        )
        if ended_by in (self._known.instruments or {}):
            pass  # what ends a measure and puts nothing in its place has no day of its own to agree with
        elif ended_by and ended_by not in by_id:
            self._add(("in_force", "ended_by"), f"there is no measure {shown(ended_by)}{did_you_mean(ended_by, by_id)}",
                      rule, "correct the id, or remove “ended_by” where the text set its own end from the start", ended_by)  # fmt: skip
        elif ended_by and not measure.notes:
            starts = by_id[ended_by].measure.in_force.start
            if starts != measure.in_force.until:
                self._add(("in_force", "ended_by"), f"{ended_by} starts on {starts}, not on {measure.in_force.until}",
                          rule, "correct one of the two dates, or say in “notes” why they differ", ended_by)  # fmt: skip
        for number, other in enumerate(measure.carries_out):
            if other not in by_id:
                self._add(("carries_out", number), f"there is no measure {shown(other)}{did_you_mean(other, by_id)}",
                          "“carries_out” names measures of this regime", "correct the id", other)  # fmt: skip

    def _names(self) -> None:
        measure = self._measure
        path = PurePosixPath(self._file.document.file)
        if not _ID.fullmatch(measure.id):
            self._add(("id",), f"{shown(measure.id)} is not an id", "an id is lower-case letters, digits, -, _ and .",
                      "choose a plainer id", measure.id)  # fmt: skip
        if path.stem != measure.id:
            self._add(("id",), f"the id is {shown(measure.id)} but the file is called {shown(path.name)}",
                      "a file is named for the id in it", f"call the file {measure.id}.yaml, or correct the id", measure.id)  # fmt: skip
        if len(path.parts) > 2 and path.parent.name != measure.instrument:
            self._add(
                ("instrument",),
                f"the instrument is {shown(measure.instrument)} but the folder is {shown(path.parent.name)}",
                "a folder is named for the instrument of its measures",
                "move the file, or correct the instrument",
                measure.instrument,
            )
        instruments = self._known.instruments
        if instruments is not None and measure.instrument not in instruments:
            self._add(("instrument",), f"there is no instrument {shown(measure.instrument)}{did_you_mean(measure.instrument, instruments)}",
                      "every instrument has a row in instruments.csv", "add it there, or correct the id", measure.instrument)  # fmt: skip
        for number, source in enumerate(measure.sources):
            known = self._known.sources
            if known is not None and source not in known and source != "memory":
                self._add(("sources", number), f"there is no source {shown(source)}{did_you_mean(source, known)}",
                          "sources of a measure stand in sources.csv of the regime", "add it there, or correct the id", source)  # fmt: skip
        if not measure.sources:
            self._add(("sources",), "no source is named", "every measure names at least one source",
                      "name one, or “memory”, which makes the measure “verified: memory”")  # fmt: skip
        self._addressee()

    def _addressee(self) -> None:
        measure, bodies = self._measure, self._known.bodies
        if measure.state and measure.state not in bodies and not _STATE.fullmatch(measure.state):
            self._add(("addressee",), f"{shown(measure.addressee)} is not an addressee{did_you_mean(measure.addressee, bodies)}",
                      "“addressee” is all_member_states, target, the ISO alpha-3 code of the state whose law it is, "
                      f"or a body of regime.yaml ({one_of(bodies) or 'it names none'})",
                      "write one of them, a code in double quotes; a body also needs its members in members.csv",
                      measure.addressee)  # fmt: skip
            return
        instrument = (self._known.instruments or {}).get(measure.instrument)
        if (
            instrument is not None
            and instrument.layer == "national"
            and measure.addressee != instrument.state
        ):
            self._add(("addressee",), f"{shown(measure.addressee)} is addressed, and {measure.instrument} is the law of {instrument.state}",
                      "national law addresses its own state", f"write {shown(instrument.state)}, or correct the layer of the instrument",
                      measure.addressee)  # fmt: skip

    def _goods(self) -> None:
        goods = self._measure.goods
        for path, codes in (
            (("goods", "hs"), goods.hs), (("goods", "hs_part"), goods.hs_part), (("goods", "except_hs"), goods.except_hs),
            *((("conditions", n, "hs"), c.hs) for n, c in enumerate(self._measure.conditions)),
        ):  # fmt: skip
            for number, code in enumerate(codes):
                try:
                    level = HSCode(code).level
                except CodeError as error:
                    self._add((*path, number), str(error), "HS prefixes have 2, 4 or 6 digits, in double quotes",
                              "correct the code", code)  # fmt: skip
                    continue
                if level == "national":
                    self._add((*path, number), f"{shown(code)} is a national tariff code",
                              "measures name HS prefixes of 2, 4 or 6 digits, which all states share",
                              f"write {shown(code[:6])} and say in “notes” what the national code narrows", code)  # fmt: skip
        if goods.scope == "hs" and not (goods.hs or goods.hs_part):
            self._add(("goods",), "there is no HS code", "goods of scope hs list at least one HS prefix",
                      "add “hs”, or write the scope: list, catch_all or none")  # fmt: skip
        if goods.scope == "list" and not goods.list_name:
            self._add(("goods",), "the list is not named", "goods of scope list name the control list",
                      "add “list: name of the list”")  # fmt: skip
        if goods.scope == "none" and (goods.hs or goods.hs_part):
            self._add(("goods", "hs"), "HS codes are given for something that is not traded",
                      "goods of scope none have no HS codes", "correct the scope, or remove the codes")  # fmt: skip
        if (goods.hs or goods.hs_part) and not goods.basis:
            self._add(("goods",), "the HS codes have no basis", "HS codes name who mapped the goods to them",
                      "add “basis”: law, committee_notice, national_annex or project")  # fmt: skip

    def _limit(self) -> None:
        measure, limit = self._measure, self._measure.limit
        has_limit = bool(limit.first_reached_of or limit.level_of)
        if measure.limits_amounts and not has_limit and measure.goods.scope != "none":
            self._add(("effect",), f"the {measure.effect} has no limit",
                      "a cap has “limit” with “first_reached_of”, a freeze one with “level_of”",
                      "add the limit with its unit or currency")  # fmt: skip
        if measure.effect == "cap" and limit.first_reached_of and limit.window is None:
            self._add(("limit",), "the cap has no window", "a cap is for a stated span of days, never pro-rated",
                      "add “window: {from: …, to: …, repeats: once, monthly, quarterly or yearly}”")  # fmt: skip
        if has_limit and not measure.limits_amounts:
            self._add(("limit",), f"a {measure.effect} has a limit", "only a cap or a freeze limits amounts",
                      "correct “effect”, or put the threshold into “notes”")  # fmt: skip
        for path, message, rule, next_step in (*price_faults(measure), *reach_faults(measure)):
            self._add(path, message, rule, next_step)
        for number, part in enumerate(limit.first_reached_of):
            self._limb(("limit", "first_reached_of", number), part)
        if limit.window is not None and limit.window.last < limit.window.first:
            self._add(("limit", "window", "to"), f"the window ends on {limit.window.last}, before it starts on {limit.window.first}",
                      "a window runs from its first to its last day", "correct one of the two", limit.window.last)  # fmt: skip
        elif limit.window is not None and runs_into_itself(limit.window):
            self._add(("limit", "window", "to"), f"the window runs to {limit.window.last}, when the next one has begun",
                      f"a window that comes back {limit.window.repeats} ends before it comes back",
                      "correct “to” or “repeats”", limit.window.last)  # fmt: skip
        for field, shares in (
            ("warn_at", limit.warn_at),
            ("stop_at", () if limit.stop_at is None else (limit.stop_at,)),
        ):
            if any(not 0 < share <= 1 for share in shares) or list(shares) != sorted(set(shares)):
                self._add(("limit", field), f"{shown(', '.join(map(str, shares)))} are not shares of the limit in rising order",
                          f"“{field}” holds shares above 0 and at most 1, such as 0.95", "write 0.95 for 95 %")  # fmt: skip

    def _limb(self, path: Path, part: LimitPart) -> None:
        rule = "a limb is a quantity with its unit, or an amount with its currency, above 0"
        one_kind = (part.quantity is None) != (part.amount is None)
        if (
            not one_kind
            or bool(part.unit) != (part.quantity is not None)
            or bool(part.currency) != (part.amount is not None)
        ):
            self._add(path, "the limb is not one number with its unit", rule,
                      "write {quantity: 7500000, unit: t} or {amount: 400870018, currency: USD}")  # fmt: skip
            return
        if part.size <= 0:
            self._add(path, f"the limit is {part.size}", rule, "a limit of nothing is a ban: write “effect: ban”", part.size)  # fmt: skip
        try:
            money = unit(part.symbol).kind.startswith("money")
        except AmountError as error:
            self._add(path, str(error), rule, "write the unit as in docs/measures-format.md", part.symbol)
            return
        if money != (part.kind == "value"):
            self._add(path, f"{shown(part.symbol)} is {'money' if money else 'not money'}", rule,
                      "quantities have units such as t or bbl, amounts currencies such as USD", part.symbol)  # fmt: skip

    def _dates(self) -> None:
        measure, force = self._measure, self._measure.in_force
        if force.until is not None and force.until < force.start:
            self._add(("in_force", "until"), f"the measure ends on {force.until}, before it starts on {force.start}",
                      "“until” is the first day no longer in force, “from” the first day in force; equal means never in force",
                      "correct one of the two", force.until)  # fmt: skip
        if force.ended_by and force.until is None:
            self._add(("in_force", "ended_by"), f"{force.ended_by} ended the measure, but “until” is missing",
                      "what ended a measure comes with the day it did", "add “until”", force.ended_by)  # fmt: skip
        down, clear = measure.wind_down, measure.clearance
        self._in_order(
            "wind_down",
            (
                ("contract_before", down.contract_before),
                ("import_by", down.import_by),
                ("notify_by", down.notify_by),
            ),
        )
        self._in_order(
            "clearance", (("loaded_before", clear.loaded_before), ("absolute_stop", clear.absolute_stop))
        )
        self._in_order(
            "clearance", (("arrived_before", clear.arrived_before), ("absolute_stop", clear.absolute_stop))
        )
        self._clearance_bites()
        window = measure.limit.window
        if window is not None and window.repeats == "once" and window.last < force.start:
            self._add(("limit", "window"), f"the window ends on {window.last}, before the measure starts on {force.start}",
                      "a limit is for days on which the measure is in force", "correct the window or “in_force”")  # fmt: skip

    def _clearance_bites(self) -> None:
        """A clearance is for goods the measure meets: not for those its tested date already puts outside."""
        measure, clear = self._measure, self._measure.clearance
        for step, day in (("loaded", clear.loaded_before), ("arrived", clear.arrived_before)):
            if day is not None and measure.tested_date == step and day <= measure.in_force.start:
                self._add(("tested_date",),
                          f"goods {step} before {day} are cleared, but the measure is not on them: "
                          f"it tests the {step} date from {measure.in_force.start} on",
                          "a clearance is for goods that the tested date brings under the measure",
                          "test the day on which the measure stops them, such as “tested_date: released”", step)  # fmt: skip

    def _in_order(self, group: str, days: tuple[tuple[str, date | None], ...]) -> None:
        given = [(name, day) for name, day in days if day is not None]
        for (first, earlier), (second, later) in pairwise(given):
            if later < earlier:
                self._add((group, second), f"“{second}” is {later}, before “{first}” on {earlier}",
                          f"the dates of “{group}” follow each other", "correct one of the two", later)  # fmt: skip

    def _conditions(self) -> None:
        seen: set[str] = set()
        if self._measure.effect == "exemption" and not self._measure.conditions:
            self._add(("effect",), "the exemption asks for nothing", "an exemption says in “conditions” what evidence it wants",
                      "add the condition; goods that a ban never reaches are “except_hs” of the ban")  # fmt: skip
        for number, condition in enumerate(self._measure.conditions):
            path: Path = ("conditions", number)
            if condition.name in seen:
                self._add((*path, "name"), f"{shown(condition.name)} is a condition twice", "a condition is named once in its measure",
                          "keep one of the two", condition.name)  # fmt: skip
            seen.add(condition.name)
            if condition.kind == "precondition" and not self._measure.limits_amounts:
                self._add((*path, "kind"), f"a {self._measure.effect} has a precondition",
                          "a precondition stands inside a cap; what lifts a ban is an exemption", "write “kind: exemption”",
                          condition.kind)  # fmt: skip

    def _add(self, path: Path, message: str, rule: str, next_step: str, value: object = "") -> None:
        _add(self._file, path, self._log, message, rule, next_step, value)


def _add(
    file: MeasureFile,
    path: Path,
    log: ProblemLog,
    message: str,
    rule: str,
    next_step: str,
    value: object = "",
) -> None:
    log_path(file.document, log, path, message, rule, next_step, value)
