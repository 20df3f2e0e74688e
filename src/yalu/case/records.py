"""The record types of a case: one frozen struct per table row, facts only.

Column by column these are documented in ``docs/case-format.md``; the Table Schemas beside this
module say the same for other tools. Empty text means "the sources do not say", never "no".
"""

# ruff: noqa: PLC0414 - the records of a codebook are given on from here
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.case.action_records import Action as Action
from yalu.case.action_records import ActionAmount as ActionAmount
from yalu.case.action_records import NamedParty as NamedParty
from yalu.case.action_records import Response as Response
from yalu.case.chain_records import Deal as Deal
from yalu.case.chain_records import Knowledge as Knowledge
from yalu.case.chain_records import Link as Link
from yalu.case.chain_records import Node as Node
from yalu.case.codebook.codebook_records import Codebook as Codebook
from yalu.case.codebook.codebook_records import EraScheme as EraScheme
from yalu.case.codebook.codebook_records import Rule as Rule
from yalu.case.codebook.codebook_records import RuleOption as RuleOption
from yalu.case.codebook.codebook_records import RuleSet as RuleSet
from yalu.case.seat_records import OUTRANKED as OUTRANKED
from yalu.case.seat_records import PartyBody as PartyBody
from yalu.case.seat_records import Roster as Roster
from yalu.case.seat_records import Seat as Seat
from yalu.case.seat_records import Side as Side
from yalu.case.seat_records import possible
from yalu.documents.tables.source_refs import Row as Row
from yalu.documents.tables.source_refs import SourceRef as SourceRef
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.dates import PartialDate, Window, parse_window
from yalu.vocabulary.places.countries import place_name

