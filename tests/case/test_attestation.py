"""How well rows are attested: two independent sources, one alone, memory; and no grade says more than that."""

from itertools import product

import pytest

from yalu.case.checks.attestation import attested, independent, names_behind, rehosted, truth_tables
from yalu.case.package import bundled_cases, check_case, find_case, read_case
from yalu.case.records import Source, SourceRef


def source(publisher: str, name: str = "", *, copy_of: str = "", kind: str = "press") -> Source:
    return Source(id=name or publisher, title="t", publisher=publisher, copy_of=copy_of, kind=kind)


def held(*publishers: str) -> dict[str, Source]:
    return {f"s{place}": source(name, f"s{place}") for place, name in enumerate(publishers)}


@pytest.mark.parametrize(
    ("one", "other", "printed"),
    [
        (source("Korea Herald"), source("Reuters"), True),
        (source("Korea Herald (Yonhap)"), source("Yonhap"), False),
        (source("Korea Herald (Yonhap)"), source("Korea Times (Yonhap)"), False),
        (source("Yonhap/KCNA"), source("KCNA (Watch)"), False),
        (source("Straits Times", copy_of="Reuters"), source("Reuters (India)"), False),
        (source("a blog", copy_of="US Treasury, 24 July 2024", kind="copy"), source("US Treasury"), False),
        (source("Global Times (copy)"), source("Korea Times (copy)"), True),
        (source("KBS World (Chinese)"), source("Nikkei (Chinese)"), True),
        (source("Reuters (UK)"), source("Deutsche Welle (UK)"), True),
        (source("The Guardian"), source("Guardian"), False),
        (source("Associated Press"), source("Manila Bulletin (AP)"), False),
        (source("US Attorney, District of New Jersey"), source("US Attorney, District of Columbia"), True),
        (
            source("US District Court, Southern District"),
            source("Law Copies", copy_of="US District Court"),
            True,
        ),
        (source("Belgeinfo, citing Reuters"), source("Reuters"), False),
        (source(""), source("Reuters"), False),
    ],
    ids=lambda value: value.publisher if isinstance(value, Source) else str(value),
)
def test_two_sources_are_independent_when_no_name_stands_behind_both(one, other, printed):
    one, other = (
        Source(id=i, title="t", publisher=s.publisher, copy_of=s.copy_of)
        for i, s in zip("ab", (one, other), strict=True)
    )
    assert independent(one, other) is printed
    assert independent(other, one) is printed


def test_a_source_is_not_independent_of_itself():
    assert not independent(source("Reuters"), source("Reuters"))


def test_a_day_and_a_month_behind_an_original_are_no_part_of_its_name():
    for original in ("KCNA, 13 July 2005", "KCNA, May 2011", "KCNA, by its text", "KCNA"):
        assert names_behind(source("Somebody", copy_of=original)) == {"somebody", "kcna"}


def test_an_original_named_by_its_id_stands_behind_its_copy():
    first, copy = source("Gazette of X", "gazette-x"), source("Times", "times", copy_of="Gazette-X")
    assert not independent(first, copy)
    assert not independent(copy, first)
    assert not independent(copy, source("Post", "post", copy_of="gazette-x"))
    assert independent(copy, source("Post", "post", copy_of="gazette-y"))
    assert not independent(source("", "a"), source("Post", "post"))


@pytest.mark.parametrize(
    ("kind", "copy_of", "printed"),
    [
        ("copy", "", True),
        ("copy", "X", True),
        ("archive", "X", True),
        ("archive", "", False),
        ("press", "X", False),
    ],
)
def test_a_copy_on_a_page_of_somebody_else_is_rehosted_and_an_account_passed_on_is_not(
    kind, copy_of, printed
):
    assert rehosted(source("P", kind=kind, copy_of=copy_of)) is printed


@pytest.mark.parametrize(("first", "second"), [*product(range(1, 7), repeat=2)])
def test_a_doubtful_source_confirms_nothing(first, second):
    sources = held("Reuters", "Korea Herald")
    found = attested(sources, (SourceRef("s0", first), SourceRef("s1", second)))
    assert found == ("independent" if max(first, second) <= 3 else "single")


def test_memory_confirms_nothing_and_stands_alone_as_memory():
    sources = held("Reuters")
    assert attested(sources, (SourceRef("s0", 2), SourceRef("memory", 6))) == "single"
    assert attested(sources, (SourceRef("memory", 6),)) == "memory"


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("westmark-gazette:1", "no other source of the row confirms it"),
        ("westmark-gazette:1;memory:6", "no other source of the row confirms it"),
        ("westmark-gazette:1;eastmark-times:4", "no other source of the row confirms it"),
        ("westmark-gazette:1;eastmark-times:1;gazette-copy:1", ""),
        ("westmark-gazette:1;gazette-copy:2", "westmark state gazette stands behind both"),
        ("westmark-gazette:2;gazette-copy:2", ""),
        ("westmark-gazette:1;eastmark-times:2", ""),
        ("westmark-gazette:2;eastmark-times:1", ""),
    ],
)
def test_a_row_graded_as_confirmed_needs_a_second_independent_source(draft, cell, says):
    draft.append(
        "sources.csv", "gazette-copy,Visits,A Blog,2022,https://example.org/b,copy,D,Westmark State Gazette,"
    )
    memory = "place" if "memory" in cell else ""
    draft.replace("visits.csv", "westmark-gazette:1;eastmark-times:2,", f"{cell},{memory}")
    found = [p for p in draft.errors() if "independent" in p.message]
    assert [says in p.message for p in found] == ([True] if says else [])
    for problem in found:
        assert (problem.file, problem.row, problem.field) == ("visits.csv", 2, "sources")
        assert "write 2" in problem.next_step


def test_a_grade_that_says_too_much_is_found_by_a_check_and_stops_no_reading(draft):
    draft.replace("visits.csv", "westmark-gazette:1;eastmark-times:2", "westmark-gazette:1")
    assert len(draft.errors()) == 1
    assert read_case(draft.folder).visits


def test_the_table_of_what_rows_rest_on_adds_up(draft):
    lines = {line.table: line for line in truth_tables(read_case(draft.folder))}
    visits = lines["visits"]
    # ten visits: V01 has two sources, and by hand the others one each; one field of one row is on memory
    assert (visits.rows, visits.independent + visits.single + visits.memory_alone) == (10, 10)
    for name in ("rows", "independent", "single", "memory", "memory_alone", "rehosted", "ungraded"):
        assert getattr(lines["all"], name) == sum(
            getattr(line, name) for key, line in lines.items() if key != "all"
        )


@pytest.mark.parametrize("name", bundled_cases())
def test_no_bundled_row_claims_a_confirmation_it_has_not(name):
    assert [str(p) for p in check_case(find_case(name)) if "confirmed by independent" in p.message] == []


@pytest.mark.parametrize("name", bundled_cases())
def test_no_bundled_row_outside_the_leads_rests_on_memory_alone(name):
    """Seats are marked as memory row by row, and `yalu visits seats` names the visits that such a seat decides."""
    alone = {line.table: line.memory_alone for line in truth_tables(read_case(find_case(name)))}
    assert {table: n for table, n in alone.items() if n and table not in {"leads", "seats", "all"}} == {}
