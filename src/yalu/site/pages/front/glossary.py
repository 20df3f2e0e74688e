"""The words a newcomer cannot know: what each means, and a link to it where it first stands on a page."""

from __future__ import annotations

import re

import msgspec


class Gloss(msgspec.Struct, frozen=True):
    """One word: its name in addresses, how it is written, what it means, and the forms in which pages write it."""

    name: str
    word: str
    means: str
    forms: tuple[str, ...]


GLOSSARY: tuple[Gloss, ...] = (
    Gloss("carry-over", "Carry-over", "What a passed cap takes from the next one. A text can be read so that nothing, only the excess, or "
         "all of the first window is charged to the second; each reading is shown.", ("carry-over",)),
    Gloss("committee", "The committee", "The committee of the UN Security Council that keeps the list and collects states’ reports under "
         "a sanctions resolution. Reports to it are a ledger of their own.", ("reports to the committee",)),
    Gloss("condition", "Condition", "What a seller or a permit put on an item (no re-export, no military use). It follows the item into "
         "everything it is built into.", ()),
    Gloss("era-scheme", "Era scheme", "How the years are cut among leaders: by party head, head of state or whole calendar years.",
         ("era scheme", "era schemes")),
    Gloss("grade", "Grade", "The Admiralty grade of a source: a letter for how reliable the publisher is (A best, F not known), a digit "
         "for how credible the statement is (1 best, 6 not known).", ("grade", "grades", "graded")),
    Gloss("interval", "Interval", "What chance alone leaves open of a rate, by a method that is right 95 times in a hundred. Least to "
         "most is another thing: what rows that nobody can decide leave open.", ("95 % interval", "95 % intervals")),
    Gloss("knowledge", "K and S", "Two scores that are never added: K is what a seller’s mind is said to have held (0 to 5), S how well "
         "that is shown (0 to 4).", ()),
    Gloss("known-by", "Known by", "The day whose knowledge a page is limited to: nothing that became known later is used. It is not the "
         "last day of a series, which each figure states for itself.", ("known by",)),
    Gloss("ledger", "Ledger", "Who says what was traded: customs, reports to a UN committee, mirror statistics, or others who allege it. "
         "Ledgers are different accounts of one trade and are never added together.", ("ledger", "ledgers")),
    Gloss("limb", "Limb", "One of two limits of a cap, by quantity or by value. The cap is reached when either is.", ("limb", "limbs")),
    Gloss("listing", "Listing", "One entry of one sanctions list: a named party, with the day it was added.", ()),
    Gloss("mirror", "Mirror statistics", "A state’s trade as its partners print it, used where it prints none of its own.",
         ("mirror statistics",)),
    Gloss("open-row", "Open row", "A row that the sources leave undecided: it may count or not, so a figure has a least and a most.",
         ("open row", "open rows")),
    Gloss("reading", "Reading", "One of the ways in which words can be understood, a statement or a paragraph of law. Each is computed.",
         ("reading", "readings")),
    Gloss("rule-set", "Rule set", "A named choice of counting rules: which posts, places and occasions make a visit count. The rules are "
         "switches, and every figure can be had under another set.", ("rule set", "rule sets")),
    Gloss("trail", "Trail", "Everything a number came from: the rows, the rules that let them in, the arithmetic, the rows left out and "
         "the sources.", ("trail", "trails")),
    Gloss("window", "Window", "The days over which a cap adds up: a month, a year, or until another law takes its place.",
         ("window", "windows")),
)  # fmt: skip

# Elements in which nothing is linked; none of them stands inside another of its own name.
_SHUT = re.compile(
    r"<(a|h1|h2|h3|h4|th|b|svg|script|style|code|pre|textarea|button|summary|label|option)[ >]"
)


def with_terms(html: str, root: str) -> str:
    """A page with each word of the glossary linked where it first stands in its main text.

    Headings, links, pictures and scripts stay as they are.
    """
    start = html.find('<main id="main">')
    end = html.find("</main>", start)
    if start < 0 or end < 0:
        return html
    main = html[start:end]
    # What is not to be linked is blanked, so that every place of a word stays what it was.
    parts, at = [], 0
    while (opened := _SHUT.search(main, at)) is not None:
        close = main.find(f"</{opened[1]}>", opened.end())
        last = close if close >= 0 else len(main)
        parts += [main[at : opened.start()], " " * (last - opened.start())]
        at = last
    plain = "".join((*parts, main[at:])).lower()
    places = sorted(place for term in GLOSSARY if (place := _first(term, plain, main)) is not None)
    made, at = [html[:start]], 0
    for first, last, name in places:
        made += [
            main[at:first],
            f'<a class="term" href="{root}glossary.html#g-{name}">{main[first:last]}</a>',
        ]
        at = last
    return "".join((*made, main[at:], html[end:]))


def _first(term: Gloss, plain: str, main: str) -> tuple[int, int, str] | None:
    """Where a term first stands as a word of its own outside every tag, in whichever of its forms."""
    found = [
        place for form in term.forms if (place := _word(form, plain, len(plain) == len(main))) is not None
    ]
    return (*min(found), term.name) if found else None


def _word(form: str, plain: str, same_length: bool) -> tuple[int, int] | None:
    """The first place of a form in text in lower case; None where lowering has moved the letters."""
    at = plain.find(form) if same_length else -1
    while at >= 0:
        end = at + len(form)
        edges = plain[at - 1 : at] + plain[end : end + 1]
        alone = not any(c.isalnum() or c in "-_" for c in edges)
        if alone and plain.rfind("<", 0, at) <= plain.rfind(">", 0, at):
            return at, end
        at = plain.find(form, end)
    return None
