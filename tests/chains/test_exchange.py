"""Files in and out: what is written comes back, and hostile files are refused."""

import importlib.util
import io
import json
import os
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.chains.conftest import chains_of, link, node
from yalu.case.tables import table_schemas
from yalu.chains.exchange import read_pair, table_text, write_graphml, write_pair
from yalu.chains.follow_the_money import read_entities, to_entities, write_entities
from yalu.chains.importing import import_file
from yalu.chains.rows import link_cells, node_cells
from yalu.documents.csv_tables import read_table
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.listing_lookup import ship_numbers


def judge(name):
    """The outside judge of a format; where YALU_JUDGES is set, as in continuous integration, its absence fails."""
    if importlib.util.find_spec(name) is None and os.environ.get("YALU_JUDGES"):
        pytest.fail(f"YALU_JUDGES is set and {name} is not installed: make judges")
    return pytest.importorskip(name)


REAL = os.environ.get("YALU_REAL_DATA", "")


def rows(chains):
    return [node_cells(n) for n in chains.nodes.values()], [link_cells(n) for n in chains.links.values()]


def by_id(found):
    return sorted(found, key=lambda row: row["id"])


def test_the_vocabularys_own_validator_writes_our_entities_back_byte_for_byte(bundled):
    followthemoney = judge("followthemoney")
    from followthemoney.cli.util import write_entity
    from followthemoney.entity import ValueEntity

    text = write_entities(
        bundled.nodes.values(), bundled.links.values(), ship_numbers(bundled.nodes.values(), bundled=True)
    )
    out, schemas, edges = io.BytesIO(), {}, 0
    for line in text.splitlines():
        entity = ValueEntity.from_dict(json.loads(line), cleaned=False)
        clean = entity.clone()
        for prop in entity.iterprops():
            clean.set(prop, entity.get_prop(prop))
        write_entity(out, clean)
        schemas[entity.id] = entity.schema
        if entity.schema.edge:
            edges += 1
            for end in (entity.schema.source_prop, entity.schema.target_prop):
                (other,) = entity.get(end)
                assert schemas[other].is_a(end.range), (line, end.name)
    assert out.getvalue().decode() == text
    assert edges == len(bundled.links)
    assert text.count('"imoNumber":["IMO') > 80
    assert followthemoney.model.get("BankAccount").name in {schema.name for schema in schemas.values()}


def test_our_entities_come_back_with_their_kinds_ends_days_and_words(bundled):
    nodes, links = read_entities(write_entities(bundled.nodes.values(), bundled.links.values()))
    told = {node.id.replace("_", "-"): node for node in bundled.nodes.values()}
    assert {row["id"]: (row["kind"], row["name"], row["original_name"]) for row in nodes} == {
        name: (node.kind, " ".join(node.name.split()), node.original_name) for name, node in told.items()
    }
    assert {row["id"]: (row["from_node"], row["to_node"], row["start"], row["asserted_by"]) for row in links} == {
        one.id: (
            one.from_node.replace("_", "-"), one.to_node.replace("_", "-"),
            str(one.start or "").rstrip("?~%"), " ".join(one.asserted_by.split()),
        )
        for one in bundled.links.values()
    }  # fmt: skip


def test_two_ids_that_the_vocabulary_cannot_tell_apart_stay_two():
    nodes = (node("p_b"), node("p-b"), node("p.b_"))
    chains = chains_of(link("p_b owned_by p-b", "A"), nodes=nodes)
    made = list(to_entities(chains.nodes.values(), chains.links.values()))
    ids = [e["id"] for e in made if e["id"].startswith("node")]
    assert len(set(ids)) == len(ids)
    (owned,) = [e for e in made if e["id"] == "link-A"]
    assert owned["properties"]["owner"] != owned["properties"]["asset"]


