"""`yalu claims`: hold a published number against the evidence, check encoded claims, keep their history."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from yalu.claims.records import Checked, Judged
from yalu.claims.telling import checked_lines, judged_lines, subject_lines, verdict_word
from yalu.cli.asking import BUNDLED, Asked, RuledBy, SharedOptions, opened
from yalu.cli.printing import print_json, print_table, say
from yalu.documents.choices import ChoiceError
from yalu.opening import OpenCase

app = App(
    name="claims", help="Claims: hold any published number against the evidence; verdicts, slips, history."
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """The parameters of subjects; each subject takes some of them."""

    flow: Annotated[
        str | None, Parameter(help="import, export, or export+import (both), seen from the reporter.")
    ] = None
    period: Annotated[str | None, Parameter(help="2017, 2017-01, 2017-Q1, 2017-H1 or 2017-01/2017-07.")] = (
        None
    )
    against: Annotated[str | None, Parameter(help="The period compared with.")] = None
    hs: Annotated[str | None, Parameter(help="HS code, or TOTAL.")] = None
    unit: Annotated[str | None, Parameter(name=["--unit", "--currency"], help="USD or CNY, t or bbl.")] = None
    ledger: Annotated[str | None, Parameter(help="customs, committee, mirror or alleged.")] = None
    reporter: Annotated[str | None, Parameter(help="Who reports (ISO code, or ALL).")] = None
    partner: Annotated[str | None, Parameter(help="The other side (ISO code).")] = None
    factor: Annotated[str | None, Parameter(help="A named factor between barrels and tonnes.")] = None
    basis: Annotated[str | None, Parameter(help="rows, published, or any (growth).")] = None
    denominator: Annotated[str | None, Parameter(help="A share of what.")] = None
    publisher: Annotated[str | None, Parameter(help="Whose share.")] = None
    per: Annotated[str | None, Parameter(help="The unit of quantity of a unit value.")] = None
    against_period: Annotated[str | None, Parameter(help="Period of the second total.")] = None
    against_flow: Annotated[str | None, Parameter(help="Flow of the second total.")] = None
    against_hs: Annotated[str | None, Parameter(help="HS code of the second total.")] = None
    against_unit: Annotated[str | None, Parameter(help="Unit of the second total.")] = None
    against_ledger: Annotated[str | None, Parameter(help="Ledger of the second total.")] = None
    against_reporter: Annotated[str | None, Parameter(help="Reporter of the second total.")] = None
    against_partner: Annotated[str | None, Parameter(help="Partner of the second total.")] = None
    banned: Annotated[str | None, Parameter(help="The day of a ban, or an event.")] = None
    importer: Annotated[str | None, Parameter(help="Who reports the import.")] = None
    exporter: Annotated[str | None, Parameter(help="Who reports the export.")] = None
    measure: Annotated[str | None, Parameter(help="A measure by id.")] = None
    instrument: Annotated[str | None, Parameter(help="An instrument by id.")] = None
    limb: Annotated[str | None, Parameter(help="quantity, value or first_reached.")] = None
    through: Annotated[str | None, Parameter(help="Where a cap stood at the end of this day.")] = None
    carry_over: Annotated[str | None, Parameter(help="strict, excess or whole.")] = None
    trader: Annotated[str | None, Parameter(help="One state, for limits each state has.")] = None
    edge: Annotated[str | None, Parameter(help="start, end, adopted, effective or published.")] = None
    rules: Annotated[str | None, Parameter(help="Rule set of the codebook.")] = None
    eras: Annotated[str | None, Parameter(help="Era scheme of the codebook.")] = None
    weight: Annotated[str | None, Parameter(help="How many visits a summit weighs.")] = None
    window: Annotated[str | None, Parameter(help="Days to look at, or the window of a cap.")] = None
    direction: Annotated[str | None, Parameter(help="both, partner_to_target or target_to_partner.")] = None
    leader: Annotated[str | None, Parameter(help="A leader by id.")] = None
    side: Annotated[str | None, Parameter(help="partner or target.")] = None
    order: Annotated[str | None, Parameter(help="lowest or highest.")] = None
    among: Annotated[str | None, Parameter(help="Rank among periods or goods.")] = None
    what: Annotated[str | None, Parameter(help="What is counted, such as summit or units.")] = None
    which: Annotated[str | None, Parameter(help="first or last.")] = None
    guest: Annotated[str | None, Parameter(help="A guest by name.")] = None
    between: Annotated[str | None, Parameter(help="Two persons who both take part, joined by a comma.")] = (
        None
    )
    visit: Annotated[str | None, Parameter(help="A visit by id.")] = None
    event: Annotated[str | None, Parameter(help="An event by id, several joined by ;, or a kind.")] = None
    kind: Annotated[str | None, Parameter(help="A kind of event or of site.")] = None
    place: Annotated[str | None, Parameter(help="A word of a place.")] = None
    office: Annotated[str | None, Parameter(help="An office, such as party_head.")] = None
    from_: Annotated[str | None, Parameter(name="--from", help="From this day, or after this event.")] = None
    to: Annotated[
        str | None, Parameter(name=["--to", "--until"], help="To this day or event; or who got the goods.")
    ] = None
    on: Annotated[str | None, Parameter(help="On this day.")] = None
    matter: Annotated[str | None, Parameter(help="The acts or answers on one affair, such as zte.")] = None
    action: Annotated[str | None, Parameter(help="An action by id.")] = None
    year: Annotated[str | None, Parameter(help="The year of an act.")] = None
    state: Annotated[str | None, Parameter(help="Whose authority acted, or who answered (ISO code).")] = None
    responder: Annotated[str | None, Parameter(help="state or company.")] = None
    trigger: Annotated[str | None, Parameter(help="What was answered, such as unilateral_action.")] = None
    deal: Annotated[str | None, Parameter(help="A deal by id.")] = None
    item: Annotated[str | None, Parameter(help="An item of the chains by id, several joined by ;.")] = None
    node: Annotated[str | None, Parameter(help="An item by id, for its own control status.")] = None
    lists: Annotated[str | None, Parameter(help="Control lists that must be named, joined by ;.")] = None
    actor: Annotated[str | None, Parameter(help="Whose knowledge.")] = None
    proposition: Annotated[str | None, Parameter(help="destination, end_user, listing or illegality.")] = None
    company: Annotated[str | None, Parameter(help="A company by id.")] = None
    layer: Annotated[str | None, Parameter(help="The layer of the law: un, regional or national.")] = None
    response: Annotated[str | None, Parameter(help="A statement of the log of answers by id.")] = None
    speaker: Annotated[str | None, Parameter(help="A part of a speaker's name.")] = None

    def given(self) -> dict[str, str]:
        """What was typed, under the names of parameters."""
        pairs = ((field.name.rstrip("_"), getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in pairs if value is not None}


Saying = Annotated[Said, Parameter(name="*")]


@app.command
def test(
    *,
    about: Annotated[str, Parameter(help="A subject, such as trade.growth, or arithmetic over subjects.")],
    stated: Annotated[
        str,
        Parameter(
            help="What was said, in its words: 34.7%, double, second-lowest, none.", allow_leading_hyphen=True
        ),
    ],
    set_: Annotated[
        tuple[str, ...], Parameter(name="--set", help="Any other parameter, as name=value.")
    ] = (),
    flows: Annotated[
        Path | None, Parameter(help="A trade file of yours, read in place of the case's flows.")
    ] = None,
    saying: Saying = Said(),
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Hold one statement against the case, at once and without a file.

    yalu claims subjects lists what can be asked; yalu claims subjects NAME shows its parameters.
    """
    case = opened(asked, ruled)
    given = saying.given()
    for pair in set_:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ChoiceError(f"--set {pair!r} is not name=value")
        given[name] = value
    found = (
        case.claims.with_flows(flows).test(about, stated, **given)
        if flows
        else case.claims.test(about, stated, **given)
    )
    if asked.json:
        print_json(case.case, "claims test", found)
        return
    say(*judged_lines(found))


