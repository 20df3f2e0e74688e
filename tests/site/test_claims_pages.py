"""The pages on claims: what they say, that they are safe, that they work without JavaScript and in a browser."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

import msgspec
import pytest
from markupsafe import escape
from tests.site.conftest import HOSTILE, Built, in_both_schemes

from yalu.case.folder.new import write_new_case
from yalu.case.package import read_case
from yalu.claims import Claims
from yalu.claims.files.claim_review import faults
from yalu.claims.records import Checked, Claim, GridRow, JudgedClaim, Labels, ReadingGrid
from yalu.site.build import build_site
from yalu.site.frame.citations import embedded
from yalu.site.frame.templates import quoted
from yalu.site.pages.claims.sentences import sentences_title, whole_sentences
from yalu.site.pages.claims.specification_curve import day_ticks, picture, shown_rows, ticks
from yalu.site.pages.claims.wording import claim_title, completed, headline, own_readings
from yalu.vocabulary.strength import Strength, Support

pytestmark = pytest.mark.slow


def row(stand: str, value: float | None, role: str = "open", **choices: str) -> GridRow:
    return GridRow(choices=choices, role=role, shown=f"{value}", value=value, stand=stand)  # type: ignore[arg-type]


def claim(**given: Any) -> Claim:
    printed = {
        "id": "c",
        "article": "a",
        "who": "w",
        "where": "s",
        "published": "2017",
        "quote": "there were about 2 of them",
        "stated": "about 2",
        "topic": "t",
    }
    return Claim(**(printed | given))


def judged(verdict: str, *rows: GridRow, **given: Any) -> JudgedClaim:
    own = [each for each in rows if each.role in {"main", "open"}]
    grid = ReadingGrid(
        rows=rows,
        readings=len(rows),
        computed=len(rows),
        supporting=0,
        share=None,
        corner=False,
        nearest=None,
        agree=sum(each.stand == "supports" for each in own),
        disagree=sum(each.stand == "against" for each in own),
        undecided=sum(each.stand == "cannot_say" for each in own),
    )
    sound = Strength((Support(kind="row", id="a", quality="sound"),))
    printed = {
        "verdict": verdict,
        "reason": "r",
        "ours": "2",
        "stated": "about 2",
        "grid": grid,
        "strength": sound,
    }
    return JudgedClaim(**(printed | given))


def checked(verdict: str, *rows: GridRow, **given: Any) -> Checked:
    return Checked(id="claim/c", claim=claim(), today=judged(verdict, *rows, **given))


@pytest.fixture(scope="module")
def everything(bundled: Built) -> tuple[Checked, ...]:
    return tuple(Claims(bundled.case).check())


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small case with one claim, every text of it written by somebody who means harm."""
    folder = write_new_case(tmp_path_factory.mktemp("cases") / "stranger")
    source = next(iter(read_case(folder).sources))
    (folder / "claims").mkdir()
    text = json.dumps(f"=1+1 {HOSTILE}")
    (folder / "claims" / "one.yaml").write_text(
        f'article: harm\nwho: {text}\nwhere: {source}\npublished: "2017"\nclaims:\n'
        f'  - {{id: one, quote: {text}, topic: harm, about: "visits.count", stated: "more than 100000", notes: {text}}}\n'
        f"  - {{id: two, quote: {text}, topic: harm, not_checkable: {text}}}\n",
        encoding="utf-8",
    )
    case = read_case(folder)
    out = tmp_path_factory.mktemp("sites") / "stranger"
    return Built(out, build_site(case, out), case)


def test_the_headline_counts_what_holds_as_written_and_what_does_not() -> None:
    found = [checked("supported"), checked("supported"), checked("supported_if"), checked("contradicted")]
    assert (
        headline(found)
        == "2 of 4 published statements hold as written, 1 only under some definitions, 1 under none"
    )
    assert headline([Checked(id="claim/c", claim=claim(not_checkable="a motive"))]).startswith("None of 1 ")


def test_the_title_of_a_claim_states_the_finding() -> None:
    yes, no = row("supports", 2.0, "main"), row("against", 3.0)
    assert claim_title(checked("supported", yes)) == "“about 2” holds as written; our figure is 2"
    assert (
        claim_title(checked("supported_if", yes, no))
        == "“about 2” holds under 1 of 2 readings: 1 does not support it"
    )
    assert (
        claim_title(checked("contradicted", no, no, ours="3"))
        == "“about 2” does not hold under any reading; our figure is 3"
    )
    assert claim_title(checked("cannot_say")) == "Whether “about 2” holds cannot be said"


def test_words_that_are_not_printed_so_do_not_stand_in_quotes() -> None:
    read = Checked(
        id="claim/c",
        claim=claim(stated="at least 2"),
        today=judged("supported", row("supports", 2.0, "main")),
    )
    assert claim_title(read) == "The statement holds as written; our figure is 2"


