"""Files in and out: what is written comes back, and hostile files are refused."""

import io
import json
import os
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chains.conftest import chains_of, link, node
from tests.judges import judge
from tests.properties import tried
from yalu.case.chain_records import Link, Node
from yalu.case.record_builder import records_of
from yalu.case.tables import table_schemas
from yalu.chains.facade import Chains
from yalu.chains.formats.entity_rows import read_whole
from yalu.chains.formats.exchange import read_pair, table_text, write_graphml, write_pair
from yalu.chains.formats.follow_the_money import to_entities, write_entities
from yalu.chains.formats.imports import read_file, write_tables
from yalu.chains.rows import link_cells, node_cells
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.tables.csv_tables import read_table
from yalu.listing_lookup import ship_numbers

REAL = os.environ.get("YALU_REAL_DATA", "")


def rows(chains):
    return [node_cells(n) for n in chains.nodes.values()], [link_cells(n) for n in chains.links.values()]


def read_entities(text, file="entities.jsonl"):
    found = read_whole(text, file)
    return found.nodes, found.links


def import_file(file, out):
    return write_tables(read_file(file), file, out)


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
    printed = {node.id.replace("_", "-"): node for node in bundled.nodes.values()}
    assert {row["id"]: (row["kind"], row["name"], row["original_name"]) for row in nodes} == {
        name: (node.kind, " ".join(node.name.split()), node.original_name) for name, node in printed.items()
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
    with pytest.raises(DocumentError, match="one end only") as printed:
        read_entities("\n".join([*lines, entity("o", "Ownership", owner="a")]), "in.jsonl")
    assert (printed.value.problems[0].file, printed.value.problems[0].row) == ("in.jsonl", 4)


def test_what_a_check_finds_is_told_at_the_line_of_the_file_given(tmp_path):
    (tmp_path / "in.jsonl").write_text(
        "\n".join([entity("a", "Company", name="A"), "", entity("p", "Person", name="Jane Roe")]),
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as printed:
        import_file(tmp_path / "in.jsonl", tmp_path / "out")
    assert {(p.file, p.row) for p in printed.value.problems} == {("in.jsonl", 3)}


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


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_cannot_write_leaves_the_graphml_readable(odd):
    text = write_graphml([node("c1", notes=f"a{odd}b\t\U0001f600")], [])
    assert "ab\t\U0001f600" in [e.text for e in ElementTree.fromstring(text.encode()).iter()]


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


def lines(*entities):
    return "\n".join(json.dumps({"id": i, "schema": s, "properties": p}) for i, s, p in entities)


def listed_near(tmp_path, text, steps=2, **more):
    (tmp_path / "in.jsonl").write_text(text, encoding="utf-8")
    import_file(tmp_path / "in.jsonl", tmp_path / "out")
    chains = Chains(*read_pair(tmp_path / "out"))
    return [row.node for row in chains.near(steps, **more)]


FIRMS = [(name, "Company", {"name": [name.upper()], "country": ["my"]}) for name in ("k1", "k2", "k3")]


@pytest.mark.parametrize(
    ("percent", "share", "stated"),
    [("10", "10", "10 %"), ("0.5", "0.5", "0.5 %"), ("33,3", "33.3", "33,3 %"), ("7%", "7", "7%"), ("0", "0", "0 %"),
     ("25-50", "", "25-50"), ("minority", "", "minority"), ("250", "", "250")],
)  # fmt: skip
def test_a_share_comes_in_as_a_number_or_stays_in_its_words(percent, share, stated):
    own = ("o", "Ownership", {"owner": ["k1"], "asset": ["k2"], "percentage": [percent]})
    (row,) = read_entities(lines(*FIRMS, own))[1]
    assert (row["share"], row["stated"]) == (share, stated)


def test_an_owner_listed_only_by_its_sanction_is_near_on_the_days_that_the_sanction_stood(tmp_path):
    text = lines(
        ("s", "Sanction", {"entity": ["k1"], "authority": ["Office Y"], "startDate": ["2018-02-03"],
                           "endDate": ["2020-01-31"]}),
        *FIRMS, ("o", "Ownership", {"owner": ["k1"], "asset": ["k2"], "percentage": ["12"]}),
    )  # fmt: skip
    assert listed_near(tmp_path, text) == []  # it ended, so that nobody is listed today
    chains = Chains(*read_pair(tmp_path / "out"))
    assert [row.node for row in chains.near(1, "2019-01-01")] == ["k2"]
    assert [row.node for row in chains.near(1, "2018-02-02")] == []
    assert [row.node for row in chains.near(1, "2020-02-01")] == []
    (listed,) = chains.listed_on("k1", "2019-01-01")
    assert (listed.authority, listed.since, listed.until) == ("Office Y", "2018-02-03", "2020-01-31")


def test_a_person_named_by_a_sanction_entity_is_designated_and_taken(tmp_path):
    text = lines(
        ("p", "Person", {"name": ["Made Up"]}), ("s", "Sanction", {"entity": ["p"], "authority": ["Office Y"]}),
    )  # fmt: skip
    (tmp_path / "in.jsonl").write_text(text, encoding="utf-8")
    assert import_file(tmp_path / "in.jsonl", tmp_path / "out") == (2, 1)


def test_a_payment_holds_on_its_date_alone(tmp_path):
    text = lines(
        *FIRMS, ("s", "Sanction", {"entity": ["k1"], "authority": ["Y"], "startDate": ["2010"]}),
        ("p", "Payment", {"payer": ["k2"], "beneficiary": ["k1"], "amount": ["12,500"], "currency": ["usd"],
                          "date": ["2014-07-08"]}),
    )  # fmt: skip
    assert listed_near(tmp_path, text, day="2014-07-08") == ["k2"]
    chains = Chains(*read_pair(tmp_path / "out"))
    assert [[r.node for r in chains.near(1, day)] for day in ("2014-07-07", "2014-07-09")] == [[], []]
    paid = chains.links["p"]
    assert (str(paid.amount), paid.currency, str(paid.start), str(paid.end)) == (
        "12500", "USD", "2014-07-08", "2014-07-08",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["startDate", "endDate", "date"])
@pytest.mark.parametrize("day", ["2019-02-29", "2016-13", "soon"])
def test_a_date_that_no_calendar_has_is_refused_at_its_line(name, day):
    own = ("o", "Ownership", {"owner": ["k1"], "asset": ["k2"], name: [day]})
    with pytest.raises(DocumentError, match=f"“{day}” is no date") as printed:
        read_entities(lines(*FIRMS, own), "in.jsonl")
    assert printed.value.problems[0].row == 4


def test_every_owner_and_asset_of_one_edge_is_tied():
    own = ("o", "Ownership", {"owner": ["k1", "k2"], "asset": ["k3"], "startDate": ["2013-04-05T00:00:00"]})
    links = read_entities(lines(*FIRMS, own))[1]
    assert {(row["from_node"], row["to_node"], row["start"]) for row in links} == {
        ("k3", "k1", "2013-04-05"), ("k3", "k2", "2013-04-05"),
    }  # fmt: skip
    assert len({row["id"] for row in links}) == 2


@pytest.mark.parametrize(
    ("schema", "one", "two", "kind"),
    [("Directorship", "organization", "director", "directed_by"), ("Membership", "member", "organization", "member_of"),
     ("Representation", "agent", "client", "acted_for"), ("Family", "person", "relative", "family_of"),
     ("Associate", "person", "associate", "associated_with"), ("UnknownLink", "subject", "object", "related_to"),
     ("Ownership", "asset", "owner", "owned_by")],
)  # fmt: skip
def test_every_relation_keeps_a_word_that_says_no_more_than_the_file(schema, one, two, kind):
    (row,) = read_entities(lines(*FIRMS, ("x", schema, {one: ["k1"], two: ["k2"]})))[1]
    assert (row["kind"], row["from_node"], row["to_node"], row["grade"]) == (kind, "k1", "k2", "allegation")


def test_state_and_numbers_tell_two_of_one_name_apart():
    nodes, _ = read_entities(lines(
        ("a", "Company", {"name": ["N"], "country": ["cn", "hk"], "registrationNumber": ["77"]}),
        ("b", "Vessel", {"name": ["N"], "flag": ["mn"], "imoNumber": ["IMO9074729"], "mmsi": ["457000123"]}),
    ))  # fmt: skip
    assert [(n["country"], n["identifiers"]) for n in nodes] == [
        ("CHN", "registration 77"), ("MNG", "IMO 9074729;MMSI 457000123"),
    ]  # fmt: skip
    assert nodes[0]["notes"] == "also of HKG"


def test_what_the_tables_have_no_place_for_is_counted_and_named_with_its_first_line():
    found = read_whole(lines(
        *FIRMS, ("w", "CryptoWallet", {"holder": ["k1"]}), ("v", "CryptoWallet", {"holder": ["k2"]}),
        ("o", "Ownership", {"owner": ["k1"], "asset": ["w"]}),
        ("q", "Company", {"name": ["Q"], "website": ["x", "y"], "country": ["zz"]}),
    ))  # fmt: skip
    assert [(one.what, one.count, one.line) for one in found.left_out] == [
        ("Company.country “zz”, which is no state's code", 1, 7),
        ("Company.website", 1, 7),
        ("entities of the schema CryptoWallet", 2, 4),
        ("relations that end at an entity of the schema CryptoWallet", 1, 6),
    ]
    assert found.links == []


def test_ids_and_authorities_that_would_meet_stay_apart():
    nodes, links = read_entities(lines(
        ("a:b", "Company", {"name": ["One"]}), ("a/b", "Company", {"name": ["Two"]}),
        ("o", "Ownership", {"owner": ["a:b"], "asset": ["a/b"]}),
        ("s", "Sanction", {"entity": ["a:b"], "authority": ["公安部"]}),
        ("t", "Sanction", {"entity": ["a:b"], "authority": ["商务部"]}),
    ))  # fmt: skip
    assert len({node["id"] for node in nodes}) == len(nodes) == 4
    assert links[0]["from_node"] != links[0]["to_node"]
    assert {links[1]["to_node"], links[2]["to_node"]} == {n["id"] for n in nodes if n["kind"] == "body"}


WORDS = st.text("ab Ü中=-:;,", min_size=1, max_size=8).filter(lambda text: text.strip(" ;"))
DAY = st.sampled_from(["2011", "2012-03", "2013-04-05", "2014-01-01T10:00:00"])
EDGES = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization"),
         "Payment": ("payer", "beneficiary"), "Membership": ("member", "organization"),
         "Family": ("person", "relative"), "UnknownLink": ("subject", "object"),
         "Representation": ("agent", "client"), "Employment": ("employee", "employer")}  # fmt: skip


@st.composite
def files(draw):
    """A file of entities as others write them: firms, ships, listed people, relations between any two, sanctions."""
    made = []
    ids = [
        f"{draw(st.sampled_from(['n', 'node-', 'q:', 'Q_']))}{number}"
        for number in range(draw(st.integers(2, 5)))
    ]
    for name in ids:
        schema = draw(st.sampled_from(["Company", "Vessel", "LegalEntity", "PublicBody", "Asset", "Person"]))
        more = {"topics": ["sanction"]} if schema == "Person" or draw(st.booleans()) else {}
        number = {"Vessel": "imoNumber", "Company": "registrationNumber"}.get(schema)
        made.append((name, schema, more | ({number: [str(draw(st.integers(1, 9**6)))]} if number else {}) | {
            "name": draw(st.lists(WORDS, min_size=1, max_size=2)), "alias": draw(st.lists(WORDS, max_size=2)),
            "country": draw(st.lists(st.sampled_from(["cn", "kp", "zz"]), max_size=2)),
            "notes": draw(st.lists(WORDS, max_size=1)), "keywords": draw(st.lists(WORDS, max_size=1)),
        }))  # fmt: skip
    for number in range(draw(st.integers(0, 4))):
        schema = draw(st.sampled_from([*EDGES, "Sanction"]))
        one, two = draw(st.permutations(ids))[:2]
        said = {"startDate": draw(st.lists(DAY, max_size=1)), "summary": draw(st.lists(WORDS, max_size=1)),
                "description": draw(st.lists(WORDS, max_size=1))}  # fmt: skip
        if schema == "Sanction":
            made.append((f"s{number}", schema, said | {"entity": [one], "authority": [draw(WORDS)]}))
            continue
        said |= {
            EDGES[schema][0]: [one],
            EDGES[schema][1]: [two],
            "publisher": draw(st.lists(WORDS, max_size=1)),
        }
        if schema == "Ownership":
            said["percentage"] = draw(st.lists(st.sampled_from(["0.5", "12,5", "99", "some"]), max_size=1))
        if schema == "Payment":
            said |= {"amount": [str(draw(st.integers(1, 9**7)))], "currency": draw(st.lists(st.just("eur"), max_size=1)),
                     "date": draw(st.lists(DAY, max_size=1)), "startDate": []}  # fmt: skip
        made.append((f"e{number}", schema, said))
    return lines(*draw(st.permutations(made)))


@given(files())
@tried(150)
def test_an_export_of_what_an_import_read_is_read_as_the_same(text):
    nodes, links = read_entities(text)

    def whole(rows):
        return by_id({k: " ".join(v.split()) for k, v in row.items() if k != "line"} for row in rows)

    held = [tables_of("nodes", nodes, Node), tables_of("links", links, Link)]
    again = read_entities(write_entities(*held))
    assert [whole(again[0]), whole(again[1])] == [whole(nodes), whole(links)]


def tables_of(name, rows, record):
    log = ProblemLog()
    table = read_table(table_text(name, rows).encode(), table_schemas()[name], log, file=name)
    return records_of({name: table}, name, record)
