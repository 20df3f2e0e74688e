"""How verdicts on claims are said and shown: words first, then a shape, never colour alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from yalu.claims.records import VERDICTS, Checked, Choice, GridRow, JudgedClaim, Labels, ReadingGrid, Slip
from yalu.site.data.visit_data import listed
from yalu.site.frame.templates import quoted
from yalu.vocabulary.distinct import deciding_choices
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

ORDER = ("supported", "supported_if", "contradicted", "cannot_say", "not_checkable")
NAMES = {
    "supported": "Supported", "supported_if": "Supported if", "contradicted": "Contradicted",
    "cannot_say": "Cannot say", "not_checkable": "Not checkable",
}  # fmt: skip
MEANS = VERDICTS | {
    "not_checkable": "no figure of the house can be checked against it, or not yet; the claim says why"
}
# What a heading of a page holds in two lines beside the finding.
_SHORT = 70
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
STANDS = {"supports": "supports", "against": "does not", "cannot_say": "cannot say"}
ROLES = {
    "main": "the statement as written",
    "open": "a choice the words leave open",
    "other": "another definition",
    "neighbouring": "a neighbouring period",
}
# Distinguishable in black and white: a disc, a ring, a diamond, an empty square, a stroke; the same as in the picture of all.
_SHAPES = {
    "supported": '<circle cx="8" cy="8" r="6" class="f-ink"/>',
    "supported_if": '<circle cx="8" cy="8" r="5" fill="none" stroke-width="2" class="s-ink"/>',
    "contradicted": '<path d="M8 2l6 6-6 6-6-6z" fill="none" stroke-width="2" class="s-published"/>',
    "cannot_say": '<path d="M3 3h10v10H3z" fill="none" stroke-width="1.6" class="s-soft"/>',
    "not_checkable": '<path d="M3 8h10" fill="none" stroke-width="2" class="s-context"/>',
}


def mark(verdict: str) -> Markup:
    """The shape of a verdict; the word always stands beside it."""
    shape = _SHAPES[verdict]
    return Markup(  # noqa: S704 - our own markup, nothing of a case in it
        f'<svg class="verdict-mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{shape}</svg>'
    )


class Count(msgspec.Struct, frozen=True):
    """How many claims have one verdict."""

    verdict: str
    name: str
    number: int
    means: str


def counts(checked: Sequence[Checked]) -> tuple[Count, ...]:
    """Every verdict with the number of claims that have it."""
    found = Counter(each.verdict for each in checked)
    return tuple(Count(word, NAMES[word], found[word], MEANS[word]) for word in ORDER)


def headline(checked: Sequence[Checked]) -> str:
    """The finding over all claims in a sentence."""
    found = Counter(each.verdict for each in checked)
    asked = sum(found[word] for word in ORDER if word != "not_checkable")
    if not asked:
        return f"None of {plural(len(checked), 'published statement')} can be checked against a figure"
    partly = sum(each.verdict == "supported" and each.extent == "partly_checked" for each in checked)
    said = f"{found['supported'] - partly} of {plural(asked, 'published statement')} hold as written"
    parts = [f"{partly} in the part that was asked"] if partly else []
    if found["supported_if"]:
        parts.append(f"{found['supported_if']} only under some definitions")
    if found["contradicted"]:
        parts.append(f"{found['contradicted']} under none")
    if found["cannot_say"]:
        parts.append(f"{found['cannot_say']} cannot be decided")
    return said + (", " + ", ".join(parts) if parts else "")


def claim_title(each: Checked) -> str:
    """What the page of a claim finds, in a sentence."""
    judged = each.today
    if judged is None:
        return "This statement is not checked against a figure" + (" yet" if pending(each) else "")
    stated, ours = words_of(each), spoken(judged.ours)
    supporting, whole = own_readings(judged.grid)
    # An answer in words is the statement over again, so it is not said twice.
    ours_words = f"; {our_words(ours)}" if ours and ours not in {judged.stated, spoken(judged.stated)} else ""
    if judged.as_reported_by:
        # Said whole, so that no title turns a report into a finding.
        return f"{stated}: {judged.shown}{ours_words}"
    if judged.verdict == "supported":
        return f"{stated} holds as written{ours_words}"
    if judged.verdict == "supported_if" and judged.grid is not None:
        rest = rest_of(judged.grid)
        return f"{stated} holds under {supporting} of {plural(whole, 'reading')}{f': {rest}' if rest else ''}"
    if judged.verdict == "contradicted":
        return f"{stated} does not hold{' under any reading' if _several(judged.grid) else ''}{ours_words}"
    return f"Whether {stated[:1].lower() + stated[1:]} holds cannot be said"


def our_words(ours: str) -> str:
    """Our figure in a sentence; an answer in words is no figure, though it may name paragraphs."""
    number = any(letter.isdigit() for letter in ours) and ": " not in ours
    return f"our figure is {ours}" if number else f"the record has: {ours}"


def as_printed(each: Checked) -> bool:
    """Whether the words checked against our figure are those of the quote, or a reading of it."""
    return each.claim.stated.casefold() in tested_of(each).casefold()


def words_of(each: Checked) -> str:
    """The words of a claim in quotes where they are printed so; else the statement as a whole."""
    if as_printed(each):
        return quoted(each.claim.stated)
    if each.claim.tests and len(each.tested) <= _SHORT:
        return quoted(each.tested)
    return "The part of the statement that was asked" if each.extent == "partly_checked" else "The statement"


def tested_of(each: Checked) -> str:
    """The words that the verdict is about."""
    return each.tested or each.claim.tested


def unchecked(each: Checked) -> str:
    """Why a claim is checked against no figure, as a sentence that begins with what is missing."""
    reason = each.claim.not_checkable.removeprefix("Not yet: ")
    return reason[:1].upper() + reason[1:]


def spoken(text: str) -> str:
    """A figure as a reader says it: a day as a day, everything else as it stands."""
    return spoken_date(text) if _DAY.fullmatch(text) else text


def pending(each: Checked) -> bool:
    """Whether the reason for not checking is that other tables are still to come."""
    return each.claim.not_checkable.startswith("Not yet")


def own_readings(grid: ReadingGrid | None) -> tuple[int, int]:
    """How many readings of the statement support it, of how many that differ in a choice that matters.

    Departures from what it names are other statements, so they are not counted here.
    """
    return (0, 0) if grid is None else (grid.agree, grid.agree + grid.disagree + grid.undecided)


def rest_of(grid: ReadingGrid) -> str:
    """What the readings that do not support do: ``15 do not support it, 2 cannot be said``."""
    said = (
        [f"{grid.disagree} {'does' if grid.disagree == 1 else 'do'} not support it"] if grid.disagree else []
    )
    said += [f"{grid.undecided} cannot be said"] if grid.undecided else []
    return " and ".join(said)


def _several(grid: ReadingGrid | None) -> bool:
    """Whether more than one reading of the statement was tried, however many of them matter."""
    return grid is not None and sum(row.role in {"main", "open"} for row in grid.rows) > 1


def readings_title(grid: ReadingGrid | None) -> str:
    """How the readings of a statement stand, as the heading over them."""
    supporting, whole = own_readings(grid)
    if grid is None or not supporting + grid.disagree:
        return "No reading decides it" if grid is not None and grid.undecided else "No reading gives a figure"
    if whole == 1:
        if _several(grid):
            return "Every reading supports it" if supporting else "No reading supports it"
        return (
            f"There is one reading, and it {'supports' if supporting else 'does not support'} the statement"
        )
    rest = rest_of(grid)
    return f"{supporting} of {plural(whole, 'reading')} support it{f', {rest}' if rest else ''}".replace(
        " not support it", " not"
    )


def readings_that_support(grid: ReadingGrid | None) -> str:
    """How many readings of the statement support it: 5 of 24."""
    supporting, whole = own_readings(grid)
    return f"{supporting} of {whole}" if whole else ""


def deciding_choice(judged: JudgedClaim) -> Choice | None:
    """The choice whose options split support most, if one does."""
    grid = judged.grid
    return next((c for c in grid.choices if c.name == grid.deciding), None) if grid is not None else None


def deciding_words(judged: JudgedClaim) -> str:
    """Which choice decides, in a sentence; nothing when none does."""
    choice = deciding_choice(judged)
    counted = _counted_once(judged.grid)
    if choice is None:
        return counted
    labels = labels_of(judged)
    combinations = [
        f"{labels.quoted(choice.name, option)} {hits} of {size}"
        for option, (hits, size) in choice.options.items()
    ]
    return f"What decides most: {labels.name(choice.name)}. Combinations that support: {', '.join(combinations)}. {counted}".strip()


def _counted_once(grid: ReadingGrid | None) -> str:
    """Which choices make no difference to whether the words hold, where that makes fewer readings of many combinations."""
    own = [row for row in (grid.rows if grid else ()) if row.role in {"main", "open"}]
    kept = deciding_choices([row.choices for row in own], [row.stand for row in own])
    labels = grid.labels if grid is not None else Labels()
    idle = [
        labels.name(name) for name in dict.fromkeys(n for row in own for n in row.choices) if name not in kept
    ]
    whole = own_readings(grid)[1]
    if not idle or whole == len(own):
        return ""
    verb = "makes" if len(idle) == 1 else "make"
    return (
        f"Tried are {len(own)} combinations; {listed(idle)} {verb} no difference to whether the words hold, "
        f"so they count as {plural(whole, 'reading')}."
    )


def completed(each: Checked) -> tuple[GridRow, ...]:
    """The readings with every choice filled in: what a departure does not change is as in the main reading."""
    judged = each.today
    if judged is None or judged.grid is None:
        return ()
    rows = judged.grid.rows
    main = next((row.choices for row in rows if row.role == "main"), {})
    names = list(dict.fromkeys(name for row in rows for name in row.choices))
    usual = {name: main.get(name) or each.claim.given.get(name, "usual") for name in names}
    return tuple(msgspec.structs.replace(row, choices=usual | row.choices) for row in rows)


def explained(slip: Slip) -> str:
    """What a slip says, without the words every slip begins with."""
    return slip.says.removeprefix("would be explained by ")


def shorter(why: str) -> str:
    """A reason without what it says twice."""
    return "; ".join(dict.fromkeys(part.strip() for part in why.split(";")))


def labels_of(judged: JudgedClaim | None) -> Labels:
    """What the choices of a claim's readings are called."""
    return judged.grid.labels if judged is not None and judged.grid is not None else Labels()


def choice_names(rows: Sequence[GridRow]) -> list[str]:
    """The choices that differ among rows, in the order of the first row."""
    names = list(dict.fromkeys(name for row in rows for name in row.choices))
    return [name for name in names if len({row.choices.get(name, "") for row in rows}) > 1]


def fixed_choices(rows: Sequence[GridRow], labels: Labels) -> list[tuple[str, str]]:
    """What all rows have in common, as name and value."""
    differ = set(choice_names(rows))
    first = rows[0].choices if rows else {}
    return [
        (labels.name(name), labels.quoted(name, value))
        for name, value in first.items()
        if name not in differ and value
    ]
