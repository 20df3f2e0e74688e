"""Posts that the rules admit and of which the case holds no visit: a count under such rules is a least."""

from __future__ import annotations

from yalu.case.records import Case, Post, RuleOption
from yalu.visits.codebook import ChosenRules


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


def uncollected_words(case: Case, rules: ChosenRules) -> str:
    """A sentence naming the posts that were admitted and never collected; "" when there is none."""
    posts = uncollected(case, rules)
    if not posts:
        return ""
    sides = {
        "partner": case.names.get("partner", case.partner),
        "target": case.names.get("target", case.target),
    }
    named = "; ".join(
        f"{sides.get(post.side, post.side)}: {post.title[:1].lower()}{post.title[1:]}" for post in posts
    )
    return f"the rules admit posts of which no visit was collected ({named}), so this is a least"
