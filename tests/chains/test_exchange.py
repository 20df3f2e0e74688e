"""Files in and out: what is written comes back, and hostile files are refused."""

import json
from xml.etree import ElementTree

import pytest

from tests.chains.conftest import chains_of, link, node
from yalu.chains.exchange import csv_text, read_pair, write_graphml, write_pair
from yalu.chains.follow_the_money import read_entities, to_entities, write_entities
from yalu.chains.importing import import_file
from yalu.chains.rows import link_cells, node_cells
from yalu.documents.problems import DocumentError


def rows(chains):
    return [node_cells(n) for n in chains.nodes.values()], [link_cells(n) for n in chains.links.values()]


def by_id(found):
    return sorted(found, key=lambda row: row["id"])


def test_follow_the_money_and_back_loses_nothing(bundled):
    text = write_entities(bundled.nodes.values(), bundled.links.values())
    nodes, links = read_entities(text)
    wanted = rows(bundled)
    assert by_id(nodes) == by_id(wanted[0])
    assert by_id(links) == by_id(wanted[1])


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


def test_formulas_are_disarmed_for_spreadsheets_only_when_asked():
    row = {"id": "a", "name": "=1+1"}
    assert "'=1+1" in csv_text("nodes", [row], guarded=True)
    assert "'=" not in csv_text("nodes", [row])


@pytest.mark.parametrize("lost", ["from_node", "sources", "id"])
def test_an_entity_of_ours_that_lost_a_column_is_told_by_line(bundled, lost):
    lines = write_entities(bundled.nodes.values(), bundled.links.values()).splitlines()
    place = next(n for n, line in enumerate(lines) if '"from_node"' in line)
    entity = json.loads(lines[place])
    del entity["yalu"][lost]
    with pytest.raises(
        DocumentError, match=rf"entities\.jsonl:{place + 1}:yalu\.{lost}: the entity “{entity['id']}”"
    ):
        read_entities("\n".join([*lines[:place], json.dumps(entity), *lines[place + 1 :]]))


def test_a_row_that_no_case_takes_is_told_by_file_and_entity(tmp_path):
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
    assert "theirs.jsonl::p-2.start: " in str(error.value)
    assert not (tmp_path / "out").exists()
