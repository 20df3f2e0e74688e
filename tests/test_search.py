"""Everything can be found by a word, and every id that an answer prints can be explained."""

import json
import re

import pytest

from yalu.cli.main import outcome
from yalu.documents.choices import ChoiceError
from yalu.opening import open_case
from yalu.vocabulary.results import figures_in
from yalu.vocabulary.words.search_words import coded, folded


@pytest.fixture(scope="module")
def case():
    return open_case("china-dprk")


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("Tang Jiaxuan", "visit", "V093"),
        ("宋涛", "visit", "V139"),
        ("习近平", "visit", "V150"),
        ("김정은", "listed party", "ofac-sdn:20157"),
        ("金正恩", "listed party", "ofac-sdn:20157"),
        ("8905490", "node", "ship_wise"),
        ("coal 2017", "measure", "unscr-2321-op26b-coal-2017"),
        ("270112", "measure", "unscr-2371-op8-coal"),
        ("2701.12", "measure", "unscr-2371-op8-coal"),
        ("0303", "measure", "unscr-2371-op9-seafood"),
        ("720851", "measure", "unscr-2371-op8-iron"),
        ("escrow", "policy", "escrow"),
        ("34.7%", "claim", "sexton-trade-q1"),
        ("7,500,000", "measure", "unscr-2321-op26b-coal-2017"),
        ("milling", "goods", "nsg-part2-1.b.2.b"),
        ("councillor", "post", "cn.state_councillor"),
        ("foreign affairs china pay", "source", "foreign-affairs-2017"),
        ("IMO 8660313", "listed party", "ofac-sdn:23729"),
        ("IMO8660313", "listed party", "ofac-sdn:23729"),
        ("HS 2701.12", "measure", "unscr-2371-op8-coal"),
        ("HS270112", "measure", "unscr-2371-op8-coal"),
        ("chapter 72", "measure", "unscr-2371-op8-iron"),
        ("S/RES/2371 (2017)", "instrument", "unscr-2371"),
        ("20 June 2019", "visit", "V150"),
        ("June 20, 2019", "visit", "V150"),
        ("June 2019", "visit", "V150"),
        ("김일성", "visit", "V001"),
        ("金日成", "visit", "V001"),
        ("Ким Ир Сен", "visit", "V001"),
        ("金正恩 2018", "visit", "V140"),
        ("Kim 正恩", "visit", "V140"),
        ("Kim Jongun", "visit", "V140"),
        ("KimJongUn", "visit", "V140"),
        ("Kim Chŏng-ŭn", "visit", "V140"),
        ("Kim Jeong-eun", "visit", "V140"),
        ("Kim Il-sŏng", "visit", "V001"),
        ("Zhou En-lai", "visit", "V007"),
        ("20th June 2019", "visit", "V150"),
        ("20 Jun 2019", "visit", "V150"),
        ("Sept. 2019", "visit", "V152"),
        ("20.6.2019", "visit", "V150"),
        ("2019/6/20", "visit", "V150"),
        ("2019.06.20", "visit", "V150"),
        ("2019年6月20日", "visit", "V150"),
        ("2019년 6월 20일", "visit", "V150"),
        ("2019年6月", "visit", "V150"),
        ("IMO No. 8660313", "listed party", "ofac-sdn:23729"),
        ("8660313 IMO", "listed party", "ofac-sdn:23729"),
        ("HS code 2701", "measure", "unscr-2371-op8-coal"),
        ("HS 27.01", "measure", "unscr-2371-op8-coal"),
        ("HS 27", "measure", "unscr-2371-op8-coal"),
        ("Announcement No. 12 of 2017", "instrument", "mofcom-2017-12"),
        ("2321 26(b)", "measure", "unscr-2321-op26b-coal-2017"),
    ],
)
def test_a_word_finds_what_it_names(case, words, kind, found):
    assert (kind, found) in {(hit.kind, hit.id) for hit in case.search.find(words)}


