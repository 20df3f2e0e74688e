"""Claims of one sentence judged together: is there one reading under which all its parts are true?

A sentence has one author and one set of definitions. Two halves that each hold under some reading are
false together when no single reading makes both of them true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import or_

import msgspec

from yalu.claims.records import Checked, Claim, GridRow, Joint, Labels, Stand, VerdictWord
from yalu.claims.verdicts.judgement import describe
from yalu.vocabulary.strength import Strength

# The unit belongs to the number it stands beside, and not to the definitions of a sentence: “coal fell by so many
# tonnes while trade grew in yuan” is one reading.
OWN = frozenset({"unit"})


class Part(msgspec.Struct, frozen=True):
    """One claim of a sentence as the joint verdict sees it: its own readings, each with how it stands.

    ``cut`` marks one with more readings than were computed: of the rest nothing is known. ``labels`` say its choices.
    """

    id: str
    rows: tuple[GridRow, ...]
    cut: bool = False
    labels: Labels = Labels()

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """Every choice the claim leaves open, with its values."""
        names = dict.fromkeys(name for row in self.rows for name in row.choices)
        return {name: tuple(dict.fromkeys(row.choices[name] for row in self.rows if name in row.choices)) for name in names}  # fmt: skip

    def stand(self, picked: Mapping[str, str]) -> Stand | None:
        """The best stand under some choices, whatever is chosen of the rest; None where no reading has them."""
        stands = {
            row.stand for row in self.rows if all(row.choices.get(n, v) == v for n, v in picked.items())
        }
        return next((stand for stand in ("supports", "cannot_say", "against") if stand in stands), None)


def shared_choices(parts: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    """The choices that several parts leave open under one name, with the values that all of them have.

    A choice that only one part leaves open is free in the others, and so is one whose values in two parts
    have nothing in common: the parts then speak of different things.
    """
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for part in parts:
        for name, values in part.options.items():
            if name not in OWN:
                found[name].append(values)
    shared = {}
    for name, lists in found.items():
        common = tuple(v for v in lists[0] if all(v in values for values in lists[1:]))
        if len(lists) > 1 and common:
            shared[name] = common
    return shared


def joint_stand(parts: Sequence[Part], picked: Mapping[str, str]) -> Stand:
    """How the whole sentence stands under one value of every shared choice."""
    stands = [part.stand(_own(part, picked)) for part in parts]
    if any(stand in {"against", None} for stand in stands):
        return "against"
    return "cannot_say" if "cannot_say" in stands else "supports"


def judge_together(name: str, checked: Sequence[Checked]) -> Joint:
    """The joint verdict on the claims of one sentence."""
    asked = [each for each in checked if each.today is not None]
    parts = [_part(each) for each in asked]
    cannot = tuple(each.claim.id for each in checked if each.today is None)
    left = tuple(dict.fromkeys(words for each in asked for words in each.unasked))
    unasked = tuple(words for words in left if not any(words != other and words in other for other in left))
    whole = Joint(
        name=name, parts=tuple(each.claim.id for each in checked), verdict="cannot_say", reason="",
        extent="partly_checked" if cannot or unasked else "whole", cannot=cannot, unasked=unasked,
    )  # fmt: skip
    if not parts:
        return msgspec.structs.replace(
            whole, reason="no part of the sentence can be checked against a figure"
        )
    shared = shared_choices(parts)
    rows = [
        GridRow(choices=picked, role="open", shown="", stand=joint_stand(parts, picked))
        for picked in (dict(zip(shared, values, strict=True)) for values in product(*shared.values()))
    ]
    whole = msgspec.structs.replace(whole, shared=tuple(shared), tried=len(rows))
    verdict, reason = _verdict(
        parts, rows, "all parts" if whole.extent == "whole" else "all parts that were asked"
    )
    yes = [row for row in rows if row.stand == "supports"]
    decided = [each.today for each in asked if each.today is not None and each.today.verdict != "cannot_say"]
    strength = sum((judged.strength for judged in decided), Strength())
    reporters = " and ".join(dict.fromkeys(j.as_reported_by for j in decided if j.as_reported_by))
    if verdict != "cannot_say" and not (strength.certain or (reporters and strength.attributable)):
        verdict, reason = "cannot_say", f"{reason}; but it rests on {strength.says}"
    return msgspec.structs.replace(
        whole,
        verdict=verdict,
        strength=strength,
        as_reported_by="" if verdict == "cannot_say" else reporters,
        reason=reason + _rest(whole, asked),
        readings=tuple(row.choices for row in yes),
        conditions=describe(yes, rows, _labels(parts)) if yes and shared else (),
    )


def _verdict(parts: Sequence[Part], rows: Sequence[GridRow], whole: str) -> tuple[VerdictWord, str]:
    """The verdict on the whole from the shared choices, each with how the sentence stands under it."""
    yes = [row for row in rows if row.stand == "supports"]
    unsure = [row for row in rows if row.stand == "cannot_say"]
    if yes:
        if len(yes) == len(rows) and all(_always(part) for part in parts):
            return "supported", f"{whole} are true under every reading"
        return "supported_if", _if(parts, rows, yes, whole)
    if not unsure and not any(part.cut for part in parts):
        return "contradicted", _none(parts)
    open_parts = [p.id for p in parts if any(p.stand(_own(p, row.choices)) == "cannot_say" for row in unsure)]
    if not open_parts:
        return "cannot_say", "no reading that was computed makes all parts true; not every reading was"
    under = "; or ".join(describe(unsure, rows, _labels(parts))[:3])
    said = f"{_listed(open_parts)} cannot be decided" + (f" where {under}" if under else "")
    rest = ", and every other reading makes a part false" if len(unsure) < len(rows) else ""
    return "cannot_say", f"no reading surely makes the whole sentence true: {said}{rest}"


def _if(parts: Sequence[Part], rows: Sequence[GridRow], yes: Sequence[GridRow], whole: str) -> str:
    under = "; or ".join(describe(yes, rows, _labels(parts))[:3])
    shared = set(rows[0].choices)
    freely = [
        f"{part.id} if {_conditions(part)}"
        for part in parts
        if not _always(part) and (not under or not set(part.rows[0].choices) <= shared)
    ]
    said = f"{whole} are true if {under}" if under else f"{whole} can be true together"
    return said + (f" ({'; '.join(freely)})" if freely else "")


def _none(parts: Sequence[Part]) -> str:
    said = "no reading makes the whole sentence true"
    never = [part.id for part in parts if all(row.stand == "against" for row in part.rows)]
    if never:
        return f"{said}: {_listed(never)} {'holds' if len(never) == 1 else 'hold'} under none"
    held = "; ".join(f"{part.id} only if {_conditions(part)}" for part in parts if not _always(part))
    return f"{said}: {held}" if held else said


def _conditions(part: Part) -> str:
    """Under which of its own readings a part holds."""
    yes = [row for row in part.rows if row.stand == "supports"]
    return (
        "; or ".join(describe(yes, part.rows, part.labels)[:3])
        if yes
        else "facts that are still open allow it"
    )


def _labels(parts: Sequence[Part]) -> Labels:
    return reduce(or_, (part.labels for part in parts), Labels())


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _always(part: Part) -> bool:
    """Whether a part holds by itself as a verdict calls it supported."""
    return part.rows[0].stand == "supports" and all(row.stand != "against" for row in part.rows)


def _own(part: Part, picked: Mapping[str, str]) -> dict[str, str]:
    names = part.rows[0].choices
    return {name: value for name, value in picked.items() if name in names}


def _rest(whole: Joint, asked: Sequence[Checked]) -> str:
    """What the verdict on the whole leaves out or takes from a report, said with it."""
    said = [f"{_listed(whole.cannot)} cannot be checked"] if whole.cannot else []
    reported = [each for each in asked if each.today is not None and each.today.as_reported_by]
    said += [
        f"{each.claim.id} is as reported by {each.today.as_reported_by}" for each in reported if each.today
    ]
    if whole.unasked:
        said.append(f"no question takes up {quoted(whole.unasked)}")
    return f"; {'; '.join(said)}" if said else ""


def _part(each: Checked) -> Part:
    """The readings of one claim. Where its verdict was capped by what it rests on, none of them decides anything."""
    judged = each.today
    if judged is None or judged.grid is None:
        return Part(each.claim.id, (GridRow(choices={}, role="main", shown="", stand="cannot_say"),))
    own = tuple(row for row in judged.grid.rows if row.role in {"main", "open"})
    firm = judged.strength.certain or judged.strength.only_reported
    if judged.verdict == "cannot_say" and (not firm or _decided(own)):
        own = tuple(msgspec.structs.replace(row, stand="cannot_say") for row in own)
    return Part(each.claim.id, own, cut=bool(judged.grid.note), labels=judged.grid.labels)


def _decided(own: Sequence[GridRow]) -> bool:
    """Whether the readings by themselves would have decided."""
    stands = {row.stand for row in own}
    reaching = any(row.stand == "cannot_say" and row.value is not None for row in own)
    return "supports" in stands or (own[0].stand == "against" and not reaching)


def quoted(parts: Iterable[str]) -> str:
    """Parts of a quote as a list in a sentence."""
    return ", ".join(f"“{words}”" for words in parts)


def sentences(checked: Iterable[Checked]) -> dict[tuple[str, str], list[Checked]]:
    """The claims that are tied, by article and name of the sentence; a name used once ties nothing."""
    found: dict[tuple[str, str], list[Checked]] = defaultdict(list)
    for each in checked:
        if each.claim.together:
            found[each.claim.article, each.claim.together].append(each)
    return {key: listed for key, listed in found.items() if len(listed) > 1}


def tied_to(claim: Claim, listed: Iterable[Claim]) -> list[Claim]:
    """The other claims of the same sentence."""
    return [
        one
        for one in listed
        if claim.together
        and one.id != claim.id
        and (one.article, one.together) == (claim.article, claim.together)
    ]


def with_joint(checked: Sequence[Checked]) -> list[Checked]:
    """The same claims, each of a tied sentence with the joint verdict on it."""
    verdicts = {each.id: joint for (_, name), listed in sentences(checked).items()
                for joint in [judge_together(name, listed)] for each in listed}  # fmt: skip
    return [
        msgspec.structs.replace(each, joint=verdicts[each.id]) if each.id in verdicts else each
        for each in checked
    ]
