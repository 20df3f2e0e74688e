"""The pages on law and trade: what they must say, how their words come from the numbers, where they are not."""

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import msgspec
import pytest
from tests.site.conftest import HOSTILE, Built

from yalu.case.records import Case
from yalu.law.text.regimes import open_regime
from yalu.opening import OpenCase
from yalu.site import charts
from yalu.site.build import build_site
from yalu.site.charts.labels import ChartArea, Label, placed
from yalu.site.data.trade_data import observe_trade
from yalu.site.drawings.vega_to_svg import draw
from yalu.site.pages.law.caps import least_share, limbs

pytestmark = pytest.mark.slow
PAGES = ("law", "law-national", "law-sources", "coal", "oil", "dependence", "after-bans")


def test_every_page_is_there_and_in_the_navigation(bundled: Built) -> None:
    index = bundled.text("index.html")
    for name in PAGES:
        assert (bundled.folder / f"{name}.html").is_file()
        assert name in {"law-national", "law-sources"} or f'href="{name}.html"' in index


def test_a_case_without_flows_has_no_such_page_and_no_link_to_one(small: Built) -> None:
    for name in PAGES:
        assert not (small.folder / f"{name}.html").exists()
    for path in small.pages:
        text = path.read_text(encoding="utf-8")
        assert not re.search(rf'href="[./]*(?:{"|".join(PAGES)})\.html', text), path


def test_a_case_on_another_target_has_no_such_page(bundled: Built) -> None:
    assert observe_trade(msgspec.structs.replace(bundled.case, target="XAA")) is None


def test_a_second_case_gets_the_pages_that_its_flows_allow(other_partner: Built) -> None:
    assert (other_partner.folder / "oil.html").is_file()
    assert (other_partner.folder / "law.html").is_file()
    assert not (other_partner.folder / "coal.html").exists()
    assert 'href="coal.html"' not in other_partner.text("index.html")


def test_the_first_cap_is_told_with_both_limbs_and_the_one_that_binds(bundled: Built) -> None:
    text = bundled.text("figures/coal-first-cap.html")
    title = re.search(r'figure-title"[^>]*><a[^>]*>([^<]*)', text)
    assert title is not None
    found = [float(number) for number in re.findall(r"([\d.]+)\s%", title[1])]
    assert found == pytest.approx([199.8, 343.7], abs=0.5)
    assert "the limit by value binds" in title[1]


def test_the_second_cap_is_told_under_every_reading(bundled: Built) -> None:
    text = bundled.text("figures/coal-second-cap-early.html")
    assert "57.6 %" in text
    for reading in ("strict", "excess", "whole"):
        assert f"<td>{reading}</td>" in text
    assert "not reached as the text stands" in text


def test_no_window_of_a_cap_reaches_past_the_ban(bundled: Built) -> None:
    traded = observe_trade(bundled.case)
    assert traded is not None
    ban = next(m for m in traded.measures_on("2701", "ban") if m.id == "unscr-2371-op8-coal")
    assert all(
        use.through < ban.in_force.start
        for uses in traded.caps.values()
        for use in uses
        if "coal" in use.measure
    )


def test_oil_says_the_verdict_under_each_conversion_factor(bundled: Built) -> None:
    text = bundled.text("figures/oil-by-factor.html")
    for equation in ("500000 bbl = 60000 t", "4000000 bbl = 525000 t", "129706 bbl = 17294 t"):
        assert equation in text.replace(",", "")


def test_shares_show_both_definitions_of_one_year(bundled: Built) -> None:
    text = bundled.text("dependence.html")
    assert "45.3" in text
    assert "83" in text
    assert "between 80 and 85 percent" in text
    assert "91%" in text


def test_every_measure_has_a_card_with_its_dates(bundled: Built) -> None:
    regime = open_regime("un-dprk")
    pages = {"national": bundled.text("law-national.html"), "un": bundled.text("law.html")}
    for measure in regime.measures:
        until = measure.in_force.until or ""
        text = pages[regime.layer(measure)]
        assert f'id="m-{measure.id}" data-from="{measure.in_force.start}" data-until="{until}"' in text


