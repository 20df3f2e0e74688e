"""Every title, card and label of every bundled case obeys the rules that a statement of others is held to.

Each rule is a function from a text to what is wrong with it, tried on headlines that broke it, and then asked of
everything that the built sites show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from tests.site.conftest import Built

from yalu.case.package import find_case
from yalu.claims.facade import Claims
from yalu.visits.frequency import frequency
from yalu.visits.rules.codebook import choose_rules

DAY = r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|\d{4}-\d{2}(?:-\d{2})?"
QUOTED = re.compile(r"“[^”]*”")
OF = re.compile(r"\b(\d[\d,]*) of (?:the )?(\d[\d,]*)\b")
RANGE = re.compile(
    r"(?<!between )\b\d[\d,.]*(?: (?:days?|years?|percent|%|t))?(?: \([^)]*\))? and \d[\d,.]* (?:days|years|percent|%|t\b|visits|months)"
)
BEST = re.compile(
    r"\b(?:lowest|highest|longest|shortest|busiest|quietest|largest|smallest|fewest|the most)\b"
)
UNSAFE = re.compile(r"could change their order|not safe|may show the search alone|would make it shorter")
# The years named in a title limit a superlative to those in which a missing row is not likely.
LIMITED = re.compile(r"searched well")
NO_SERIES = ("policy",)  # options are asked of simulated futures, which nobody observed
# Words of law have dates of their own, an undated share and a figure nobody computed have none, a list of makers neither.
NOT_OBSERVED = (
    "policy/", "cap-size/", "instrument/", "law-date/", "law-exemption/", "status/", "share/undated/", "published/", "chains-control/",
    "chains-maker/", "chains-count/suppliers",
)  # fmt: skip


def numbers(text: str) -> list[int]:
    """The whole numbers of a text that are no dates, years or percents."""
    plain = re.sub(rf"{DAY}|\b(?:19|20)\d\d\b|\d[\d,.]* ?%|\d+\.\d+", " ", text)
    return [int(found.replace(",", "")) for found in re.findall(r"\b\d[\d,]*\b", plain)]


def rest_unnamed(text: str) -> list[str]:
    """Each "x of n" after which no numbers of the text add up to the rest."""
    said, wrong = QUOTED.sub("", text), []
    for found in OF.finditer(said):
        part, whole = (int(group.replace(",", "")) for group in found.groups())
        left = numbers(said[: found.start()] + " " + said[found.end() :])
        sums = {sum(some) for size in range(5) for some in combinations(left, size)}
        if whole - part not in sums:
            wrong.append(found[0])
    return wrong


def unit_unnamed(text: str) -> list[str]:
    """Each "x of n" that no word in the plural follows within three words: a count of what?"""
    said = QUOTED.sub("", text)
    after = r" (?:(?:[\w’-]+ ){0,3}?)(?:[\w’-]+s|criteria|people)\b"
    many = (found for found in OF.finditer(said) if found[2] != "1")
    return [found[0] for found in many if not re.match(after, said[found.end() :])]


def range_unsaid(text: str) -> list[str]:
    """Two numbers of one unit joined by "and" that are the ends of a range and do not say so."""
    return [found.group(0) for found in RANGE.finditer(QUOTED.sub("", text))]


def overclaims(text: str) -> list[str]:
    """Everything and everybody are claimed of a part."""
    return re.findall(r"\beverything else\b|\ball others\b|\beverybody else\b", QUOTED.sub("", text))


# Rows, reports and facts are what we have; visits, waits and answers are what they did.
OURS = re.compile(
    r"^(?:\d[\d,]* (?:[\w-]+ ){0,3}?(?:rows?|entries|events?|facts?|reports?|acts|answers|figures)\b"
    r"|\d[\d,]* (?:[\w-]+ ){0,3}?(?:allegations?|persons|visits?)\b(?! a year)"
    r"|\d.*\b(?:is|are|was|were) (?:on record|found|named here)\b)"
)
SPAN = re.compile(r"^(?:as far as [^,]*, )?(?:it|they) took between \d", re.IGNORECASE)


def own_rows_counted(text: str) -> list[str]:
    """A title that counts our own rows: how many there are is no finding about anybody else."""
    said = OURS.match(QUOTED.sub("", text))
    return [said[0]] if said and not OF.search(text) else []


def span_alone(text: str) -> list[str]:
    """A title of a least and a most number of days, without what was the least and what the most."""
    said = SPAN.match(text)
    return [said[0]] if said else []


@pytest.mark.parametrize(
    ("rule", "text", "wrong"),
    [
        (
            own_rows_counted,
            "109 dated events and 201 visits are on record",
            ["109 dated events"],
        ),
        (
            own_rows_counted,
            "40 monthly reports on refined petroleum were found, 20 in tonnes",
            ["40 monthly reports"],
        ),
        (own_rows_counted, "93 acts of authorities, and of parties 1 was seen", ["93 acts"]),
        (own_rows_counted, "58 persons are named here, each by a court", ["58 persons"]),
        (own_rows_counted, "2.53 visits a year in the era of a leader to 2026", []),
        (own_rows_counted, "After test 5 it took 434 days until anybody travelled", []),
        (span_alone, "It took between 9 and 434 days until anybody travelled", ["It took between 9"]),
        (span_alone, "It took 9 days until anybody travelled after the first test", []),
        (rest_unnamed, "Reported deliveries stay within the cap in 3 of 8 windows", ["3 of 8"]),
        (rest_unnamed, "Within the cap in 3 of 8 windows; cannot say: 5 (2017 and 2021 to 2024)", []),
        (
            rest_unnamed,
            "48 of 85 statements hold, 23 only under some definitions, 7 under none, 7 cannot be decided",
            [],
        ),
        (rest_unnamed, "Others allege a breach in 3 of 3 windows", []),
        (rest_unnamed, "A paper says “5 of 100”", []),
        (unit_unnamed, "Within the cap in 3 of 8", ["3 of 8"]),
        (unit_unnamed, "14 of 17 answers were protest, the rest 3 otherwise", []),
        (unit_unnamed, "1 of 20 definitions gives it", []),
        (range_unsaid, "27 and 57 days", ["27 and 57 days"]),
        (range_unsaid, "between 27 and 57 days", []),
        (
            range_unsaid,
            "It took 9 days (the first) and 434 days (the fifth)",
            ["9 days (the first) and 434 days"],
        ),
        (overclaims, "acts with protest, everything else with denial (9 of 15)", ["everything else"]),
    ],
)
def test_a_headline_that_breaks_a_rule_is_found(
    rule: Callable[[str], list[str]], text: str, wrong: list[str]
) -> None:
    assert rule(text) == wrong


@pytest.fixture(params=["bundled", "other_partner"], ids=["china", "russia"])
def site(request: pytest.FixtureRequest) -> Built:
    """The site of every bundled case."""
    built: Built = request.getfixturevalue(request.param)
    return built


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def printed(site: Built) -> Iterator[tuple[str, str]]:
    """Page and text of every title, heading of a figure, card, first sentence and age."""
    kinds = (
        r"<h1[^>]*>(.*?)</h1>", r'<h2 class="figure-title"[^>]*>(.*?)</h2>', r'<h2 id="readings">(.*?)</h2>',
        r'<ul class="numbers">.*?</ul>', r'<dl class="in-short">.*?</dl>', r'<p class="quiet" id="ages">(.*?)</p>',
        r'<p class="answer" id="answer">(.*?)</p>',
    )  # fmt: skip
    for page in site.pages:
        name = page.relative_to(site.folder).as_posix()
        if name.startswith(("visits/", "trails/", "embed/")):
            continue
        text = page.read_text(encoding="utf-8")
        for kind in kinds:
            for found in re.finditer(kind, text, re.DOTALL):
                if kind.startswith('<ul class="numbers'):
                    yield from (
                        (name, plain(card)) for card in re.findall(r"<li.*?</li>", found[0], re.DOTALL)
                    )
                elif kind.startswith("<dl"):
                    yield from (
                        (name, plain(one)) for one in re.findall(r"<dd>.*?</dd>", found[0], re.DOTALL)
                    )
                else:
                    yield name, plain(found[0])


@pytest.mark.parametrize(
    "rule", [rest_unnamed, unit_unnamed, range_unsaid, overclaims, own_rows_counted, span_alone]
)
def test_no_headline_or_card_breaks_a_rule(rule: Callable[[str], list[str]], site: Built) -> None:
    asked = list(printed(site))
    assert len(asked) > 15
    assert {text: (name, wrong) for name, text in asked if (wrong := rule(text))} == {}


def figures(site: Built) -> dict[str, dict[str, object]]:
    """Slug -> what the JSON file of every figure holds."""
    found = (path for path in sorted((site.folder / "figures").glob("*.json")) if ".vl." not in path.name)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in found}


def test_no_label_in_a_picture_gives_a_range_as_two_numbers(site: Built) -> None:
    labels = {
        label
        for path in (site.folder / "figures").glob("*.svg")
        for label in map(
            plain, re.findall(r"<text[^>]*>(.*?)</text>", path.read_text(encoding="utf-8"), re.DOTALL)
        )
    }
    assert labels
    assert [label for label in labels if range_unsaid(label)] == []


def test_nothing_is_called_the_most_or_least_where_the_figure_calls_the_order_unsafe(site: Built) -> None:
    wrong = {
        slug: page["title"]
        for slug, page in figures(site).items()
        if any(UNSAFE.search(str(note)) for note in page["notes"])  # type: ignore[attr-defined]
        and BEST.search(str(page["title"]))
        and not LIMITED.search(str(page["title"]))
    }
    assert wrong == {}


def test_a_title_counts_the_definitions_that_its_picture_draws(bundled: Built) -> None:
    """5 weights of no summit are one definition: the count of the title is that of the cells."""
    counted = {}
    for slug, page in figures(bundled).items():
        if not slug.startswith("definitions"):
            continue
        spec = json.loads((bundled.folder / f"figures/{slug}.vl.json").read_text(encoding="utf-8"))
        cells = {(r["row"], r["column"]) for rows in spec["datasets"].values() for r in rows if "row" in r}
        drawn = len({row for row, _ in cells}) if slug == "definitions" else len(cells)
        said = OF.search(str(page["title"])) or re.search(r"(None) of (\d+)", str(page["title"]))
        assert said is not None, page["title"]
        counted[slug] = (int(said[2]), drawn)
    assert len(counted) >= 5
    assert {slug: pair for slug, pair in counted.items() if pair[0] != pair[1]} == {}
    assert (20, 20) in counted.values()


def test_no_claim_counts_a_choice_that_changes_nothing(bundled: Built) -> None:
    for each in Claims(bundled.case).check():
        grid = None if each.today is None else each.today.grid
        if grid is None:
            continue
        own = [row for row in grid.rows if row.role in {"main", "open"}]
        counted = grid.agree + grid.disagree + grid.undecided
        idle = [name for name in own[0].choices if changes_nothing(name, own)]
        most = 1
        for name in own[0].choices:
            most *= 1 if name in idle[:1] else len({row.choices[name] for row in own})
        assert counted <= most, (each.claim.id, counted, idle)


def changes_nothing(name: str, rows: list) -> bool:  # type: ignore[type-arg]
    stands: dict[tuple[tuple[str, str], ...], set[str]] = {}
    for row in rows:
        rest = tuple(sorted((key, value) for key, value in row.choices.items() if key != name))
        stands.setdefault(rest, set()).add(row.stand)
    return all(len(found) == 1 for found in stands.values())


def test_the_cards_run_to_the_last_day_observed_and_print_their_own_interval(bundled: Built) -> None:
    shown = bundled.text("index.html").split('<ul class="numbers">')[1].split("</ul>")[0]
    cards = [plain(card) for card in re.findall(r"<li.*?</li>", shown, re.DOTALL)]
    assert len(cards) >= 5
    labels = [plain(label) for label in re.findall(r'<p class="label">(.*?)</p>', shown, re.DOTALL)]
    assert len(labels) == len(cards)
    # A wait that is over is counted between two days; everything else runs to a last day.
    assert [label for label in labels if not re.search(rf", to (?:{DAY})$|to the first visit", label)] == []
    average = next(card for card in cards if "visits a year in the era of Xi Jinping" in card)
    row = next(
        r for r in frequency(bundled.case, choose_rules(bundled.case), "calendar", weight=2.0, window=bundled.case.observed)
        if r.leader == "xi-jinping"
    )  # fmt: skip
    assert row.figure.interval is not None
    assert f"{row.figure.interval[0]:.2f} to {row.figure.interval[1]:.2f}" in average
    assert row.figure.shown in average.split(" ")[0]
    total = next(card for card in cards if "high-level visits in both directions" in card)
    assert total.startswith("189 ")
    assert "As published in March 2017: 161" in total
    assert "any other minister" in total


def test_a_count_without_summits_has_one_interval_whatever_a_summit_weighs(bundled: Built) -> None:
    rules = choose_rules(bundled.case)
    found = {
        weight: next(
            r for r in frequency(bundled.case, rules, "calendar", weight=weight) if r.leader == "xi-jinping"
        ).figure
        for weight in (1.0, 2.0, 3.0)
    }
    assert {figure.shown for figure in found.values()} == {"1.25"}
    assert {tuple(round(end, 2) for end in figure.interval or ()) for figure in found.values()} == {
        (0.41, 2.92)
    }


def test_every_visit_that_came_first_and_is_no_answer_is_named(bundled: Built) -> None:
    notes = [str(note) for page in figures(bundled).values() for note in page["notes"]]  # type: ignore[attr-defined]
    said = [
        (int(found[1]), note)
        for note in notes
        if (found := re.search(r", (\d+) earlier visits? (?:is|are) not", note))
    ]
    assert said
    assert {note: number for number, note in said if len(re.findall(r"\bV\d+ on ", note)) != number} == {}


def test_every_entry_of_a_key_is_drawn(site: Built) -> None:
    missing = []
    for page in sorted((site.folder / "figures").glob("*.html")):
        text = page.read_text(encoding="utf-8")
        figure = text.split('<div class="wide">')
        if len(figure) < 2 or '<ul class="keys">' not in text:
            continue
        picture = figure[1].split('<div class="narrow">')[0]
        for entry in re.findall(
            r"<li>(.*?)</li>", text.split('<ul class="keys">')[1].split("</ul>")[0], re.DOTALL
        ):
            tokens = {found[2:] for found in re.findall(r"\b[fs]-[a-z0-9-]+", entry)} - {"paper"}
            if tokens and not any(f"{letter}-{token}" in picture for token in tokens for letter in "fs"):
                missing.append((page.stem, plain(entry)))
    assert missing == []


def test_every_figure_shows_the_first_and_last_day_of_its_series(site: Built) -> None:
    asked = figures(site)
    assert len(asked) > 4
    from yalu.site.frame.templates import spoken_date

    for slug, page in asked.items():
        if slug.startswith(NO_SERIES):
            continue
        spans = page["observed"]
        assert spans, f"{slug} says no first and last day"
        shown = plain((site.folder / f"figures/{slug}.html").read_text(encoding="utf-8"))
        last = str(site.case.observed.end) if site.case.observed.end else site.report.known_by
        for span in spans:  # type: ignore[attr-defined]
            assert span["first"] <= span["last"] <= max(last, site.report.known_by), (slug, span)
            assert f"{spoken_date(span['first'])} to {spoken_date(span['last'])}" in shown, (slug, span)


def test_every_published_number_and_verdict_says_from_which_to_which_day(site: Built) -> None:
    results = {r["id"]: r for page in figures(site).values() for r in page["results"]}  # type: ignore[attr-defined]
    assert len(results) > 15
    silent = [name for name, found in results.items() if not found["trail"].get("observed")]
    assert [name for name in silent if not name.startswith(NOT_OBSERVED)] == []


def test_the_home_page_says_how_old_each_series_is(bundled: Built) -> None:
    ages = plain(bundled.text("index.html").split('id="ages">')[1].split("</p>")[0])
    flows = [f for f in bundled.case.flows if f.hs == "2701" and f.ledger == "customs" and f.window.end]
    assert f"visits {bundled.case.observed.end:%-d %B %Y}" in ages
    assert f"coal {max(f.window.end for f in flows if f.window.end):%B %Y}" in ages
    assert "UN list 27 February 2026" in ages
    assert "oil reports February 2025" in ages
    assert "total trade December 2025" in ages


def test_coal_and_its_caps_are_sums_over_the_same_days(bundled: Built) -> None:
    spec = json.loads((bundled.folder / "figures/coal-against-caps.vl.json").read_text(encoding="utf-8"))
    lines: dict[tuple[str, str], list[float]] = {}
    for name, values in spec["datasets"].items():
        for row in sorted((row for row in values if row.get("lined")), key=lambda row: row["when"]):
            lines.setdefault((name, row["line"]), []).append(row["amount"])
    assert len(lines) >= 3
    assert all(amounts == sorted(amounts) and amounts[0] == 0 for amounts in lines.values())


def test_other_folders_hold_no_case_that_is_not_asked_here() -> None:
    """A case that is bundled later has to be added to the sites asked above."""
    folder = Path(find_case("china-dprk")).parent
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"china-dprk", "russia-dprk"}
