"""`yalu visits compare` and the other visit commands over a case without published figures, posts or policies."""

from __future__ import annotations

import json

import pytest

from yalu.cli.main import outcome


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert outcome(list(arguments)) == code
    shown = capsys.readouterr()
    return " ".join((shown.out + shown.err).split())


def test_the_bundled_pairs_of_one_target_are_compared_when_nobody_names_any(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = said(capsys, "visits", "compare")
    assert "of China" in text
    assert "of Russia" in text
    assert "2026-11-21" in text
    assert "24 thin" in text
    assert "not looked for" in text


def test_the_first_case_named_gives_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(
        said(capsys, "visits", "compare", "russia-dprk", "china-dprk", "--rules", "strict", "--json")
    )
    assert found["command"] == "visits compare"
    assert [one["id"] for one in found["result"]["cases"]] == ["russia-dprk", "china-dprk"]
    assert found["result"]["switches"]["source"] == "strict"
    assert {len(year["cells"]) for year in found["result"]["years"]} == {2}
    cells = [cell for year in found["result"]["years"] for cell in year["cells"]]
    assert all(cell["total"] == len(cell["rows"]) for cell in cells)
    assert all(cell["least"] for cell in cells if cell["level"] in {"thin", "partial"})


def test_known_by_limits_both_cases(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "visits", "compare", "--known-by", "2020-12-31", "--json"))
    assert found["result"]["last"] == "2020-12-31"
    assert max(year["year"] for year in found["result"]["years"]) == 2020


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("russia-dprk", "russia-dprk"), "named twice"),
        (("china-dprk", "rusia-dprk"), "russia-dprk"),
        (("russia-dprk", "china-dprk", "--rules", "beyond-parallel"), "rule set"),
        (("--after", "earthquake"), "kind of event"),
        (("--window", "1990-01-01/1991-01-01"), "no day"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert outcome(["visits", "compare", *arguments]) in {2, 3}
    text = capsys.readouterr().err
    assert words in text
    assert "Traceback" not in text


def test_a_case_without_published_averages_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no published averages" in said(capsys, "visits", "grid", "--case", "russia-dprk")
    assert "no published figures" in said(capsys, "visits", "published", "--case", "russia-dprk", code=2)


def test_a_cut_where_the_search_changes_is_said_to_show_perhaps_the_search_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "may show the search alone" in said(capsys, "visits", "gaps", "--case", "russia-dprk")


def test_an_era_held_twice_shows_both_periods(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "visits", "frequency", "--case", "russia-dprk", "--json"))
    putin = next(row for row in found["result"]["eras"] if row["leader"] == "vladimir-putin")
    assert putin["periods"] == ["2000-01-01 – 2008-05-06", "2012-05-07 – 2026-11-21"]
