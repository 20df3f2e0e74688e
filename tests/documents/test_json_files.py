import msgspec
import pytest

from yalu.documents.json_files import read_json
from yalu.documents.limits import KINDS
from yalu.documents.problems import ProblemLog


def _problem(text: str | bytes):
    log = ProblemLog()
    value = read_json(text.encode() if isinstance(text, str) else text, log, file="x.json")
    assert value is None
    (problem,) = log.problems()
    return problem


def test_an_object_is_read():
    assert read_json(b'\xef\xbb\xbf{"a": [1, 2.5, null, "\xc3\xa9"]}', ProblemLog(), file="x.json") == {
        "a": [1, 2.5, None, "é"]
    }


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_json_ten_thousand_levels_deep_is_refused_before_it_is_parsed(opening):
    problem = _problem("\n" + opening * 10_000)
    assert problem.where == "x.json:2"
    assert "nested more than 64 levels deep" in problem.message


def test_brackets_inside_texts_are_not_levels():
    assert read_json(b'{"a": "' + b"[" * 1000 + b'\\"["}', ProblemLog(), file="x.json") is not None


def test_a_text_never_closed_is_refused_at_once():
    assert "not JSON" in _problem('{"a": "' + '\\"' * 500_000).message


def test_a_datapackage_ten_thousand_levels_deep_gives_one_clear_error(draft):
    draft.write("datapackage.json", '{"a":' * 10_000 + "1" + "}" * 10_000)
    error = draft.error()
    assert error.file == "datapackage.json"
    assert "64 levels" in error.message


def test_a_key_written_twice_is_refused_by_name():
    assert "“a” is written twice" in _problem('{"a": 1, "b": {"a": 1, "a": 2}}').message


def test_broken_json_names_line_and_column():
    problem = _problem('{"a": 1,\n "b" 2}')
    assert problem.where == "x.json:2"
    assert "column 6" in problem.message


@pytest.mark.parametrize("text", ["[1]", '"a"', "3", "null", "true", ""])
def test_a_file_that_holds_no_object_is_refused(text):
    assert _problem(text).file == "x.json"


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "9" * 5000, "1." + "9" * 5000])
def test_impossible_numbers_are_refused(number):
    assert "number" in _problem(f'{{"a": {number}}}').message


def test_half_of_a_character_pair_is_refused():
    assert "half of a character pair" in _problem('{"a": [["\\ud800"]]}').message


def test_a_file_beyond_the_size_limit_is_refused(draft, monkeypatch):
    monkeypatch.setitem(KINDS, "descriptor", msgspec.structs.replace(KINDS["descriptor"], most=100))
    assert "at most 100 bytes" in draft.error().rule