@app.command
def check(
    wanted: Annotated[
        str | None,
        Parameter(help="One claim, one article, or a YAML file of claims; all of the case without."),
    ] = None,
    *,
    fail_on: Annotated[
        str | None, Parameter(help="End with code 1 when a claim has this verdict, such as contradicted.")
    ] = None,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> int:
    """Judge the encoded claims: by today, and by what was known on the day each was published."""
    case = opened(asked, ruled)
    verdict_word(fail_on)
    rows = case.claims.check(wanted)
    if asked.json:
        print_json(case.case, "claims check", rows)
    elif len(rows) == 1:
        say(*checked_lines(rows[0]))
    else:
        _table(case, rows)
    return 1 if fail_on is not None and any(row.verdict == fail_on for row in rows) else 0


@app.command(name="list")
def list_(
    *,
    article: Annotated[str | None, Parameter(help="Only claims of this article.")] = None,
    verdict: Annotated[str | None, Parameter(help="Only claims with this verdict.")] = None,
    topic: Annotated[str | None, Parameter(help="Only claims on this topic.")] = None,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """List the encoded claims with their verdicts."""
    case = opened(asked, ruled)
    verdict_word(verdict)
    rows = case.claims.listed(article=article, verdict=verdict, topic=topic)
    if asked.json:
        print_json(case.case, "claims list", [_brief(row) for row in rows])
        return
    _table(case, rows)


def _brief(row: Checked) -> dict[str, str]:
    claim = row.claim
    judged: Judged | None = row.today
    return {"id": row.id, "article": claim.article, "topic": claim.topic, "stated": claim.stated, "verdict": row.verdict,
            "tested": row.tested, "extent": row.extent, "joint": row.joint.verdict if row.joint else "",
            "as_reported_by": judged.as_reported_by if judged else "",
            "ours": judged.ours if judged else "", "reason": judged.reason if judged else claim.not_checkable}  # fmt: skip


def _table(case: OpenCase, rows: object) -> None:
    listed = [_brief(row) for row in rows]  # type: ignore[attr-defined]
    if not listed:
        say("No claims. docs/claims-format.md says how to encode one; yalu claims test needs no file.")
        return
    print_table(
        f"Claims against {case.case.id}",
        ["claim", "stated", "ours", "verdict", "because"],
        [
            [
                r["id"].removeprefix("claim/"),
                r["stated"],
                r["ours"],
                r["verdict"].replace("_", " ")
                + (" (partly checked)" if r["extent"] == "partly_checked" else ""),
                r["reason"],
            ]
            for r in listed
        ],
        note="yalu claims check ID shows one claim with readings, slips and trail.",
    )
    sentences = {(row.claim.article, row.joint.name): row.joint for row in rows if row.joint is not None}  # type: ignore[attr-defined]
    if sentences:
        print_table(
            "Sentences as a whole",
            ["sentence", "claims", "verdict", "because"],
            [
                [joint.name, ", ".join(joint.parts), joint.verdict.replace("_", " "), joint.reason]
                for joint in sentences.values()
            ],
        )


@app.command
def subjects(
    name: Annotated[str | None, Parameter(help="One subject, with parameters and an example.")] = None,
    *,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """List what a claim can be about, or explain one subject."""
    case = opened(asked, ruled)
    rows = case.claims.subjects(name)
    if asked.json:
        print_json(case.case, "claims subjects", rows)
        return
    for row in rows:
        say(*subject_lines(row, whole=name is not None))
    if name is None:
        say("", "yalu claims subjects NAME shows parameters, their values in this case, and an example.")


@app.command
def history(
    claim: str,
    *,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show every verdict that was recorded for a claim, oldest first."""
    case = opened(asked, ruled)
    rows = case.claims.history(claim)
    if asked.json:
        print_json(case.case, "claims history", rows)
        return
    if not rows:
        say(f"No verdict on {claim} was recorded yet; yalu claims record does so.")
        return
    print_table(
        f"Verdicts on {claim}",
        ["recorded", "verdict", "ours", "by its day", "data", "code"],
        [
            [
                r.day,
                r.verdict.replace("_", " "),
                r.ours,
                r.then.replace("_", " "),
                r.data_version,
                r.code_version,
            ]
            for r in rows
        ],
    )


@app.command
def record(*, ruled: RuledBy = BUNDLED, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Add the verdicts that changed since the last record to the history of the case; nothing is rewritten."""
    case = opened(asked, ruled)
    added = case.claims.record()
    if asked.json:
        print_json(case.case, "claims record", added)
        return
    say(f"{len(added)} verdicts recorded." if added else "No verdict differs from the last record.")
    for row in added:
        say(f"  {row.claim}: {row.verdict.replace('_', ' ')}, {row.ours}")
