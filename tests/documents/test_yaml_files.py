import msgspec
import pytest

from yalu.documents.files.limits import DEPTH, KINDS
from yalu.documents.problems import ProblemLog
from yalu.documents.records import yaml_files
from yalu.documents.records.yaml_files import YamlDocument, path_text, read_yaml, texts

RULE = "YAML files of a case are plain mappings, lists and values"
WRITE_OUT = "write the value out where it is needed"
RENAME = "choose another name, or put the key in double quotes"
UNTAG = "remove the tag; quote the value if it is text"
LOOK = "look at this line and the one above for indentation, a missing colon or a stray quote"


def _read(text: str):
    log = ProblemLog()
    return read_yaml(text.encode(), log, file="x.yaml"), log.problems()


def _problem(text: str):
    document, problems = _read(text)
    assert document is None
    (problem,) = problems
    assert (problem.file, problem.rule, problem.severity) == ("x.yaml", RULE, "error")
    return problem


def _value(text: str):
    document, problems = _read(f"a: {text}\n")
    assert problems == []
    return document.value["a"]


def test_bytes_that_are_no_text_are_told_as_such():
    log = ProblemLog()
    assert read_yaml(b"\xff\xfe\x00\x00a", log, file="x.yaml") is None
    assert [problem.file for problem in log.problems()] == ["x.yaml"]


def test_dates_and_codes_stay_the_text_that_was_written():
    for text in (
        "2017-01-01",
        "2017-01",
        "0101",
        "12:30",
        "0x1F",
        "1_000",
        ".5",
        "y",
        ".inf",
        "=",
        "2701.12",
    ):
        assert str(_value(text)) == text


def test_only_true_false_null_and_decimal_numbers_are_read_as_such():
    assert [_value(t) for t in ("true", "false", "null", "~", "", "12", "-3", "0.75", "1e3")] == [
        True, False, None, None, None, 12, -3, 0.75, 1000.0,
    ]  # fmt: skip


def test_a_number_may_carry_a_sign_and_an_exponent_and_no_more_digits_than_the_limit():
    assert [_value(t) for t in ("+3", "-0", "0.5", "-1.5e-3", "2E+2")] == [3, 0, 0.5, -0.0015, 200.0]
    assert _value("9" * 18) == 10**18 - 1
    assert _value("9" * 19) == "9" * 19
    assert _value("0." + "1" * 17) == float("0." + "1" * 17)
    assert _value("0." + "1" * 18) == "0." + "1" * 18
    assert (_value("1e100"), _value("1e1000")) == (1e100, "1e1000")
    assert isinstance(_value("12"), int)
    assert isinstance(_value("12.0"), float)


def test_a_number_too_large_to_be_held_is_refused_and_not_read_as_infinite():
    assert _value("1e308") == 1e308
    problem = _problem("a:\n- 1e309\n")
    assert problem.where == "x.yaml:2:a[0]"
    assert problem.message == "the number “1e309” is too large"
    assert problem.next_step == "write a number that can be meant"
    assert _problem("a: -1e309\n").message == "the number “-1e309” is too large"


def test_quoted_values_are_always_text():
    assert [_value(t) for t in ('"true"', "'12'", '""')] == ["true", "12", ""]


def test_an_unquoted_no_stays_text_with_a_warning():
    document, (warning,) = _read("countries:\n  - NO\n")
    assert document.value == {"countries": ["NO"]}
    assert (warning.where, warning.value, warning.severity) == ("x.yaml:2:countries[0]", "NO", "warning")
    assert warning.message == "“NO” was read as text; other YAML tools read it as true, false or nothing"
    assert warning.rule == "yes, no, on, off and country codes such as NO stand in double quotes"
    assert warning.next_step == 'write "NO" in double quotes'


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "True", "FALSE", "Null"])
def test_every_word_that_other_tools_read_otherwise_stays_text_with_a_warning(word):
    document, (warning,) = _read(f"a: {word}\n")
    assert document.value == {"a": word}
    assert warning.where == "x.yaml:1:a"