def test_the_id_itself_comes_first_and_every_word_is_met(case):
    assert case.search.find("V093")[0].id == "V093"
    words = {(entry.kind, entry.id): folded(f"{entry.id} {entry.words}") for entry in case.search.entries}
    found = case.search.find("coal 2017")
    assert len(found) > 50
    assert all("coal" in words[hit.kind, hit.id] and "2017" in words[hit.kind, hit.id] for hit in found)


def test_the_same_words_give_the_same_answer_in_the_same_order(case):
    again = open_case("china-dprk")
    assert list(case.search.find("coal")) == list(again.search.find("coal"))


def test_nothing_found_says_what_was_searched_and_what_is_near(case):
    found = case.search.find("Hongxang")
    assert len(found) == 0
    assert "case china-dprk" in found.none_found
    assert "hongxiang" in case.search.nearest("Hongxang")


def test_a_day_with_points_is_no_tariff_code_unless_it_is_called_one(case):
    days = [[hit.id for hit in case.search.find(words)] for words in ("2019.06.20", "2019-06-20")]
    assert days[0] == days[1]
    assert coded("hs 2009.11.11") == "20091111" and coded("2009.11") == "200911"


def test_the_number_of_a_ship_is_no_tariff_code(case):
    assert {hit.kind for hit in case.search.find("8660313")} == {"listed party"}


def test_a_year_beside_a_name_of_another_script_is_met_too(case):
    found = {hit.id for hit in case.search.find("金正恩 2018") if hit.kind == "visit"}
    assert found < {hit.id for hit in case.search.find("金正恩") if hit.kind == "visit"}
    assert "V150" not in found


def test_what_is_said_to_be_near_is_found_and_the_most_met_comes_first(case):
    near = case.search.nearest("Kim Jong Unn")
    assert near[0] == "kim jong un"
    assert all(case.search.find(words) for words in near)
    assert case.search.nearest("99 99999999") == []


def test_the_way_of_a_visit_is_said_with_the_names_of_the_states(case):
    (hit,) = case.search.find("V150")
    assert hit.text.endswith("China to North Korea")


def test_a_search_for_no_word_is_refused(case):
    with pytest.raises(ChoiceError, match="no word"):
        case.search.find(" - ")


def test_each_answer_names_a_command_that_shows_it(case, capsys):
    for words in (
        "smtcl",
        "escrow",
        "unscr-2321-op26b-coal-2017",
        "ofac-sdn:20157",
        "nsg-part2-1.b.2.b",
        "V093",
    ):
        hit = case.search.find(words)[0]
        assert outcome(hit.command.split()[1:]) == 0, hit.command
        assert capsys.readouterr().out


ANSWERS = [
    "visits list --limit 3", "visits frequency", "visits latency", "law caps", "law list --limit 3", "chains show smtcl",
    "chains routes", "enforcement actions list --limit 3", "enforcement responses list --limit 3", "goods list --hs 8459",
    "goods classify --kind milling --axes-simultaneous 6", "policy list", "policy show escrow", "trade share 2015",
    "trade growth 2017", "trade beside 2017-03 --hs 2701 --unit t", "trade mirror 2016 --importer CHN --exporter PRK",
    "trade unit-value 2016 --hs 2701", "trade response --hs 2701 --banned 2017-08-14 --wind-down 2017-09-05 --neighbour 2607",
    "screen 김정은", "claims check cha-share", "lists show ofac-sdn:20157",
]  # fmt: skip


