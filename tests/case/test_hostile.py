"""Whatever a stranger sends: a case is read, or refused with problems, and nothing else happens."""

import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yalu.case.folder.new import write_new_case
from yalu.case.package import check_case, read_case
from yalu.documents.problems import DocumentError, problems_text

with tempfile.TemporaryDirectory() as _place:
    _folder = write_new_case(Path(_place) / "small")
    FILES = {path.name: path.read_bytes() for path in sorted(_folder.iterdir())}
TABLES = sorted(name for name in FILES if name.endswith(".csv"))
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ODD_TEXT = st.sampled_from(
    ["", "\0", "\u202e", "=1+1", "<script>", "a;b", ";", ":", "memory:6", "memory", "9" * 400, "-1", "1e9",
     "../x", "2010-02-30", "9999-24", "20XX", "\ud7ff", "\r", "\n", '"', "🜁", "NaN", "V01", "xb.premier"]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)  # fmt: skip


def _judge(changes: dict[str, bytes | None]) -> None:
    """Write the case with changed files and see that only DocumentError ever comes out."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "small"
        folder.mkdir()
        for name, data in (FILES | changes).items():
            if data is not None:
                (folder / name).write_bytes(data)
        problems = check_case(folder)
        problems_text(problems).encode()
        # A grade that says more than its sources is an error of a check; the row itself can be read.
        refused = any(p.severity == "error" and not p.rule.startswith("the digit 1 is for") for p in problems)
        try:
            read_case(folder)
        except DocumentError as error:
            assert refused
            assert error.problems
        else:
            assert not refused


@MANY
@given(st.sampled_from(sorted(FILES)), st.data())
def test_flipped_bytes(name, data):
    spoiled = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    _judge({name: bytes(spoiled)})


@MANY
@given(st.sampled_from(sorted(FILES)), st.data())
def test_files_cut_short_or_missing(name, data):
    end = data.draw(st.none() | st.integers(0, len(FILES[name])))
    _judge({name: None if end is None else FILES[name][:end]})


@MANY
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=300))
def test_files_of_any_bytes(name, data):
    _judge({name: data})


@MANY
@given(st.sampled_from(TABLES), st.sampled_from(TABLES))
def test_files_that_took_each_others_place(one, other):
    _judge({one: FILES[other], other: FILES[one]})


def _table(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(FILES[name].decode(), newline="")))


def _bytes(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@MANY
@given(st.sampled_from(TABLES), st.data())
def test_cells_swapped_and_overwritten(name, data):
    rows = _table(name)
    place = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, len(rows[0]) - 1))
    for _ in range(data.draw(st.integers(1, 4))):
        (a, b), (c, d) = data.draw(place), data.draw(place)
        rows[a][b], rows[c][d] = rows[c][d], data.draw(ODD_TEXT | st.just(rows[a][b]))
    _judge({name: _bytes(rows)})


@MANY
@given(st.sampled_from(TABLES), st.data())
def test_columns_deleted_doubled_and_moved(name, data):
    rows = _table(name)
    order = data.draw(st.lists(st.integers(0, len(rows[0]) - 1), max_size=len(rows[0]) + 1))
    _judge({name: _bytes([[row[column] for column in order] for row in rows])})


@MANY
@given(st.data())
def test_json_values_replaced_and_removed(data):
    package = json.loads(FILES["datapackage.json"])
    here = package
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        inner = here[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
            here = inner
            continue
        if data.draw(st.booleans()):
            here[key] = data.draw(JSON)
        else:
            del here[key]
        break
    _judge({"datapackage.json": json.dumps(package).encode()})


@MANY
@given(st.data())
def test_yaml_lines_dropped_moved_and_overwritten(data):
    lines = FILES["codebook.yaml"].decode().split("\n")
    odd = st.sampled_from(
        ["&a [*a]", "<<: *a", "- ", "on: 1", "? ", "!!python/name:os.system", "---", "{", "]", "extends: wide",
         "choose: {R01: 1}", "admit: [1, 2]", "posts: 3", "x: 1e999", "\t", "%YAML 9.9", "'", '"\\ud800"', "|"]
    ) | ODD_TEXT  # fmt: skip
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.integers(0, 3)):
            case 0:
                lines[at] = ""
            case 1:
                lines.insert(data.draw(st.integers(0, len(lines))), lines[at])
            case 2:
                lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))] + data.draw(odd)
            case 3:
                lines[at] = " " * data.draw(st.integers(0, 9)) + lines[at].lstrip()
    _judge({"codebook.yaml": "\n".join(lines).encode()})
