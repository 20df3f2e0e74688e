"""The house: imports go one way, modules stay small, and `import yalu` costs next to nothing."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "yalu").rglob("*.py"))


def test_imports_go_one_way_only():
    checker = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([checker], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_importing_yalu_loads_none_of_the_heavy_libraries():
    code = "import sys, yalu; print(*sorted(sys.modules))"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert loaded.isdisjoint(
        {"numpy", "scipy", "altair", "vl_convert", "pyarrow", "jinja2", "rich", "cyclopts", "yaml"}
    )


def test_opening_a_case_loads_no_charts_and_no_numerics():
    code = "import sys, yalu; yalu.open_case('china-dprk'); print(*sorted(sys.modules))"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert loaded.isdisjoint({"numpy", "scipy", "altair", "vl_convert", "pyarrow", "rich", "cyclopts"})


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_a_chapter_of_at_most_about_four_hundred_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_is_named_for_nothing(path):
    assert not {"utils", "util", "helpers", "helper", "common", "misc", "manager"} & set(
        path.with_suffix("").parts
    )


FOLDERS = sorted({path.parent for path in SOURCES})
# Nouns that end like a gerund and say what is in the module.
NOUNS = {"opening", "parsing", "wording"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_folder_has_at_most_fifteen_modules_beside_its_inner_rooms(folder):
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 15


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_is_named_by_a_bare_gerund_or_an_invented_word(path):
    assert not re.fullmatch(r"[a-z]+ing", path.stem) or path.stem in NOUNS
    assert not {"told", "laid", "teller", "tellers", "hearing", "somebody", "nobody"} & set(
        path.stem.split("_")
    )


# Words of an older, mannered English that a reader with English as a second language stops at.
MANNERED = re.compile(r'(?<!name=")(?<![|`])\b(?:told|tellers?)\b|\b_?laid_?\b(?! (?:out|down))|held against')
PROSE = sorted(
    path
    for folder, kind in (
        ("src/yalu", "py"), ("src/yalu/site", "html"), ("src/yalu/site", "js"), ("docs", "md"), (".", "md"), ("bench", "py"),
    )
    for path in (ROOT / folder).glob(f"**/*.{kind}" if folder != "." else f"*.{kind}")
)  # fmt: skip


@pytest.mark.parametrize("path", PROSE, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_comments_messages_and_pages_are_plain_modern_english(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{n}: {line.strip()}" for n, line in enumerate(lines, 1) if MANNERED.search(line)] == []


def test_no_two_public_types_have_one_name():
    found: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {
        name: places for name, places in found.items() if len(places) > 1 and name not in COMMAND_LINE
    } == {}


# Options of the command line are records of their own kind, named as they are typed.
COMMAND_LINE = {"Against", "Asked", "Known", "Ruled", "Table", "Trading"}


def test_the_engine_knows_neither_state_of_the_bundled_case_by_name():
    named = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        for word in ("China", "Korea", "DPRK", "Beijing", "Pyongyang")
        if re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))  # a language (Korean) is no state
        and path.name not in {"countries.py", "codes.py", "factors.py"}
        and path.parts[-2] != "vocabulary"
    ]
    assert named == []


def test_the_version_is_the_same_wherever_it_stands():
    import yalu

    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{yalu.__version__}"' in project
