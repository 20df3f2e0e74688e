"""The same switches thrown in the codebooks of several cases, and what each case then leaves unasked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from yalu.case.coverage.completeness import COMPLETE
from yalu.case.records import Case
from yalu.documents.choices import ChoiceError, unknown
from yalu.visits.rules.codebook import ChosenRules, choose_rules, codebook_of

NOT_RATED = "not rated"


class Switches(msgspec.Struct, frozen=True):
    """The options thrown for every case, as (rule, option), and the rules that only some codebooks have."""

    source: str
    options: tuple[tuple[str, str], ...]
    only_in: tuple[tuple[str, str], ...]


def shared_rules(cases: Sequence[Case], name: str | None = None) -> tuple[ChosenRules, ...]:
    """The same options for every case: a rule set of the first, thrown as switches in the codebooks of the others.

    Raises ChoiceError where a codebook has a rule of that number without the option.
    """
    first = choose_rules(cases[0], name)
    chosen = [first]
    for case in cases[1:]:
        ruled = choose_rules(case)
        book = codebook_of(case)
        for number, option, _ in first.options:
            if number not in book.rules:
                continue
            known = book.rules[number].options
            if option not in known:
                raise ChoiceError(f"{unknown(f'option of {number}', option, list(known))}, in case {case.id}")
            if ruled.chosen(number) != option:
                ruled = ruled.switched(book, number, option)
        chosen.append(ruled)
    return tuple(chosen)


def switches(cases: Sequence[Case], chosen: Sequence[ChosenRules]) -> Switches:
    books = [set(codebook_of(case).rules) for case in cases]
    everywhere = set.intersection(*books)
    shared = tuple((number, option) for number, option, _ in chosen[0].options if number in everywhere)
    only = tuple(
        (number, case.id)
        for case, book in zip(cases, books, strict=True)
        for number in sorted(book - everywhere)
    )
    return Switches(chosen[0].name, shared, only)


def admitted_posts(rules: ChosenRules) -> frozenset[str]:
    """The posts that some option of the rules admits."""
    return frozenset(str(post) for _, _, option in rules.options for post in option.admit.get("posts", ()))


class RuledCase(msgspec.Struct, frozen=True):
    """One case with the options thrown for it, and the rules that count guests elsewhere and nobody here."""

    case: Case
    rules: ChosenRules
    empty: tuple[str, ...]

    def not_looked_for(self, years: Collection[int]) -> tuple[str, ...]:
        """Classes that the rules would count and that nobody looked for in these years."""
        admitted = admitted_posts(self.rules)
        named = dict.fromkeys(
            value
            for row in self.case.rated_years
            if row.year in years
            for column, value in row.left_out
            if column == "posts" and value in admitted
        )
        return (*(self._post(post) for post in named), *self.empty)

    def _post(self, name: str) -> str:
        post = self.case.posts.get(name)
        if post is None:
            return name
        return f"{self.case.names.get(post.side, post.side)}: {post.title[:1].lower()}{post.title[1:]}"

    def level(self, year: int) -> str:
        """How well a year was searched."""
        return next((row.level for row in self.case.rated_years if row.year == year), NOT_RATED)

    def is_least(self, years: Collection[int]) -> bool:
        """Whether a count over these years is a least: a year not searched well, or a class not looked for."""
        return bool(self.not_looked_for(years)) or any(self.level(year) not in COMPLETE for year in years)


def ruled_cases(cases: Sequence[Case], chosen: Sequence[ChosenRules]) -> tuple[RuledCase, ...]:
    """Every case with its rules. An option that admits posts in one codebook and none in another asks two questions."""
    admits = [{n: bool(o.admit.get("posts")) for n, _, o in rules.options} for rules in chosen]
    somewhere = {number for options in admits for number, full in options.items() if full}
    return tuple(
        RuledCase(
            case,
            rules,
            tuple(
                f"{number} ({codebook_of(case).rules[number].title[:1].lower()}{codebook_of(case).rules[number].title[1:]})"
                for number, full in options.items()
                if not full and number in somewhere
            ),
        )
        for case, rules, options in zip(cases, chosen, admits, strict=True)
    )
