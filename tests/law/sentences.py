"""The golden sentences on measures: reading them, and asking them of an engine one by one or all at once."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from yalu.engine import Engine
from yalu.law import Evaluation, Regime, open_regime
from yalu.law.caps.utilisation_records import Utilisation
from yalu.law.result_table import gravest
from yalu.law.verdicts.row_explanations import RowVerdict
from yalu.vocabulary.results import Verdict

GOLDEN = Path(__file__).parents[1] / "golden"


def plain(value: Any) -> Any:
    """YAML reads an unquoted date as a date; a sentence means the text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def sentences() -> list[dict[str, Any]]:
    """Every case of every file, its rows filled in from the preset it names."""
    found = []
    for path in sorted(GOLDEN.glob("measures-*.yaml")):
        read = plain(yaml.safe_load(path.read_text(encoding="utf-8")))
        for case in read["cases"]:
            given = case["given"]
            preset = read["presets"][given["rows"]]
            rows = [{**preset, **flow} for flow in given["flows"]]
            found.append({"name": case["name"], "given": {**given, "flows": rows}, "expect": case["expect"]})
    return found


@cache
def regime(name: str) -> Regime:
    """The bundled regime of that name, or the one made up for the sentences."""
    folder = GOLDEN / "regimes" / name
    return open_regime(folder if folder.is_dir() else name)


class Judged:
    """A hearing with everything it said under each policy, said once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._said: dict[str, tuple[list[RowVerdict], list[Utilisation], list[Verdict]]] = {}

    def said(self, carry_over: str) -> tuple[list[RowVerdict], list[Utilisation], list[Verdict]]:
        """Row verdicts, utilisations and reports under a policy."""
        if carry_over not in self._said:
            judgement = self.evaluation.judge(carry_over)  # type: ignore[arg-type]
            self._said[carry_over] = (
                list(judgement.iterate()),
                list(judgement.caps),
                list(judgement.reporting),
            )
        return self._said[carry_over]


class Answers:
    """What an engine said to one sentence, by id, the sheet taken off."""

    def __init__(self, judged: Judged, given: dict[str, Any], sheet: str = "") -> None:
        carry_over, through = given.get("carry_over", "strict"), given.get("through")
        self._cut = f"{sheet}/" if sheet else ""
        all_rows, all_uses, reports = judged.said(carry_over)
        rows = [row for row in all_rows if row.row.startswith(self._cut)]
        self.rows = {(row.row.removeprefix(self._cut), row.measure): row for row in rows if not row.duty}
        asked = judged.evaluation.utilisation(through=through, carry_over=carry_over) if through else ()
        self.caps: dict[str, Utilisation] = {
            self._id(use.verdict).removeprefix("verdict/"): use
            for use in (*all_uses, *asked)
            if use.ledger.startswith(self._cut)
        }
        verdicts = [row.verdict for row in rows]
        verdicts += [v for use in self.caps.values() for v in (use.verdict, use.stop) if v is not None]
        verdicts += [v for v in reports if f"/{self._cut}" in v.id]
        self.verdicts: dict[str, Verdict] = {self._id(v): v for v in verdicts}
        self.layers: dict[str, dict[str, str]] = {
            row.removeprefix(self._cut): dict(gravest(rows, row)) for row in {row.row for row in rows}
        }

    def _id(self, verdict: Verdict) -> str:
        return verdict.id.replace(f"/{self._cut}", "/", 1) if self._cut else verdict.id


def ask(case: dict[str, Any], engine: Engine) -> Answers:
    """One sentence asked of an engine."""
    return Answers(Judged(_evaluation(case["given"], case["given"]["flows"], engine)), case["given"])


Group = tuple[str, str, str, bool, tuple[tuple[str, str], ...]]


def group(given: dict[str, Any]) -> Group:
    """What has to be alike for sentences to be asked together: regime, target, knowledge, lists, assumptions."""
    return (
        given.get("regime", "un-dprk"),
        given.get("target", "PRK"),
        given.get("known_by", ""),
        given.get("lists", False),
        tuple(sorted(given.get("assume", {}).items())),
    )


def ask_together(cases: list[dict[str, Any]], engine: Engine) -> dict[str, Answers]:
    """Many sentences asked at once, each a sheet of its own, by name."""
    answers: dict[str, Answers] = {}
    for key in sorted({group(case["given"]) for case in cases}):
        alike = [case for case in cases if group(case["given"]) == key]
        flows = [{"sheet": _sheet(case), **row} for case in alike for row in case["given"]["flows"]]
        judged = Judged(_evaluation(alike[0]["given"], flows, engine))
        for case in alike:
            answers[case["name"]] = Answers(judged, case["given"], _sheet(case))
    return answers


def _sheet(case: dict[str, Any]) -> str:
    """The sheet of a sentence: the same whichever others are asked with it, so that a part can be compared with the whole."""
    return f"s{crc32(case['name'].encode()):08x}"


def _evaluation(given: dict[str, Any], flows: list[dict[str, Any]], engine: Engine) -> Evaluation:
    name, target, known_by, lists, assume = group(given)
    return Evaluation(
        regime(name),
        flows,
        target=target,
        known_by=known_by or None,
        open_ended=lists,
        assume=dict(assume),
        engine=engine,
    )
