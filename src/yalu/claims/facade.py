"""The claims of one case, as the Python API, the command line and the pages ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.case.records import Case
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.files.claim_reader import published_by, read_claim_file, read_claims
from yalu.claims.files.history import Recorded, read_history, record_verdicts
from yalu.claims.files.trade_file import left_out_of, unread_of, with_flows_of
from yalu.claims.records import Checked, Claim, JudgedClaim
from yalu.claims.statements.tested_part import extent_of, left_unasked
from yalu.claims.subjects import catalogue, find_subject
from yalu.claims.subjects.descriptions import described
from yalu.claims.verdicts.claim_strength import own_report
from yalu.claims.verdicts.clashes import clashes_of
from yalu.claims.verdicts.joint import tied_to, with_joint
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge, safely, silent, with_clashes
from yalu.documents.choices import ChoiceError, unknown
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.tables import Results

if TYPE_CHECKING:
    from yalu.claims.passages.records import Article, Text
    from yalu.law.text.regimes import Regime
    from yalu.trade.files.flow_reader import ReadReport


class Claims:
    """Published statements compared with a case.

    ``check`` judges the encoded claims, ``test`` a statement typed in, both with figure, grid and slips.
    ``regime`` is the law on the case's target; the bundled one when left out.
    """

    def __init__(self, case: Case, regime: Regime | None = None) -> None:
        self.case = case
        self._regime = regime
        self.evidence = Evidence(case, regime)
        self.flows_read: ReadReport | None = None

    def __reduce__(self) -> tuple[type[Claims], tuple[Case, Regime | None]]:
        """Another process asks the same case anew; what was remembered here stays here."""
        return Claims, (self.case, self._regime)

    @cached_property
    def all(self) -> tuple[Claim, ...]:
        """The encoded claims of the case that were published by its day. Raises DocumentError with every problem of their files."""
        day = self.case.known_by
        claims = read_claims(self.case)
        return published_by(claims, date.fromisoformat(day)) if day else claims

    @property
    def coverage(self) -> Coverage:
        """The encoded claims of the case as something that was asked."""
        # A case without claims was asked too: its folder of claims, which is all there can be.
        source = Asked(
            name="claims of the case",
            kind="register",
            whole=True,
            as_of=self.case.known_by,
            entries=len(self.all) or None,
        )
        return Coverage((source,))

    def check(self, wanted: str | Path | None = None) -> Results[Checked]:
        """Every claim, or those of one id, article or file, with its verdicts of today and of its own day."""
        chosen = self.chosen(wanted)
        if wanted is None or _is_file(wanted):
            return self.judged_together(chosen)
        # A part of a sentence is judged with the rest of it, whichever part is asked for.
        ids, ties = {c.id for c in chosen}, {(c.article, c.together) for c in chosen if c.together}
        whole = (c for c in self.all if c.id in ids or (c.article, c.together) in ties)
        found = self.judged_together(whole)
        return Results([each for each in found if each.claim.id in ids], found.coverage)

    def chosen(self, wanted: str | Path | None = None) -> tuple[Claim, ...]:
        """The claims a name stands for. Raises ChoiceError naming the nearest when there is none."""
        if wanted is None:
            return self.all
        if _is_file(wanted):
            return read_claim_file(Path(wanted), self.case)
        found = tuple(c for c in self.all if wanted in {c.id, c.article, f"claim/{c.id}"})
        if not found:
            known = [*dict.fromkeys(c.article for c in self.all), *(c.id for c in self.all)]
            raise ChoiceError(unknown("claim or article", str(wanted), known))
        return found

    def test(self, about: str, stated: str, *, as_reported: str = "", **parameters: Any) -> JudgedClaim:
        """One statement compared with the case; parameters are those of the subject.

        ``as_reported`` is a source of the case: asked is then whether that report says so, never whether it
        is a fact. Raises ChoiceError for what cannot be asked or read, naming what would be.
        """
        given = {name.rstrip("_"): str(value) for name, value in parameters.items() if value is not None}
        if as_reported and not own_report(self.case, as_reported):
            raise ChoiceError(unknown("source", as_reported, sorted(self.case.sources)))
        claim = ad_hoc_claim(about, stated, given, as_reported=as_reported)
        try:
            return judge(self.evidence, claim, ad_hoc=True)
        except (
            Unanswerable
        ) as silence:  # nothing can be asked at all, as of law where no regime is on the target
            return silent(claim, str(silence), self.case.known_by, self.case.data_version)

    def read(
        self,
        text: Text,
        source: str,
        *,
        where: str = "",
        published: str = "",
        who: str = "",
        test: bool = False,
    ) -> Article:
        """What an article states, with the questions its words may be asking; see docs/claims.md.

        ``text`` comes from ``passages.texts``, ``source`` is the name it is known by. ``test`` judges the questions whose
        every part was taken up. Raises ChoiceError for a heading that cannot be.
        """
        from yalu.claims.passages.headings import heading  # noqa: PLC0415 - loaded when an article is read
        from yalu.claims.passages.proposals import read_for_claims  # noqa: PLC0415
        from yalu.claims.passages.verdicts import judged  # noqa: PLC0415

        head = heading(self.case, text, source, where=where, published=published, who=who)
        found = read_for_claims(
            self.evidence, text, article=head.article, where=head.where, who=head.who, published=head.published,
            assumed=head.assumed,
        )  # fmt: skip
        return judged(self.evidence, found) if test else found

    def judged_together(self, claims: Iterable[Claim]) -> Results[Checked]:
        """Claims made elsewhere, judged as those of the case are, and compared with each other."""
        listed = tuple(claims)
        said = clashes_of(self.evidence, listed)
        return Results(
            with_joint([self._checked(c, said.get(c.id, ()), listed) for c in listed]), self.coverage
        )

    def listed(
        self, *, article: str | None = None, verdict: str | None = None, topic: str | None = None
    ) -> Results[Checked]:
        """The claims with their verdicts, filtered."""
        for what, value, known in (
            ("article", article, {c.article for c in self.all}),
            ("topic", topic, {c.topic for c in self.all}),
        ):
            if value is not None and value not in known:
                raise ChoiceError(unknown(what, value, sorted(known)))
        rows = (
            row
            for row in self.check()
            if article in {None, row.claim.article} and topic in {None, row.claim.topic}
        )
        return Results([row for row in rows if verdict in {None, row.verdict}], self.coverage)

    def subjects(self, name: str | None = None) -> list[dict[str, Any]]:
        """What can be asked: name, title, unit, parameters with their values in this case, an example."""
        chosen = [find_subject(name)] if name else list(catalogue().values())
        return [described(subject, self.evidence, values=name is not None) for subject in chosen]

    def with_flows(self, path: Path, *, mapping: Path | None = None, dates: str = "") -> Claims:
        """The same case with the flows of a trade file in place of its own; ``flows_read`` says what came of reading it.

        ``mapping`` and ``dates`` as ``read_trade`` takes them. Raises DocumentError for a bad file.
        """
        case, report = with_flows_of(self.case, path, mapping=mapping, dates=dates)
        claims = Claims(case, self._regime)
        claims.flows_read = report
        claims.evidence = Evidence(case, self._regime, left_out=left_out_of(report), unread=unread_of(report))
        return claims

    def explain(self, wanted: str) -> Checked:
        """One claim by ``claim/ID``. Raises ChoiceError naming the nearest."""
        return self.check(wanted.removeprefix("claim/"))[0]

    def history(self, claim: str) -> Results[Recorded]:
        """What was recorded of a claim, oldest first. Raises DocumentError when a line was changed or removed."""
        name = claim.removeprefix("claim/")
        day = self.case.known_by
        rows = [row for row in read_history(self.case) if row.claim == name and (not day or row.day <= day)]
        if not rows:
            self.chosen(name)
        source = Asked(name="history of verdicts", kind="register", whole=True, entries=len(rows) or None)
        return Results(rows, Coverage((source,)))

    def record(self, day: date | None = None) -> Results[Recorded]:
        """Append the verdicts that changed to the history of the case, and return them."""
        return Results(record_verdicts(self.case, self.check(), day), self.coverage)

    def _checked(self, claim: Claim, clashes: tuple[str, ...], listed: tuple[Claim, ...]) -> Checked:
        left = left_unasked(claim, tied_to(claim, listed))
        found = Checked(id=f"claim/{claim.id}", claim=claim, tested=claim.tested,
                        extent=extent_of(claim, left), unasked=left)  # fmt: skip
        if claim.not_checkable:
            return found
        today = with_clashes(safely(self.evidence, claim), clashes)
        return msgspec.structs.replace(found, today=today, then=self._then(claim))

    def _then(self, claim: Claim) -> JudgedClaim:
        """By what could be known on the day of publication; a month counts to its last day."""
        day = parse_date(claim.published).latest
        if self.case.known_by and day.isoformat() >= self.case.known_by:
            return safely(self.evidence, claim)
        known = self.evidence.as_known(day)
        if known is None:
            return silent(claim, f"nothing was observed by {day}", day.isoformat(), self.case.data_version)
        return safely(known, claim)


def _is_file(wanted: str | Path) -> bool:
    return Path(wanted).suffix in {".yaml", ".yml"}
