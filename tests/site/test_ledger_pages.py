"""The pages of enforcement: what they must show, where their numbers come from, and how they stand up to strangers."""

import re
from html import unescape

import msgspec
import pytest
from tests.site.conftest import HOSTILE, Built

from yalu.case.records import Action, ActionAmount, NamedParty, Response
from yalu.enforcement.facade import AnswerLog, EnforcementLedger
from yalu.site.frame.figure_page import Site, trail_slug
from yalu.site.pages.enforcement.figures import duration_words
from yalu.site.pages.enforcement.page import EnforcementRoom, open_room
from yalu.vocabulary.dates import parse_date

PAGES = ("ledger.html", "ledger-2.html", "register.html", "answers.html", "goods.html")
SLUGS = ("ledger-money", "ledger-follow-up", "ledger-delays", "answers-pattern", "answers-soon")


@pytest.fixture(scope="module")
def room(bundled: Built) -> EnforcementRoom:
    site = Site(title="t", code_version="0", data_version="d", known_by="k")
    found = open_room(bundled.case, site, None)
    assert found is not None
    return found


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def ledger(bundled: Built) -> str:
    """The pages of the ledger, one after the other."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(bundled.folder.glob("ledger*.html")))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_built_and_small(bundled, name):
    assert (bundled.folder / name).stat().st_size < 200_000
    assert bundled.text(name).count("<h1") == 1


def test_every_action_has_a_row_of_its_own(bundled):
    text = ledger(bundled)
    for action in bundled.case.actions:
        assert text.count(f'id="a-{action.id}"') == 1


def test_links_within_the_room_lead_to_a_row(bundled):
    texts = {name: bundled.text(name) for name in PAGES}
    anchors = {name: set(re.findall(r'id="([^"]+)"', text)) for name, text in texts.items()}
    for name, text in texts.items():
        for target, anchor in re.findall(
            r'href="((?:ledger|ledger-2|register|answers|goods)\.html)?#([^"]+)"', text
        ):
            assert anchor in anchors[target or name], f"{name} -> {target}#{anchor}"


def test_the_settlement_is_shown_gross_and_suspended(bundled):
    assert "penalty 1,192,360,064 USD, 300,000,000 of it suspended" in words(ledger(bundled))


def test_26_september_2016_is_shown_as_a_claim_on_25_accounts_and_not_as_a_freeze(bundled):
    row = ledger(bundled).split('id="a-dhid-forfeiture-2016"')[1].split("</tr>")[0]
    assert "25 accounts" in words(row)
    assert "forfeiture complaint" in words(row)
    assert "not a freeze" in words(row)
    row = ledger(bundled).split('id="a-dhid-designation-2016"')[1].split("</tr>")[0]
    assert "4 persons, 1 entity" in words(row)


def test_the_round_of_february_2017_is_shown_with_its_programme(bundled):
    row = ledger(bundled).split('id="a-iran-missile-designation-2017"')[1].split("</tr>")[0]
    assert "<td>Iran</td>" in row


def test_the_titles_are_computed_from_the_rows(room):
    titles = {page.slug: page.title for page in room.figures()}
    assert set(titles) == set(SLUGS)
    (whole,) = [
        t for t in EnforcementLedger(room.case).totals("all", measure="penalty") if t.currency == "USD"
    ]
    assert f"USD {whole.gross.value / 1e9:.1f} billion" in titles["ledger-money"]
    listed = [row for row in EnforcementLedger(room.case).follow_up() if row.after_listing]
    nothing = sum(row.after_listing == "nothing seen" for row in listed)
    assert f"In {nothing} of {len(listed)} matters" in titles["ledger-follow-up"]
    assert "17 of 20" in titles["answers-pattern"]


def test_every_chart_is_one_the_chart_language_knows(room):
    import altair as alt
    import jsonschema
    import msgspec

    checker = jsonschema.Draft7Validator(alt.LayerChart._rootschema)
    for page in room.figures():
        for spec in (page.wide, page.narrow):
            checker.validate(msgspec.json.decode(msgspec.json.encode(spec)))


def test_every_number_under_a_figure_has_its_trail(bundled, room):
    for page in room.figures():
        assert page.results
        for result in page.results:
            assert (bundled.folder / "trails" / f"{trail_slug(result.id)}.html").exists()


def test_the_register_names_persons_with_role_status_and_source_and_says_how_to_ask(bundled):
    text = words(bundled.text("register.html"))
    entries = EnforcementLedger(bundled.case).register()
    for entry in entries:
        assert entry.name in text
        for act in entry.acts:
            assert act.role in text
            assert act.row in text
    assert "docs/corrections.md" in text
    companies = {row.name for row in bundled.case.named if row.schema == "Company"}
    assert not [name for name in companies if f"> {name} <" in bundled.text("register.html")]


def test_the_answers_carry_their_warning_and_keep_what_was_taken_back(bundled):
    text = words(bundled.text("answers.html"))
    assert AnswerLog.warning in text
    assert 'id="r-RSP10"' in bundled.text("answers.html")
    assert "Both stay on record" in text
    assert "-4" in text


def test_a_case_without_actions_has_no_such_room(small):
    assert not (small.folder / "ledger.html").exists()
    assert "ledger.html" not in small.text("index.html")


def test_text_of_strangers_stays_text(small_case):
    import msgspec

    from yalu.site.frame.templates import render

    day = parse_date("2017-01-01")
    acts = (
        Action(id="a1", date=day, authority=HOSTILE, authority_kind="court", kind="indictment", title=HOSTILE,
               matter="m", programmes=("XAA",), conduct=HOSTILE, notes=HOSTILE, legal_basis=HOSTILE),
    )  # fmt: skip
    case = msgspec.structs.replace(
        small_case, actions=acts,
        amounts=(ActionAmount(id="m1", action="a1", measure="penalty", gross=1, currency="USD", stated=HOSTILE),),
        named=(NamedParty(id="n1", action="a1", party="p", name=HOSTILE, schema="Person", role=HOSTILE, status="charged",
                     status_date=day, notes=HOSTILE),),
        responses=(Response(id="r1", date=day, responder=HOSTILE, responder_kind="state", matter="m", kind="denial",
                            quote=HOSTILE, wording="verbatim", allegation=HOSTILE, trigger="own_action"),),
    )  # fmt: skip
    site = Site(title="t", code_version="0", data_version="d", known_by="k")
    room = open_room(case, site, None)
    assert room is not None

    def page(address, template="", current="", **values):
        return address, render(template or address, {
            "site": site, "case": case, "root": "", "current": current, "navigation": (), "measures": {}, "drawn": {},
            "source_page": lambda name: "sources.html", "party_page": lambda kind, name: "", "state_name": lambda code: code, **values,
        })  # fmt: skip

    for _, html in room.pages(page):
        assert "<script>alert" not in html


def test_the_headline_of_delays_says_both_ends_of_the_median_and_no_negative_zero(
    room: EnforcementRoom,
) -> None:
    page = next(page for page in room.figures() if page.slug == "ledger-delays")
    middle = page.results[0]
    low, high = (f"{(end or 0) / 365.2425:.1f}" for end in (middle.low, middle.high))
    assert low != high
    assert f" lay {low} to {high} years in the median " in page.title
    assert duration_words(msgspec.structs.replace(middle, low=-14, high=340)) == "0.0 to 0.9 years"
    assert duration_words(msgspec.structs.replace(middle, low=1, high=1)) == "1 day"
    assert duration_words(msgspec.structs.replace(middle, low=-5, high=30)) == "-5 to 30 days"


@pytest.mark.parametrize("name", ["ledger.html", "ledger-2.html", "register.html"])
def test_states_stand_by_their_names_and_not_by_codes(bundled, name):
    cells = re.findall(r"<td>([^<]*)</td>", bundled.text(name))
    assert "North Korea" in cells
    assert not [cell for cell in cells if re.fullmatch(r"[A-Z]{3}(?:, [A-Z]{3})*", cell)]


def test_the_day_that_ages_are_counted_to_is_not_called_the_last_on_record(bundled):
    said = words(bundled.text("register.html"))
    assert "the last day on which an act or a status was seen" in said
    assert "the last day on record" not in said
