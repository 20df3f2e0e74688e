"""`yalu chains`: deals, routes, conditions and knowledge; who is near whom; red flags; files in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from yalu.chains.answers import ChainResults, Route
from yalu.chains.choices import ChainQueryError
from yalu.chains.citations import link_says
from yalu.chains.explanations import rung_text
from yalu.chains.facade import Chains
from yalu.chains.summaries import ListedThen
from yalu.cli.output import evidence, present
from yalu.cli.parameters import Asked, AskedForRows, Ruled, SharedOptions, TableOptions, a_day, day_of, opened
from yalu.cli.tables import Behind, Kept, Part, Table
from yalu.documents.choices import ChoiceError
from yalu.documents.files.whole_files import write_all
from yalu.opening import OpenCase
from yalu.vocabulary.words.numerals import plural

app = App(name="chains", help="Chains: how it got there, on what evidence, and what sellers knew.")

FromFolder = Annotated[
    Path | None,
    Parameter(name="--folder", help="Ask a folder with nodes.csv and links.csv instead of the case."),
]
DealName = Annotated[str, Parameter(help="The id of a deal, as yalu chains list shows it.")]


@contextmanager
def _asking(asked: Asked, folder: Path | None = None) -> Iterator[tuple[OpenCase | None, Chains]]:
    """The chains of the case or folder; a question they cannot answer is a choice typed wrongly."""
    try:
        if folder is not None:
            if not (folder / "nodes.csv").exists():
                raise ChoiceError(f"--folder {folder}: there is no folder with nodes.csv and links.csv")
            from yalu.chains.formats.exchange import read_pair  # noqa: PLC0415 - only for folders

            nodes, links = read_pair(folder)
            yield None, Chains(nodes, links)
        else:
            case = opened(asked)
            yield case, case.chains
    except ChainQueryError as error:
        raise ChoiceError(str(error)) from error


def _answer(
    asked: Asked,
    case: OpenCase | None,
    command: str,
    answer: Any,
    shown: Callable[[], Table | Iterable[Part]],
) -> None:
    """Present an answer of the chains: what a search stopped at, and what was asked, stand below its rows."""
    result, parts, none = answer, shown, ""
    if isinstance(answer, ChainResults):
        result = {
            "rows": [*answer], "stopped": answer.stopped, "looked_at": answer.looked_at, "coverage": answer.coverage,
        }  # fmt: skip
        parts, none = lambda: _whole(answer, shown), answer.none_found
    present(
        answer, parts, asked=asked, command=f"chains {command}", case=case.case if case else None, none=none,
        json=result,
    )  # fmt: skip


def _whole(answer: ChainResults[Any], shown: Callable[[], Table | Iterable[Part]]) -> Iterator[Part]:
    found = shown()
    yield from [found] if isinstance(found, Table) else found
    yield from evidence(answer.coverage)
    if answer.stopped:
        yield Kept(f"\nNot everything: {answer.stopped}.")


@app.command(name="list")
def list_deals(*, asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List every deal: what it is about, what its actor knew (K, S, actor, day), the weakest evidence on it."""
    with _asking(asked) as (case, chains):
        rows = chains.list()
    _answer(asked, case, "list", rows, lambda: Table(
        "Documented deals", ["deal", "scope", "weakest link", "title", "known"],
        [[r.deal, r.scope, r.weakest.replace("_", " "), r.title, r.known] for r in rows],
        note="yalu chains show DEAL for one of them; K is what was known, S how well that is shown.",
    ))  # fmt: skip


