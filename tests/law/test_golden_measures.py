"""The sentences of tests/golden/measures-*.yaml, asked of DuckDB one by one and of Spark all at once.

What Spark takes does not grow with the sentences but with the hearings: those asked under the same law, knowledge and
assumptions are one. A sentence that needs a hearing of its own is asked of Spark in a hunt.
"""

from collections import Counter
from typing import Any

import pytest

from tests.engine.small_spark import small_spark
from tests.law.sentences import Answers, ask, ask_together, group, sentences
from yalu.engine import Engine, open_engine

SENTENCES = sentences()
NAMES = [case["name"] for case in SENTENCES]
HEARINGS = Counter(group(case["given"]) for case in SENTENCES)
ON_SPARK = [
    pytest.param(
        case, id=case["name"], marks=[pytest.mark.hunt] if HEARINGS[group(case["given"])] == 1 else []
    )
    for case in SENTENCES
]


def test_there_are_at_least_eighty_sentences_and_no_two_are_called_alike():
    assert len(SENTENCES) >= 80
    assert len(set(NAMES)) == len(NAMES)


def test_the_suite_asks_spark_nine_of_ten_sentences_under_the_law_of_every_regime():
    shared = [found for found in HEARINGS if HEARINGS[found] > 1]
    assert sum(HEARINGS[found] for found in shared) >= 0.9 * len(SENTENCES)
    assert {found[0] for found in shared} == {found[0] for found in HEARINGS}


@pytest.fixture(scope="session")
def duckdb_engine() -> Engine:
    return open_engine("duckdb")


@pytest.fixture(scope="session")
def spark_answers(request: pytest.FixtureRequest) -> dict[str, Answers]:
    """The answers to the sentences that this run asks of Spark."""
    asked = [
        item
        for item in request.session.items
        if getattr(item, "originalname", "") == "test_sentence_on_spark"
    ]
    return ask_together([item.callspec.params["case"] for item in asked], small_spark())  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def duckdb_answers(duckdb_engine: Engine) -> dict[str, Answers]:
    return ask_together(SENTENCES, duckdb_engine)


@pytest.mark.parametrize("case", SENTENCES, ids=NAMES)
def test_sentence(case: dict[str, Any], duckdb_engine: Engine) -> None:
    check(case["expect"], ask(case, duckdb_engine))


@pytest.mark.parametrize("case", SENTENCES, ids=NAMES)
def test_sentence_asked_together_with_all_others(
    case: dict[str, Any], duckdb_answers: dict[str, Answers]
) -> None:
    check(case["expect"], duckdb_answers[case["name"]])


@pytest.mark.slow
@pytest.mark.parametrize("case", ON_SPARK)
def test_sentence_on_spark(
    case: dict[str, Any], spark_answers: dict[str, Answers], duckdb_answers: dict[str, Answers]
) -> None:
    ours, other = spark_answers[case["name"]], duckdb_answers[case["name"]]
    check(case["expect"], ours)
    assert ours.verdicts == other.verdicts  # to the last digit and word
    assert ours.caps == other.caps


def check(expect: dict[str, Any], answers: Answers) -> None:
    for name, wanted in expect.get("caps", {}).items():
        # What was known on a day names it; a sentence asks of one such day only.
        found = [cap for key, cap in answers.caps.items() if key.partition("@known-")[0] == name]
        assert len(found) == 1, f"{name} is not among {sorted(answers.caps)}"
        check_cap(wanted, found[0])
    for row, by_measure in expect.get("rows", {}).items():
        for measure, verdict in by_measure.items():
            found = answers.rows.get((row, measure))
            assert (found and found.verdict.verdict) == verdict, (measure, found and found.verdict.reason)
    for row, by_measure in expect.get("finding", {}).items():
        for measure, finding in by_measure.items():
            assert answers.rows[row, measure].finding == finding
    for name, verdict in expect.get("verdicts", {}).items():
        assert name in answers.verdicts, sorted(answers.verdicts)
        assert answers.verdicts[name].verdict == verdict, answers.verdicts[name].reason
    for name, parts in expect.get("reasons", {}).items():
        has(answers.verdicts[name].reason, parts)
    for name, parts in expect.get("settled", {}).items():
        has(answers.verdicts[name].settled_by, parts)
    for name, reporter in expect.get("reported", {}).items():
        assert answers.verdicts[name].as_reported_by == reporter
        assert answers.verdicts[name].shown.endswith(f"as reported by {reporter}")
    for name, parts in expect.get("rules", {}).items():
        has(" ".join(answers.verdicts[name].trail.rules), parts)
    check_left_out(expect.get("left_out", {}), answers)
    for row, layers in expect.get("layers", {}).items():
        assert layers.items() <= answers.layers[row].items(), answers.layers[row]
    for name in expect.get("absent", ()):
        assert name not in answers.verdicts


def check_left_out(wanted: dict[str, Any], answers: Answers) -> None:
    for name, rows in wanted.items():
        reasons = {row.id: row.why for row in answers.verdicts[name].trail.left_out}
        for row, parts in rows.items():
            has(next(why for shown, why in reasons.items() if shown.endswith(row)), parts)


def check_cap(wanted: dict[str, Any], use: Any) -> None:
    for key, value in wanted.items():
        if key in {"quantity", "value"}:
            figure = getattr(use, key)
            shown = None if figure is None or figure.value is None else figure.value
            assert shown == (None if value is None else pytest.approx(value, abs=0.051)), key
        elif key == "verdict":
            assert use.verdict.verdict == value, use.verdict.reason
        elif key == "stop":
            assert use.stop.verdict == value, use.stop.reason
        elif key == "warned":
            assert {w.share: w.reached for w in use.warnings if w.share in value} == value
        elif key == "price":
            for name, number in value.items():
                assert float(getattr(use.price, name)) == pytest.approx(number, rel=1e-3), name
        elif key == "factors":
            shares = {s.factor: (float(s.limbs[0].central_share), s.passed) for s in use.scenarios}
            assert shares.keys() == value.keys()
            for factor, (share, passed) in value.items():
                assert shares[factor] == (pytest.approx(share, abs=0.051), passed), factor
        elif key == "reason_has":
            has(use.verdict.reason, value)
        elif key == "settled_has":
            has(use.verdict.settled_by, value)
        else:
            assert getattr(use, key) == value, key


def has(text: str, parts: list[str]) -> None:
    for part in parts:
        assert part in text
