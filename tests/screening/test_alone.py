"""Screening stands on the vocabulary and the documents alone: it answers where no other room can be imported."""

import pkgutil
import subprocess
import sys
import textwrap

import yalu

GROUND = {"screening", "vocabulary", "documents", "renamed"}
OTHERS = sorted(
    f"yalu.{room.name}" for room in pkgutil.iter_modules(yalu.__path__) if room.name not in GROUND
)
PROGRAM = """
    import sys

    class Closed:
        def find_spec(self, name, path=None, target=None):
            if any(name == room or name.startswith(room + ".") for room in OTHERS):
                raise ImportError(f"{name} is not installed")

    OTHERS = sys.argv[1].split(",")
    sys.meta_path.insert(0, Closed())
    try:
        import yalu.case
        raise SystemExit("another room can be imported")
    except ImportError:
        pass
    from yalu.screening.screener import open_screening
    import yalu.screening.books.book_run, yalu.screening.lists, yalu.screening.ownership
    screening = open_screening()
    party = next(p for p in screening.parties.values() if p.schema == "Vessel" and p.identifiers)
    found = screening.screen(party.primary, identifiers=[(i.kind, i.value) for i in party.identifiers])
    print(found.outcome, found.best.party == party.id, *sorted(m for m in sys.modules if m in OTHERS))
"""


def test_a_name_is_screened_where_no_other_room_is_installed(tmp_path):
    assert {"yalu.case", "yalu.trade", "yalu.cli", "yalu.site"} <= set(OTHERS)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), ",".join(OTHERS)],
        capture_output=True, text=True, timeout=120, check=False,
        env={"YALU_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["stop", "True"]
