"""Bounds and answers hold on every completion of what is not known: shares in their spans, rows that may not have
stood, control that may not have been, and the part that nobody is recorded to hold."""

from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.screening.ownership import Holding, Ownership
from yalu.vocabulary.dates import parse_date

DAY = date(2026, 6, 1)
DOUBTFUL = parse_date("2026")  # began some day of the year: it may have stood on the day, or not yet
COMPANIES = ("A", "B", "C")
# Of each rule: whether the threshold of 50 % itself is enough, and whether control is.
RULES = {
    "us-50": (True, False),
    "eu-owned-or-controlled": (True, True),
    "uk-owned-or-controlled": (False, True),
}
SHARES = st.sampled_from((0, 10, 25, 49, 50, 51, 75, 100))


@st.composite
def worlds(draw):
    """Some holdings among three companies, a blocked person X and a stranger Y; owners stand earlier."""
    pairs = [(o, c) for n, c in enumerate(COMPANIES) for o in ("X", "Y", *COMPANIES[:n])]
    found = []
    for owner, owned in draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1, max_size=4)):
        start = DOUBTFUL if draw(st.integers(0, 4)) == 0 else None
        if draw(st.integers(0, 4)) == 0:
            found.append(
                Holding(id=f"{owner}!{owned}", owner=owner, owned=owned, kind="controlled", start=start)
            )
            continue
        low, high = sorted((draw(SHARES), draw(SHARES)))
        found.append(
            Holding(
                id=f"{owner}>{owned}",
                owner=owner,
                owned=owned,
                low=Decimal(low),
                high=Decimal(high),
                start=start,
            )
        )
    return found


def completions(rows, complete):
    """Every world that the rows allow: shares by pair (per cent) and who controls whom.

    Shares are tried at both ends of their span and around the threshold between them; what nobody holds
    on record is the blocked person's or a stranger's, also in a file said to be complete that cannot be.
    """
    owned = [r for r in rows if r.kind == "owned"]
    control = [r for r in rows if r.kind == "controlled"]
    spans = []
    for row in owned:
        values = {int(row.low), int(row.high), *(v for v in (49, 50, 51) if row.low < v < row.high)}
        spans.append(sorted(values | ({0} if row.start else set())))
    held = sorted({r.owned for r in rows})
    most = {c: sum(r.high for r in owned if r.owned == c) for c in held}
    for shares in product(*spans):
        sums = {c: sum(s for r, s in zip(owned, shares, strict=True) if r.owned == c) for c in held}
        if max(sums.values(), default=0) > 100:
            continue
        for rests in product(*(((False,) if complete and most[c] >= 100 else (False, True)) for c in held)):
            world = {(r.owner, r.owned): s for r, s in zip(owned, shares, strict=True)}
            for company, blocked in zip(held, rests, strict=True):
                if blocked:
                    world["X", company] = world.get(("X", company), 0) + 100 - sums[company]
            for stood in product(*(((False, True) if r.start else (True,)) for r in control)):
                yield world, {(r.owner, r.owned) for r, s in zip(control, stood, strict=True) if s}


def truth(world, control, reached, by_control):
    """In one world who is held, and what counts in each company: owners stand before what they own."""
    held, sums = {"X"}, {}
    for company in COMPANIES:
        sums[company] = sum(
            share for (owner, owned), share in world.items() if owned == company and owner in held
        )
        controlled = by_control and any(owned == company and owner in held for owner, owned in control)
        if controlled or sums[company] > 50 or (reached and sums[company] == 50):
            held.add(company)
    return held, sums


def interest(world):
    """The blocked person's part of each company in one world, multiplied down the chains (per cent)."""
    held = {"X": 100.0}
    for company in COMPANIES:
        held[company] = sum(s * held.get(o, 0.0) / 100 for (o, owned), s in world.items() if owned == company)
    return held


@tried(60)
@given(worlds(), st.booleans())
def test_every_completion_lies_within_the_bounds_and_agrees_with_every_certain_answer(rows, complete):
    every = list(completions(rows, complete))
    assume(every)
    asked = Ownership(rows, day=DAY, complete=complete)
    for rule, (reached, by_control) in RULES.items():
        answers = {company: asked.under(rule, company, ["X"]) for company in COMPANIES}
        for world, control in every:
            held, sums = truth(world, control, reached, by_control)
            for company, answer in answers.items():
                assert answer.aggregate.low <= sums[company] <= answer.aggregate.high, (rule, company, world)
                if answer.answer != "cannot_say":
                    assert (answer.answer == "owned") == (company in held), (
                        rule,
                        company,
                        answer.reason,
                        world,
                    )


@tried(40)
@given(worlds(), st.booleans())
def test_the_interest_of_every_completion_lies_within_its_bounds(rows, complete):
    every = list(completions(rows, complete))
    assume(every)
    asked = Ownership(rows, day=DAY, complete=complete)
    figures = {company: asked.interest(company, ["X"]) for company in COMPANIES}
    for world, _ in every:
        exact = interest(world)
        for company, figure in figures.items():
            assert figure.low - 1e-6 <= exact[company] <= figure.high + 1e-6, (company, world)
