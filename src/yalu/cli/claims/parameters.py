"""The parameters of the subjects of claims as options of `yalu claims test`.

Every parameter of every subject is one, under its own name and its other spellings; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated

from cyclopts import Parameter


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
    unit: Annotated[str | None, Parameter(help="t or bbl, or a currency.")] = None
    currency: Annotated[str | None, Parameter(help="USD or CNY.")] = None
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
    measure: Annotated[str | None, Parameter(help="A measure by id or words, such as coal 2017.")] = None
    instrument: Annotated[str | None, Parameter(help="An instrument by id or words.")] = None
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
    leader: Annotated[str | None, Parameter(help="A leader by id or part of the name.")] = None
    side: Annotated[str | None, Parameter(help="partner or target.")] = None
    order: Annotated[str | None, Parameter(help="lowest or highest.")] = None
    among: Annotated[str | None, Parameter(help="Rank among periods or goods.")] = None
    what: Annotated[str | None, Parameter(help="What is counted, such as summit or units.")] = None
    which: Annotated[str | None, Parameter(help="first or last.")] = None
    guest: Annotated[str | None, Parameter(help="A guest by name or part of it.")] = None
    visit: Annotated[str | None, Parameter(help="A visit by id, or guest and day.")] = None
    event: Annotated[
        str | None,
        Parameter(
            name=["--event", "--events", "--after"],
            help="An event by id or words, several joined by ;, or a kind.",
        ),
    ] = None
    kind: Annotated[str | None, Parameter(help="A kind of event or of site.")] = None
    place: Annotated[str | None, Parameter(help="A word of a place.")] = None
    office: Annotated[str | None, Parameter(help="An office, such as party_head.")] = None
    from_: Annotated[str | None, Parameter(name="--from", help="From this day, or after this event.")] = None
    to: Annotated[str | None, Parameter(help="To this day or event; or who got the goods.")] = None
    since: Annotated[str | None, Parameter(help="Acts from this day on.")] = None
    until: Annotated[str | None, Parameter(help="To this day, included.")] = None
    on: Annotated[str | None, Parameter(help="On this day.")] = None
    matter: Annotated[str | None, Parameter(help="The acts or answers on one affair, such as zte.")] = None
    action: Annotated[str | None, Parameter(help="An action by id or words.")] = None
    year: Annotated[str | None, Parameter(help="The year of an act.")] = None
    state: Annotated[str | None, Parameter(help="Whose authority acted, or who answered (ISO code).")] = None
    responder: Annotated[str | None, Parameter(help="state or company.")] = None
    trigger: Annotated[str | None, Parameter(help="What was answered, such as unilateral_action.")] = None
    deal: Annotated[str | None, Parameter(help="A deal by id or words.")] = None
    item: Annotated[str | None, Parameter(help="An item of the chains by id, several joined by ;.")] = None
    node: Annotated[str | None, Parameter(help="An item by id, for its own control status.")] = None
    lists: Annotated[str | None, Parameter(help="Control lists that must be named, joined by ;.")] = None
    actor: Annotated[str | None, Parameter(help="Whose knowledge.")] = None
    proposition: Annotated[str | None, Parameter(help="destination, end_user, listing or illegality.")] = None
    company: Annotated[str | None, Parameter(help="A company by id or words.")] = None
    absent: Annotated[
        str | None, Parameter(help="unknown, or zero: what a table of all goods lacks is no trade.")
    ] = None
    as_: Annotated[str | None, Parameter(name="--as", help="How a mirror gap is said.")] = None
    in_: Annotated[str | None, Parameter(name="--in", help="How a change of share is said.")] = None
    authority: Annotated[str | None, Parameter(help="Who acted, as it names itself.")] = None
    programme: Annotated[str | None, Parameter(help="Acts that name this state's programme (ISO code).")] = (
        None
    )
    names_state: Annotated[str | None, Parameter(help="Acts that name a party of this state (ISO code).")] = (
        None
    )
    between: Annotated[str | None, Parameter(help="Two persons who both take part, joined by a comma.")] = (
        None
    )
    post: Annotated[str | None, Parameter(help="A guest's post by id or words of its title.")] = None
    by: Annotated[str | None, Parameter(help="state or party: the ladder a rank is read on.")] = None
    shared: Annotated[str | None, Parameter(help="counted or left out: acts on another programme too.")] = (
        None
    )
    layer: Annotated[str | None, Parameter(help="The layer of the law: un, regional or national.")] = None
    response: Annotated[str | None, Parameter(help="A statement of the log of answers by id.")] = None
    speaker: Annotated[str | None, Parameter(help="A part of a speaker's name.")] = None
    sense: Annotated[str | None, Parameter(help="act or effect: what an act does to property.")] = None
    leave_out: Annotated[str | None, Parameter(help="Events of a mark that are not counted.")] = None

    def given(self) -> dict[str, str]:
        """What was typed, under the names of parameters."""
        pairs = ((field.name.rstrip("_"), getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in pairs if value is not None}


Saying = Annotated[Said, Parameter(name="*")]
