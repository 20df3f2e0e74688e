"""A refused update stays noted beside the list, and in every answer over it, until one is taken."""

from datetime import date

import pytest

from yalu.screening.lists.snapshots.data_directory import REFUSED, Refusal, note_refusal, refusals
from yalu.screening.lists.snapshots.update import update
from yalu.screening.screener import Screening

COLUMNS = {"name": "name"}


def own(path, count, first=0):
    path.write_text("name\n" + "".join(f"Person Number{first + n}\n" for n in range(count)), encoding="utf-8")
    return path


def load(tmp_path, count, **rest):
    (found,) = update(
        ["mine"], from_path=own(tmp_path / "mine.csv", count), columns=COLUMNS, home=tmp_path / "home", **rest
    )
    return found.outcome


def warnings(tmp_path):
    return Screening(lists=["mine"], home=tmp_path / "home").screen("Nobody Else").warnings


def test_a_refusal_is_told_in_every_decision_until_an_update_is_taken(tmp_path):
    assert load(tmp_path, 40) == "stored"
    assert warnings(tmp_path) == ()
    assert load(tmp_path, 10) == "refused"
    (printed,) = warnings(tmp_path)
    assert printed.startswith("an update of mine was refused on ")
    assert "entries fall from 40 to 10" in printed
    assert printed.endswith("then yalu lists update mine --from mine.csv --accept mine")
    assert load(tmp_path, 10, accept=["mine"]) == "stored"
    assert warnings(tmp_path) == ()


def test_a_refusal_is_forgotten_when_the_publisher_prints_again_what_is_stored(tmp_path):
    load(tmp_path, 40)
    load(tmp_path, 10)
    assert load(tmp_path, 40) == "unchanged"
    assert refusals(["mine"], tmp_path / "home") == ()


@pytest.mark.parametrize(
    ("source", "step"), [("", ""), ("https://example.org/un.xml", ""), ("un.xml", " --from un.xml")]
)
def test_the_step_after_a_refusal_names_the_file_where_the_list_came_from_one(source, step):
    assert Refusal(list="un", source=source).says.endswith(f"then yalu lists update un{step} --accept un")


def test_a_note_that_cannot_be_read_still_says_that_there_was_a_refusal(tmp_path):
    note_refusal(Refusal(list="mine", at="2026-01-01T00:00:00Z", reasons=("it shrank",)), tmp_path)
    assert refusals(["mine", "un"], tmp_path)[0].reasons == ("it shrank",)
    (tmp_path / "lists" / "mine" / REFUSED).write_text("{", encoding="utf-8")
    assert refusals(["mine"], tmp_path)[0].says.startswith(
        "an update of mine was refused and the copy before it answers"
    )


def test_on_a_day_before_the_refusal_nothing_is_told(tmp_path):
    load(tmp_path, 40)
    load(tmp_path, 10)
    before = Screening(lists=["mine"], as_of=date(2020, 1, 1), home=tmp_path / "home").screen("Nobody Else")
    assert not any("refused" in warning for warning in before.warnings)


def test_where_the_home_is_no_folder_no_update_was_refused(tmp_path):
    home = tmp_path / "a file"
    home.write_text("", encoding="utf-8")
    assert refusals(["mine", "un"], home) == ()
