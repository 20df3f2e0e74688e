"""A YAML file becomes a record in one call, or all its problems are raised at once."""

import msgspec
import pytest

from yalu.documents.files.limits import YAML_BYTES
from yalu.documents.problems import DocumentError
from yalu.documents.records.yaml_records import read_yaml_record


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    weight: int = 1


def problems(path):
    with pytest.raises(DocumentError) as error:
        read_yaml_record(path, Rule)
    assert {problem.file for problem in error.value.problems} == {"rule.yaml"}
    return [(problem.row, problem.field, problem.message) for problem in error.value.problems]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rule.yaml"


def test_a_file_is_read_with_its_bytes(path):
    path.write_bytes(b"title: T\nweight: 3\n")
    assert read_yaml_record(path, Rule) == (Rule(title="T", weight=3), b"title: T\nweight: 3\n")


def test_a_warning_keeps_no_record_back(path):
    path.write_bytes(b"title: no\n")
    assert read_yaml_record(path, Rule)[0] == Rule(title="no")


def test_every_misfit_is_raised_at_once_with_the_warnings(path):
    path.write_bytes(b"title: no\nweight: a\ncolour: red\n")
    assert problems(path) == [
        (1, "title", "“no” was read as text; other YAML tools read it as true, false or nothing"),
        (3, "colour", "“colour” is not known here"),
        (2, "weight", "expected a whole number, got text: “a”"),
    ]


def test_a_key_written_twice_is_raised_though_the_rest_would_fit(path):
    path.write_bytes(b"title: T\ntitle: U\n")
    assert problems(path) == [(2, "title", "the key “title” is written twice; it stands on line 1 too")]


def test_what_is_no_yaml_and_what_is_no_file_is_raised(path):
    assert problems(path) == [(0, "", "there is no file “rule.yaml”")]
    path.write_bytes(b"- T\n")
    assert problems(path) == [(1, "", "the file does not hold a mapping")]


def test_a_file_is_as_large_as_a_yaml_file_may_be_and_no_larger(path):
    whole = b"title: T\n#" + b" " * (YAML_BYTES - 10)
    path.write_bytes(whole)
    assert read_yaml_record(path, Rule) == (Rule(title="T"), whole)
    path.write_bytes(whole + b" ")
    assert problems(path) == [(0, "", f"the file has {YAML_BYTES + 1:,} bytes")]
