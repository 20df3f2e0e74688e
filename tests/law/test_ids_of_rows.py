"""Every row of a table of flows has one id and at least one verdict, whatever its column of ids says."""

import pytest

from tests.engine.small_spark import small_spark
from tests.law.sentences import regime
from yalu.engine import open_engine
from yalu.law import judge

HEAD = "id,period,reporter,partner,flow,hs,quantity,unit,ledger\n"


def printed(tmp_path, text, engine=None):
    flows = tmp_path / "flows.csv"
    flows.write_text(text, encoding="utf-8")
    judgement = judge(
        regime("lakeland"), flows, target="LKL", open_ended=False, engine=engine or open_engine()
    )
    return {row.verdict.id: row.verdict.verdict for row in judgement.rows}


TWICE = HEAD + "a,2020-05,XBB,LKL,export,870322,5,t,customs\na,2019-05,XBB,LKL,export,870322,5,t,customs\n"


@pytest.mark.parametrize("engine", [open_engine, small_spark], ids=["duckdb", "spark"])
def test_two_rows_of_one_id_are_two_rows_and_each_has_its_verdict(tmp_path, engine):
    assert printed(tmp_path, TWICE, engine()) == {
        "verdict/lake-1-cars/a~2": "breach",
        "verdict/none/a": "not_covered",
    }


def test_rows_without_an_id_that_say_the_same_but_for_their_amount_are_told_apart(tmp_path):
    rows = "2020-05,XBB,LKL,export,870322,5,t,customs\n2020-05,XBB,LKL,export,870322,0,t,customs\n"
    found = printed(tmp_path, HEAD.removeprefix("id,") + rows)
    assert sorted(found.values()) == ["breach", "not_covered"]


def test_an_empty_id_is_as_good_as_none(tmp_path):
    found = printed(tmp_path, HEAD + ",2020-05,XBB,LKL,export,870322,5,t,customs\n")
    assert found == {"verdict/lake-1-cars/customs/XBB/LKL/export/870322/2020-05": "breach"}
