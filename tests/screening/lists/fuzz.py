"""Fuzzing the readers: whole files changed at random must be read or refused in words, within a second and a bound.

python tests/screening/lists/fuzz.py --minutes 10
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.screening.lists import samples
from yalu.documents.problems import DocumentError
from yalu.screening.lists import read_list

TOKENS = (
    b"<", b">", b"</", b"&", b"&amp;", b"&#0;", b"&#x10FFFF;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<![CDATA[", b"]]>", b'"', b"'",
    b"\x00", b"\x1a", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"-0- ", b"] [", b"(Linked To: ", b")))))", b"\n", b"\r", b";", b",",
    b"{", b"}", b"[", b"]", b"null", b"1e999", b"-1", b"9" * 5000, b"0000-00-00",
    b"31 Feb 1960", b"10000", b"\xe2\x80\xae", b"\xe2\x80\x8b",
    "김정은".encode(), "金正恩".encode(), b"A" * 20_000, b"true", b"\\u0000", b"\\ud800",
)  # fmt: skip
SLOWEST = 10.0  # seconds for files of a few thousand bytes


def changed(content: bytes, chance: random.Random) -> bytes:
    """A file with a few random changes: cut, doubled, moved, bits flipped, tokens put in."""
    whole = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if not whole:
            break
        place, size = chance.randrange(len(whole)), chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(7):
            case 0:
                del whole[place : place + size]
            case 1:
                whole[place:place] = whole[place : place + size] * chance.choice((1, 2, 50))
            case 2:
                other = chance.randrange(len(whole))
                whole[other:other] = whole[place : place + size]
            case 3:
                whole[place] ^= 1 << chance.randrange(8)
            case 4:
                del whole[place:]
            case _:
                whole[place:place] = chance.choice(TOKENS)
    return bytes(whole)


def files() -> dict[str, dict[str, bytes]]:
    """Every sample with the files beside it; the first of each is the one read."""
    single = {name: {name: text.encode()} for name, text in samples.FILES.items()}
    sets = {
        "sdn.csv": samples.SDN_SET,
        "uk_list_2026-05_subjects.csv": samples.UK_SET,
        "mine.csv": {"mine.csv": samples.OWN_CSV},
    }
    return single | {name: {n: t.encode() for n, t in parts.items()} for name, parts in sets.items()}


def once(seed: int, folder: Path) -> str:
    """One changed file read; an empty answer is well, anything else is a fault of ours."""
    chance = random.Random(seed)
    name, parts = chance.choice(sorted(files().items()))
    for part, content in parts.items():
        touched = changed(content, chance) if chance.random() < 0.8 or part == name else content
        (folder / part).write_bytes(touched)
    began = time.monotonic()
    try:
        for found in read_list(folder / name, name="mine"):
            ids = [party.id for party in found.parties]
            if len(ids) != len(set(ids)) or not ids:
                return f"seed {seed}, {name}: ids twice or none"
            if any(not party.names for party in found.parties):
                return f"seed {seed}, {name}: a party without names"
    except DocumentError as error:
        if not error.problems or (not str(error).isprintable() and "\n" not in str(error)):
            return f"seed {seed}, {name}: a refusal without words"
    except BaseException:
        return f"seed {seed}, {name}: {traceback.format_exc()}"
    finally:
        for part in parts:
            (folder / part).unlink(missing_ok=True)
    took = time.monotonic() - began
    return f"seed {seed}, {name}: {took:.1f} s" if took > SLOWEST else ""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    end, seed, faults = time.monotonic() + options.minutes * 60, options.seed, 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            said = once(seed, Path(folder))
            if said:
                faults += 1
                print(said)
            seed += 1
    print(f"{seed - options.seed:,} files, {faults} faults; begin again with --seed {seed}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
