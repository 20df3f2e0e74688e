"""`yalu search` and `yalu explain`: anything by a word, with the command that shows it; any id, with its trail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

import msgspec

from yalu.cli.goods.commands import Given, OnDay, pairs_given
from yalu.cli.law.commands import Assume, Flows, assumed_evidence, law_asked
from yalu.cli.output import evidence, present
from yalu.cli.parameters import (
    BUNDLED,
    DEFAULT_CASE,
    Asked,
    AskedForRows,
    Ruled,
    RuledBy,
    SharedOptions,
    TableOptions,
    Wanted,
    day_of,
    opened,
)
from yalu.cli.tables import Part, Table
from yalu.documents.choices import ChoiceError
from yalu.search import Hit
from yalu.vocabulary.tables import Results

if TYPE_CHECKING:
    from yalu.case.records import Case


def search(
    *words: str,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Find anything by words: names in any script, tariff codes, measures, claims, ships, posts, numbers, sources.

    Parameters
    ----------
    words
        The words; every one of them is met by what is found.
    """
    case, wanted = opened(asked, ruled), " ".join(words)
    in_any_case = case.search.find(wanted)
    found = Results([_shown_here(hit, asked, ruled) for hit in in_any_case], in_any_case.coverage)

    def shown() -> Iterator[Part]:
        kinds = Counter(hit.kind for hit in found)
        yield f"{len(found)} found: {', '.join(f'{n} {kind}' for kind, n in kinds.most_common())}"
        yield Table(
            "", ["id", "kind", "text", "shown by"], [[h.id, h.kind, h.text, h.command] for h in found]
        )
        yield from evidence(found.coverage)

    near = [] if found else case.search.nearest(wanted)
    hint = f" Near it: {', '.join(near)}." if near else ""
    none = "" if found else f"Nothing meets “{wanted}”.{hint}\n{found.none_found}"
    present(found, shown, asked=asked, command="search", case=case.case, none=none)


# What these show is of no case.
_OF_NO_CASE = ("yalu lists ", "yalu goods ")
# What these show is the same under any law, so that they take no regime.
_UNDER_NO_REGIME = ("yalu chains show ", "yalu enforcement ")


def _shown_here(hit: Hit, asked: Asked, ruled: Ruled) -> Hit:
    """The hit with the command that shows it in the case and under the regime asked: an id may be of another case too."""
    case = "" if asked.case == DEFAULT_CASE else f" --case {quote(asked.case)}"
    regime = "" if ruled.regime is None else f" --regime {quote(ruled.regime)}"
    if hit.command.startswith(_UNDER_NO_REGIME):
        regime = ""
    if hit.command.startswith(_OF_NO_CASE):
        return hit
    return msgspec.structs.replace(hit, command=hit.command + case + regime)


def explain(
    wanted: Wanted,
    *,
    flows: Flows = None,
    assume: Assume = (),
    given: Given = (),
    on: OnDay = None,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Explain any id: a visit, event, source, post, rule, a figure or a verdict with its whole trail.

    Parameters
    ----------
    wanted
        The id, such as V093, R03 or claim/cha-share.
    """
    name, _, day = wanted.partition("@")
    of_law = wanted.startswith(("verdict/", "figure/"))  # there the day says through when a cap was asked
    of_goods = wanted.startswith("goods/")
    if (
        day and not of_law and asked.known_by is None
    ):  # a figure id carries the day its knowledge was limited to
        asked = Asked(case=asked.case, known_by=day, json=asked.json, full=asked.full)
    if (given or on) and not of_goods:
        raise ChoiceError(f"--given and --on are for answers about goods; {wanted!r} is none")
    about: Case | None
    if of_goods:
        case = opened(asked, ruled)
        about, found = case.case, case.explain_goods(wanted, pairs_given(given), day_of(on))
    elif flows is not None or assume or (of_law and ruled.regime is not None):
        if not of_law:
            raise ChoiceError(f"--flows and --assume are for verdicts and figures of law; {wanted!r} is none")
        from yalu.opening import explained_by  # noqa: PLC0415 - with the law alone

        law = law_asked(ruled, asked, alone=flows is not None)
        about, found = law.case, explained_by(law, wanted, flows, assumed_evidence(assume))
    else:
        case = opened(asked, ruled)
        about, found = case.case, case.explain(wanted if of_law else name)
    present(found, lambda: found.text.split("\n"), asked=asked, command="explain", case=about)
