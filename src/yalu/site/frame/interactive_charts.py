"""What the live table needs: one letter per visit and rule set, and the eras of every scheme."""

from __future__ import annotations

from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.site.data.visit_data import VisitData, name_of
from yalu.visits.eras import eras
from yalu.visits.frequency import study_window
from yalu.visits.rules.codebook import choose_rules, codebook_of
from yalu.visits.rules.counts import CountDecision
from yalu.vocabulary.dates import Window


def live_data(case: Case, observed: VisitData) -> str:
    """The data of the live table as JSON that is safe inside a script element."""
    windows: dict[str, Window] = {}
    rules: dict[str, dict[str, str]] = {}
    for name, decisions in observed.decisions.items():
        window = study_window(case, choose_rules(case, name))
        windows[str(window)] = window
        rules[name] = {"codes": "".join(_letter(decision) for decision in decisions), "window": str(window)}
    value: dict[str, Any] = {
        "visits": [[v.id, str(v.start.earliest), str(v.start.latest)] for v in case.visits],
        "rules": rules,
        "eras": {key: _schemes(case, window) for key, window in windows.items()},
        "sides": {side: name_of(case, side) for side in ("partner", "target")},
    }
    text = msgspec.json.encode(value, order="deterministic").decode()
    # A script element ends at the first "</" whatever the JSON says.
    return text.replace("<", "\\u003c")


def _letter(decision: CountDecision) -> str:
    """n no, c counts, s counts as a summit, u counts and may be a summit, q may count, Q may be a summit."""
    if decision.counts == "no":
        return "n"
    if decision.counts == "yes":
        return {"yes": "s", "no": "c", "cannot_say": "u"}[decision.summit]
    return "q" if decision.summit == "no" else "Q"


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
