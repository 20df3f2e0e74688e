"""A row asks for every name it holds: halves in two columns, further names, and the other parties of the row."""

import csv

import openpyxl
import pytest

from tests.screening.books.books import DAY, results, screening
from yalu.documents.problems import DocumentError
from yalu.screening.books.book_run import screen_book
from yalu.screening.books.records import BookRow
from yalu.screening.books.rows import BookQuestion, columns_of, read_columns
from yalu.screening.decisions.reviewer_judgements import JudgementFile, Judgements
from yalu.screening.query_input import ask


def asked(header, *cells, columns=""):
    row = BookRow(2, cells)
    return BookQuestion(row, columns_of(header, [row], read_columns(columns)))


def decided(header, *cells, columns=""):
    return screening().decide(asked(header, *cells, columns=columns).asked, on=DAY)


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        (["Kundennr", "Name", "Vorname"], ["1", "KIM", "Example"], "KIM Example"),
        (["Nom", "Prénom"], ["KIM", "Example"], "KIM Example"),
        (["Nombre", "Primer apellido", "Segundo apellido"], ["Example", "KIM", "Roe"], "KIM Roe Example"),
        (["Фамилия", "Имя", "Отчество"], ["Сечин", "Игорь", "Иванович"], "Сечин Игорь Иванович"),
        (["First Name", "Middle Name", "Last Name"], ["Jo", "Anne", "Roe"], "Roe Jo Anne"),
        (["Name", "Vorname"], ["Example KIM", "Example"], "Example KIM"),
        (["Surname", "Given names"], ["KIM", "n/a"], "KIM"),
        (["Name, Vorname"], ["KIM, Example"], "KIM, Example"),
        (["NAME1", "NAME2", "ORT"], ["Example Trade", "Bank", "Bonn"], "Example Trade Bank"),
    ],
)
def test_a_name_whose_halves_stand_in_two_columns_is_asked_whole(header, cells, name):
    assert asked(header, *cells).name == name


def test_a_listed_person_with_name_and_vorname_apart_is_not_cleared():
    assert decided(["Name", "Vorname"], "KIM", "Example").outcome == "stop"


@pytest.mark.parametrize(
    "header",
    ["Director", "UBO", "Consignee", "Alias", "英文名", "法定代表人", "Генеральный директор", "Geschäftsführer",
     "Name (English)", "Ultimate beneficial owner (UBO)", "代表者 / Representative"],
)  # fmt: skip
def test_the_other_parties_and_names_of_a_row_are_asked_too(header):
    decision = decided(["Company", header], "Acme GmbH", "KIM Example")
    assert decision.outcome == "stop"
    assert decision.query.also == ("KIM Example",)


def test_of_several_columns_of_parties_none_is_left_out():
    for cells in (
        ("KIM Example", "Acme", "Anna"),
        ("Acme", "KIM Example", "Anna"),
        ("Acme", "Anna", "KIM Example"),
    ):
        assert decided(["Buyer", "Seller", "Customer name"], *cells).outcome == "stop"


def test_a_contact_in_two_columns_beside_a_company_is_a_name_of_its_own():
    header = ["Company", "First name", "Last name"]
    assert decided(header, "Example Trade Bank", "Hans", "Meier").outcome == "stop"
    assert decided(header, "Acme GmbH", "Example", "KIM").outcome == "stop"
    assert (
        asked(["Full name", "First name", "Last name"], "Hans Meier", "Hans", "Meier").asked.query.also == ()
    )


@pytest.mark.parametrize(
    "cell", ["Acme GmbH; KIM Example", "Acme GmbH | KIM Example", "Acme / KIM Example", "Acme\nKIM Example"]
)
def test_each_of_several_names_in_a_cell_is_asked(cell):
    assert decided(["Name"], cell).outcome == "stop"


def test_a_row_whose_own_name_is_empty_asks_for_the_others():
    assert decided(["Company", "Director"], "", "KIM Example").outcome == "stop"
    assert decided(["Company", "Director"], "n/a", "KIM Example").outcome == "stop"


