"""The sentences of tests/golden/enforcement, asked of the bundled case."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import yalu
from yalu.enforcement.filters import ActionFilter
from yalu.enforcement.responses import Which

FOLDER = Path(__file__).parents[1] / "golden" / "enforcement"
SENTENCES = [
    case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


@cache
def bundled():
    return yalu.open_case("china-dprk")


def asked(given):
    words = {"day": "on"}
    names = set(ActionFilter.__struct_fields__)
    return ActionFilter(**{words.get(k, k): v for k, v in given.items() if words.get(k, k) in names})


def which(given):
    return Which(**{k: v for k, v in given.items() if k in Which.__struct_fields__})


def _total(given):
    rows = bundled().ledger.totals(given["by"], asked(given), given["measure"])
    sides = ("gross", "suspended", "credited", "net")
    found = {
        row.currency if given["by"] == "all" else row.key: {side: getattr(row, side).value for side in sides}
        for row in rows
    }
    return {key: Sides(row) for key, row in found.items()}


class Sides(dict):
    """The sides of a sum, compared with those that a sentence states."""

    def __eq__(self, stated):
        return {side: self.get(side) for side in stated} == stated

    __hash__ = None


def _count(given):
    figure = bundled().ledger.count(given["what"], asked(given))
    kinds = {a.id: a.kind for a in bundled().case.actions}
    return {"value": figure.value, "kinds": sorted({kinds[r.id] for r in figure.trail.rows})}


def _programmes(given):
    return {"programmes": list(bundled().ledger.list(asked(given))[0].programmes)}


def _ladder(given):
    (row,) = bundled().ledger.follow_up(asked(given))
    found = {name: getattr(row, name) for name in ("highest", "after_listing", "stands")}
    return found | {"led": list(row.led)}


def _register(given):
    """The latest status of each kind; where several authorities gave one, the newest."""
    day = date.fromisoformat(given["as_of"])
    rows = bundled().ledger.register(persons_only=False, on=day)
    (entry,) = [row for row in rows if row.party == given["party"]]
    return {one.kind: one.says for one in reversed(entry.standing)}


def _home(given):
    return {"rows": [row.id for row in bundled().ledger.home_share(given["state"]).trail.rows]}


def _answers(given):
    (row,) = bundled().responses.pattern("trigger", which(given))
    return row.kinds


def _answers_count(given):
    return {"value": bundled().responses.count(which(given)).value}


def _latency(given):
    figure = bundled().responses.latency(which(given))
    return {"value": figure.value, "early": [r.id for r in figure.trail.rows if r.role == "early"]}


def _reversals(given):
    return {"pairs": [[r.earlier, r.later] for r in bundled().responses.reversals()]}


ASKED = {
    "total": _total,
    "count": _count,
    "programmes": _programmes,
    "ladder": _ladder,
    "home": _home,
    "answers": _answers,
    "answers_count": _answers_count,
    "latency": _latency,
    "reversals": _reversals,
    "register": _register,
}


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["name"])
def test_sentence(case):
    found = ASKED[case["given"]["ask"]](case["given"])
    assert {key: found.get(key) for key in case["expect"]} == case["expect"]
    if case["given"]["ask"] == "total":
        assert set(found) == set(case["expect"])


def test_no_two_sentences_are_called_alike():
    assert len({case["name"] for case in SENTENCES}) == len(SENTENCES) >= 20
