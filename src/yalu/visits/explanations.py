"""Any id of the case, explained: a row, a rule, a source, or a figure with its whole trail."""

from __future__ import annotations

from datetime import date

import msgspec

from yalu.case.records import OUTRANKED, Case, SourceRef, Visit
from yalu.documents.choices import ChoiceError, unknown
from yalu.visits.facade import Visits
from yalu.visits.frequency import trail_row
from yalu.visits.rules.codebook import choose_rules, codebook_of
from yalu.visits.rules.counts import decide
from yalu.visits.statistics.tallies import count_to_date
from yalu.vocabulary.answers import Answer
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, Verdict, as_text
from yalu.vocabulary.words.numerals import plural


class Explanation(msgspec.Struct, frozen=True):
    """What an id stands for: its kind, a text for people, and the same as data."""

    id: str
    kind: str
    text: str
    figure: Figure | None = None
    verdict: Verdict | None = None


def explain(case: Case, wanted: str) -> Explanation:
    """Explain a visit, event, lead, published figure, source, post, rule, rule set or figure id.

    A figure id is recomputed from the choices it holds, on the case as given. Raises ChoiceError
    naming the nearest known id.
    """
    name = wanted.partition("@")[0]
    if "/" in name:
        figure = _figure(case, name)
        return Explanation(wanted, "figure", as_text(figure), figure)
    for kind, finder in (
        ("visit", _visit),
        ("row", _row),
        ("source", _source),
        ("post", _post),
        ("rule", _rule),
        ("rule set", _rule_set),
    ):
        text = finder(case, name)
        if text:
            return Explanation(wanted, kind, text)
    raise ChoiceError(unknown("id", name, _known_ids(case)))


def _known_ids(case: Case) -> list[str]:
    rows = [*case.visits, *case.events, *case.published, *case.leads, *case.flows, *case.shares]
    codebook = [*case.codebook.rules, *case.codebook.rule_sets] if case.codebook else []
    return [row.id for row in rows] + [*codebook, *case.sources, *case.posts]


def _figure(case: Case, name: str) -> Figure:
    kind, *parts = name.split("/")
    visits = Visits(case)
    try:
        match kind, parts:
            case "frequency", [rules, eras, weight, leader, direction, span]:
                first, _, until = span.rpartition("..")
                start = date.fromisoformat(first) if first else visits.study_window(rules).start
                window = Window(start, date.fromisoformat(until))
                rows = visits.frequency(
                    rules=rules,
                    eras=eras,
                    weight=float(weight.removeprefix("w")),
                    direction=direction,  # type: ignore[arg-type]
                    window=window,
                )
                return next(row.figure for row in rows if row.leader == leader)
            case "latency", [rules, direction, event]:
                kinds = [e.kind for e in case.events if e.id == event]
                answers = visits.latency(rules=rules, after=kinds, direction=direction)
                return next(r.figure for r in answers.responses if r.event == event)
            case "gaps", [rules, what, day]:
                return visits.gaps(
                    rules=rules, on=date.fromisoformat(day), summits_only=what == "summit"
                ).figure
            case (("rank" | "latency-mean" | "count" | "published"), _):
                return _published_figure(case, name)
    except StopIteration:
        raise ChoiceError(f"no figure {name!r}: no era or event of that name under those choices") from None
    except ValueError as error:
        raise ChoiceError(f"{name!r} is not a figure id: {error}") from error
    kinds = [
        "frequency/RULES/ERAS/wWEIGHT/LEADER/DIRECTION/[FROM..]UNTIL",
        "latency/RULES/DIRECTION/EVENT",
        "gaps/RULES/summit/DAY",
    ]
    raise ChoiceError(unknown("figure", name, kinds))


def _published_figure(case: Case, name: str) -> Figure:
    kind, *parts = name.split("/")
    visits = Visits(case)
    rules: str | None = None
    eras: str | None = None
    weight = 2.0
    match kind, parts:
        case "rank", [rules, eras, weighed, _]:
            weight = float(weighed.removeprefix("w"))
        case "latency-mean", [rules, _]:
            pass
        case "count", [row, chosen, "to-date"]:
            found = next(r for r in case.published if r.id == row)
            figure = count_to_date(case, choose_rules(case, chosen), found)
            if figure is None:
                raise StopIteration
            return figure
        case "count", [_, chosen]:
            rules = None if chosen == "tours" else chosen
    rows = visits.published(rules=rules, eras=eras, weight=weight)
    return next(row.figure for row in rows if row.figure.id.partition("@")[0] == name)


def _seats(case: Case, visit: Visit) -> list[str]:
    """The seats that the party body of a guest follows from, and how far the roster of their congress was read."""
    read = {
        roster.id: f"{roster.title}, roster of the Politburo read: {roster.politburo}"
        for roster in case.rosters
    }
    return [
        f"    by {seat.id}: {seat.body.replace('_', ' ')} from {seat.start} to {seat.end or 'now'}"
        + (f" ({read[seat.congress]})" if seat.congress in read else "")
        for seat in case.seats
        if seat.id in visit.party_seats
    ]


