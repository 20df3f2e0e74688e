"""A trade file of one's own in place of the case's flows: the options, and the trade they open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from msgspec.structs import replace

from yalu.cli.output import complain
from yalu.cli.parameters import Asked
from yalu.documents.choices import ChoiceError

if TYPE_CHECKING:
    from yalu.case.records import Case
    from yalu.opening import OpenCase
    from yalu.trade.facade import Trade
    from yalu.trade.files.flow_reader import ReadReport


@dataclass(frozen=True, kw_only=True)
class OwnFlows:
    """A trade file of one's own, read in place of the case's flows."""

    flows: Annotated[
        Path | None,
        Parameter(help="A trade file of yours, as yalu trade read takes it, in place of the case's flows."),
    ] = None
    mapping: Annotated[
        Path | None,
        Parameter(help="With --flows: a mapping file (YAML) for columns that are not recognised."),
    ] = None
    dates: Annotated[
        Literal["month", "day"] | None,
        Parameter(help="With --flows: what dates are that are all firsts, or all lasts, of months."),
    ] = None

    def trade(
        self, case: OpenCase, asked: Asked, ledger: str = "customs", *others: str
    ) -> tuple[Case, Trade]:
        """The trade to ask, and the case as answers name it: with the file's rows as its data version."""
        self.check()
        if self.flows is None:
            return case.case, case.trade
        from yalu.trade.facade import Trade  # noqa: PLC0415 - loaded when asked

        trade, report = Trade.of_file(
            self.flows, target=case.case.target, partner=case.case.partner, others=[o for o in others if o], ledger=ledger,
            mapping=self.mapping, dates=self.dates or "", known_by=asked.day(),
        )  # fmt: skip
        self.show_doubts(report)
        return replace(case.case, data_version=trade.context.data_version), trade

    def check(self) -> None:
        """Raises ChoiceError where it is said how to read a file that is not named."""
        if self.flows is None and (self.mapping is not None or self.dates is not None):
            raise ChoiceError("--mapping and --dates say how --flows is read; name the file with --flows")

    @staticmethod
    def show_doubts(report: ReadReport) -> None:
        """Says beside the answer what of the file was doubtful, and how many rows were rejected and why."""
        complain(str(problem) for problem in report.problems)
        if report.rejected:
            reasons = "; ".join(f"{why}: {count:,}" for why, count in report.reasons.items())
            complain(
                [f"{report.file}: {report.rejected:,} of {report.rows_in:,} rows were rejected ({reasons})"]
            )


OwnIn = Annotated[OwnFlows, Parameter(name="*")]