def test_what_is_known_of_the_party_says_nothing_of_the_others():
    decision = decided(
        ["Company", "Type", "SWIFT", "Bank"], "Acme", "Person", "OTHRXAAA", "Example Trade Bank"
    )
    assert decision.outcome == "stop"


def test_more_names_than_are_asked_are_never_clear():
    decision = decided(
        ["Name", "Alias"], "Anna", "; ".join(f"Nobody {'abcdefghijklmnopqrstuvwxyz'[n]}" for n in range(26))
    )
    assert decision.outcome == "review"
    assert "26 names stand beside this one" in decision.reason


def test_further_columns_of_names_can_be_given():
    decision = decided(["x1", "x2", "x3"], "Acme", "Anna", "KIM Example", columns="name=x1,also=x2,also:3=x3")
    assert decision.outcome == "stop"
    with pytest.raises(DocumentError, match="is no field"):
        columns_of(["x1"], [], read_columns("alsoo=x1"))


def test_a_judgement_on_a_customer_does_not_clear_a_director_who_came_later(tmp_path):
    before = asked(["ID", "Company", "Director"], "C-1", "Acme", "KIM Exampel")
    after = asked(["ID", "Company", "Director"], "C-1", "Acme", "KIM Example")
    ground = screening()
    file = JudgementFile(tmp_path / "j.jsonl")
    file.add(before.asked.query, "un:P1", "different", author="a", reason="seen", clusters=ground.clusters,
             at="2026-01-01T00:00:00Z", ref="C-1")  # fmt: skip
    judging = screening(judgements=Judgements(file.read().made))
    assert judging.decide(before.asked, on=DAY).outcome == "clear"
    assert judging.decide(after.asked, on=DAY).outcome == "stop"