@pytest.mark.parametrize(
    ("low", "high"),
    [("2011-01-01", "2012-04-13"), ("1953-07-27", "2017-03-21"), ("2017-02-18", "2017-02-19")],
)
def test_days_on_an_axis_are_first_days_of_years_or_months(low: str, high: str) -> None:
    ends = [date.fromisoformat(day).toordinal() for day in (low, high)]
    found = [date.fromordinal(round(tick)) for tick in day_ticks(*ends)]
    assert 1 <= len(found) <= 7
    assert all(ends[0] <= day.toordinal() <= ends[1] for day in found)
    assert ends[1] - ends[0] < 90 or all(day.day == 1 for day in found)


def test_readings_of_other_statements_are_not_counted_for_this_one() -> None:
    grid = judged(
        "supported_if",
        row("supports", 1, "main"),
        row("supports", 1, "other"),
        row("supports", 1, "neighbouring"),
    ).grid
    assert own_readings(grid) == (1, 1)


def test_a_departure_shows_the_choices_it_did_not_change() -> None:
    found = checked(
        "supported", row("supports", 1, "main", unit="t"), row("against", 2, "other", flow="export")
    )
    assert completed(found)[1].choices == {"unit": "t", "flow": "export"}


def test_the_picture_has_one_mark_a_reading_and_a_ring_around_the_main_one() -> None:
    rows = shown_rows(
        [row("supports", 2.0, "main", a="x"), row("against", 1.0, a="y"), row("cannot_say", None, a="z")]
    )
    drawn = str(picture(judged("supported_if"), rows, narrow=False))
    assert drawn.count('class="f-ink"/>') >= 1
    assert drawn.count("<circle") == 3, "two readings and the ring"
    assert "2 readings in order of size, from 1.0 to 2.0" in drawn
    assert picture(judged("supported"), rows[:1], narrow=True) == ""


def test_texts_in_the_picture_are_escaped() -> None:
    rows = [row("supports", 2.0, "main", a=HOSTILE), row("against", 1.0, a="y")]
    assert "<script" not in str(picture(judged("supported_if", stated=HOSTILE), rows, narrow=False))


@pytest.mark.parametrize(("low", "high"), [(0, 1), (1.13, 2.6), (0, 5e6), (-51.7, 54.5), (3, 3)])
def test_the_ticks_of_an_axis_lie_inside_it_and_are_few(low: float, high: float) -> None:
    found = ticks(low, high)
    assert 1 <= len(found) <= 8
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in found)


def test_json_in_a_page_cannot_end_its_script() -> None:
    text = str(embedded({"quote": "</script><script>alert(1)</script>&"}))
    assert not set("<>&") & set(text)
    assert json.loads(text)["quote"].startswith("</script>")


