"""True figures of the bundled case, honest words for them, and known slips planted into them.

Run ``python tests/claims/planting.py`` from the root of the project to print the rates of docs/claims.md.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from pathlib import Path

import yalu
from yalu.claims.catalogue import Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.spans import last_month, shifted, so_far, span_named, years_back
from yalu.claims.records import FigureReading, JudgedClaim
from yalu.claims.subjects import find_subject
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge
from yalu.documents.choices import ChoiceError

SEED = 20170318
EACH = 30
Given = dict[str, str]
True_ = tuple[str, Given, FigureReading]


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    return Evidence(yalu.open_case("china-dprk").case)


def compute(about: str, given: Given) -> FigureReading | None:
    """The figure, or None where the facts give none."""
    subject: Subject = find_subject(about)
    filled = {
        p.name: v
        for p in subject.parameters
        if p.open and not p.default and (v := next(iter(p.options(evidence(), given)), ""))
    }
    try:
        reading = subject.compute(evidence(), subject.complete({**filled, **given}))
    except (Unanswerable, ChoiceError):
        return None
    return None if reading.cannot or reading.value is None else reading


@lru_cache(maxsize=1)
def truths() -> tuple[True_, ...]:  # noqa: PLR0912 - one loop a table
    """Figures of many kinds with values of three digits or more, in a fixed order."""
    case = evidence().case
    asked: list[tuple[str, Given]] = []
    for row in case.flows:
        base = {
            "period": row.period,
            "flow": row.flow,
            "hs": row.hs,
            "ledger": row.ledger,
            "reporter": row.reporter,
        }
        for unit_of in filter(None, (row.currency if row.value else "", row.unit if row.quantity else "")):
            asked.append(("trade.total", {**base, "unit": unit_of}))
            asked.append(("trade.growth", {**base, "unit": unit_of}))
            if row.hs == "TOTAL":
                asked.append(("trade.total", {**base, "flow": "export+import", "unit": unit_of}))
                asked.append(("trade.growth", {**base, "flow": "export+import", "unit": unit_of}))
                asked.append(
                    ("trade.balance", {k: v for k, v in base.items() if k != "flow"} | {"unit": unit_of})
                )
        if row.value and row.quantity and row.unit == "t":
            asked.append(("trade.unit_value", base | {"unit": row.currency}))
    for share in case.shares:
        if share.year:
            named = {"period": str(share.year), "denominator": share.denominator}
            asked += [("trade.share", named), ("trade.share_change", named)]
    rules = list(case.codebook.rule_sets) if case.codebook else []
    for year in range(1958, 2017, 4):
        for rule in rules:
            asked.append(("visits.count", {"from": "1953-07-27", "to": f"{year}-12-31", "rules": rule}))
            asked.append(("visits.gap", {"what": "summit", "to": f"{year}-12-31", "rules": rule}))
    for amount in case.amounts:
        base = {"action": amount.action, "measure": amount.measure, "currency": amount.currency}
        asked += [("ledger.total", {**base, "side": side}) for side in ("gross", "payable")]
    for measure, through in (
        ("unscr-2321-op26b-coal-2017", "2017-01-31"),
        ("unscr-2321-op26b-coal-2017", "2017-02-28"),
        ("unscr-2321-op26b-coal-2016", "2016-12-31"),
    ):
        for limb in ("quantity", "value"):
            asked.append(
                (
                    "law.cap_used",
                    {"measure": measure, "through": through, "limb": limb, "carry_over": "strict"},
                )
            )
    found, seen = [], set()
    for about, given in asked:
        key = (about, tuple(sorted(given.items())))
        reading = None if key in seen else compute(about, given)
        seen.add(key)
        if reading is not None and reading.value and abs(reading.value) >= 2:
            found.append((about, given, reading))
    return tuple(found)


def sample(random_: random.Random, most: int, *, of: tuple[str, ...] = ()) -> list[True_]:
    """Figures drawn without repeat, evenly over the subjects."""
    groups: dict[str, list[True_]] = {}
    for one in truths():
        if not of or one[0] in of:
            groups.setdefault(one[0], []).append(one)
    for group in groups.values():
        random_.shuffle(group)
    drawn = []
    while len(drawn) < most and any(groups.values()):
        drawn += [group.pop() for group in groups.values() if group]
    return drawn[:most]


def rounded(value: float, digits: int) -> Decimal:
    """A number to so many significant digits."""
    number = Decimal(repr(value))
    return (
        number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), rounding=ROUND_HALF_EVEN)
        if number
        else number
    )


def words(value: float, symbol: str, digits: int) -> str:
    """A number as an article would print it, with so many digits."""
    if symbol in {"visits", "summits", "sites", "events"}:
        return f"{value:.0f} {symbol}"
    if symbol in {"day", "days"}:
        return f"{value:.0f} days"
    number = rounded(value, digits)
    if symbol == "percent":
        return f"{number:f}%"
    if symbol == "percentage_point":
        return f"{number:f} percentage points"
    if "/" in symbol:
        return f"{number:f} {symbol.split('/', maxsplit=1)[0]} per {symbol.split('/')[1]}"
    scale, name = next(
        ((s, n) for s, n in ((9, " billion"), (6, " million")) if abs(number) >= Decimal(10) ** s), (0, "")
    )
    scaled = number.scaleb(-scale)
    shown = f"{scaled:f}" if scale else f"{number:,.0f}" if number == number.to_integral() else f"{number:f}"
    if scale and "." in shown and digits > len(str(int(abs(scaled)))):
        shown = (
            shown.ljust(len(str(int(abs(scaled)))) + 1 + digits - len(str(int(abs(scaled)))), "0")
            if shown.count(".")
            else shown
        )
    return f"{shown}{name} {symbol}"


def honest(random_: random.Random, most: int = 200) -> list[tuple[str, Given, str]]:
    """True statements with honest rounding, in various words and digits."""
    made = []
    for about, given, reading in sample(random_, most):
        value = reading.value or 0.0
        digits = random_.choice((2, 3, 3, 4))
        text = words(value, reading.unit, digits)
        change = reading.unit == "percent" and about == "trade.growth"
        if change and random_.random() < 0.5:
            text = ("down " if value < 0 else "up ") + text.lstrip("-")
        elif value > 0 and random_.random() < 0.4:
            text = f"{random_.choice(('about', 'around', 'approximately', 'some'))} {text}"
        made.append((about, given, text))
    return made


def tested(about: str, given: Given, stated: str) -> JudgedClaim | None:
    """The verdict on a statement, or None when its words cannot be read for the figure."""
    return judge(evidence(), ad_hoc_claim(about, stated, given))


def plants(random_: random.Random, kind: str) -> Iterator[tuple[str, Given, str]]:
    """Statements with one known slip: our figure asked about, the slipped number stated."""
    for about, given, reading in sample(random_, 10_000):
        wrong = slipped(kind, about, given, reading)
        if wrong is None:
            continue
        text = wrong if isinstance(wrong, str) else words(wrong, reading.unit, 4)
        try:
            found = tested(about, given, text)
        except ChoiceError:
            continue  # an impossible statement is refused, which is right and no slip
        if found is not None and found.verdict == "contradicted":
            yield about, given, text


def slipped(kind: str, about: str, given: Given, reading: FigureReading) -> float | str | None:  # noqa: PLR0911 - a return a kind
    """The figure with the slip in it, or None where this figure cannot slip so."""
    value = reading.value or 0.0
    if kind == "digits_transposed":
        return transposed(value, reading.unit)
    if kind == "unit_or_scale":
        factor = {"t": 1000.0, "USD": 0.001, "CNY": 0.001}.get(reading.unit)
        return None if factor is None else value * factor
    if kind == "direction_reversed":
        return -value if about == "trade.growth" else None
    if kind == "digit_zero":
        return with_zero(value, reading.unit)
    if kind == "rounding":
        tens = float(round(value, -1))
        return f"{tens:.0f}%" if reading.unit == "percent" and abs(tens) >= 50 and tens != value else None
    changed = change(kind, about, given)
    other = None if changed is None else compute(about, changed)
    if kind in _NEAR:
        found = (compute(about, one) for one in _NEAR[kind](about, given))
        other = next((one for one in found if one is not None and one.value != value), None)
    if kind == "gross_for_net" and about == "ledger.total":
        other = compute(about, {**given, "side": "gross" if given["side"] == "payable" else "payable"})
    if kind == "gross_for_net" and about == "trade.balance":
        other = compute("trade.total", {**given, "flow": "export+import"})
    if kind == "percent_for_points" and about == "trade.share_change":
        other = compute(about, {**given, "in": "percent"})
    if other is None or other.value is None or abs(other.value) < 1:
        return None
    return other.value


def change(kind: str, about: str, given: Given) -> Given | None:  # noqa: PLR0911 - one return a kind
    """The parameters with the slip in them."""
    period = given.get("period", "")
    if kind == "flow_swapped" and given.get("flow") in {"import", "export"}:
        return {**given, "flow": "export" if given["flow"] == "import" else "import"}
    if kind == "partner_swapped" and given.get("reporter"):
        return {**given, "reporter": "ALL" if given["reporter"] != "ALL" else "CHN"}
    if kind == "value_for_volume" and given.get("limb"):
        return {**given, "limb": "value" if given["limb"] == "quantity" else "quantity"}
    if kind == "value_for_volume" and about in {"trade.total", "trade.growth"}:
        return {**given, "unit": "USD" if given["unit"] == "t" else "t"}
    if kind == "part_and_whole" and given.get("hs", "TOTAL") != "TOTAL":
        return {**given, "hs": given["hs"][:4] if len(given["hs"]) > 4 else "TOTAL"}
    moved = {
        "period_shifted": lambda: shifted(period, 1),
        "stale_year": lambda: years_back(period, 1),
        "cumulative_for_monthly": lambda: so_far(period) or last_month(period),
    }.get(kind)
    new = moved() if moved is not None and period else ""
    if kind == "period_shifted" and new == years_back(period, -1) and about == "trade.share_change":
        return None
    return {**given, "period": new} if new else None


def goods_beside(about: str, given: Given) -> Iterator[Given]:
    """The same with another good of the case, where it is about one."""
    codes = sorted({row.hs for row in evidence().case.flows} - {"TOTAL"})
    own = given.get("hs", "TOTAL")
    if own != "TOTAL":
        yield from ({**given, "hs": c} for c in codes if not c.startswith(own) and not own.startswith(c))


def periods_around(about: str, given: Given) -> Iterator[Given]:
    """The quarter and the year of a month, or months of a longer period; those of other slips left out."""
    span = span_named(given.get("period", ""))
    if span is None or not about.startswith("trade.total") or not span.whole_months:
        return
    year, first = span.start.year, span.start.month
    others = [f"{year}-Q{(first + 2) // 3}", str(year)] if len(span.months) == 1 else []
    others += [
        f"{year}-{number:02d}" for number in range(first, first + len(span.months) - 1) if number <= 12
    ]
    yield from ({**given, "period": other} for other in others if span_named(other) != span)


def fiscal_years(about: str, given: Given) -> Iterator[Given]:
    """The year from April, July or October for a calendar year."""
    span = span_named(given.get("period", ""))
    if span is not None and about == "trade.total" and span.label == str(span.start.year):
        year = span.start.year
        yield from ({**given, "period": f"{year}-{m:02d}/{year + 1}-{m - 1:02d}"} for m in (4, 7, 10))


def ledgers_beside(about: str, given: Given) -> Iterator[Given]:
    """The same trade on another ledger, as its compilers see it."""
    if not about.startswith("trade.") or given.get("ledger") is None:
        return
    for name in ("mirror", "committee", "alleged", "customs"):
        if name != given["ledger"]:
            yield {**given, "ledger": name}
            yield {**given, "ledger": name, "reporter": "ALL"}


_NEAR = {
    "good_swapped": goods_beside,
    "part_of_period": periods_around,
    "fiscal_year": fiscal_years,
    "other_ledger": ledgers_beside,
}


def with_zero(value: float, symbol: str) -> str | None:
    """The words with a zero left out, or with one put in before the last two digits."""
    text = words(value, symbol, 5)
    places = [i for i, c in enumerate(text) if c.isdigit()]
    number = text[places[0] : places[-1] + 1]
    if len(places) < 3 or "," in number or "." not in number:
        return None
    run, front = number.replace(".", ""), number.index(".")
    inner = run.find("0", 1)
    run = run[:inner] + run[inner + 1 :] if 0 < inner < len(run) - 1 else f"{run[:-2]}0{run[-2:]}"
    if len(run) <= front or run[-1] == "0":  # a zero moved to the end is two digits exchanged as well
        return None
    return text.replace(number, f"{run[:front]}.{run[front:]}")


def transposed(value: float, symbol: str) -> str | None:
    """The words with the last two different neighbouring digits of the number exchanged."""
    text = words(value, symbol, 4)
    places = [
        i for i, c in enumerate(text) if (c.isdigit() and "-" not in text[max(0, i - 1) : i]) or (c.isdigit())
    ]
    for a, b in zip(places[::-1][1:], places[::-1], strict=False):
        gap = text[a + 1 : b]
        if text[a] != text[b] and gap in {"", ".", ","} and not (a == places[0] and text[b] == "0"):
            letters = list(text)
            letters[a], letters[b] = letters[b], letters[a]
            return "".join(letters)
    return None


KINDS = (
    "digits_transposed",
    "flow_swapped",
    "partner_swapped",
    "unit_or_scale",
    "value_for_volume",
    "percent_for_points",
    "gross_for_net",
    "period_shifted",
    "stale_year",
    "cumulative_for_monthly",
    "part_and_whole",
    "direction_reversed",
    "digit_zero",
    "rounding",
    "good_swapped",
    "part_of_period",
    "fiscal_year",
    "other_ledger",
)


def planted(kind: str, most: int = EACH) -> Counter[str]:
    """How often each kind was ranked first for statements with one kind planted; "" is none offered."""
    found: Counter[str] = Counter()
    for about, given, text in plants(random.Random(f"{SEED}{kind}"), kind):
        judged = tested(about, given, text)
        if judged is not None:
            found[judged.slips[0].kind if judged.slips else ""] += 1
            if "-v" in sys.argv and (not judged.slips or judged.slips[0].kind != kind):
                print(
                    "   ",
                    about,
                    given,
                    repr(text),
                    judged.ours,
                    [(s.kind, s.says, round(s.chance, 4)) for s in judged.slips],
                )
        if found.total() >= most:
            break
    return found


def honest_rates(most: int = 200) -> tuple[int, int, int]:
    """Of true statements: how many there are, how many were contradicted, how many were offered a slip."""
    size = wrong = slips = 0
    for about, given, text in honest(random.Random(SEED), most):
        judged = tested(about, given, text)
        if judged is None:
            continue
        size += 1
        wrong += judged.verdict == "contradicted"
        slips += bool(judged.slips)
        if "-v" in sys.argv and judged.verdict != "supported":
            print("   ", about, given, repr(text), judged.verdict, judged.ours, judged.reason)
    return size, wrong, slips


def random_rates(most: int = 200) -> tuple[int, int]:
    """Of wrong statements without any slip in them: how many there are, and how many were offered one."""
    random_, size, offered = random.Random(SEED), 0, 0
    for about, given, reading in sample(random_, most * 3):
        off = 1 + random_.choice((-1, 1)) * random_.uniform(0.08, 0.9)
        text = words((reading.value or 0.0) * off, reading.unit, random_.choice((2, 3, 3, 4)))
        try:
            judged = tested(about, given, text)
        except ChoiceError:
            continue
        if judged is not None and judged.verdict == "contradicted":
            size, offered = size + 1, offered + bool(judged.slips)
        if size >= most:
            break
    return size, offered


def main() -> None:
    """Print the rates as the table of docs/claims.md."""
    print("| planted | statements | ranked first |\n| --- | --- | --- |")
    first = every = 0
    for kind in KINDS:
        found = planted(kind)
        first, every = first + found[kind], every + found.total()
        print(f"| `{kind}` | {found.total()} | {found[kind]} |")
    print(f"| all | {every} | {first} ({first / every:.1%}) |\n")
    size, wrong, slips = honest_rates()
    print(
        f"True statements with honest rounding: {size}; contradicted {wrong} ({wrong / size:.1%}), "
        f"offered a slip {slips} ({slips / size:.1%})."
    )
    size, slips = random_rates()
    print(f"Wrong statements by random factors: {size}; offered a slip {slips} ({slips / size:.1%}).")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
    main()
