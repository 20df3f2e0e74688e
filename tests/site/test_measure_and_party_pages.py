"""A page for every measure and for every party: who is one party, what a text of law names, and that each stands."""

import re
from collections.abc import Sequence

import msgspec
import pytest
from tests.site.conftest import Built

from yalu.case.chain_records import Node
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.enforcement.named import register
from yalu.law.text.regimes import open_regime
from yalu.screening.records import Party, PartyName
from yalu.site.pages.law.laws_named import LawReader
from yalu.site.pages.parties.book import PartyBook


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(find_case("china-dprk"))


@pytest.fixture(scope="module")
def reader() -> LawReader:
    return LawReader(open_regime("un-dprk").measures)


def _node(name: str, kind: str, listed_as: Sequence[str] = ()) -> Node:
    return Node(id=name, kind=kind, name="One Name", listed_as=tuple(listed_as), sources=())  # type: ignore[arg-type]


def _entry(name: str, references: Sequence[str] = ()) -> Party:
    source, _, entry = name.partition(":")
    return Party(
        id=name, list=source, entry=entry, schema="Company", names=(PartyName("One Name"),), references=tuple(references)
    )  # fmt: skip


def _book(case: Case, nodes: Sequence[Node], entries: Sequence[Party]) -> PartyBook:
    return PartyBook(msgspec.structs.replace(case, nodes=tuple(nodes), named=(), links=()), entries)


def test_a_row_of_an_act_and_the_node_it_names_are_one_party(case: Case) -> None:
    book = PartyBook(case, ())
    row = next(row for row in case.named if row.node and row.schema == "Company")
    assert book.page("party", row.party) == book.page("node", row.node) == f"parties/{row.party}.html"


def test_two_nodes_of_one_name_are_two_parties(case: Case) -> None:
    book = _book(case, [_node("a", "company"), _node("b", "company")], [_entry("un:1")])
    assert [book.page("node", name) for name in "ab"] == ["parties/a.html", "parties/b.html"]
    assert book.page("entry", "un:1") == ""


def test_an_entry_leads_to_the_party_that_names_it_and_to_none_where_two_do(case: Case) -> None:
    nodes = [_node("a", "company", ["un:1"]), _node("b", "company", ["eu:2"]), _node("c", "bank", ["eu:2"])]
    book = _book(case, nodes, [_entry("un:1"), _entry("eu:2"), _entry("uk:3", ["un:1"])])
    assert [book.page("entry", name) for name in ("un:1", "uk:3", "eu:2")] == ["parties/a.html"] * 2 + [""]


def test_a_person_has_a_page_only_where_the_register_has_them(case: Case) -> None:
    persons = {record.id for record in PartyBook(case, ()).records if record.kind == "person"}
    assert persons == {entry.party for entry in register(case)}


def test_every_party_has_one_address(case: Case) -> None:
    ids = [record.id.casefold() for record in PartyBook(case, ()).records]
    assert len(ids) == len(set(ids)) > 300


def test_a_text_names_a_paragraph_an_instrument_or_a_measure(reader: LawReader) -> None:
    assert reader.named("UNSCR 2371 para 8") == ("unscr-2371-op8-coal", "unscr-2371-op8-iron")
    assert reader.named("UNSCR 1718; 2371") == ("unscr-1718", "unscr-2371")
    assert reader.named("as unscr-2371-op8-coal has it") == ("unscr-2371-op8-coal",)


def test_a_number_of_other_law_names_nothing(reader: LawReader) -> None:
    assert reader.named("18 USC 2371; E.O. 13382; UNSCR 9999") == ()


@pytest.mark.slow
def test_every_measure_has_a_page_with_its_paragraph_and_its_command(bundled: Built) -> None:
    regime = open_regime("un-dprk")
    assert {p.stem for p in (bundled.folder / "measures").glob("*.html")} == {m.id for m in regime.measures}
    for measure in regime.measures:
        text = bundled.text(f"measures/{measure.id}.html")
        assert measure.paragraph == "whole" or f"aragraph {measure.paragraph}" in text
        assert f"yalu law show {measure.id}" in text
        assert f'href="measures/{measure.id}.html"' in bundled.text("law.html") + bundled.text(
            "law-national.html"
        )


@pytest.mark.slow
def test_a_cap_shows_what_was_used_with_the_trail_of_its_verdict(bundled: Built) -> None:
    text = bundled.text("measures/unscr-2321-op26b-coal-2017.html")
    used = text[text.index('id="used"') :]
    assert re.search(r'href="\.\./trails/[^"]+\.html"', used)
    assert 'href="../claims/' in used


@pytest.mark.slow
def test_register_lists_and_chains_lead_to_the_pages_of_parties(bundled: Built) -> None:
    for entry in register(bundled.case):
        assert f'href="parties/{entry.party}.html"' in bundled.text("register.html")
    assert 'href="parties/' in bundled.text("lists.html")
    assert 'href="../parties/' in bundled.text("chains/dhid.html")


@pytest.mark.slow
def test_no_page_of_a_party_names_a_person_whom_the_register_does_not(bundled: Built) -> None:
    book = PartyBook(bundled.case, ())
    printed = "".join(p.read_text(encoding="utf-8") for p in (bundled.folder / "parties").glob("*.html"))
    unnamed = [
        n for n in bundled.case.nodes
        if n.kind == "person" and not book.page("node", n.id) and n.official_action != "unnamed"
    ]  # fmt: skip
    named = {name for entry in register(bundled.case) for name in entry.names}
    assert unnamed
    assert [node.id for node in unnamed if node.name not in named and node.name in printed] == []


@pytest.mark.slow
def test_a_case_without_parties_has_no_such_pages(small: Built, other_partner: Built) -> None:
    for site in (small, other_partner):
        assert not (site.folder / "parties").exists()
        assert not [p for p in site.pages if 'href="parties' in p.read_text(encoding="utf-8")]


def test_a_state_is_named_and_no_heading_holds_a_code_of_a_table(bundled: Built) -> None:
    assert "· China</p>" in bundled.text("parties/dhid.html")
    parties = bundled.text("parties.html")
    assert "<td>China</td>" in parties
    assert not re.search(r"<td>(?:CHN|PRK|USA)</td>", parties)
    for path in (bundled.folder / "trails").glob("*.html"):
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", path.read_text(encoding="utf-8"))
        # The count of a chain is asked of items by their ids.
        item = path.name.startswith("chains-")
        assert item or not re.search(r"\b[a-z]+_[a-z]", re.sub(r"<[^>]*>", "", heading)), path