def test_every_link_to_a_measure_names_the_page_that_holds_its_card(bundled: Built) -> None:
    linked = set()
    for path in bundled.pages:
        for page, measure in re.findall(
            r'href="(?:\.\./)*(law(?:-national)?\.html)#m-([^"]+)"', path.read_text("utf-8")
        ):
            linked.add((page, measure))
    assert {page for page, _ in linked} == {"law.html", "law-national.html"}
    texts = {page: bundled.text(page) for page, _ in linked}
    assert not [(page, measure) for page, measure in linked if f'id="m-{measure}"' not in texts[page]]


def test_rows_that_report_zero_are_not_listed_under_a_ban(bundled: Built) -> None:
    text = bundled.text("figures/coal-under-the-ban.csv")
    zero = [row.id for row in bundled.case.flows if row.quantity == 0 and not row.value]
    assert zero
    assert not [row for row in zero if row in text]


def test_flows_and_shares_can_be_taken_away(bundled: Built) -> None:
    for name, rows in (("flows", bundled.case.flows), ("shares", bundled.case.shares)):
        lines = bundled.text(f"data/{name}.csv").splitlines()
        assert len(lines) >= len(rows) + 1


def test_script_in_a_flow_stays_text(bundled: Built, tmp_path: Path) -> None:
    case: Case = bundled.case
    hostile = msgspec.structs.replace(
        case,
        names={"target": f"T{HOSTILE}", "partner": f"P{HOSTILE}"},
        visits=(), steps=(), events=(), tenures=(), codebook=None, path=str(tmp_path),
        actions=(), amounts=(), named=(), responses=(), deals=(), nodes=(), links=(), knowledge=(),
        flows=tuple(msgspec.structs.replace(flow, notes=HOSTILE, quantity_stated="") for flow in case.flows),
        shares=tuple(msgspec.structs.replace(share, publisher=HOSTILE, notes=HOSTILE) for share in case.shares),
    )  # fmt: skip
    build_site(hostile, tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("small_screen", [False, True])
def test_charts_of_law_and_trade_draw_hostile_words(small_screen: bool) -> None:
    month = [
        {
            "when": 2016.5,
            "amount": 1.0,
            "shown": HOSTILE,
            "ledger": "customs",
            "account": HOSTILE,
            "period": "2016-07",
            "source": HOSTILE,
        },
        {
            "when": 2016.6,
            "amount": 0.0,
            "shown": "0 t",
            "ledger": "alleged",
            "account": "",
            "period": "2016-08",
            "source": "",
        },
    ]
    used = [
        row | {"high": None, "line": "2016", "ranged": True, "lined": True, "words": HOSTILE} for row in month
    ]
    limit = {"from": 2016.5, "to": 2016.6, "amount": 2.0, "words": HOSTILE, "shown": HOSTILE}
    bar = month[0] | {"from": 2016.5, "to": 2016.6, "low": 1.0, "high": 3.0, "words": HOSTILE}
    mark = {"panel": 0, "when": 2016.5, "words": HOSTILE, "says": HOSTILE}
    lane = {
        "lane": HOSTILE,
        "layer": "un",
        "effect": "cap",
        "from": 2016.0,
        "to": 2017.0,
        "title": "",
        "since": "",
        "until": "",
    }
    dot = {"year": 2015, "amount": 90.0, "series": HOSTILE, "name": HOSTILE, "shown": "90", "source": HOSTILE}
    claim = {"low": 1.0, "high": 2.0, "middle": 1.5, "words": HOSTILE}
    panel = charts.Panel("Tonnes", used, [bar], [limit])
    specs = [
        charts.months([("Tonnes", month, [{"from": 2016.6, "to": 2016.7}])], [mark], narrow=small_screen),
        charts.climbs([panel], [mark], narrow=small_screen),
        charts.law_over_time([lane, {**lane, "layer": "national", "effect": "ban"}], narrow=small_screen),
        charts.lines_by_year(
            [dot, dot | {"year": 2016}], {HOSTILE: HOSTILE}, [claim], unit=" %", narrow=small_screen
        ),
    ]
    for spec in specs:
        assert len(list(draw(spec).iter("text"))) > 1


def test_at_least_so_much_of_a_cap_is_never_more_than_the_least(bundled: Built) -> None:
    printed = observe_trade(bundled.case)
    assert printed is not None
    open_above = [
        limb
        for uses in (*printed.caps.values(), *printed.early.values())
        for use in uses
        for limb in limbs(use)
        if limb.share.high is None and limb.share.low
    ]
    assert open_above
    for limb in open_above:
        said = re.fullmatch(r"at least ([\d,.]+) %", least_share(limb))
        assert said is not None
        assert Decimal(said[1].replace(",", "")) <= (limb.share.low or 0)


@pytest.mark.parametrize("letter", ["B", "E"])
def test_a_page_judges_the_law_by_the_sources_of_the_case_as_the_command_does(
    bundled: Built, letter: str
) -> None:
    sources = {
        name: msgspec.structs.replace(source, reliability=letter)
        for name, source in bundled.case.sources.items()
    }
    case = msgspec.structs.replace(bundled.case, sources=sources)
    printed = observe_trade(case)
    assert printed is not None
    asked = {one.verdict.id: one.verdict for one in OpenCase(case).law.caps()}
    seen = {one.verdict.id: one.verdict for one in printed.caps["strict"]}
    assert {n: v.shown for n, v in seen.items()} == {n: asked[n].shown for n in seen}
    reporters = {v.as_reported_by for v in seen.values()} - {""}
    assert reporters if letter == "B" else not reporters
    assert not any(source in printed for printed in reporters for source in case.sources)


@pytest.mark.parametrize("name", ["coal", "after-bans", "oil", "figures/oil-against-the-cap"])
def test_a_table_names_a_measure_by_its_title_and_no_link_reads_an_id(bundled: Built, name: str) -> None:
    links = re.findall(
        r'<a href="[^"]*law(?:-national)?\.html#m-([^"]+)">([^<]+)</a>', bundled.text(f"{name}.html")
    )
    assert links
    assert not [said for measure, said in links if measure in said]


def test_a_label_that_stands_beside_another_point_of_its_line_does_not_say_the_value_of_the_end() -> None:
    plot = ChartArea(400, 300, (2000, 2020), (0, 100))
    # Marks all about the end of the line leave a label no way to it, and its first point stands free.
    crowd = [(2018 + across / 4, 85 + down * 2) for across in range(-14, 8) for down in range(-12, 8)]
    label = Label("Total with trade|95.2 % in 2019", 2018, 85, also=((2001, 20),), there="Total with trade")
    texts = [
        row["text"] for layer in placed(plot, [label], crowd, [], narrow=False) for row in layer.data.values
    ]
    assert set(texts) == {"Total with trade"}


@pytest.mark.parametrize("name", ["law.html", "law-national.html"])
def test_the_line_that_opens_a_measure_is_not_cut_within_a_word(bundled: Built, name: str) -> None:
    texts = {m.goods.text for m in open_regime("un-dprk").measures}
    cut = [
        said.removesuffix(" …")
        for said in map(unescape, re.findall(r"<summary>([^<]+ …)</summary>", bundled.text(name)))
    ]
    for said in cut:
        assert any(re.match(rf"{re.escape(said)}\W", text) for text in texts), said


def test_pages_on_trade_call_the_target_and_totals_by_their_names(
    bundled: Built, other_partner: Built
) -> None:
    page = bundled.text("dependence.html")
    assert "North Korea’s exports" in page
    assert not re.search("the target['’]s|the target publishes", page, re.IGNORECASE)
    beside = other_partner.text("after-bans.html")
    assert "all goods" in beside
    assert not re.search(r">(?:TOTAL|export\+import)<", beside)
    assert "and decide none." in other_partner.text("index.html")