@pytest.mark.skipif(not REAL, reason="needs YALU_REAL_DATA")
def test_every_entity_of_somebody_elses_list_is_kept(tmp_path):
    file = Path(REAL) / "contracts" / "ftm" / "zala.ftm.json"
    entities = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(entities) == 91
    import_file(file, tmp_path / "out")
    nodes, links = read_pair(tmp_path / "out")
    kinds = Counter(one.kind for one in links)
    assert kinds == {"designated_by": 41, "owned_by": 14, "family_of": 4, "directed_by": 3}
    assert {e["id"] for e in entities if e["schema"] in {"Company", "Person"}} <= {n.id for n in nodes}
    notes = " ".join(" ".join(n.notes.split()) for n in nodes)
    for entity in entities:
        if entity["schema"] == "Address":
            assert " ".join(entity["properties"]["full"][0].split()) in notes
    assert "passport without a number" in notes


def test_a_relation_of_several_is_as_many_links_and_one_without_an_end_is_told_at_its_line(tmp_path):
    lines = [
        entity("a", "Company", name="A"),
        entity("b", "Company", name="B"),
        entity("c", "Vessel", name="C"),
    ]
    both = json.dumps(
        {
            "id": "o",
            "schema": "Ownership",
            "properties": {"owner": ["a", "b"], "asset": ["c"], "percentage": ["50"]},
        }
    )
    _, links = read_entities("\n".join([*lines, both]))
    assert [(row["from_node"], row["to_node"], row["stated"]) for row in links] == [
        ("c", "a", "50 %"),
        ("c", "b", "50 %"),
    ]
    with pytest.raises(DocumentError, match="one end only") as told:
        read_entities("\n".join([*lines, entity("o", "Ownership", owner="a")]), "in.jsonl")
    assert (told.value.problems[0].file, told.value.problems[0].row) == ("in.jsonl", 4)


