"""The record types of a case: one frozen struct per table row, facts only.

Column by column these are documented in ``docs/case-format.md``; the Table Schemas beside this
module say the same for other tools. Empty text means "the sources do not say", never "no".
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from yalu.vocabulary.dates import PartialDate, Window

Side = Literal["target", "partner"]
Direction = Literal["partner_to_target", "target_to_partner", "third_country"]
PartyBody = Literal[
    "politburo_standing",
    "politburo",
    "politburo_alternate",
    "secretariat",
    "central_committee",
    "none",
    "unknown",
]
Rank = Literal[
    "head_of_state",
    "premier",
    "vice_premier",
    "state_councillor",
    "minister",
    "vice_minister",
    "parliament_head",
    "other",
    "unknown",
]
Occasion = Literal["bilateral", "multilateral_hosted", "congress", "funeral", "transit", "unknown"]
Secrecy = Literal["announced", "secret_then_confirmed", "unconfirmed", "unknown"]
Answer = Literal["yes", "no", "unknown"]


class SourceRef(msgspec.Struct, frozen=True, gc=False):
    """One source as a row names it: ``gazette-2018:2`` is source gazette-2018, credibility 2 for this fact."""

    source: str
    credibility: int


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


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every fact row carries: its id, its sources, and the fields that rest on memory alone.

    Rows hold no cycles, so the collector need not walk a million of them (``gc=False``).
    """

    id: str
    sources: tuple[SourceRef, ...] = ()
    memory: tuple[str, ...] = ()
    notes: str = ""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post that a guest can hold; counting rules name posts, never rank numbers."""

    id: str
    side: Side
    kind: str
    title: str
    notes: str = ""


class Visit(Row, frozen=True, kw_only=True):
    """One journey of one delegation: facts only. Whether it counts is for the codebook to say."""

    start: PartialDate
    end: PartialDate | None = None
    direction: Direction
    guest: str
    posts: tuple[str, ...] = ()
    post_text: str = ""
    party_body: PartyBody = "unknown"
    rank: Rank = "unknown"
    place: str = ""
    purpose: str = ""
    occasion: Occasion = "unknown"
    secrecy: Secrecy = "unknown"
    met_leader: Answer = "unknown"
    joint_with: str = ""
    journey: str = ""
    disclosed: PartialDate | None = None


class Step(Row, frozen=True, kw_only=True):
    """One dated step of a visit: arrived, met the leader, left, reported back."""

    visit: str
    date: PartialDate
    what: str
    text: str = ""


class Event(Row, frozen=True, kw_only=True):
    """A dated fact beside the visits: a test, a launch, a resolution, an announcement."""

    date: PartialDate
    end: PartialDate | None = None
    kind: str
    title: str
    text: str = ""
    value: str = ""


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
    """A figure somebody published, to be held against ours; never an input of any computation."""

    title: str
    stated: str
    value: float | None = None
    figure: str
    parameters: tuple[tuple[str, str], ...] = ()


class Lead(Row, frozen=True, kw_only=True):
    """Something that may have happened and that nobody has sourced yet. Never counted."""

    date: PartialDate
    who: str
    what: str = ""


class Coverage(Row, frozen=True, kw_only=True):
    """How well one year of the record was searched, in the compilers' judgement, with the reason."""

    year: int
    level: Literal["good", "partial", "thin"]
    reason: str = ""
    months_read: int = 0


class Contradiction(Row, frozen=True, kw_only=True):
    """A value some source gives for a field that another source contradicts; both stay."""

    table: str
    row: str
    field: str
    value: str


class RuleOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way a counting rule can stand: what it admits, what it excludes."""

    title: str = ""
    admit: dict[str, Any] = {}
    exclude: dict[str, Any] = {}
    summit: dict[str, Any] = {}
    merge: bool = False


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered counting rule: a question, the reason it matters, and its options."""

    title: str
    reason: str
    options: dict[str, RuleOption]


class RuleSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named choice of one option per rule; ``extends`` takes another set and changes it."""

    title: str
    description: str = ""
    extends: str = ""
    choose: dict[str, str] = {}
    open: dict[str, str] = {}
    window: str = ""
    sources: tuple[str, ...] = ()


class EraScheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How leaders' years are cut: which office on each side, by days or by whole calendar years."""

    title: str
    offices: dict[str, str]
    cut: Literal["days", "year_held_on_1_january", "every_year_touched"]
    description: str = ""


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The counting rules, rule sets and era schemes of a case."""

    version: str
    rules: dict[str, Rule]
    rule_sets: dict[str, RuleSet]
    era_schemes: dict[str, EraScheme]
    default_rule_set: str = ""
    default_era_scheme: str = ""


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
    steps: tuple[Step, ...] = ()
    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    tours: tuple[Tour, ...] = ()
    published: tuple[Published, ...] = ()
    leads: tuple[Lead, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    codebook: Codebook | None = None
    licence: str = ""
