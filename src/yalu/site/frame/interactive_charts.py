"""What the live counting switches need: the facts of every visit, every option of every rule, and the eras."""

from __future__ import annotations

from typing import Any

import msgspec

from yalu.case.records import ANSWER_CELLS, Case, RuleOption
from yalu.site.data.visit_data import VisitData, name_of
from yalu.visits.eras import eras
from yalu.visits.frequency import study_window
from yalu.visits.rules.codebook import choose_rules, codebook_of, listed
from yalu.visits.rules.counts import signature
from yalu.vocabulary.dates import Window


def live_data(case: Case, observed: VisitData) -> bytes:
    """The data of the switches as a script, which loads from a folder as well as from a server."""
    book = codebook_of(case)
    sets, windows = dict[str, Any](), {str(case.observed): case.observed}
    for name in book.rule_sets:
        chosen = choose_rules(case, name)
        window = study_window(case, chosen)
        windows[str(window)] = window
        sets[name] = {"window": str(window), "options": {rule: option for rule, option, _ in chosen.options}}
    value = {
        "visits": [_visit(case, place) for place in range(len(case.visits))],
        "sides": {post.id: post.side for post in case.posts.values()},
        "posts": {post.id: post.title for post in case.posts.values()},
        "rules": {
            number: {name: _option(body) for name, body in rule.options.items()}
            for number, rule in book.rules.items()
        },
        "sets": sets,
        "observed": str(case.observed),
        "eras": {key: _schemes(case, window) for key, window in windows.items()},
        "names": {side: name_of(case, side) for side in ("partner", "target")},
        "first": {"rules": observed.rules.name, "eras": observed.scheme, "weight": f"{observed.weight:g}"},
    }
    return b"window.yaluCounting = " + msgspec.json.encode(value) + b";\n"


def _visit(case: Case, place: int) -> dict[str, Any]:
    visit = case.visits[place]
    facts = msgspec.structs.asdict(signature(visit))
    given_values = {
        "id": visit.id, "from": str(visit.start.earliest), "to": str(visit.start.latest), "start": str(visit.start),
        "guest": visit.guest, "journey": visit.journey,
    }  # fmt: skip
    return given_values | {name: value for name, value in facts.items() if value not in ("", (), False)}


def _option(body: RuleOption) -> dict[str, Any]:
    """What an option admits, leaves out and calls a summit, each test as lists of what it names."""
    made: dict[str, Any] = {}
    if body.admit:
        made["admit"] = {key: sorted(listed(body.admit, key)) for key in ("side", "posts", "party_bodies")}
    if body.exclude:
        named = {
            key: sorted(listed(body.exclude, key)) for key in ("direction", "posts", "occasion", "secrecy")
        }
        made["exclude"] = named | {"joint": bool(body.exclude.get("joint"))}
    if body.summit:
        met = sorted(ANSWER_CELLS[word].value for word in listed(body.summit, "met_leader"))
        made["summit"] = {"posts": sorted(listed(body.summit, "posts")), "met_leader": met}
    return made | ({"merge": True} if body.merge else {})


def _schemes(case: Case, window: Window) -> dict[str, list[dict[str, Any]]]:
    published = {
        (given.get("side"), given.get("leader")): row.stated
        for row in case.published
        if row.figure == "frequency" and (given := dict(row.parameters))
    }
    return {
        name: [
            {
                "name": era.name,
                "side": era.side,
                "years": era.years,
                "windows": [[str(w.start), str(w.end)] for w in era.windows],
                "published": published.get((era.side, era.leader)),
            }
            for era in eras(case, scheme, window)
        ]
        for name, scheme in codebook_of(case).era_schemes.items()
    }