def _visit(case: Case, name: str) -> str:
    visit = next((v for v in case.visits if v.id == name), None)
    if visit is None:
        return ""
    lines = [f"Visit {visit.id}: {visit.guest}, {visit.start}" + (f" to {visit.end}" if visit.end else "")]
    for field in (
        "direction",
        "post_text",
        "party_body",
        "rank",
        "place",
        "purpose",
        "occasion",
        "secrecy",
        "met_leader",
    ):
        remembered = " (from memory)" if field in visit.remembered else ""
        value = getattr(visit, field)
        if value == "unknown" and field == "party_body" and len(visit.bodies) < len(OUTRANKED):
            value = " or ".join(visit.bodies).replace("_", " ")
        said = value.shown if isinstance(value, Answer) else value or "not said"
        lines.append(f"  {field.replace('_', ' ')}: {said}{remembered}")
    lines += _seats(case, visit)
    lines += (
        [f"  posts held that day: {', '.join(case.posts[p].title for p in visit.posts if p in case.posts)}"]
        if visit.posts
        else []
    )
    lines += [f"  notes: {visit.notes}"] if visit.notes else []
    lines += ["Dated steps"] if any(s.visit == visit.id for s in case.steps) else []
    lines += [f"  {s.date} {s.what.replace('_', ' ')}: {s.text}" for s in case.steps if s.visit == visit.id]
    lines += _contradictions(case, visit.id)
    lines += ["Under each rule set"]
    index = case.visits.index(visit)
    for rule_set in codebook_of(case).rule_sets if case.codebook else ():
        decision = decide(case, choose_rules(case, rule_set))[index]
        row = trail_row(case, visit, decision)
        shown = decision.counts.replace("_", " ") + (f", {row.role}" if decision.counts == "yes" else "")
        lines.append(f"  {rule_set}: counts {shown} ({decision.why})")
    return "\n".join([*lines, *_cited(case, visit.sources)])


def _row(case: Case, name: str) -> str:
    for row in (
        *case.events,
        *case.published,
        *case.leads,
        *case.tenures,
        *case.tours,
        *case.flows,
        *case.shares,
    ):
        if row.id == name:
            facts = [
                f"  {field.replace('_', ' ')}: {getattr(row, field)}{' (from memory)' if field in row.memory else ''}"
                for field in row.__struct_fields__
                if field not in {"id", "sources", "memory"} and getattr(row, field) not in (None, "", ())
            ]
            title = f"{type(row).__name__} {row.id}"
            return "\n".join([title, *facts, *_contradictions(case, row.id), *_cited(case, row.sources)])
    return ""


def _contradictions(case: Case, name: str) -> list[str]:
    found = [c for c in case.contradictions if c.row == name]
    lines = ["Sources disagree"] if found else []
    for row in found:
        lines.append(f"  {row.field}: also {row.value}" + (f" ({row.notes})" if row.notes else ""))
        lines += [f"  {line}" for line in _cited(case, row.sources)[1:]]
    return lines


def _cited(case: Case, references: tuple[SourceRef, ...]) -> list[str]:
    lines = ["Sources"]
    for reference in references:
        source = case.sources.get(reference.source)
        grade = f"{source.reliability if source else 'F'}{reference.credibility}"
        copy = f" [read in a copy of {source.copy_of}]" if source and source.copy_of else ""
        lines.append(
            f"  {grade} {source.title if source else reference.source} {source.url if source else ''}{copy}".rstrip()
        )
    return lines


def _source(case: Case, name: str) -> str:
    source = case.sources.get(name)
    if source is None:
        return ""
    citing = [row.id for row in (*case.visits, *case.events) if any(s.source == name for s in row.sources)]
    facts = [
        f"  {field.replace('_', ' ')}: {getattr(source, field)}"
        for field in ("publisher", "published", "url", "kind", "reliability", "copy_of", "notes")
        if getattr(source, field)
    ]
    return "\n".join(
        [f"Source {name}: {source.title}", *facts, f"  cited by: {', '.join(citing) or 'no visit or event'}"]
    )


def _post(case: Case, name: str) -> str:
    post = case.posts.get(name)
    if post is None:
        return ""
    holders = [f"{v.id} {v.guest} {v.start}" for v in case.visits if name in v.posts]
    lines = [
        f"Post {name}: {post.title} ({post.side}, {post.kind})",
        *([f"  {post.notes}"] if post.notes else []),
    ]
    return "\n".join([*lines, f"Held by {plural(len(holders), 'guest')}", *(f"  {line}" for line in holders)])


def _rule(case: Case, name: str) -> str:
    if case.codebook is None or name not in case.codebook.rules:
        return ""
    rule = case.codebook.rules[name]
    lines = [f"Rule {name}: {rule.title}", f"  reason: {rule.reason}", "Options"]
    lines += [f"  {option}{f': {body.title}' if body.title else ''}" for option, body in rule.options.items()]
    lines.append("Rule sets")
    for rule_set in case.codebook.rule_sets:
        chosen = choose_rules(case, rule_set)
        left_open = (
            f" (left open by the set's own source: {chosen.open[name]})" if name in chosen.open else ""
        )
        lines.append(f"  {rule_set}: {chosen.chosen(name)}{left_open}")
    turning = [t for t in Visits(case).turning() if t.rule == name]
    lines.append(f"Visits that turn on it under {codebook_of(case).default_rule_set}")
    lines += [f"  {t.visit}: {t.before} -> {t.after} with {t.option}" for t in turning] or ["  none"]
    return "\n".join(lines)


def _rule_set(case: Case, name: str) -> str:
    if case.codebook is None or name not in case.codebook.rule_sets:
        return ""
    chosen, extends = choose_rules(case, name), case.codebook.rule_sets[name].extends
    lines = [f"Rule set {name}: {chosen.title}"]
    lines += [f"  {chosen.description}"] if chosen.description else []
    lines += [f"  extends: {extends}"] if extends else []
    lines += [f"  made for: {chosen.window}"] if chosen.window != Window() else []
    lines.append("Options")
    for rule, option, _ in chosen.options:
        left_open = f" (left open by its own source: {chosen.open[rule]})" if rule in chosen.open else ""
        lines.append(f"  {rule} {case.codebook.rules[rule].title}: {option}{left_open}")
    cited = [case.sources[source].title if source in case.sources else source for source in chosen.sources]
    return "\n".join([*lines, *(["Sources"] if cited else []), *(f"  {title}" for title in cited)])