@app.command
def show(deal: DealName, *, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show one deal: its links in order, what is established and alleged, conditions, knowledge, listings then."""
    with _asking(asked) as (case, chains):
        held = chains.deal(deal)
        links = chains.links_of(held.id)
        rungs, conditions = chains.knowledge(held.id), chains.conditions(held.id)
        listed = chains.listed_then(held.id)
    whole = {"deal": held, "links": links, "conditions": [*conditions], "knowledge": [*rungs],
             "listed": [*listed]}  # fmt: skip

    def shown() -> Iterator[Part]:
        yield f"{held.title} ({held.id})"
        yield held.summary
        voices = dict.fromkeys(voice for link in links for voice in link.asserted_by.split("; "))
        yield f"Who says so: {'; '.join(voices) or 'no link says who'}"
        grades = Counter(link.grade.replace("_", " ") for link in links)
        yield f"How well: {plural(len(links), 'link')}: {', '.join(f'{grade} {n}' for grade, n in grades.items())}"
        for rung in rungs:
            yield f"Knew of {rung.proposition.replace('_', ' ')}? {rung.said}"
        for one in conditions:
            yield f"Condition: {one.title.partition(' (')[0]}: {one.shown}, {one.reason.partition(': ')[0]}"
        yield from [] if conditions else ["Condition: none of a supplier is on record here"]
        if listed:
            stood, unclear = _names(listed, "yes"), _names(listed, "cannot_say")
            yield f"Listed on {listed[0].day}: {stood or 'nobody here'}; cannot say: {unclear or 'none'}"
        yield f"Status: {held.status or 'not on record'}"
        yield Behind(whole_text)

    def whole_text() -> Iterator[Part]:
        yield ""
        for label, text in (("Items", held.items), ("Established", held.established), ("Alleged", held.alleged),
                            ("End user", held.end_user), ("Note", held.notes)):  # fmt: skip
            yield from [f"{label}: {text}"] if text else []
        yield "\nLinks"
        for link in links:
            said = link_says(link, chains.nodes)
            yield f"  {link.id}  {said} [{link.grade.replace('_', ' ')}; {link.asserted_by}]"
        for verdict in conditions:
            yield from (f"\n{verdict.title}: {verdict.shown}", f"  {verdict.reason}")
        for rung in rungs:
            yield f"\n{rung_text(rung)}"
        if listed:
            yield f"\nListed on {listed[0].day}?"
            for row in listed:
                since = f" since {row.since}" if row.since else ""
                yield f"  {row.name}: {row.on_day.replace('_', ' ')} ({row.authority or row.entry}{since})"

    _answer(asked, case, "show", whole, shown)


def _names(listed: Iterable[ListedThen], answer: str) -> str:
    return ", ".join(row.name for row in listed if row.on_day == answer)


@app.command
def routes(
    item: Annotated[str | None, Parameter(help="An item (node id); by default every controlled one.")] = None,
    *,
    to: Annotated[str | None, Parameter(help="An end user (node id); by default every one.")] = None,
    deal: Annotated[str | None, Parameter(help="Only the links of this deal.")] = None,
    most: Annotated[int, Parameter(help="At most so many routes.")] = 200,
    folder: FromFolder = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show every route from a controlled item to an end user, with the weakest evidence on it."""
    with _asking(asked, folder) as (case, chains):
        found = chains.routes(item, to, deal=deal, most=most)

    def shown() -> Iterator[Part]:
        yield Table(
            f"{plural(len(found), 'route')}",
            ["from", "to", "weakest evidence", "at", "arrived", "links"],
            [
                [chains.nodes[r.item].name, chains.nodes[r.end_user].name, r.weakest.replace("_", " "), r.weakest_link,
                 _arrived(r), " ".join(step.link for step in r.steps)]
                for r in found
            ],
        )  # fmt: skip
        yield Behind(lambda: (line for route in found for line in _route_lines(route)))

    _answer(asked, case, "routes", found, shown)


def _arrived(route: Route) -> str:
    said = "yes" if route.arrived else "sold; arrival not on record"
    return f"{said}; dates do not fit" if route.remarks else said


def _route_lines(route: Route) -> Iterator[str]:
    yield f"\n{route.item} to {route.end_user}"
    yield from (f"  {step.link}  {step.says} [{step.grade.replace('_', ' ')}]" for step in route.steps)
    yield from (f"  remark: {remark}" for remark in route.remarks)


@app.command
def near(
    steps: Annotated[int, Parameter(help="At most so many links away.")] = 2,
    *,
    day: Annotated[
        str | None, Parameter(help="The day, YYYY-MM-DD; by default the whole record.", validator=a_day)
    ] = None,
    party: Annotated[
        str | None, Parameter(help="Near this party (node id); by default any listed one.")
    ] = None,
    min_share: Annotated[
        float | None,
        Parameter(
            help="Follow no holding whose stated share is smaller (percent); one without a share is followed."
        ),
    ] = None,
    folder: FromFolder = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show who stands within some steps of a listed party on a day, and by which links."""
    with _asking(asked, folder) as (case, chains):
        found = chains.near(steps, day_of(day), party=party, min_share=min_share)
    _answer(asked, case, "near", found, lambda: Table(
        f"Within {steps} steps of {party or 'a listed party'}{f' on {day}' if day else ''}",
        ["node", "name", "state and numbers", "steps", "near to", "by", "days", "shares", "weakest", "dated"],
        [[r.node, r.name, "; ".join(filter(None, (r.country, *r.identifiers))), r.steps, chains.nodes[r.listed].name,
          " ".join(s.link for s in r.path), "; ".join(day or "no date" for day in r.days), "; ".join(r.shares),
          r.weakest.replace("_", " "), "yes" if r.dated else "no"] for r in found],
        note="Nearness is no accusation: banks and carriers stand near parties they did not know.",
    ))  # fmt: skip


@app.command
def conditions(
    deal: Annotated[str | None, Parameter(help="Only this deal.")] = None,
    *,
    folder: FromFolder = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show where a supplier's condition was broken, and at which link."""
    with _asking(asked, folder) as (case, chains):
        found = chains.conditions(deal)

    table = [[v.title, v.shown, v.id, v.reason, v.settled_by] for v in found]
    _answer(asked, case, "conditions", found, lambda: Table(
        "Conditions of suppliers", ["condition", "verdict", "id", "because", "would be settled by"], table,
    ))  # fmt: skip


@app.command
def recurring(
    *,
    least: Annotated[int, Parameter(help="In at least so many deals.")] = 2,
    everybody: Annotated[bool, Parameter(help="Also those who stand at an end.", negative="")] = False,
    folder: FromFolder = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show which middlemen recur across deals, and what they were in them."""
    with _asking(asked, folder) as (case, chains):
        found = chains.recurring(least=least, everybody=everybody)
    _answer(asked, case, "recurring", found, lambda: Table(
        "Parties in several deals", ["node", "name", "deals", "was", "as the record puts it"],
        [[r.node, r.name, " ".join(r.deals), ", ".join(r.roles), r.says] for r in found],
    ))  # fmt: skip


@app.command
def without(
    end_user: Annotated[str, Parameter(help="An end user (node id).")],
    *,
    folder: FromFolder = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show what an end user could not have had without which supplier, as far as this record goes."""
    with _asking(asked, folder) as (case, chains):
        found = chains.without(end_user)
        name = chains.nodes[end_user].name
    _answer(asked, case, "without", found, lambda: Table(
        f"What {name} could not have had without whom",
        ["supplier", "name", "items", "weakest evidence", "dates"],
        [[r.supplier, r.name, ", ".join(chains.nodes[i].name for i in r.items), r.weakest.replace("_", " "),
          "; ".join(r.remarks)] for r in found],
        note="On this record: the only supplier named for the item, or for a part inside it, in time for it.",
    ))  # fmt: skip


@app.command
def flags(
    file: Annotated[
        Path | None, Parameter(help="A CSV file of transactions; without one, the flags themselves.")
    ] = None,
    *,
    regime: Annotated[
        str | None,
        Parameter(
            help="The regime whose red flags are used, by name or path; the bundled one on the case's target when left out."
        ),
    ] = None,
    everything: Annotated[
        bool, Parameter(name="--all", help="Show also what was not raised or not testable.", negative="")
    ] = False,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Test the numbered red flags on your transactions, or list them with the columns each one reads."""
    from yalu.chains.knowledge.flags import read_flags, read_orders, red_flags, unread_columns  # noqa: PLC0415 - only here

    if regime is None:
        held = read_flags(_regime_of(opened(asked)))
    else:
        if asked.named and not Path(regime).is_file():
            opened(asked, Ruled(regime=regime))  # refused where the two are on different states
        held = read_flags(regime)
    if file is None:
        _answer(asked, None, "flags", [*held], lambda: Table(
            "Red flags", ["flag", "says", "columns it reads", "source"],
            [[f.id, f.flag, ", ".join(f.tested) or "a person must judge", f.source] for f in held],
        ))  # fmt: skip
        return
    orders = read_orders(file)
    unread = unread_columns(orders, held)
    results = [
        result
        for number, order in enumerate(orders, start=1)
        for result in red_flags(order, held, order.get("id", "") or str(number))
    ]
    shown = results if everything else [r for r in results if r.answer == "raised"]
    untested = sum(r.answer == "not_testable" for r in results)
    _answer(asked, None, "flags", results, lambda: Table(
        "Red flags raised" if not everything else "Red flags", ["order", "flag", "answer", "says", "why"],
        [[r.order, r.flag, r.answer.replace("_", " "), r.says, r.why] for r in shown],
        note=f"{untested} of {len(results)} answers are “not testable”: --all says what each would need. "
        "A flag is a question to ask, not a finding."
        + (f" No flag reads the columns {', '.join(unread)}." if unread else ""),
    ))  # fmt: skip


def _regime_of(case: OpenCase) -> str:
    """The bundled regime on the case's target. Raises ChoiceError when there is none."""
    from yalu.law.text.targets import no_regime, regime_for  # noqa: PLC0415 - only here

    found = regime_for(case.case.target)
    if found is None:
        raise ChoiceError(no_regime(case.case.target))
    return found.name


@app.command
def export(
    *,
    form: Annotated[Literal["ftm", "graphml", "csv"], Parameter(name="--format")] = "ftm",
    out: Annotated[Path, Parameter(help="A file; for csv a folder that takes nodes.csv and links.csv.")],
    deal: Annotated[str | None, Parameter(help="Only this deal.")] = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Write the graph as FollowTheMoney JSON lines, as GraphML, or as the two CSV tables."""
    from yalu.chains.formats.exchange import write_graphml, write_pair  # noqa: PLC0415 - only here
    from yalu.chains.formats.follow_the_money import write_entities  # noqa: PLC0415 - only here
    from yalu.listing_lookup import ship_numbers  # noqa: PLC0415 - only here

    with _asking(asked) as (case, chains):
        scope = chains.only(deal) if deal else chains
    nodes, links = scope.nodes.values(), scope.links.values()
    if form == "csv":
        files = {out / name: text for name, text in write_pair(nodes, links).items()}
    else:
        files = {
            out: write_entities(nodes, links, ship_numbers(nodes))
            if form == "ftm"
            else write_graphml(nodes, links)
        }
    write_all({path: text.encode("utf-8") for path, text in files.items()})
    report = {"files": [str(path) for path in files], "nodes": len(scope.nodes), "links": len(scope.links)}
    written = f"{len(scope.nodes)} nodes and {len(scope.links)} links: {', '.join(map(str, files))}"
    _answer(asked, case, "export", report, lambda: [written])


@app.command(name="import")
def import_entities(
    file: Annotated[Path, Parameter(help="FollowTheMoney entities, one JSON object a line.")],
    *,
    out: Annotated[Path, Parameter(help="A new folder for nodes.csv, links.csv and sources.csv.")],
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Read FollowTheMoney entities and relations into the two tables; refused whole if a check fails."""
    from yalu.chains.formats.imports import read_file, write_tables  # noqa: PLC0415 - only here

    read = read_file(file)
    nodes, links = write_tables(read, file, out)
    report = {"folder": str(out), "nodes": nodes, "links": links, "left_out": [*read.left_out]}

    left = [f"  left out: {one.what} ({one.count}, first at line {one.line})" for one in read.left_out]
    _answer(asked, None, "import", report, lambda: [f"{nodes} nodes and {links} links in {out}", *left])
