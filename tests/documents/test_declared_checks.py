"""What a schema declares of rows is checked for any table: keys, lists of ids, orders of dates, and what stands together."""

from array import array

import pytest

from yalu.documents.declared_checks import check_declared
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_schemas import (
    Constraints,
    Declared,
    Field,
    ForeignKey,
    KeyTarget,
    TableSchema,
)

DATES = ("began", "ended")


def table(name: str, **columns: list[str]) -> Table:
    """A table whose rows stand on lines 2, 4, 6 and so on."""
    rows = len(columns["id"])
    return Table(name, f"{name}.csv", columns, array("q", range(2, 2 * rows + 2, 2)))


def schema(name: str, *columns: str, keys: dict[str, str] | None = None, **declared) -> TableSchema:
    fields = tuple(
        Field(c, "string", c, "Says it.", "text", Constraints(pattern=None if c in DATES else "[a-z;]+"))
        for c in ("id", *columns)
    )
    foreign = tuple(ForeignKey((c,), KeyTarget(other, ("id",))) for c, other in (keys or {}).items())
    return TableSchema(name, "T", "D", False, fields, ("id",), ("",), foreign, Declared(**declared))


def checked(schemas: list[TableSchema], *tables: Table, unread: tuple[str, ...] = ()):
    log = ProblemLog()
    check_declared(tables, {one.name: one for one in schemas}, log, unread=unread)
    return log.problems()


ACTS, SUMS = schema("acts"), schema("sums", "act", "whole", keys={"act": "acts", "whole": ""})


def test_a_key_that_leads_nowhere_is_told_with_the_nearest_id():
    sums = table("sums", id=["a", "b"], act=["plea", "fines"], whole=["", "a"])
    (problem,) = checked([ACTS, SUMS], table("acts", id=["plea", "fine"]), sums)
    assert (problem.where, problem.value) == ("sums.csv:4:act", "fines")
    assert problem.message == "acts has no row “fines” (did you mean “fine”?)"
    assert problem.rule == "“act” names rows of acts.csv"
    assert problem.next_step == "add the row to acts.csv, or correct the id"


def test_a_key_without_a_resource_leads_to_its_own_table():
    (problem,) = checked([SUMS], table("sums", id=["a"], act=[""], whole=["c"]))
    assert (problem.field, problem.message) == ("whole", "sums has no row “c”")


def test_each_part_of_a_list_is_an_id():
    wanted = schema("trips", "posts", lists_of={"posts": "posts"})
    trips = table("trips", id=["a", "b"], posts=["one;two", "one;three;four"])
    found = checked([wanted, schema("posts")], trips, table("posts", id=["one", "two"]))
    assert [(p.row, p.value, p.message) for p in found] == [
        (4, "one;three;four", "posts has no row “three”"),
        (4, "one;three;four", "posts has no row “four”"),
    ]


def test_ids_are_those_of_all_the_files_of_a_table():
    sums = table("sums", id=["a", "b"], act=["one", "two"], whole=["", ""])
    assert checked([ACTS, SUMS], sums, table("acts", id=["one"]), table("acts", id=["two"])) == []


def test_a_cell_that_is_not_well_formed_is_not_judged_again():
    assert checked([ACTS, SUMS], table("sums", id=["a"], act=["No Such"], whole=[""])) == []


def test_a_table_that_is_not_there_has_no_rows_unless_it_may_lack_or_could_not_be_read():
    sums = table("sums", id=["a"], act=["one"], whole=[""])
    lenient = schema("sums", "act", keys={"act": "acts"}, may_lack=("acts",))
    assert [p.message for p in checked([SUMS], sums)] == ["acts has no row “one”"]
    assert checked([lenient], sums) == []
    assert checked([SUMS], sums, unread=("acts",)) == []
    assert len(checked([lenient, ACTS], sums, table("acts", id=["two"]))) == 1


@pytest.mark.parametrize(
    ("began", "ended", "fine"),
    [
        ("2015-02-02", "2015-02-01", False),
        ("2015-02", "2015-01", False),
        ("2015-02-02", "2015-02-02", True),
        ("2015-02-02", "2015-02", True),
        ("2015", "2015-01", True),
        ("", "2015", True),
        ("2015", "", True),
        ("2015", "before", True),
    ],
)
def test_a_date_is_before_another_only_when_it_certainly_is(began, ended, fine):
    wanted = schema("wars", *DATES, not_before=(("ended", "began"),))
    found = checked([wanted], table("wars", id=["a"], began=[began], ended=[ended]))
    if fine:
        assert found == []
        return
    (problem,) = found
    assert (problem.where, problem.value) == ("wars.csv:2:ended", ended)
    assert problem.message == f"the ended “{ended}” is before the began “{began}”"
    assert problem.rule == "“ended” is the day of “began” or later"


def test_what_needs_another_column_does_not_stand_alone():
    wanted = schema("sums", "size", "unit", needs=(("size", "unit"),))
    found = checked(
        [wanted], table("sums", id=["a", "b", "c"], size=["one", "two", ""], unit=["t", "", "kg"])
    )
    assert [(p.where, p.value, p.message) for p in found] == [
        ("sums.csv:4:unit", "two", "“size” is “two” but “unit” is empty")
    ]
    assert found[0].next_step == "fill in “unit”, or empty “size” if it is not known"


def test_a_column_that_a_file_leaves_out_is_empty():
    wanted = schema("sums", "size", "unit", needs=(("size", "unit"),))
    assert [p.field for p in checked([wanted], table("sums", id=["a"], size=["one"]))] == ["unit"]


def test_a_loop_is_told_once_with_its_whole_way():
    wanted = schema("acts", "follows", no_loops=("follows",))
    acts = table("acts", id=list("abcde"), follows=["b", "c;e", "a", "d", ""])
    found = checked([wanted], acts)
    assert [(p.row, p.value, p.message) for p in found] == [
        (2, "a", "“follows” comes back to “a”: a -> b -> c -> a"),
        (8, "d", "“follows” comes back to “d”: d -> d"),
    ]


def test_a_long_chain_without_a_loop_is_fine():
    names = [f"{a}{b}{c}" for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghij"]
    wanted = schema("acts", "follows", no_loops=("follows",))
    assert checked([wanted], table("acts", id=names, follows=[*names[1:], ""])) == []


def test_a_text_has_as_many_words_as_declared_and_no_more():
    wanted = schema("said", "quote", most_words={"quote": 3})
    found = checked([wanted], table("said", id=["a", "b"], quote=["one two three", "one two  three four"]))
    assert [(p.row, p.message, p.rule) for p in found] == [
        (4, "the quote has 4 words", "a quote has at most 3 words")
    ]
