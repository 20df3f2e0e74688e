"""`yalu search`: anything by a word, with the command that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from yalu.cli.output import evidence, present
from yalu.cli.parameters import BUNDLED, AskedForRows, RuledBy, TableOptions, opened
from yalu.cli.tables import Part, Table


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
    found = case.search.find(wanted)

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
