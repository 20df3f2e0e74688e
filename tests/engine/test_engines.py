"""Both engines keep one contract: the same statements, the same tables, the same errors."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engine.small_spark import small_spark
from yalu.documents.problems import DocumentError
from yalu.engine import Engine, EngineError, Statement, open_engine, read_statement
from yalu.engine.spark_engine import _said
from yalu.engine.statements import for_spark

ENGINES = [
    pytest.param(lambda: open_engine("duckdb"), id="duckdb"),
    pytest.param(small_spark, id="spark", marks=pytest.mark.slow),
]
FLOWS = pa.table({"hs": ["2701", "2702", "2701"], "quantity": ["1.5", "2", None]})


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    opened: Callable[[], Engine] = request.param
    found = opened()
    found.forget()
    return found


def test_an_arrow_table_is_asked_with_parameters(engine: Engine):
    engine.register("flows", FLOWS)
    found = engine.ask(Statement("q", "select count(*) as n from flows where hs = $code"), code="2701")
    assert found.to_pylist() == [{"n": 2}]


def test_decimals_are_added_exactly(engine: Engine):
    engine.register("flows", FLOWS)
    text = "select sum(try_cast(quantity as decimal(28, 6))) as q from flows"
    assert engine.ask(Statement("q", text)).to_pylist() == [{"q": Decimal("3.500000")}]


def test_views_and_kept_tables_build_on_each_other(engine: Engine):
    engine.register("flows", FLOWS)
    engine.view("coal", Statement("v", "select * from flows where hs = $code"), code="2701")
    engine.keep("counted", Statement("k", "select hs, count(*) as n from coal group by hs"))
    assert engine.ask(Statement("q", "select * from counted")).to_pylist() == [{"hs": "2701", "n": 2}]
    assert engine.columns("counted") == ("hs", "n")


def test_a_name_can_be_given_again(engine: Engine):
    engine.register("flows", FLOWS)
    engine.register("flows", FLOWS.slice(0, 1))
    engine.keep("kept", Statement("k", "select * from flows"))
    engine.keep("kept", Statement("k", "select hs from flows"))
    assert engine.ask(Statement("q", "select * from kept")).to_pylist() == [{"hs": "2701"}]


def test_a_csv_file_is_all_text_and_keeps_leading_zeros(engine: Engine, tmp_path: Path):
    path = tmp_path / "flows.csv"
    path.write_text('hs,quantity,notes\n0101,007,"one, two"\n0102,,\n', encoding="utf-8")
    engine.register("flows", path)
    rows = engine.ask(Statement("q", "select * from flows order by hs")).to_pylist()
    assert rows[0] == {"hs": "0101", "quantity": "007", "notes": "one, two"}
    assert rows[1]["quantity"] in {None, ""}


def test_parquet_goes_in_and_out(engine: Engine, tmp_path: Path):
    pq.write_table(FLOWS, tmp_path / "flows.parquet")
    engine.register("flows", tmp_path / "flows.parquet")
    engine.write(Statement("q", "select hs from flows where quantity is null"), tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == [{"hs": "2701"}]


def test_quotes_in_parameters_stay_text(engine: Engine):
    engine.register("flows", FLOWS)
    engine.view("none", Statement("v", "select * from flows where hs = $code"), code="' or '1'='1")
    assert engine.ask(Statement("q", "select count(*) as n from none")).to_pylist() == [{"n": 0}]


def test_a_statement_that_cannot_run_is_named(engine: Engine):
    with pytest.raises(EngineError, match="broken"):
        engine.ask(Statement("broken", "select nothing_here from nowhere"))
    for named in (engine.view, engine.keep):
        with pytest.raises(EngineError, match=r"cannot run broken: "):
            named("made", Statement("broken", "select nothing_here from nowhere"))


def test_a_missing_parameter_is_named(engine: Engine):
    with pytest.raises(EngineError, match="needs code"):
        engine.ask(Statement("q", "select $code as code"))


def test_what_was_forgotten_is_gone(engine: Engine):
    engine.register("flows", FLOWS)
    engine.keep("kept", Statement("k", "select * from flows"))
    engine.forget()
    with pytest.raises(EngineError):
        engine.ask(Statement("q", "select * from kept"))


def test_an_unknown_engine_is_refused():
    with pytest.raises(EngineError, match="choose duckdb or spark"):
        open_engine("sqlite")


def test_an_unknown_statement_is_refused():
    with pytest.raises(EngineError, match="has no statement 'nonesuch'"):
        read_statement("yalu.law", "nonesuch")


def test_duckdb_in_a_file_with_a_memory_limit(tmp_path: Path):
    engine = open_engine("duckdb", file=tmp_path / "work.duckdb", memory_limit="500MB", threads=1)
    engine.register("flows", FLOWS)
    engine.keep("kept", Statement("k", "select * from flows"))
    assert engine.ask(Statement("q", "select count(*) as n from kept")).to_pylist() == [{"n": 3}]
    engine.close()


def test_a_question_that_needs_more_memory_than_there_is_says_so_of_its_statement_or_of_its_file(
    tmp_path: Path,
):
    engine = open_engine("duckdb", memory_limit="20MB", threads=1)
    too_much = Statement(
        "great", "select list(a.range || b.range) as l from range(3000) a, range(3000) b group by a.range % 3"
    )
    with pytest.raises(DocumentError, match=r"^great: the memory that DuckDB may use ran out"):
        engine.ask(too_much)
    path = tmp_path / "flows.csv"
    path.write_text("hs,quantity\n2701,1\n", encoding="utf-8")
    engine.register("flows", path)
    with pytest.raises(DocumentError, match=rf"^{path}: the memory"):
        engine.ask(too_much)


def test_of_an_error_of_java_the_first_line_and_the_last_cause_are_told():
    traceback = "Job aborted.\n\n  at a.b(C.java:1)\nCaused by: x.Y: first\n  at d\nCaused by: z.W: No space left\n  at e"
    assert _said(Exception(traceback)) == "Job aborted. z.W: No space left"
    assert _said(Exception("just one line\nand another")) == "just one line"
    assert len(_said(Exception("long " * 1000))) < 1000


@pytest.mark.parametrize(
    "name",
    sorted(p.stem for p in (Path(__file__).parents[2] / "src" / "yalu" / "law" / "sql").glob("*.sql")),
)
def test_every_statement_can_be_said_to_spark(name: str):
    pytest.importorskip("sqlglot")
    assert for_spark(read_statement("yalu.law", name).text).lower().startswith("select")