def written(tmp_path, rows, kind):
    path = tmp_path / f"book.{kind}"
    if kind == "csv":
        path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    report = screen_book(path, tmp_path / "out.csv", screening(), on=DAY)
    return report, [(r["row"], r["name"], r["outcome"]) for r in results(tmp_path / "out.csv")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_header_is_found_below_titles_and_groups_of_columns(tmp_path, kind):
    rows = [["Export of customers"], [], ["Customer", "", "Identity"], ["ID", "Last name", "First name", "DOB"],
            ["7", "KIM", "Example", "1984-01-08"]]  # fmt: skip
    report, found = written(tmp_path, rows, kind)
    assert found == [("5", "KIM Example", "stop")]
    assert "above the header and not screened: Export of customers" in " ".join(report.notes)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_book_without_a_header_has_its_first_row_asked_too(tmp_path, kind):
    _, found = written(tmp_path, [["KIM Example", "1984-01-08"], ["Hans Meier", "1970-02-03"]], kind)
    assert found == [("1", "KIM Example", "stop"), ("2", "Hans Meier", "clear")]


def test_a_header_is_not_looked_for_behind_one_that_says_what_its_columns_are(tmp_path):
    _, found = written(tmp_path, [["Name", "Country"], ["KIM Example", "DEU"], ["Director", "Bank"]], "csv")
    assert [name for _, name, _ in found] == ["KIM Example", "Director"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_row_as_full_as_the_header_is_no_title_above_it(tmp_path, kind):
    rows = [
        ["Name", "Role", "Remark"],
        ["KIM Example", "boss", "x"],
        ["Bank", "Director", "y"],
        ["Hans", "z", "y"],
    ]
    _, found = written(tmp_path, rows, kind)
    assert found[0] == ("2", "KIM Example", "stop")


def test_a_title_with_another_mark_than_the_table_is_no_row_of_it(tmp_path):
    rows = [["Customers, banks, directors"], ["ID", "Name", "DOB"], ["1", "KIM Example", "1984-01-08"]]
    assert written(tmp_path, rows, "csv")[1] == [("3", "KIM Example", "stop")]


def test_a_header_whose_cell_has_two_lines_is_read_whole(tmp_path):
    rows = [["ref x", '"Customer\nname"', "Country", "DOB"], ["1", "KIM Example", "DE", "1984-01-08"]]
    assert written(tmp_path, rows, "csv")[1] == [("3", "KIM Example", "stop")]


def test_a_title_longer_than_any_cell_is_no_crash(tmp_path):
    csv.field_size_limit(131_072)  # as a process begins
    rows = [["a" * 200_000], ["Name", "DOB"], ["KIM Example", "1984-01-08"]]
    assert written(tmp_path, rows, "csv")[1] == [("3", "KIM Example", "stop")]


def test_a_company_under_name_is_asked_without_the_contact_beside_it():
    assert decided(["Name", "Last name"], "Example Trade Bank", "Meier").outcome == "stop"
    assert asked(["Name", "Vorname"], "KIM", "Example").asked.query.also == ()


@pytest.mark.parametrize("role", ["Director", "Bank", "Owner"])
def test_a_word_for_a_party_in_a_book_without_a_header_hides_no_name(tmp_path, role):
    _, found = written(
        tmp_path, [["KIM Example", role], ["Example Trade Bank", "x"], ["Hans Meier", "y"]], "csv"
    )
    assert [outcome for *_, outcome in found] == ["stop", "stop", "clear"]


def test_the_own_name_again_in_other_letters_or_order_is_no_other_party():
    for again in ("kim example", "Example, KIM", "EXAMPLE Kim"):
        assert asked(["Name", "DOB", "Alias"], "KIM Example", "1950-01-01", again).asked.query.also == ()


def test_a_name_near_one_beside_the_party_is_not_told_as_nobody_near():
    near = decided(["Company"], "KIM Exam")
    assert (near.outcome, near.looked_at > 0) == ("clear", True)
    assert decided(["Company", "Director"], "Acme", "KIM Exam").reason == near.reason


def test_the_reason_says_which_name_of_the_row_was_met():
    assert (
        "“KIM Example”, which stands with it: Every word"
        in decided(["Company", "Director"], "Acme", "KIM Example").reason
    )
    assert "stands with it" not in decided(["Company", "Director"], "KIM Example", "Acme").reason


def test_a_town_beside_a_director_is_not_the_party(tmp_path):
    _, found = written(
        tmp_path, [["Director", "City"], ["KIM Example", "Bonn"], ["Hans Meier", "Berlin"]], "csv"
    )
    assert found[1:] == [("2", "KIM Example", "stop"), ("3", "Hans Meier", "clear")]


def test_a_judgement_is_on_one_name_of_a_row(tmp_path):
    header, ground = ["ID", "Company", "Director"], screening()

    def outcomes(judgements, *names):
        judging = screening(judgements=Judgements(judgements))
        return judging.decide(asked(header, "C-1", *names).asked, on=DAY).outcome

    def judged(name, party, how, ref="C-1"):
        file = JudgementFile(tmp_path / f"{name}-{how}-{ref}.jsonl")
        file.add(ask(name).query, party, how, author="a", reason="seen", clusters=ground.clusters,
                 at="2026-01-01T00:00:00Z", ref=ref)  # fmt: skip
        return file.read().made

    director = judged("KIM Example", "un:P1", "different")
    assert outcomes(director, "Acme", "KIM Example") == "clear"
    assert outcomes(director, "Acme", "Example KIM Example") == "stop"  # another director
    assert outcomes(judged("Acme", "un:P1", "different"), "Acme", "KIM Example") == "stop"
    for ref in ("C-1", ""):  # whom a reviewer knows stays known, whatever stands beside
        assert outcomes(judged("Acme", "un:P1", "same", ref), "Acme", "Anna") == "stop"
        assert outcomes(judged("Anna", "un:P1", "same", ref), "Acme", "Anna") == "stop"
    both = (*judged("Acme", "un:P1", "same"), *director)
    assert outcomes(both, "Acme", "KIM Example") == "stop"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_groups_of_columns_that_are_words_for_parties_are_no_header(tmp_path, kind):
    rows = [
        ["Customer", "", "Contact", ""],
        ["Name", "Country", "Last name", "First name"],
        ["Acme", "DE", "KIM", "Example"],
    ]
    assert written(tmp_path, rows, kind)[1] == [("3", "Acme", "stop")]