def test_aliases_that_expand_are_refused_before_they_expand():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problem = _problem(bomb)
    assert problem.where == "x.yaml:1:a"
    assert "anchor (&) or alias (*)" in problem.message
    assert problem.next_step == "write the value out where it is needed"


@pytest.mark.parametrize(
    ("text", "where", "message", "step"),
    [
        ("a:\n  - *b\n", "2:a[0]", "the file uses an anchor (&) or alias (*)", WRITE_OUT),
        ("a: &b {c: 1}\n", "1:a", "the file uses an anchor (&) or alias (*)", WRITE_OUT),
        ("a: !!str 1\n", "1:a", "the file uses a tag “tag:yaml.org,2002:str”", UNTAG),
        ("a:\n  !!str b: 1\n", "2:a", "the file uses a tag “tag:yaml.org,2002:str”", UNTAG),
        ("a:\n  b: !x {c: 1}\n", "2:a.b", "the file uses a tag “!x”", "remove the tag"),
        ("a: {<<: {b: c}}\n", "1:a", "the file merges mappings (<<)", "write the values out where they are needed"),
        ("a:\n  b:\n    on: 1\n", "3:a.b", "the key “on” is read as true, false or nothing by other YAML tools", RENAME),
        ("a: 1\n~: 1\n", "2", "the key “~” is read as true, false or nothing by other YAML tools", RENAME),
        ("a: 1\n?\n: 1\n", "2", "the key “” is read as true, false or nothing by other YAML tools", RENAME),
        ("a: {? [b] : c}\n", "1:a", "a mapping or list is used as a key", "use a text as the key"),
        ("a: 1\n---\nb: 2\n", "2", "the file holds more than one document", "remove the line of three dashes"),
        ("\n- a\n", "1", "the file does not hold a mapping", 'write names and values, such as “version: "1"”'),
        ("a: 1\nb: c: d\n", "2", "not YAML: mapping values are not allowed in this context", LOOK),
        ("a: \x01\n", "1", "not YAML: control characters are not allowed", LOOK),
    ],
)  # fmt: skip
def test_what_is_never_read_is_told_with_its_place_and_what_to_write_instead(text, where, message, step):
    problem = _problem(text)
    assert problem.where == f"x.yaml:{where}"
    assert (problem.message, problem.next_step) == (message, step)


def test_values_are_nested_as_deep_as_the_limit_and_no_deeper():
    assert _read("a: " + "[" * (DEPTH - 1) + "]" * (DEPTH - 1))[1] == []
    problem = _problem("a: " + "[" * DEPTH + "]" * DEPTH)
    assert problem.field.startswith("a[0][0]")
    assert problem.message == "values are nested more than 64 levels deep"
    assert problem.next_step == "write the values flat"


def test_values_side_by_side_are_not_nested():
    assert _read("a: [" + ", ".join(["[]", "{}"] * 100) + "]")[1] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: *b\n", "alias"),
        ("a: &b 1\n", "anchor"),
        ("a: !!python/object/apply:os.system [ls]\n", "tag"),
        ("a: !!str 1\n", "tag"),
        ("! a: b\n", "tag"),
        ("a: !x {b: c}\n", "tag"),
        ("a: {<<: {b: c}}\n", "merges mappings"),
        ("? [a, b]\n: c\n", "used as a key"),
        ("{{a: b}: c}\n", "used as a key"),
        ("on: push\n", "“on”"),
        ("true: 1\n", "“true”"),
        ("No: 1\n", "“No”"),
        ("null: 1\n", "“null”"),
        ("---\na: 1\n---\nb: 2\n", "more than one document"),
        ("- a\n", "does not hold a mapping"),
        ("", "does not hold a mapping"),
        ("a: [1, 2\n", "not YAML"),
        ("a: b: c\n", "not YAML"),
        ("\ta: 1\n", "not YAML"),
        ('a: "\\ud800"\n', "not YAML"),
        ('a: "\\UFFFFFFFF"\n', "not YAML"),
        ("a: " + "[" * 10_000, "more than 64 levels deep"),
        ("- " * 10_000, "more than 64 levels deep"),
        ("{a: " * 10_000, "more than 64 levels deep"),
    ],
)
def test_what_is_never_read_is_refused_by_name(text, says):
    assert says in _problem(text).message


