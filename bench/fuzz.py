"""A long hunt for tracebacks: `python bench/fuzz.py --count 2000 --seed 1` mutates one input of each reader.

Every mutated input is handed to the command line in this process. What ends in an exit code that is
not documented, or takes longer than a few seconds, is kept with its command in the folder --keep.
The same seed gives the same inputs. Not part of the tests: see tests/cli/test_every_command.py.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import openpyxl
import pyarrow.csv
from pyarrow import parquet

from yalu.cli.main import outcome

SLOW = 10.0
FLOWS = "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger\n" + "".join(
    f"r{n},2017-{n:02d},CHN,PRK,import,2701,{n},t,{n}00,USD,customs\n" for n in range(1, 13)
)
BOOK = "id,name,birth,country,imo\n1,Kim Jong Un,1984-01-08,KP,\n2,김정은,1984,KP,\n3,Acme Ltd,,DE,9074729\n"
MAPPING = 'decimal: "."\ndelimiter: ","\nconstants:\n  ledger: customs\n'
RATES = "period,currency,rate,per,source\n2017,CNY,6.75,USD,x\n"
# What mutation puts in: signs that parsers trip over, numbers that do not fit, text of no encoding.
TOKENS = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"'", b'"', b'""', b",", b";", b"\n", b"\r", b"{", b"}", b"[", b"]", b":", b"- ", b"&a", b"*a",
    b"!!x", b"<", b"&#0;", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"9999-99-99", b"no", b"null", b"true", b"\\ud800",
    "旯爼".encode(), "김".encode(), b"../", b"=1+1", b"\x1b[31m", b"%00", b" " * 50,
)  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The input with one to six changes: a byte, a token, a piece cut out, repeated or moved, or an early end."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(made) + 1)
        end = min(len(made), place + dice.randint(1, 40))
        match dice.randrange(6):
            case 0 if place < len(made):
                made[place] = dice.randrange(256)
            case 1:
                made[place:place] = dice.choice(TOKENS)
            case 2:
                del made[place:end]
            case 3:
                made[place:place] = made[place:end] * dice.randint(1, 30)
            case 4:
                made[place:end] = dice.choice(TOKENS)
            case _ if dice.random() < 0.2:
                del made[place:]
    return bytes(made)


def readers(folder: Path) -> dict[str, tuple[str, list[str]]]:
    """By name, the file that is mutated and the command that reads it; made in ``folder``."""
    texts = {"flows.csv": FLOWS, "book.csv": BOOK, "map.yaml": MAPPING, "rates.csv": RATES, "list.csv": BOOK}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    table = pyarrow.csv.read_csv(folder / "flows.csv")
    parquet.write_table(table, folder / "flows.parquet")
    sheet = openpyxl.Workbook()
    for line in FLOWS.splitlines():
        sheet.active.append(line.split(","))
    sheet.save(folder / "flows.xlsx")
    (folder / "answer.json").write_text(json.dumps({"data": table.to_pylist()}), encoding="utf-8")
    quiet(["case", "new", "small"])
    quiet(["chains", "export", "--format", "ftm", "--out", "chains.jsonl"])
    quiet(["screen", "file", "book.csv", "--out", "seen.csv"])
    shutil.copy("seen.csv.log.jsonl", "log.jsonl")
    read = ["trade", "read"]
    found = {
        "flows csv": ("flows.csv", ["measures", "check", "flows.csv"]),
        "flows parquet": ("flows.parquet", ["measures", "check", "flows.parquet"]),
        "trade csv": ("flows.csv", [*read, "flows.csv", "--out", "o.csv"]),
        "trade parquet": ("flows.parquet", [*read, "flows.parquet", "--out", "o.csv"]),
        "trade xlsx": ("flows.xlsx", [*read, "flows.xlsx", "--out", "o.csv"]),
        "trade json": ("answer.json", [*read, "answer.json", "--out", "o.csv"]),
        "mapping": ("map.yaml", [*read, "flows.csv", "--mapping", "map.yaml", "--out", "o.csv"]),
        "rates": ("rates.csv", [*read, "flows.csv", "--rates", "rates.csv", "--out", "o.csv"]),
        "book": ("book.csv", ["screen", "file", "book.csv", "--again", "--out", "r.csv"]),
        "log": ("log.jsonl", ["screen", "replay", "log.jsonl"]),
        "since": (
            "log.jsonl",
            ["screen", "file", "book.csv", "--again", "--since", "log.jsonl", "--out", "r.csv"],
        ),
        "own list": ("list.csv", ["lists", "update", "mine", "--from", "list.csv"]),
        "chains": ("chains.jsonl", ["chains", "import", "chains.jsonl", "--out", "ci"]),
    }
    for table_file in sorted((folder / "small").iterdir()):
        if table_file.is_file():
            found[f"case {table_file.name}"] = (f"small/{table_file.name}", ["case", "check", "small"])
    return {name: pair for name, pair in found.items() if (folder / pair[0]).exists()}


def quiet(arguments: Sequence[str]) -> tuple[int, str]:
    """Run a command line in this process; its exit code and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = outcome(list(arguments))
    return code, said.getvalue()


def hunt(count: int, seed: int, keep: Path, only: str, printed: Callable[[str], None]) -> int:
    """Run ``count`` mutated inputs of every reader; how many were kept."""
    kept = 0
    with tempfile.TemporaryDirectory(prefix="yalu-fuzz-") as place:
        os.chdir(place)
        os.environ["YALU_HOME"] = str(Path(place) / "home")
        for name, (file, command) in readers(Path(place)).items():
            if only not in name:
                continue
            dice, good = random.Random(f"{seed} {name}"), Path(file).read_bytes()
            codes: dict[int, int] = {}
            for number in range(count):
                Path(file).write_bytes(mutated(good, dice))
                shutil.rmtree("ci", ignore_errors=True)
                began = perf_counter()
                code, said = quiet(command)
                took = perf_counter() - began
                codes[code] = codes.get(code, 0) + 1
                if code not in {0, 1, 2, 3, 4} or took > SLOW:
                    kept += 1
                    keep.mkdir(parents=True, exist_ok=True)
                    stem = f"{name.replace(' ', '-')}-{seed}-{number}"
                    shutil.copy(file, keep / f"{stem}-{Path(file).name}")
                    (keep / f"{stem}.txt").write_text(
                        f"yalu {' '.join(command)}\n{took:.1f} s, exit {code}\n{said}", encoding="utf-8"
                    )
            Path(file).write_bytes(good)
            printed(f"{name}: {dict(sorted(codes.items()))}")
    return kept


def main() -> None:
    """Read the options and hunt; exit 1 when something was kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200, help="mutated inputs of each reader")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--keep", type=Path, default=Path("fuzz-found"), help="where what went wrong is kept"
    )
    options.add_argument("--only", default="", help="only readers with this in their name")
    asked = options.parse_args()
    keep = asked.keep.resolve()
    kept = hunt(asked.count, asked.seed, keep, asked.only, lambda line: print(line, flush=True))
    print(f"{kept} kept in {keep}" if kept else "nothing found")
    sys.exit(1 if kept else 0)


if __name__ == "__main__":
    main()
