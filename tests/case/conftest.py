"""A small valid case to spoil, one thing at a time."""

import json
from pathlib import Path

import pytest

from yalu.case.folder.new import write_new_case
from yalu.case.package import check_case, read_case
from yalu.documents.problems import Problem


class Draft:
    """A case folder and the ways tests change it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, file: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / file).write_bytes(data)

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        text = self.text(file)
        assert old in text, f"{old!r} is not in {file}"
        self.write(file, text.replace(old, new, 1))

    def append(self, file: str, line: str) -> None:
        self.write(file, self.text(file) + line + "\n")

    def add_table(self, name: str, content: str) -> None:
        self.write(f"{name}.csv", content)
        package = self.package()
        package["resources"].append({"name": name, "path": f"{name}.csv"})
        self.write_package(package)

    def package(self) -> dict:
        return json.loads(self.text("datapackage.json"))

    def write_package(self, package: dict) -> None:
        self.write("datapackage.json", json.dumps(package, indent=1))

    def set_path(self, name: str, path: object) -> None:
        package = self.package()
        next(r for r in package["resources"] if r["name"] == name)["path"] = path
        self.write_package(package)

    def problems(self) -> list[Problem]:
        return check_case(self.folder)

    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems() if problem.severity == "error"]

    def error(self) -> Problem:
        """The one error of the case."""
        errors = self.errors()
        assert len(errors) == 1, "\n".join(map(str, errors)) or "no errors"
        return errors[0]

    def warning(self) -> Problem:
        """The one problem of the case, a warning."""
        problems = self.problems()
        assert [problem.severity for problem in problems] == ["warning"], "\n".join(map(str, problems))
        return problems[0]

    def read(self):
        return read_case(self.folder)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(write_new_case(tmp_path / "small"))