def test_a_quoted_key_may_be_any_word():
    assert _read('"on": 1\n2017: 2\n"<<": 3\n"": 4\n')[0].value == {"on": 1, "2017": 2, "<<": 3, "": 4}


def test_a_key_written_twice_names_both_lines_and_the_rest_is_still_read():
    document, (problem,) = _read("a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert (problem.where, problem.value) == ("x.yaml:4:a.b", "b")
    assert problem.message == "the key “b” is written twice; it stands on line 2 too"
    assert (problem.rule, problem.next_step) == (
        "a key is written once in its mapping",
        "keep one of the two",
    )
    assert document.value == {"a": {"b": 1, "c": 2}}


def test_every_value_knows_its_line():
    document, _ = _read("a:\n  b: [x,\n      y]\nc: 1\n")
    assert document.line(("a", "b", 1)) == 3
    assert document.line(("c",)) == 4
    assert document.line(("a", "nowhere", 3)) == 2
    assert document.line(("a", "b", 7)) == 2
    assert document.line(("nowhere", 3)) == 1
    assert document.line(()) == 1
    document, _ = _read("a:\n  z: 0\n  b: [x]\n")
    assert document.line(("a", "b", 7)) == 3
    assert YamlDocument(file="x.yaml", value={}, lines={}).line(("a",)) == 1


def test_a_path_is_written_as_people_write_it():
    assert path_text(("rules", "R01", "options", 0, "b")) == "rules.R01.options[0].b"
    assert path_text((0, 1)) == "[0][1]"
    assert path_text(()) == ""


def test_every_text_of_a_value_is_found_with_its_path_and_no_key_is():
    value = {"a": "x", "b": ["y", 1, ["z"], None], "c": {"d": "", "e": True}}
    assert list(texts(value)) == [
        (("a",), "x"),
        (("b", 0), "y"),
        (("b", 2, 0), "z"),
        (("c", "d"), ""),
    ]
    assert list(texts("x")) == [((), "x")]
    assert list(texts({"d": "x"}, ("c", 1))) == [(("c", 1, "d"), "x")]


def test_a_file_beyond_the_size_limit_is_refused(draft, monkeypatch):
    monkeypatch.setitem(KINDS, "codebook", msgspec.structs.replace(KINDS["codebook"], most=100))
    assert "at most 100 bytes" in draft.error().rule


def test_without_the_c_library_the_same_is_read_and_refused(monkeypatch):
    import yaml

    monkeypatch.setattr(yaml_files, "_PARSER", yaml.SafeLoader)
    assert _read("a: 2017-01-01\nb: [1, yes]\n")[0].value == {"a": "2017-01-01", "b": [1, "yes"]}
    for text in (
        "a: &b 1\n",
        "a: !!str 1\n",
        "on: 1\n",
        "a: " + "[" * 10_000,
        "a: [1, 2\n",
        'a: "\\UFFFFFFFF"\n',
    ):
        _problem(text)
    problem = _problem('a: "\\ud800"\n')
    assert (problem.where, problem.message) == ("x.yaml:1:a", "a text holds half of a character pair")
    assert problem.next_step == "write the character itself"
    problem = _problem('b: 1\na: "\\U00110000"\n')
    assert (problem.where, problem.message) == ("x.yaml:1", "not YAML: it cannot be read")
    assert problem.next_step == LOOK
    problem = _problem("b: 1\na: \x01\n")
    assert (problem.where, problem.message) == ("x.yaml:1", "not YAML: special characters are not allowed")
