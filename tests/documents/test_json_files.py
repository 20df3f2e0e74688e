import msgspec
import pytest

from yalu.documents.files.limits import DEPTH, KINDS
from yalu.documents.problems import ProblemLog
from yalu.documents.records.json_files import read_json

RULE = "datapackage.json and other JSON files of a case are plain JSON objects"


def _read(text: str | bytes):
    log = ProblemLog()
    return read_json(text.encode() if isinstance(text, str) else text, log, file="x.json"), log.problems()


def _problem(text: str | bytes):
    value, (problem,) = _read(text)
    assert value is None
    assert (problem.file, problem.field, problem.severity) == ("x.json", "", "error")
    return problem


def _refused(value: str):
    problem = _problem(f'{{"a": {value}}}')
    assert (problem.row, problem.rule) == (0, RULE)
    assert problem.next_step == "keep one value and write it once, as JSON"
    return problem.message


def test_an_object_is_read():
    assert _read(b'\xef\xbb\xbf{"a": [1, -2.5, null, "\xc3\xa9", true], "b": {}}') == (
        {"a": [1, -2.5, None, "é", True], "b": {}},
        [],
    )


def test_bytes_that_are_no_text_are_told_as_such():
    value, problems = _read(b"\xff\xfe\x00\x00{}")
    assert value is None
    assert [problem.file for problem in problems] == ["x.json"]


def test_brackets_are_nested_as_deep_as_the_limit_and_no_deeper():
    deepest = '{"a":' + "[" * (DEPTH - 1) + "]" * (DEPTH - 1) + "}"
    assert _read(deepest)[1] == []
    problem = _problem('{"b": [],\n"a":' + "[" * DEPTH + "]" * DEPTH + "}")
    assert problem.row == 2
    assert problem.message == "brackets are nested more than 64 levels deep"
    assert problem.rule == "JSON files of a case are nested at most 64 levels deep"
    assert problem.next_step == "write the values flat; nothing in a case needs such depth"


def test_a_bracket_that_is_closed_leaves_those_around_it_open():
    assert "nested more than 64 levels deep" in _problem('{"a":' + "[[]," * 100).message


def test_brackets_side_by_side_are_not_nested():
    assert _read('{"a": [' + ", ".join(["[]", "{}"] * 100) + "]}")[1] == []


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_json_ten_thousand_levels_deep_is_refused_before_it_is_parsed(opening):
    problem = _problem("\n" + opening * 10_000)
    assert problem.where == "x.json:2"
    assert "nested more than 64 levels deep" in problem.message


def test_the_line_of_what_is_too_deep_counts_from_the_first():
    assert _problem("[" * 100).row == 1
    assert _problem("\n\n" + "[" * 100 + "\n").row == 3


def test_brackets_inside_texts_are_not_levels():
    assert _read(b'{"a": "' + b"[" * 1000 + b'\\"["}')[1] == []


def test_a_text_never_closed_is_refused_at_once():
    assert "not JSON" in _problem('{"a": "' + '\\"' * 500_000).message


def test_a_datapackage_ten_thousand_levels_deep_gives_one_clear_error(draft):
    draft.write("datapackage.json", '{"a":' * 10_000 + "1" + "}" * 10_000)
    error = draft.error()
    assert error.file == "datapackage.json"
    assert "64 levels" in error.message


def test_a_key_written_twice_is_refused_by_name():
    assert _refused('1, "b": {"c": 1, "c": 2}') == "the key “c” is written twice in one object"


def test_the_same_key_in_two_objects_is_fine():
    assert _read('{"a": {"b": 1}, "b": {"a": {"b": 2}}}') == ({"a": {"b": 1}, "b": {"a": {"b": 2}}}, [])


def test_broken_json_names_line_and_column():
    problem = _problem('{"a": 1,\n "b" 2}')
    assert problem.row == 2
    assert problem.message == "not JSON at column 6: Expecting ':' delimiter"
    assert problem.rule == RULE
    assert problem.next_step == "look at this line for a missing comma, quote or bracket"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1]", "a list"),
        ('"a"', "a text"),
        ("3", "a number"),
        ("3.5", "a number"),
        ("true", "true or false"),
        ("null", "nothing"),
    ],
)
def test_a_file_that_holds_no_object_is_refused(text, says):
    problem = _problem("\n" + text)
    assert (problem.row, problem.message) == (1, f"the file holds {says}, not an object")
    assert (problem.rule, problem.next_step) == (RULE, "begin the file with { and end it with }")


def test_an_empty_file_is_not_json():
    assert _problem("").message == "not JSON at column 1: Expecting value"


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused_by_its_name(name):
    assert _refused(name) == f"{name} is not a JSON number"


def test_numbers_have_as_many_characters_as_their_limit_and_no_more():
    whole, exact = "9" * 18, "0." + "1" * 38
    assert _read(f'{{"a": {whole}, "b": {exact}}}')[0] == {"a": int(whole), "b": float(exact)}
    assert _refused(whole + "9") == f"the number “{whole}9” is too long"
    assert _refused(exact + "1") == f"the number “{exact}1” is too long"
    assert "(5,000 characters)” is too long" in _refused("9" * 5000)


def test_a_number_too_large_to_be_held_is_refused_and_not_read_as_infinite():
    assert _read('{"a": 1e308}')[0] == {"a": 1e308}
    assert _refused("1e309") == "the number “1e309” is too large"
    assert _refused("-1e309") == "the number “-1e309” is too large"


@pytest.mark.parametrize("value", [r'"\ud800"', r'[["\ud800"]]', r'{"\ud800": 1}', r'["é", "\ud800"]'])
def test_half_of_a_character_pair_is_refused_wherever_it_stands(value):
    assert _refused(value) == "the text “\\ud800” holds half of a character pair"


def test_a_whole_character_pair_is_a_character():
    assert _read(r'{"a": "\ud83d\ude00"}') == ({"a": "😀"}, [])


def test_a_file_beyond_the_size_limit_is_refused(draft, monkeypatch):
    monkeypatch.setitem(KINDS, "descriptor", msgspec.structs.replace(KINDS["descriptor"], most=100))
    assert "at most 100 bytes" in draft.error().rule
