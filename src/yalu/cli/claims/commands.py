"""`yalu claims`: test a published number against the evidence, check encoded claims, keep their history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from cyclopts import App, Parameter

from yalu.claims.facade import Claims
from yalu.claims.records import Checked, JudgedClaim
from yalu.claims.verdicts.verdict_text import checked_lines, judged_lines, subject_lines, verdict_word
from yalu.cli.claims.parameters import Said, Saying
from yalu.cli.output import present
from yalu.cli.parameters import BUNDLED, Asked, AskedForRows, RuledBy, SharedOptions, TableOptions, opened
from yalu.cli.tables import Behind, Kept, Part, Table
from yalu.cli.trade.own_files import OwnFlows, OwnIn
from yalu.documents.choices import ChoiceError
from yalu.opening import OpenCase

app = App(name="claims", help="Test any published number against the evidence; verdicts, slips, history.")


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
    as_reported: Annotated[
        str,
        Parameter(help="A source by id: ask whether that report says so, never whether it is a fact."),
    ] = "",
    saying: Saying = Said(),  # noqa: B008 - frozen
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Test one statement against the case, at once and without a file.

    yalu claims subjects lists what can be asked; yalu claims subjects NAME shows its parameters.
    """
    case = opened(asked, ruled)
    given = saying.given()
    for pair in set_:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ChoiceError(f"--set {pair!r} is not name=value")
        given[name] = value
    found = _claims(case, own).test(about, stated, as_reported=as_reported, **given)
    present(found, lambda: judged_lines(found), asked=asked, command="claims test", case=case.case)


def _claims(case: OpenCase, own: OwnFlows) -> Claims:
    """The claims of the case, over a trade file of one's own where one is named; what was rejected of it is said."""
    own.check()
    if own.flows is None:
        return case.claims
    claims = case.claims.with_flows(own.flows, mapping=own.mapping, dates=own.dates or "")
    if claims.flows_read is not None:
        own.show_doubts(claims.flows_read)
    return claims


@app.command
def check(
    wanted: Annotated[
        str | None,
        Parameter(
            name="--id", help="One claim, one article, or a YAML file of claims; all of the case without."
        ),
    ] = None,
    *,
    fail_on: Annotated[
        str | None, Parameter(help="End with code 1 when a claim has this verdict, such as contradicted.")
    ] = None,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> int:
    """Judge the encoded claims: by today, and by what was known on the day each was published."""
    case = opened(asked, ruled)
    verdict_word(fail_on)
    rows = case.claims.check(wanted)

    def shown() -> Iterator[Part]:
        yield from checked_lines(rows[0]) if len(rows) == 1 else _parts(case, rows)

    present(rows, shown, asked=asked, command="claims check", case=case.case, none=_NONE)
    return 1 if fail_on is not None and any(row.verdict == fail_on for row in rows) else 0


@app.command(name="list")
def list_(
    *,
    article: Annotated[str | None, Parameter(help="Only claims of this article.")] = None,
    verdict: Annotated[str | None, Parameter(help="Only claims with this verdict.")] = None,
    topic: Annotated[str | None, Parameter(help="Only claims on this topic.")] = None,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """List the encoded claims with their verdicts."""
    case = opened(asked, ruled)
    verdict_word(verdict)
    rows = case.claims.listed(article=article, verdict=verdict, topic=topic)
    present(
        rows, lambda: _parts(case, rows), asked=asked, command="claims list", case=case.case, none=_NONE,
        json=[_brief(row) for row in rows],
    )  # fmt: skip


def _brief(row: Checked) -> dict[str, str]:
    claim = row.claim
    judged: JudgedClaim | None = row.today
    return {"id": row.id, "article": claim.article, "topic": claim.topic, "stated": claim.stated, "verdict": row.verdict,
            "tested": row.tested, "extent": row.extent, "joint": row.joint.verdict if row.joint else "",
            "as_reported_by": judged.as_reported_by if judged else "",
            "ours": judged.ours if judged else "", "reason": judged.reason if judged else claim.not_checkable}  # fmt: skip


_NONE = "No claims. docs/claims-format.md says how to encode one; yalu claims test needs no file."


def _parts(case: OpenCase, rows: Sequence[Checked]) -> Iterator[Part]:
    """How many claims have which verdict, each claim, and the sentences that several of them make up."""
    listed = [_brief(row) for row in rows]
    verdicts = Counter(r["verdict"].replace("_", " ") for r in listed)
    yield f"{len(listed)} claims against {case.case.id}: {', '.join(f'{n} {word}' for word, n in verdicts.most_common())}"
    yield Table(
        "",
        ["claim", "stated", "ours", "verdict", "because"],
        [[r["id"].removeprefix("claim/"), r["stated"], r["ours"], _verdict(r), r["reason"]] for r in listed],
        note="yalu claims check ID shows one claim with readings, slips and trail.",
    )
    sentences = {(row.claim.article, row.joint.name): row.joint for row in rows if row.joint is not None}
    if sentences:
        table = Table(
            "\nSentences as a whole",
            ["sentence", "claims", "verdict", "because"],
            [
                [joint.name, ", ".join(joint.parts), joint.verdict.replace("_", " "), joint.reason]
                for joint in sentences.values()
            ],
        )
        yield Behind(lambda: [table])


def _verdict(brief: dict[str, str]) -> str:
    partly = " (partly checked)" if brief["extent"] == "partly_checked" else ""
    return f"{brief['verdict'].replace('_', ' ')}{partly}"


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

    def shown() -> Iterator[Part]:
        for row in rows:
            yield from subject_lines(row, whole=name is not None)
        if name is None:
            yield Kept(
                "\nyalu claims subjects NAME shows parameters, their values in this case, and an example."
            )

    present(rows, shown, asked=asked, command="claims subjects", case=case.case)


@app.command
def history(
    claim: str,
    *,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show every verdict that was recorded for a claim, oldest first."""
    case = opened(asked, ruled)
    rows = case.claims.history(claim)
    table = Table(
        f"Verdicts on {claim}",
        ["recorded", "verdict", "ours", "by its day", "data", "code"],
        [
            [
                r.day, r.verdict.replace("_", " "), r.ours, r.then.replace("_", " "), r.data_version, r.code_version,
            ]
            for r in rows
        ],
    )  # fmt: skip
    none = f"No verdict on {claim} was recorded yet; yalu claims record does so."
    present(rows, table, asked=asked, command="claims history", case=case.case, none=none)


@app.command
def record(*, ruled: RuledBy = BUNDLED, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Add the verdicts that changed since the last record to the history of the case; nothing is rewritten."""
    case = opened(asked, ruled)
    added = case.claims.record()
    lines = [f"  {row.claim}: {row.verdict.replace('_', ' ')}, {row.ours}" for row in added]
    present(
        added, lambda: [f"{len(added)} verdicts recorded.", *lines], asked=asked, command="claims record", case=case.case,
        none="No verdict differs from the last record.",
    )  # fmt: skip


app.command("yalu.cli.claims.articles:read", name="read")