def test_every_claim_has_a_page_with_quote_verdict_and_address(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    for each in everything:
        page = bundled.text(f"claims/{each.claim.id}.html")
        assert f"claims/{each.claim.id}.html</code>" in page
        assert f"v-{each.verdict}" in page
        assert (bundled.folder / f"claims/{each.claim.id}.json").is_file()
    assert bundled.text("claims.html").count("<tr id=") == len(everything)


def test_the_table_of_claims_states_the_finding_in_its_title(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    assert f">{headline(everything)}</h1>" in bundled.text("claims.html")


def test_every_article_has_a_report_with_all_its_claims_in_order(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    for article in {each.claim.article for each in everything}:
        page = bundled.text(f"claims/report-{article}.html")
        printed = re.findall(r'class="report-claim" id="c-([^"]+)"', page)
        assert printed == [each.claim.id for each in everything if each.claim.article == article]


def test_every_verdict_is_a_claim_review_that_schema_org_knows(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    printed = json.loads(bundled.text("claims/claimreview.json"))
    rated = [each for each in everything if each.verdict in {"supported", "supported_if", "contradicted"}]
    assert len(printed) == len(rated) > 50
    # Built for no address, and then no host is invented: the one thing that a validator misses.
    assert {fault for review in printed for fault in faults(review)} == {"ClaimReview.url is missing"}
    for each in rated:
        page = bundled.text(f"claims/{each.claim.id}.html")
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert found is not None
        assert json.loads(found[1])["claimReviewed"] == each.claim.tested


def test_every_picture_has_its_readings_in_a_table(bundled: Built, everything: tuple[Checked, ...]) -> None:
    for each in everything:
        page = bundled.text(f"claims/{each.claim.id}.html")
        if 'class="figure spec"' in page:
            assert page.count("<svg") >= 2
            assert each.today is not None and each.today.grid is not None
            body = page[page.index('aria-label="Every reading"') :]
            assert body[: body.index("</table>")].count("<tr") == len(each.today.grid.rows) + 1


def test_a_long_title_of_a_choice_stands_on_several_lines_of_the_picture() -> None:
    labels = Labels(
        {"eras": "era scheme"}, {"eras": {"a": "Days as head of the party", "b": "Days as head of state"}}
    )
    rows = [row("supports", 2.0, "main", eras="a"), row("against", 1.0, eras="b")]
    found = judged("supported_if", *rows)
    assert found.grid is not None
    found = msgspec.structs.replace(found, grid=msgspec.structs.replace(found.grid, labels=labels))
    drawn = str(picture(found, shown_rows(rows), narrow=True))
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert "era scheme" in texts
    assert texts[texts.index("the party") - 1 :][:2] == ["Days as head of", "the party"]
    assert "Days as head of" in texts[: texts.index("the party") - 1] or texts.count("Days as head of") == 2


def test_no_page_of_a_claim_shows_an_id_of_the_codebook_to_a_reader(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    """Words of pages are looked at, not addresses; names that are also plain words of a title are no ids."""
    ids = r"(?<![\w/-])(?:beyond-parallel|wide-bilateral|calendar-shared|in_fact|\w+_inter_korean|over-mirror-total)(?![\w/-])"
    for name in ("claims.html", *(f"claims/{each.claim.id}.html" for each in everything)):
        words = re.sub(
            r"<(script|style).*?</\1>|<code>.*?</code>|<[^>]*>", " ", bundled.text(name), flags=re.DOTALL
        )
        assert not re.findall(ids, words), name


def test_the_downloads_hold_every_claim(bundled: Built, everything: tuple[Checked, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(bundled.text("claims/claims.csv"))))
    assert [row["id"] for row in rows] == [each.claim.id for each in everything]
    assert [row["verdict"] for row in rows] == [each.verdict for each in everything]
    assert len(json.loads(bundled.text("claims/claims.json"))["claims"]) == len(everything)


def test_a_case_without_claims_has_no_such_page(small: Built) -> None:
    assert not (small.folder / "claims.html").exists()
    assert 'href="claims.html"' not in small.text("index.html")


def test_a_stranger_cannot_put_script_or_formulas_into_the_pages(stranger: Built) -> None:
    for name in ("claims.html", "claims/one.html", "claims/two.html", "claims/report-harm.html"):
        assert "<script>alert" not in stranger.text(name), name
    for line in csv.reader(io.StringIO(stranger.text("claims/claims.csv"))):
        assert not [cell for cell in line if cell.startswith("=")]


@pytest.mark.parametrize(
    "name",
    [
        "claims",
        "claims/cha-xi-average",
        "claims/sexton-imports",
        "claims/sexton-two-rounds",
        "claims/report-sexton-2017",
    ],
)
def test_axe_finds_nothing_and_a_phone_scrolls_one_way(chromium: Any, bundled: Built, name: str) -> None:
    page = chromium.new_context(color_scheme="light", viewport={"width": 360, "height": 740}).new_page()
    page.goto((bundled.folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = in_both_schemes(page)
    page.context.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


def test_a_verdict_that_is_a_report_says_whose_in_its_title() -> None:
    weak = Strength((Support(kind="row", id="a", quality="reported", by="a panel"),))
    printed = checked("supported", row("supports", 2.0, "main"), strength=weak, as_reported_by="a panel")
    assert "supported, as reported by a panel" in claim_title(printed)


def test_a_page_shows_the_words_that_were_tested_and_the_quote_beside_them(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    for each in everything:
        page = bundled.text(f"claims/{each.claim.id}.html")
        assert escape(quoted(each.claim.tested)) in page, each.claim.id
        assert ("The whole quote, not rated" in page) == bool(each.claim.tests), each.claim.id
        assert ("Partly checked: no question takes up" in page) == (each.extent == "partly_checked"), (
            each.claim.id
        )


def test_the_sentence_as_a_whole_stands_on_the_page_of_every_part(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    for each in everything:
        page = bundled.text(f"claims/{each.claim.id}.html")
        assert ('<h2 id="sentence">' in page) == (each.joint is not None), each.claim.id
    assert "No reading surely makes the whole sentence true" in bundled.text("claims/cha-mao-lowest.html")


def test_a_heading_over_sentences_counts_all_of_them(everything: tuple[Checked, ...]) -> None:
    found = whole_sentences(everything)
    numbers = [int(number) for number in re.findall(r"\d+", sentences_title(found))]
    assert numbers[0] == len(found) == sum(numbers[1:])


def test_a_headline_sets_apart_what_holds_in_the_part_that_was_asked() -> None:
    part = msgspec.structs.replace(checked("supported"), extent="partly_checked", unasked=("by stealth",))
    assert (
        headline([checked("supported"), part])
        == "1 of 2 published statements hold as written, 1 in the part that was asked"
    )


def test_statements_of_different_words_have_different_titles(
    bundled: Built, everything: tuple[Checked, ...]
) -> None:
    printed: dict[str, str] = {}
    for each in everything:
        text = bundled.text(f"claims/{each.claim.id}.html")
        title = re.findall(r"<title>(.*?)</title>", text, re.DOTALL)[0]
        assert printed.setdefault(title, each.claim.quote) == each.claim.quote


def test_no_page_of_a_claim_opens_two_quotations_at_once_or_calls_words_a_figure(bundled: Built) -> None:
    for path in (bundled.folder / "claims").glob("*.html"):
        text = path.read_text("utf-8")
        assert "““" not in text, path.name
        assert "; our figure is an " not in text.partition("</h1>")[0], path.name