VisitDirection = Literal["partner_to_target", "target_to_partner", "third_country"]
Rank = Literal[
    "head_of_state", "premier", "vice_premier", "state_councillor", "minister", "vice_minister", "parliament_head",
    "other", "unknown",
]  # fmt: skip
Occasion = Literal["bilateral", "multilateral_hosted", "congress", "funeral", "transit", "unknown"]
Secrecy = Literal["announced", "secret_then_confirmed", "unconfirmed", "unknown"]
Status = Literal["took_place", "announced_not_seen"]
# The words of a cell that answers a question of fact; a cell says "unknown" where a record cannot say.
ANSWER_CELLS: dict[str, Answer] = {"yes": YES, "no": NO, "unknown": CANNOT_SAY}
FlowDirection = Literal["import", "export", "export+import"]
Ledger = Literal["customs", "committee", "mirror", "alleged"]
Vintage = Literal["first", "revised"]
StatedEvidence = Literal["none", "self_declared", "state_determined", "committee_approved"]
ValueBasis = Literal["fob", "cif"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who published what, when and where. ``reliability`` is the Admiralty letter of the publisher."""

    id: str
    title: str
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""
    kind: str = ""
    reliability: str = "F"
    copy_of: str = ""
    notes: str = ""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post that a guest can hold; counting rules name posts, never rank numbers."""

    id: str
    side: Side
    kind: str
    title: str
    notes: str = ""


class Visit(Row, frozen=True, kw_only=True):
    """One journey of one delegation: facts only. Whether it counts is for the codebook to say.

    ``met_leader`` is ``cannot_say`` where the cell is empty or ``unknown``. The party fields are no columns:
    ``case.seats`` computes them from the seats of the case. ``party_bodies`` are those that can have been the
    guest's highest on the first day (empty: what ``party_body`` says); ``party_seats`` are the rows it follows from.
    """

    start: PartialDate
    end: PartialDate | None = None
    direction: VisitDirection
    guest: str
    posts: tuple[str, ...] = ()
    post_text: str = ""
    rank: Rank = "unknown"
    place: str = ""
    purpose: str = ""
    occasion: Occasion = "unknown"
    secrecy: Secrecy = "unknown"
    status: Status = "took_place"
    met_leader: Answer = CANNOT_SAY
    joint_with: str = ""
    journey: str = ""
    disclosed: PartialDate | None = None
    party_body: PartyBody = "unknown"
    party_bodies: tuple[PartyBody, ...] = ()
    party_seats: tuple[str, ...] = ()
    party_memory: bool = False

    @property
    def bodies(self) -> tuple[PartyBody, ...]:
        """The party bodies that can have been the guest's highest, from the highest down."""
        return self.party_bodies or tuple(b for b in OUTRANKED if b in possible(self.party_body))

    @property
    def remembered(self) -> tuple[str, ...]:
        """The fields that rest on memory alone, the party body among them."""
        return ("party_body", *self.memory) if self.party_memory else self.memory


class VisitStep(Row, frozen=True, kw_only=True):
    """One dated step of a visit: arrived, met the leader, left, reported back."""

    visit: str
    date: PartialDate
    what: str
    text: str = ""


class Event(Row, frozen=True, kw_only=True):
    """A dated fact beside the visits: a test, a launch, a resolution, an announcement.

    ``subkind`` is a class within the kind that some definitions leave out.
    """

    date: PartialDate
    end: PartialDate | None = None
    kind: str
    subkind: str = ""
    title: str
    text: str = ""
    value: str = ""
    value_unit: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """What the value counts: as it is printed, then other words for the same; empty where none is given."""
        return tuple(part.strip() for part in self.value_unit.split(";") if part.strip())


class Tenure(Row, frozen=True, kw_only=True):
    """One leader's time in one office; an empty end means still in office on ``observed_until``."""

    office: str
    side: Side
    leader: str
    name: str
    start: PartialDate
    end: PartialDate | None = None


class Tour(Row, frozen=True, kw_only=True):
    """One site that a guest was shown on a visit."""

    visit: str
    trip: int
    place: str
    site: str = ""
    kind: str = ""


class Published(Row, frozen=True, kw_only=True):
    """A figure somebody published, to be compared with ours; never an input of any computation."""

    title: str
    stated: str
    value: float | None = None
    figure: str
    parameters: tuple[tuple[str, str], ...] = ()
    vintage: Vintage | None = None


class Listed(Row, frozen=True, kw_only=True):
    """One entry of a list of visits that somebody else published; ``visit`` is empty when the case has none for it."""

    date: PartialDate
    guest: str
    direction: VisitDirection
    visit: str = ""


class Flow(Row, frozen=True, kw_only=True):
    """One figure of trade: one period, on one ledger, by one publisher.

    ``period`` is EDTF text and ``window`` its first and last day. ``quantity`` and ``value`` are the numbers
    the source's words name, in the unit stated; None means not reported, never zero. ``evidence`` is what shows
    that conditions of the law are met, by the name of the condition. ``vintage`` says whether it was published so at
    first or revised later, where that is known.
    """

    period: str
    reporter: str
    partner: str
    flow: FlowDirection
    hs: str
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""
    ledger: Ledger
    quantity_stated: str = ""
    value_stated: str = ""
    contract_date: PartialDate | None = None
    loaded_date: PartialDate | None = None
    arrived_date: PartialDate | None = None
    declared_date: PartialDate | None = None
    released_date: PartialDate | None = None
    origin: str = ""
    livelihood_evidence: StatedEvidence | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    value_basis: ValueBasis | None = None
    shipped_from: str = ""
    notified_date: PartialDate | None = None
    reported_date: PartialDate | None = None
    vintage: Vintage | None = None

    @property
    def window(self) -> Window:
        """The first and the last day of the period."""
        return parse_window(self.period)


class RecordedShare(Row, frozen=True, kw_only=True):
    """The partner's share of the target's trade as somebody computed it; ``denominator`` says of what."""

    year: int | None = None
    publisher: str
    denominator: str
    share_percent: Decimal | None = None
    stated: str


class Lead(Row, frozen=True, kw_only=True):
    """Something that may have happened and that nobody has sourced yet. Never counted."""

    date: PartialDate
    who: str
    what: str = ""


CoverageLevel = Literal["whole", "good", "partial", "thin"]
Test = Literal["own_search", "authority_list", "published_list"]


class CoverageRow(Row, frozen=True, kw_only=True):
    """For which rows of a table, and which days, the compilers say that it is complete, and by whose test.

    ``rows`` are the values that the rows have (empty: every row). ``whole`` is all there is, by a list that
    somebody else keeps; ``good`` was searched well. ``left_out`` are classes of rows that nobody looked for.
    """

    table: str = "visits"
    rows: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    level: CoverageLevel
    test: Test | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    months_read: int = 0

    @property
    def window(self) -> Window:
        """The first and the last day it speaks of; ``2006`` to ``2017`` are whole years."""
        if self.year is not None:
            return Window(date(self.year, 1, 1), date(self.year, 12, 31))
        return Window(self.start.earliest if self.start else None, self.end.latest if self.end else None)


class Contradiction(Row, frozen=True, kw_only=True):
    """A value some source gives for a field that another source contradicts; both stay."""

    table: str
    row: str
    field: str
    value: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A whole case as read and checked. ``data_version`` is the package version and a content hash.

    ``observed`` is the window in which the compilers looked for facts: its end is where every
    open interval is cut, because later silence is not evidence. ``known_by`` is the day a reader
    limited the case to ("" when not limited); results carry it in their ids.
    """

    id: str
    title: str
    description: str = ""
    target: str
    partner: str
    names: dict[str, str] = {}
    path: str
    version: str
    data_version: str
    observed: Window
    known_by: str = ""
    sources: dict[str, Source]
    posts: dict[str, Post]
    visits: tuple[Visit, ...]
    seats: tuple[Seat, ...] = ()
    rosters: tuple[Roster, ...] = ()
    steps: tuple[VisitStep, ...] = ()
    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    tours: tuple[Tour, ...] = ()
    published: tuple[Published, ...] = ()
    listed: tuple[Listed, ...] = ()
    flows: tuple[Flow, ...] = ()
    shares: tuple[RecordedShare, ...] = ()
    leads: tuple[Lead, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()
    actions: tuple[Action, ...] = ()
    amounts: tuple[ActionAmount, ...] = ()
    named: tuple[NamedParty, ...] = ()
    responses: tuple[Response, ...] = ()
    deals: tuple[Deal, ...] = ()
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    codebook: Codebook | None = None
    licence: str = ""

    def place(self, code: str) -> str:
        """A place as a reader says it: the two of the case by their names there, any other as place_name has it."""
        sides = {self.partner: self.names.get("partner"), self.target: self.names.get("target")}
        return sides.get(code) or place_name(code)

    @property
    def rated_years(self) -> tuple[CoverageRow, ...]:
        """The rows of coverage that rate one year of visits each."""
        return tuple(row for row in self.coverage if row.table == "visits" and row.year is not None)
