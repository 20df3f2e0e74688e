"""Whole files of entities read and written, every field of every row, against tests/golden/chains-entities.yaml."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.chains.conftest import link
from tests.chains.small_world import LINKS, NODES
from tests.whole_answers import whole
from yalu.case.chain_records import Node
from yalu.chains.formats import entity_rows
from yalu.chains.formats.entity_rows import authority_id, plain_id, read_whole
from yalu.chains.formats.follow_the_money import to_entities, write_entities
from yalu.chains.formats.imports import read_file
from yalu.documents.problems import DocumentError

GOLDEN = Path(__file__).parents[1] / "golden" / "chains-entities.yaml"
SENTENCES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))

# One party of every kind and one tie of every kind that the vocabulary knows, with numbers in all its fields.
VESSEL_NUMBERS = ("IMO 9187629", "MMSI 445000001", "call sign HMAB", "registration R1")
KINDS = (
    Node(id="co", kind="company", name="Co", country="CHN", identifiers=(
        "registration 7", "id number 8", "tax number 9", "LEI L", "USCC U", "INN I", "OGRN O", "VAT V", "DUNS D",
        "SWIFT S", "IMO 1", "registration 10", "own 3",
    )),
    Node(id="pe", kind="person", name="Pe", official_action="charged", role="director",
         identifiers=("passport P", "born 1970", "id number 8", "tax number 9", "LEI L")),
    Node(id="bo", kind="body", name="Bo", country="XKX", original_name="Bó", notes="seen once"),
    Node(id="ba", kind="bank", name="Ba", identifiers=("SWIFT BABA",), listed_as=("un:9",)),
    Node(id="ac", kind="bank", name="Account of Ba", identifiers=("IBAN X1", "account 12")),
    Node(id="ve", kind="vessel", name="Ve", identifiers=VESSEL_NUMBERS, country="PRK"),
    Node(id="vo", kind="vessel", name="Vo"),
    Node(id="pr", kind="programme", name="Pr", use="missile"),
    Node(id="cm", kind="component", name="Cm", control="controlled", control_text="item 1"),
    Node(id="so", kind="software", name="So"),
    Node(id="ma", kind="machine", name="Ma"),
    Node(id="go", kind="good", name="Go"),
    Node(id="sh", kind="shipment", name="Sh"),
)  # fmt: skip
TIES = (
    link("co owned_by pe", "T1", deal="", share=None), link("bo directed_by pe", "T2", deal=""),
    link("pe acted_for co", "T3", deal=""), link("pe employed_by bo", "T4", deal=""),
    link("pe member_of bo", "T5", deal=""), link("pe family_of pe", "T6", deal=""),
    link("pe associated_with pe", "T7", deal=""), link("co paid pe", "T8", deal="", start="2014", end="2014"),
    link("bo owned_by pe", "T9", deal=""), link("co directed_by ve", "T10", deal=""), link("co paid ve", "T11", deal=""),
    link("co linked_to pe", "T12", deal="d9", start="2014~", end="201X", quote="so it is"),
)  # fmt: skip


def written(kind: str) -> str:
    """The file of a graph: of the small world, or of one party and one tie of every kind."""
    if kind == "every kind":
        return write_entities(KINDS, TIES, {"ve": "1111111", "vo": "2222222", "co": "3333333"})
    return write_entities(NODES, LINKS)


def filled(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: text for name, text in row.items() if text} for row in rows]


@pytest.mark.parametrize("sentence", SENTENCES["read"], ids=[s["name"] for s in SENTENCES["read"]])
def test_a_file_of_entities_is_read_whole(sentence: dict[str, Any]) -> None:
    lines = (
        json.dumps({"id": one, "schema": schema, "properties": said, **(more[0] if more else {})})
        for one, schema, said, *more in sentence["given"]
    )
    found = read_whole("\n".join(lines), "in.jsonl")
    expect = sentence["expect"]
    assert {
        "nodes": filled(found.nodes),
        "links": filled(found.links),
        "left_out": whole(found.left_out),
    } == expect


@pytest.mark.parametrize("sentence", SENTENCES["write"], ids=[s["name"] for s in SENTENCES["write"]])
def test_a_graph_is_written_whole(sentence: dict[str, Any]) -> None:
    made = [json.loads(line) for line in written(sentence["given"]).splitlines()]
    assert all((one["referents"], one["datasets"]) == ([], []) for one in made)
    assert [[one["id"], one["schema"], one["properties"]] for one in made] == sentence["expect"]


def test_what_is_written_of_every_kind_comes_back() -> None:
    read = read_whole(written("every kind"))
    assert {row["id"]: row["kind"] for row in read.nodes} == {node.id: node.kind for node in KINDS}
    assert {row["id"]: row["kind"] for row in read.links} == {tie.id: tie.kind for tie in TIES}
    assert read.left_out == ()


def test_ids_that_would_meet_stay_apart_and_the_same_id_is_one() -> None:
    one = {"id": "a b", "schema": "Company", "properties": {"name": ["A"]}}
    other = one | {"id": "a-b", "properties": {"name": ["B"]}}
    third = one | {"id": "a.b-", "properties": {"name": ["C"]}}
    text = "\n".join(json.dumps(entity) for entity in (one, other, third, one | {"id": "a_b"}, other))
    assert [(row["id"], row["name"]) for row in read_whole(text).nodes] == [
        ("a-b", "A"), ("a-b-2", "B"), ("a.b", "C"), ("a-b-3", "A"),
    ]  # fmt: skip
    made = [
        e["id"]
        for e in to_entities([Node(id=n, kind="company", name=n) for n in ("x_", "x", "x_y", "x-y")], [])
    ]
    assert made == ["node-x", "node-x-y", "node-x-2", "node-x-y-2"]


@pytest.mark.parametrize(
    ("name", "made"),
    [("node-7", "7"), ("link-7", "link-7"), ("Ä b.c-", "b.c"), ("--", "x"), ("a" * 90, "a" * 80),
     ("b" * 79 + "-" + "c", "b" * 79)],
)  # fmt: skip
def test_an_id_is_letters_digits_points_and_hyphens(name: str, made: str) -> None:
    assert plain_id(name) == made
    assert plain_id(f"link-{made}", "link-") == made


def test_an_authority_has_an_id_by_its_name_and_one_in_another_script_by_a_digest_too() -> None:
    assert authority_id("The Office (of X)") == "authority-the-office-of-x"
    digest = sha256("外交部".encode()).hexdigest()[:8]
    assert authority_id("外交部") == f"authority-{digest}"
    assert authority_id("外交部") != authority_id("公安部")
    assert len(authority_id("w" * 99)) == len("authority-") + 60


@pytest.mark.parametrize(
    ("line", "row", "says"),
    [
        ("{}", 2, "the line is no entity with id, schema and properties"),
        ('{"id": "a", "schema": "Company", "properties": []}', 2, "the line is no entity"),
        ('{"id": "a", "schema": 1, "properties": {}}', 2, "the entity has no id or no schema"),
        ("[" * 10, 2, "the line is not JSON"),
        ('{"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["zz"]}}', 2,
         "the relation “o” ends at “zz”, which is not there"),
        ('{"id": "o", "schema": "Sanction", "properties": {"startDate": ["2010"]}}', 2, "has one end only"),
        ('{"id": "o", "schema": "Payment", "properties": {"payer": ["a"], "beneficiary": ["a"], "date": ["2014-13"]}}',
         2, "“2014-13” is no date"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_told_at_its_place(line: str, row: int, says: str) -> None:
    first = '{"id": "a", "schema": "Company", "properties": {"name": ["A"]}}'
    with pytest.raises(DocumentError) as printed:
        read_whole(f"{first}\n{line}", "in.jsonl")
    (problem,) = printed.value.problems
    assert (problem.file, problem.row) == ("in.jsonl", row)
    assert problem.message.startswith(says) or says in problem.message


@pytest.mark.parametrize(
    ("starts", "ends", "span"),
    [
        (["2016-03-02", "2018-01-01"], ["2017-01-01"], ("2016-03-02", "")),
        (["2016-03-02", "2016-05-01"], ["2017-01-01"], ("2016-03-02", "2017-01-01")),
        (["2016-03-02", "2018-01-01"], ["2017-01-01", "2019-01-01"], ("2016-03-02", "2019-01-01")),
        (["2016-03-02", "2017"], ["2017-01-01"], ("2016-03-02", "2017-01-01")),
        (
            ["2018-01-01"],
            ["2017-01-01"],
            ("2018-01-01", "2017-01-01"),
        ),  # for the check of the tables to refuse
    ],
)
def test_a_listing_that_began_again_after_its_last_stated_end_is_not_over(
    starts: list[str], ends: list[str], span: tuple[str, str]
) -> None:
    said = {"entity": ["a"], "authority": ["UN"], "startDate": starts, "endDate": ends}
    lines = [
        {"id": "a", "schema": "Company", "properties": {"name": ["A"]}},
        {"id": "s", "schema": "Sanction", "properties": said},
    ]
    (listing,) = read_whole("\n".join(map(json.dumps, lines)), "in.jsonl").links
    assert (listing["start"], listing["end"]) == span


def test_a_file_of_too_many_lines_is_refused_at_the_first_line_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entity_rows, "MOST_LINES", 3)
    assert read_whole("\n" * 3).nodes == []
    with pytest.raises(DocumentError, match="the file has more than 3 lines") as printed:
        read_whole("\n" * 3 + "{}\n{}", "in.jsonl")
    assert [problem.row for problem in printed.value.problems] == [4]


def test_a_file_of_entities_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as printed:
        read_file(tmp_path / "absent.json")
    assert "absent.json" in str(printed.value)
