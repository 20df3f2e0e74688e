"""Yalu as users install it: from the wheel, in an empty environment, with its data inside."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The folder of commands of an environment that holds nothing but the locked packages and the wheel."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(place / "empty")
    commands = place / "empty" / "bin"
    # Our pip installs into it; what is imported is compiled then, and the rest never.
    pip = [sys.executable, "-m", "pip", "--python", commands / "python", "install", "--no-compile"]
    pip += ["--quiet", "--disable-pip-version-check"]
    lock = ROOT / "requirements" / "runtime.lock"
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", *place.glob("*.whl")], check=True, capture_output=True)
    return commands


@pytest.mark.wheel
def test_the_bundled_case_answers_from_the_wheel(installed, tmp_path):
    done = subprocess.run(
        [installed / "yalu", "visits", "frequency", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    eras = {row["leader"]: row["figure"]["value"] for row in json.loads(done.stdout)["result"]["eras"]}
    assert eras["xi-jinping"] == 1.25


@pytest.mark.wheel
def test_a_bundled_site_builds_from_the_wheel(installed, tmp_path):
    asked = [installed / "yalu", "build", "--case", "russia-dprk", "--out", "site"]
    subprocess.run(asked, cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / "site" / "index.html").exists()


@pytest.mark.wheel
def test_the_python_api_opens_the_case_from_the_wheel(installed, tmp_path):
    code = "import yalu; print(yalu.open_case('china-dprk').visits.frequency().table().num_rows)"
    done = subprocess.run(
        [installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 5