def ids_in(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "id" and isinstance(inner, str):
                yield inner
            yield from ids_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from ids_in(inner, key)


@pytest.mark.parametrize("command", ANSWERS)
def test_every_id_that_an_answer_prints_is_explained(case, capsys, command):
    outcome([*command.split(), "--json"])
    ids = list(dict.fromkeys(ids_in(json.loads(capsys.readouterr().out)["result"])))
    kinds = {}
    for one in ids:  # two of each shape: ids of one shape are explained by one path
        kinds.setdefault(re.sub(r"\d+", "#", one.partition("/")[0]), []).append(one)
    for alike in kinds.values():
        for wanted in alike[:2]:
            assert case.explain(wanted).text.strip(), wanted


def test_every_figure_that_a_claim_was_tested_with_is_explained_by_its_id(case):
    kinds = {}
    for one in (figure for row in case.claims.check() for figure in figures_in(row.today)):
        kinds.setdefault(one.id.partition("/")[0], []).append(one)
    assert len(kinds) > 30
    for alike in kinds.values():
        for one in (alike[0], alike[-1]):
            found = case.explain(one.id)
            assert found.figure is None or found.figure.value == one.value, one.id
            assert found.text.strip(), one.id


def test_a_figure_of_law_as_known_on_a_day_is_explained_as_of_that_day(case):
    """A cap used up to 31.5 % by what was public is no 57.6 % because later rows came to be known."""
    then = next(r.then for r in case.claims.check() if r.claim.id == "cha-cap-2017-reached")
    name = "figure/unscr-2321-op26b-coal-2017/committee/2017/strict@2017-02-28"
    assert then.figure.id == f"{name}@known-2017-03-21/value"
    assert case.explain(then.figure.id).figure.value == then.figure.value
    assert case.explain(f"{name}/value").figure.value > then.figure.value + 20
    limited = open_case("china-dprk", known_by="2017-03-21")
    assert limited.explain(f"{name}/value").figure.value == then.figure.value


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("RF07", "Red flag RF07"),
        ("airkoryo", "Matter airkoryo"),
        ("veto-2022", "Matter veto-2022"),
        ("un-dprk", "Regime un-dprk"),
        ("LV34", "LV34"),
        ("wpk-8", "wpk-8"),
        ("rmrb-index-1975-09:2", "rmrb-index-1975-09"),
        ("yan-zhiyong", "Named party yan-zhiyong"),
        ("near/per_chi/acct_eb5", "Node acct_eb5"),
        ("recurring/bank_ftb", "Node bank_ftb"),
        ("without/prog_nuclear/co_optronic", "Node co_optronic"),
    ],
)
def test_what_tables_of_chains_and_acts_print_as_an_id_is_explained(case, name, says):
    assert says in case.explain(name).text


@pytest.mark.parametrize("wanted", ["yan-zhiyongg", "kinoatiss", "xyzzy"])
def test_the_nearest_of_an_unknown_id_are_ids_and_three(case, wanted):
    with pytest.raises(ChoiceError) as refused:
        case.explain(wanted)
    near = str(refused.value).partition("nearest: ")[2].partition(";")[0].split(", ")
    assert len(near) == 3
    assert {*near} <= {*case.search.by_id}


def test_an_unknown_id_shows_the_nearest_three(case):
    with pytest.raises(ChoiceError, match="unknown id 'V0933'; the nearest: V093, ") as refused:
        case.explain("V0933")
    assert len(str(refused.value).partition("nearest: ")[2].partition(";")[0].split(", ")) == 3


def test_a_search_names_the_command_that_shows_an_answer_in_the_case_that_was_asked(capsys):
    assert outcome(["search", "petroleum", "--case", "russia-dprk", "--json"]) == 0
    commands = [row["command"] for row in json.loads(capsys.readouterr().out)["result"]]
    assert len(commands) > 20
    assert all(
        c.endswith(" --case russia-dprk") or c.startswith(("yalu lists", "yalu goods")) for c in commands
    )


def test_no_command_that_a_search_names_is_refused_by_what_it_is_asked_with(capsys):
    assert outcome(["search", "optronic", "--regime", "un-dprk", "--json"]) == 0
    commands = [row["command"] for row in json.loads(capsys.readouterr().out)["result"]]
    first = {tuple(words[1:3]): words[1:] for words in reversed([command.split() for command in commands])}
    assert {("chains", "show"), ("enforcement", "actions")} <= first.keys()
    assert {name: outcome(words) for name, words in first.items()} == dict.fromkeys(first, 0)
