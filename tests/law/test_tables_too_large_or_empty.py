"""Tables of flows that give more verdicts than memory holds, none at all, or amounts without a unit."""

import pytest
from pyarrow import parquet

from yalu.cli.main import outcome
from yalu.documents.problems import DocumentError
from yalu.engine import open_engine
from yalu.law import result_table as judgements
from yalu.law.api import judge
from yalu.law.text.regimes import open_regime

HEADER = "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger\n"
ROWS = "".join(f"r{n},2017-0{n},CHN,PRK,import,2701,{n},t,{n}00,USD,customs\n" for n in range(1, 7))


def judged(path):
    return judge(open_regime("un-dprk"), path, target="PRK", engine=open_engine("duckdb"))


@pytest.fixture
def run(capsys):
    def go(*arguments):
        code = outcome(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return go


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "coal.csv"
    path.write_text(HEADER + ROWS + "f1,2017-01,FRA,DEU,import,2701,1,t,100,USD,customs\n", encoding="utf-8")
    return path


def test_how_many_verdicts_there_are_is_known_before_one_is_told(flows):
    found = judged(flows)
    notices = sum(row.duty == "notice" for row in found.iterate())
    assert found.occurrences == len(found.rows) - notices
    # Rows that no measure meets are "not covered" and are not counted; notices and caps may say it too.
    printed = {verdict.verdict for verdict in found.verdicts()}
    assert found.kinds() | {"not_covered"} == printed | {"not_covered"}
    assert {count["verdict"] for count in found.counts} <= found.kinds()


def test_more_verdicts_than_memory_holds_are_refused_and_can_be_written(flows, monkeypatch, tmp_path):
    monkeypatch.setattr(judgements, "MOST_LISTED", 5)
    found = judged(flows)
    with pytest.raises(DocumentError, match=r"at most 5 verdicts are listed one by one"):
        list(found.verdicts())
    found.write(tmp_path / "verdicts.parquet")
    assert (
        parquet.read_table(tmp_path / "verdicts.parquet").num_rows == found.occurrences - 1
    )  # one is uncovered


def test_the_command_counts_what_it_wrote(flows, monkeypatch, run, tmp_path):
    whole, out, _ = run("measures", "check", flows, "--fail-on", "breach")
    monkeypatch.setattr(judgements, "MOST_LISTED", 5)
    monkeypatch.setattr("yalu.law.result_table.MOST_LISTED", 5)
    code, out, _ = run("measures", "check", flows, "--fail-on", "breach")
    assert code == whole
    assert "--out FILE writes them" in out
    code, out, _ = run("measures", "check", flows, "--out", tmp_path / "v.parquet", "--fail-on", "breach")
    assert (code, (tmp_path / "v.parquet").exists()) == (whole, True)
    assert "verdicts on rows, written to" in out


def test_a_table_without_rows_is_not_judged_clean(tmp_path, run):
    (tmp_path / "none.csv").write_text(HEADER, encoding="utf-8")
    code, out, err = run("measures", "check", tmp_path / "none.csv", "--fail-on", "breach")
    assert (code, out) == (3, "")
    assert "none.csv: the table has no rows, so nothing was judged" in err


@pytest.mark.parametrize(("column", "amount"), [("currency", "value"), ("unit", "quantity")])
def test_an_amount_without_a_column_for_its_unit_is_told_by_file_row_and_field(tmp_path, column, amount):
    names = HEADER.strip().split(",")
    place = names.index(column)
    lines = [
        ",".join(c for n, c in enumerate(line.split(",")) if n != place)
        for line in (HEADER + ROWS).splitlines()
    ]
    path = tmp_path / "bare.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        judged(path)
    assert str(error.value).startswith(f"{path}::{column}: row “r1” and 5 more: a {amount} has no {column}")


def test_a_fault_of_a_cell_names_the_file_as_it_was_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HEADER + ROWS.replace("2017-01", "2017-13"), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        judged(path)
    assert str(error.value).startswith(f"{path}::period: row “r1”: '2017-13': month 13 does not exist")
