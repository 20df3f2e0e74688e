"""Everything the pages tell, asked once of ``yalu.visits``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from yalu.case.knowledge import known_by
from yalu.case.records import Case
from yalu.visits.agreement import PublishedComparison
from yalu.visits.eras import Era, eras
from yalu.visits.frequency import EraFrequency, frequency, study_window
from yalu.visits.gaps import Gaps, gaps
from yalu.visits.grid import DefinitionGrid, grid
from yalu.visits.latency import Latency, latency
from yalu.visits.published import compare_published
from yalu.visits.rules.codebook import ChosenRules, choose_rules, choose_scheme
from yalu.visits.rules.counts import CountDecision, RuleSwitch, decide, rows_that_turn
from yalu.visits.statistics.ranks import Ranking, rank
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.dates import Window
from yalu.vocabulary.places.countries import country

# The weight of a summit in the pages' own tables where published averages stand beside ours, as their study
# weighs it; elsewhere a summit is a visit like any other, as in the commands. The grid shows the other weights.
WEIGHT_BESIDE_PUBLISHED = 2.0
DIRECTIONS = ("both", "partner_to_target", "target_to_partner")


class VisitData(msgspec.Struct, frozen=True, kw_only=True):
    """The results of one case under its default definitions, and what other rule sets would say."""

    rules: ChosenRules
    scheme: str
    scheme_title: str
    window: Window
    weight: float
    decisions: dict[str, tuple[CountDecision, ...]]
    frequency: tuple[EraFrequency, ...]
    to_date: tuple[EraFrequency, ...]
    ranking: Ranking
    grid: DefinitionGrid
    summits: Gaps
    visits: Gaps
    leaders: tuple[Era, ...]
    crises: tuple[str, ...]
    answers: dict[str, Latency]
    answers_by_rules: dict[str, Latency]
    answers_then: Latency | None
    beside: tuple[PublishedComparison, ...]
    turns: tuple[RuleSwitch, ...]


def observe(case: Case) -> VisitData | None:
    """Ask every question once. None when the case has no codebook: then nothing can be counted."""
    codebook = case.codebook
    if codebook is None or not codebook.rule_sets or not codebook.era_schemes:
        return None
    rules = choose_rules(case)
    scheme, body = choose_scheme(case)
    crises = crisis_kinds(case)
    weight = WEIGHT_BESIDE_PUBLISHED if any(row.figure == "frequency" for row in case.published) else 1.0
    averages = frequency(case, rules, scheme, weight=weight)
    sets = {name: choose_rules(case, name) for name in codebook.rule_sets}
    return VisitData(
        rules=rules,
        scheme=scheme,
        scheme_title=body.title,
        window=study_window(case, rules),
        weight=weight,
        decisions={name: decide(case, chosen) for name, chosen in sets.items()},
        frequency=averages,
        to_date=frequency(case, rules, scheme, weight=weight, window=case.observed),
        ranking=rank(averages, "partner"),
        grid=grid(case),
        summits=gaps(case, rules, most=len(case.visits) + 1),
        visits=gaps(case, rules, summits_only=False, most=len(case.visits) + 1),
        leaders=eras(case, msgspec.structs.replace(body, cut="days"), case.observed),
        crises=crises,
        answers={way: latency(case, rules, kinds=crises, direction=way) for way in DIRECTIONS},
        answers_by_rules={name: latency(case, chosen, kinds=crises) for name, chosen in sets.items()},
        answers_then=_answers_then(case, rules, crises),
        beside=compare_published(case, rules, scheme, weight=weight),
        turns=rows_that_turn(case, rules),
    )


def _answers_then(case: Case, rules: ChosenRules, crises: tuple[str, ...]) -> Latency | None:
    """The same waits as they could be known on the last day of the study the rule set follows."""
    end = rules.window.end
    if end is None or case.observed.end is None or end >= case.observed.end or end not in case.observed:
        return None
    return latency(known_by(case, end)[0], rules, kinds=crises)


def crisis_kinds(case: Case) -> tuple[str, ...]:
    """The kinds of events that answers are measured after.

    Those that a published waiting time names; else those whose kind says test, crisis or attack;
    else the most frequent kind. A case names its own kinds, so nothing here may know one.
    """
    kind_of = {event.id: event.kind for event in case.events}
    named: list[str] = []
    for row in case.published:
        if row.figure.startswith("latency"):
            given = dict(row.parameters)
            named += (given.get("events") or given.get("event", "")).split("+")
    kinds = tuple(dict.fromkeys(kind_of[event] for event in named if event in kind_of))
    if kinds:
        return kinds
    counted = Counter(event.kind for event in case.events)
    likely = [kind for kind in counted if any(word in kind for word in ("nuclear", "crisis", "attack"))]
    return tuple(sorted(likely)) or tuple(kind for kind, _ in counted.most_common(1))


def side_of(direction: str) -> str:
    """The side whose people travelled."""
    return {"partner_to_target": "partner", "target_to_partner": "target"}.get(direction, "")


def name_of(case: Case, side: str) -> str:
    """A side's name as readers know it; its code when the case gives none."""
    return case.names.get(side) or {"partner": case.partner, "target": case.target}.get(side, "")


def state_name(case: Case, code: str) -> str:
    """A state as readers know it: the two of the case by their names there, any other by the ISO list, else its code."""
    if code in {case.partner, case.target}:
        return name_of(case, "partner" if code == case.partner else "target")
    try:
        return country(code).short
    except CodeError:
        return code


def way(case: Case, direction: str) -> str:
    """A direction in words with the names of the case."""
    partner, target = name_of(case, "partner"), name_of(case, "target")
    return {
        "partner_to_target": f"{partner} to {target}",
        "target_to_partner": f"{target} to {partner}",
        "both": "either direction",
    }.get(direction, "in a third country")


_POST = re.compile(r"\bpost ([\w.]+\w)")
_CLASS = re.compile(r"\b(\w+\.\w+) \([^()]*\)")
_FIELD = re.compile(r"\b(?:party body|occasion|secrecy|direction|memory:) \w+(?: or \w+)*")


def in_words(case: Case, why: str) -> str:
    """What a trail says as readers know it: posts by their titles and sides, the values of fields as words."""
    posts = case.posts
    said = _POST.sub(lambda m: f"post “{posts[m[1]].title}”" if m[1] in posts else m[0], why)
    said = _CLASS.sub(
        lambda m: f"“{posts[m[1]].title}” of {name_of(case, posts[m[1]].side)}" if m[1] in posts else m[0],
        said,
    )
    return _FIELD.sub(lambda m: m[0].replace("_", " "), said)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd in words up to tenth."""
    spoken = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return spoken[number - 1] if 1 <= number <= len(spoken) else f"{number}th"


def listed(parts: Sequence[str]) -> str:
    """Words joined as in a sentence."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""