def test_what_a_check_finds_is_told_at_the_line_of_the_file_given(tmp_path):
    (tmp_path / "in.jsonl").write_text(
        "\n".join([entity("a", "Company", name="A"), "", entity("p", "Person", name="Jane Roe")]),
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as told:
        import_file(tmp_path / "in.jsonl", tmp_path / "out")
    assert {(p.file, p.row) for p in told.value.problems} == {("in.jsonl", 3)}


def test_the_two_tables_and_back_lose_nothing(bundled, tmp_path):
    for name, text in write_pair(bundled.nodes.values(), bundled.links.values()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    nodes, links = read_pair(tmp_path)
    assert {n.id: n for n in nodes} == bundled.nodes
    assert {n.id: n for n in links} == bundled.links


def test_graphml_and_back_loses_nothing(bundled):
    root = ElementTree.fromstring(write_graphml(bundled.nodes.values(), bundled.links.values()))
    space = "{http://graphml.graphdrawing.org/xmlns}"

    def cells(element, mark, empty):
        held = {d.get("key").removeprefix(f"{mark}-"): d.text for d in element.findall(f"{space}data")}
        return dict.fromkeys(empty, "") | held

    nodes = [cells(e, "n", node_cells(None)) for e in root.iter(f"{space}node")]
    links = [cells(e, "e", link_cells(None)) for e in root.iter(f"{space}edge")]
    assert by_id(nodes) == by_id(rows(bundled)[0])
    assert by_id(links) == by_id(rows(bundled)[1])


def test_networkx_reads_our_graphml(bundled, tmp_path):
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "chains.graphml"
    path.write_text(write_graphml(bundled.nodes.values(), bundled.links.values()), encoding="utf-8")
    graph = networkx.read_graphml(path, force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(bundled.nodes), len(bundled.links))


def test_relations_use_the_words_of_the_vocabulary():
    chains = chains_of(
        link("p1 owned_by p2", "A"), link("p1 acted_for p2", "B"), link("p1 supplied c1", "C"),
        nodes=(node("p1", listed_as=("un:1",)),),
    )  # fmt: skip
    made = {e["id"]: e for e in to_entities(chains.nodes.values(), chains.links.values())}
    assert made["link-A"]["schema"] == "Ownership"
    assert made["link-A"]["properties"]["owner"] == ["node-p2"]
    assert made["link-B"]["properties"]["client"] == ["node-p2"]
    assert made["link-C"]["schema"] == "UnknownLink"
    assert made["node-p1"]["properties"]["topics"] == ["sanction"]


def entity(ident, schema, **properties):
    return json.dumps({"id": ident, "schema": schema, "properties": {k: [v] for k, v in properties.items()}})


def test_somebody_elses_relations_come_in_as_allegations_with_the_source_named(tmp_path):
    lines = [
        entity("a", "Company", name="Alpha"), entity("b", "LegalEntity", name="Beta"),
        entity("own", "Ownership", owner="a", asset="b", startDate="2014-02-01"),
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert import_file(tmp_path / "in.jsonl", tmp_path / "out") == (2, 1)
    nodes, (owned,) = read_pair(tmp_path / "out")
    assert (owned.from_node, owned.kind, owned.to_node, owned.grade) == ("b", "owned_by", "a", "allegation")
    assert str(owned.start) == "2014-02-01"
    assert {n.name for n in nodes} == {"Alpha", "Beta"}


def test_a_private_person_is_refused_and_a_listed_one_is_taken(tmp_path):
    (tmp_path / "in.jsonl").write_text(entity("a", "Person", name="Jane Roe"), encoding="utf-8")
    with pytest.raises(DocumentError, match="only because an authority or court named them"):
        import_file(tmp_path / "in.jsonl", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "in.jsonl").write_text(
        entity("a", "Person", name="Jane Roe", topics="sanction"), encoding="utf-8"
    )
    assert import_file(tmp_path / "in.jsonl", tmp_path / "out") == (1, 0)


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "not JSON"), ("[1]", "no entity"), ('{"id": 1, "schema": "Person", "properties": {}}', "no id"),
     (entity("o", "Ownership", owner="a", asset="b"), "not there"), ("[" * 90_000, "not JSON|characters|no entity")],
)  # fmt: skip
def test_lines_that_are_no_entities_are_refused(text, says):
    with pytest.raises(DocumentError, match=says):
        read_entities(text)


def test_markup_in_a_name_stays_text_in_graphml():
    chains = chains_of(link("p1 supplied c1", condition="<b>&\x07"))
    root = ElementTree.fromstring(write_graphml(chains.nodes.values(), chains.links.values()))
    assert "<b>&" in [e.text for e in root.iter() if e.text]


def test_no_table_written_holds_a_formula_and_reading_it_gives_back_what_stood_there():
    row = {"id": "a", "name": '=HYPERLINK("x")', "notes": "it's plain"}
    text = table_text("nodes", [row])
    assert "'=HYPERLINK" in text
    table = read_table(text.encode(), table_schemas()["nodes"], ProblemLog(), file="nodes.csv")
    assert table is not None
    assert table.columns["name"] == [row["name"]]
    assert table.columns["notes"] == [row["notes"]]


def test_a_row_that_no_case_takes_is_told_by_file_and_line(tmp_path):
    entity = {"id": "x-1", "schema": "Company", "properties": {"name": ["A\nB"], "country": ["XX"]}}
    bad = {
        "id": "p-2",
        "schema": "Ownership",
        "properties": {"asset": ["x-1"], "owner": ["x-1"], "startDate": ["no"]},
    }
    (tmp_path / "theirs.jsonl").write_text(f"{json.dumps(entity)}\n{json.dumps(bad)}\n", encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        import_file(tmp_path / "theirs.jsonl", tmp_path / "out")
    assert {problem.file for problem in error.value.problems} == {"theirs.jsonl"}
    assert "theirs.jsonl:2:start: " in str(error.value)
    assert not (tmp_path / "out").exists()
