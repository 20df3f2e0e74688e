import msgspec
import pytest

from yalu.documents import yaml_files
from yalu.documents.limits import KINDS
from yalu.documents.problems import ProblemLog
from yalu.documents.yaml_files import path_text, read_yaml


def _read(text: str):
    log = ProblemLog()
    return read_yaml(text.encode(), log, file="x.yaml"), log.problems()


def _problem(text: str):
    document, problems = _read(text)
    assert document is None
    (problem,) = problems
    return problem


def _value(text: str):
    document, problems = _read(f"a: {text}\n")
    assert problems == []
    return document.value["a"]


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


def test_quoted_values_are_always_text():
    assert [_value(t) for t in ('"true"', "'12'", '""')] == ["true", "12", ""]


def test_an_unquoted_no_stays_text_with_a_warning():
    document, (warning,) = _read("countries:\n  - NO\n")
    assert document.value == {"countries": ["NO"]}
    assert warning.where == "x.yaml:2:countries[0]"
    assert '"NO" in double quotes' in warning.next_step


def test_aliases_that_expand_are_refused_before_they_expand():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problem = _problem(bomb)
    assert problem.where == "x.yaml:1:a"
    assert "anchor (&) or alias (*)" in problem.message
    assert "write the value out" in problem.next_step


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
        ('a: "\\ud800"\n', ""),
        ('a: "\\UFFFFFFFF"\n', "not YAML"),
        ("a: " + "[" * 10_000, "more than 64 levels deep"),
        ("- " * 10_000, "more than 64 levels deep"),
        ("{a: " * 10_000, "more than 64 levels deep"),
    ],
)
def test_what_is_never_read_is_refused_by_name(text, says):
    assert says in _problem(text).message


def test_a_quoted_key_may_be_any_word():
    assert _read('"on": 1\n2017: 2\n')[0].value == {"on": 1, "2017": 2}


def test_a_key_written_twice_names_both_lines_and_the_rest_is_still_read():
    document, (problem,) = _read("a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert problem.where == "x.yaml:4:a.b"
    assert "line 2 too" in problem.message
    assert document.value == {"a": {"b": 1, "c": 2}}


def test_every_value_knows_its_line():
    document, _ = _read("a:\n  b: [x,\n      y]\nc: 1\n")
    assert document.line(("a", "b", 1)) == 3
    assert document.line(("c",)) == 4
    assert document.line(("a", "nowhere", 3)) == 2
    assert path_text(("a", "b", 1, "c")) == "a.b[1].c"


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
        'a: "\\ud800"\n',
    ):
        _problem(text)
