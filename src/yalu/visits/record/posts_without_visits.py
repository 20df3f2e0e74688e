"""Posts that the rules admit and that nobody collected, or searched for: a count under such rules is a least."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from yalu.case.records import Case, Post, RuleOption
from yalu.visits.rules.codebook import ChosenRules
from yalu.vocabulary.words.numerals import plural


class Unsearched(msgspec.Struct, frozen=True):
    """A post that the rules admit and that the compilers did not search for, in so many of the years they rated."""

    post: Post
    years: int
    rated: int
    found: int


def never_on_record(case: Case, option: RuleOption) -> tuple[Post, ...]:
    """The posts that an option admits and that no visit of the case is coded with.

    Whether nobody of that post travelled, or nobody collected the rows, a case cannot say by itself.
    """
    held = {post for visit in case.visits for post in visit.posts}
    return tuple(case.posts[p] for p in option.admit.get("posts", ()) if p not in held and p in case.posts)


def uncollected(case: Case, rules: ChosenRules) -> tuple[Post, ...]:
    """The posts that a rule set admits, that no visit is coded with, and that the case says so of in its own notes.

    Only where the compilers noted that a post was not coded is the silence known to be theirs.
    """
    found = (post for _, _, option in rules.options for post in never_on_record(case, option))
    return tuple(dict.fromkeys(post for post in found if post.notes))


def unsearched(case: Case, rules: ChosenRules) -> tuple[Unsearched, ...]:
    """The posts that a rule set admits, that some visit is coded with, and that rated years leave out.

    Rows of such a post were found by chance: there may be more in every year that leaves it out.
    """
    admitted = dict.fromkeys(p for _, _, option in rules.options for p in option.admit.get("posts", ()))
    left_out = [{value for column, value in year.left_out if column == "posts"} for year in case.rated_years]
    made = []
    for name in admitted:
        years = sum(name in names for names in left_out)
        found = sum(name in visit.posts for visit in case.visits)
        if years and found and name in case.posts:
            made.append(Unsearched(case.posts[name], years, len(left_out), found))
    return tuple(made)


def uncollected_words(case: Case, rules: ChosenRules, among: Collection[str] | None = None) -> str:
    """A sentence naming the posts that were admitted and never collected or searched for; "" when there is none.

    ``among`` are the posts that a question is about, where it is not about all.
    """
    sides = {
        "partner": case.names.get("partner", case.partner),
        "target": case.names.get("target", case.target),
    }

    def named(post: Post) -> str:
        return f"{sides.get(post.side, post.side)}: {post.title[:1].lower()}{post.title[1:]}"

    said = []
    if posts := [post for post in uncollected(case, rules) if among is None or post.id in among]:
        said.append(f"of which no visit was collected ({'; '.join(named(post) for post in posts)})")
    if classes := [one for one in unsearched(case, rules) if among is None or one.post.id in among]:
        each = (
            f"{named(u.post)}, {plural(u.found, 'visit')} found, not searched for in {u.years} of {plural(u.rated, 'year')}"
            for u in classes
        )
        said.append(f"that nobody searched for year by year ({'; '.join(each)})")
    return f"the rules admit posts {' and posts '.join(said)}, so this is a least" if said else ""
