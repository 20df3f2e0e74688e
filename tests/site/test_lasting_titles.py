"""No title of the site speaks of a present or lasting state past the last day of what was observed."""

from __future__ import annotations

import re
from html import unescape

import pytest

# Words that say that something goes on, or went on without an end.
LASTING = re.compile(
    r"\b(stay(s|ed|ing)?|remain(s|ed|ing)?|still|keeps?|kept on|continues?|has not|have not|has lasted|never since"
    r"|to this day|so far|since then|no longer|to date|now|today|currently|ever since|rises|falls|at present|the present)\b",
    re.IGNORECASE,
)
# How a last day is said: what ``Observed.lasting`` writes, or a day, month or year that closes the span.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LAST_DAY = re.compile(
    rf"\b(through|to|by|until|on|in|of|from)\s+((\d{{1,2}} )?({MONTHS}) \d{{4}}|\d{{4}}(-\d{{2}}){{0,2}})\b"
)
# What is quoted is somebody else's, and a paper may be called Today.
QUOTED = re.compile(r"“[^”]*”|as reported by .*")


def unbounded(title: str) -> list[str]:
    """The lasting words of a title that names no last day; what is quoted is somebody else's."""
    said = QUOTED.sub("", title)
    return [] if LAST_DAY.search(said) else [found.group(0) for found in LASTING.finditer(said)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Official imports read zero and stayed there after 6 of 8 bans", ["stayed"]),
        ("38 of 55 measures on goods have not ended", ["have not"]),
        (
            "The longest time lasted 8.1 years; the present one has lasted 165 days",
            ["the present", "has lasted"],
        ),
        ("Imports stayed at zero through November 2017, the last row", []),
        ("It had not ended, and still has not, by 5 February 2026", []),
        ("A paper says “trade has not ended”", []),
        ("It took between 9 and 434 days until anybody travelled", []),
    ],
)
def test_a_lasting_verb_without_a_last_day_is_found(title: str, words: list[str]) -> None:
    assert unbounded(title) == words


def test_no_title_of_the_site_outlasts_its_rows(bundled) -> None:
    heads = [
        unescape(re.sub(r"<[^>]+>", "", head))
        for page in bundled.pages
        # Options are asked of simulated futures and a measure is a title of law: neither tells of rows.
        if not page.name.startswith("policy") and page.parent.name != "measures"
        for head in re.findall(r"<h1[^>]*>(.*?)</h1>", page.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert len(heads) > 300
    wrong = {title: unbounded(title) for title in heads if unbounded(title)}
    assert wrong == {}


def test_the_averages_of_the_front_page_name_the_day_they_run_to(bundled) -> None:
    shown = bundled.text("index.html").split('<ul class="numbers">')[1].split("</ul>")[0]
    averages = [
        card for card in unescape(re.sub(r"<[^>]+>", " ", shown)).split("  ") if "visits a year in" in card
    ]
    assert averages
    assert all(LAST_DAY.search(card) for card in averages), averages


def test_what_is_within_a_cap_says_what_the_rest_is(bundled) -> None:
    title = next(found for found in bundled.report.findings if "passed the cap" in found)
    whole = re.search(r"Of (\d+) reported windows", title)
    assert whole is not None
    passed = re.search(r"windows (none|\d+)", title)
    within, left = re.search(r"within it: (\d+)", title), re.search(r"cannot say: (\d+)", title)
    assert passed is not None
    parts = [int(found[1]) for found in (passed, within, left) if found is not None and found[1].isdigit()]
    assert sum(parts) == int(whole[1])
    assert "2017 and 2021 to 2025" in title


def test_every_trail_says_what_it_covers_and_rests_on(bundled) -> None:
    trails = [page.read_text(encoding="utf-8") for page in bundled.pages if page.parent.name == "trails"]
    assert len(trails) > 100
    resting = [text for text in trails if "<dt>Rests on</dt>" in text]
    covering = [text for text in trails if "<dt>Covers</dt>" in text]
    assert [t for t in trails if t not in covering and ": cannot say</h1>" not in t] == []
    assert len(resting) > 0.9 * len(trails)
