import csv
import shutil
from pathlib import Path

import msgspec
import pytest
from frictionless import Package

from yalu.case.package import bundled_cases, check_case, read_case
from yalu.case.records import SourceRef
from yalu.documents.problems import DocumentError
from yalu.vocabulary.dates import parse_date

BUNDLED = Path(__file__).parents[2] / "data" / "cases"


def test_a_case_is_read_into_records(draft):
    case = draft.read()
    assert (case.id, case.target, case.partner) == ("small", "XAA", "XBB")
    assert case.names == {"target": "Westmark", "partner": "Eastmark"}
    assert str(case.observed) == "2009-01-01/2020-12-31"
    visit = case.visits[6]
    assert visit.id == "V07"
    assert visit.posts == ("xa.leader",)
    assert visit.start == parse_date("2016-01-10")
    assert visit.disclosed == parse_date("2016-01-20")
    assert visit.sources == (SourceRef("eastmark-times", 2),)
    assert case.tenures[1].end is None
    assert case.posts["xb.premier"].side == "partner"
    assert case.sources["eastmark-times"].published == parse_date("2021-06-30")
    assert case.codebook.default_rule_set == "plain"
    assert case.licence == "CC-BY-4.0"


def test_empty_cells_are_unknown_and_never_no(draft):
    draft.replace("visits.csv", "V01,2010-03-14,2010-03-17", "V01,2010-03-14,")
    draft.replace(
        "visits.csv", "President,head_of_state,Westmark City,Signed", "President,,Westmark City,Signed"
    )
    visit = draft.read().visits[0]
    assert (visit.end, visit.party_body, visit.rank) == (None, "unknown", "unknown")


def test_a_case_with_errors_is_not_read_and_all_are_carried(draft):
    draft.replace("visits.csv", "2010-09-02", "2010-09-31")
    draft.replace("events.csv", "2016-01-06", "2016-00-06")
    with pytest.raises(DocumentError) as raised:
        draft.read()
    assert [problem.file for problem in raised.value.problems] == ["visits.csv", "events.csv"]
    assert "visits.csv:3:start" in str(raised.value)
    assert "events.csv:3:date" in str(raised.value)


def test_optional_tables_may_be_absent(draft):
    package = draft.package()
    package["resources"] = [r for r in package["resources"] if r["name"] == "sources"]
    draft.write_package(package)
    case = draft.read()
    assert case.visits == case.events == case.tenures == case.leads == case.flows == case.shares == ()
    assert case.posts == {}


def test_every_table_is_read(draft):
    cited = "eastmark-times:2"
    draft.add_table("steps", f"id,visit,date,what,sources\ns1,V01,2010-03-14,arrived,{cited}\n")
    draft.add_table("tours", f"id,visit,trip,place,sources\nt1,V01,1,Port,{cited}\n")
    draft.add_table("published", f"id,title,stated,value,figure,sources\np1,T,1.25,1.25,frequency,{cited}\n")
    draft.add_table("leads", f"id,date,who,sources\nl1,2011,Somebody,{cited}\n")
    draft.add_table("coverage", f"id,year,level,months_read,sources\nc1,2011,good,12,{cited}\n")
    draft.add_table(
        "contradictions", f"id,table,row,field,value,sources\nk1,visits,V01,end,2010-03-18,{cited}\n"
    )
    case = draft.read()
    assert case.steps[0].what == "arrived"
    assert case.tours[0].trip == 1
    assert case.published[0].value == 1.25
    assert case.leads[0].date == parse_date("2011")
    assert (case.coverage[0].year, case.coverage[0].months_read) == (2011, 12)
    assert case.contradictions[0].row == "V01"


def test_the_data_version_names_the_package_version_and_the_content(draft):
    before = draft.read().data_version
    assert before.startswith("0.1.0+")
    assert len(before) == len("0.1.0+") + 10
    assert draft.read().data_version == before
    draft.replace("visits.csv", "Anniversary", "Jubilee")
    assert draft.read().data_version != before


def test_files_that_are_not_tables_belong_to_the_version_too(draft):
    draft.write("extra.txt", "one")
    package = draft.package()
    package["resources"].append({"name": "extra", "path": "extra.txt"})
    draft.write_package(package)
    before = draft.read().data_version
    draft.write("extra.txt", "two")
    assert draft.read().data_version != before


def test_a_case_is_plain_data(draft):
    case = draft.read()
    assert msgspec.json.decode(msgspec.json.encode(case), type=type(case)) == case


def test_a_folder_without_a_descriptor_says_so(tmp_path):
    (problem,) = check_case(tmp_path)
    assert problem.message == "the folder is no case: it has no datapackage.json"


def test_an_unknown_case_is_a_problem_and_not_a_crash():
    (problem,) = check_case("chyna-dprk")
    assert "there is no case “chyna-dprk”" in problem.message


def test_there_is_a_bundled_case():
    assert bundled_cases()


@pytest.mark.parametrize("name", sorted(path.name for path in BUNDLED.iterdir() if path.is_dir()))
def test_a_bundled_case_has_no_problems_but_rows_that_cannot_hold_together(name):
    # Conflicting rows both stay in a case (principle 6); its check names them.
    assert [
        str(problem) for problem in check_case(name) if "no more than its whole" not in problem.rule
    ] == []
    case = read_case(name)
    assert case.id == name
    assert case.visits or case.flows


@pytest.mark.parametrize("name", sorted(path.name for path in BUNDLED.iterdir() if path.is_dir()))
def test_a_bundled_case_is_valid_for_frictionless(name):
    report = Package(str(BUNDLED / name / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [("amounts", "action", "actions"), ("amounts", "part_of", "amounts"), ("links", "to_node", "nodes"),
     ("deals", "actor", "nodes"), ("knowledge", "action", "actions"), ("tours", "visit", "visits")],
)  # fmt: skip
def test_frictionless_and_yalu_miss_the_same_row_when_a_key_leads_nowhere(tmp_path, table, column, other):
    folder = tmp_path / "case"
    shutil.copytree(BUNDLED / "china-dprk", folder)
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    line, row = next((n, row) for n, row in enumerate(rows, start=2) if row[column])
    row[column] = "nobody-at-all"
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    report = Package(str(folder / "datapackage.json")).get_resource(table).validate()
    assert report.flatten(["type", "rowNumber"]) == [["foreign-key", line]]
    found = [problem for problem in check_case(folder) if "nobody-at-all" in problem.message]
    assert [problem.where for problem in found] == [f"{table}.csv:{line}:{column}"]
    assert found[0].message.startswith(f"{other} has no row “nobody-at-all”")


@pytest.mark.parametrize("name", sorted(path.name for path in BUNDLED.iterdir() if path.is_dir()))
def test_the_descriptor_of_a_bundled_case_is_the_one_its_files_ask_for(name):
    import json

    from yalu.case.folder.descriptor_writer import CaseDescription, describe_folder

    folder = BUNDLED / name
    plain = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    ours = plain["yalu"]
    about = CaseDescription(
        name=plain["name"],
        title=plain["title"],
        description=plain["description"],
        version=plain["version"],
        licence=plain["licenses"][0]["name"],
        **ours,
    )
    assert describe_folder(folder, about) == plain
