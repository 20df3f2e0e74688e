"""What every `yalu screen` command shares: which lists and policy, what is known of a party, opening both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from yalu.cli.output import complain
from yalu.cli.parameters import Asked, a_day, day_of
from yalu.cli.streams import working
from yalu.documents.choices import ChoiceError

if TYPE_CHECKING:
    from yalu.screening.decisions.reviewer_judgements import JudgementFile
    from yalu.screening.query_input import ScreeningQuestion as Question
    from yalu.screening.screener import Screening


@dataclass(frozen=True, kw_only=True)
class Against(Asked):
    """Which lists, as of which day, under which policy, with whose judgements."""

    lists: Annotated[
        str,
        Parameter(
            help="Only these lists, as un,ofac, in any case (ofac means every list that begins with ofac-)."
        ),
    ] = ""
    as_of: Annotated[
        str | None,
        Parameter(help="The lists and the day of the question, such as 2017-08-05.", validator=a_day),
    ] = None
    policy: Annotated[Path | None, Parameter(help="A policy file of your own (YAML).")] = None
    limit: Annotated[int, Parameter(help="Candidates looked at; the policy says how many by default.")] = 0
    judgements: Annotated[Path | None, Parameter(help="A file of judgements of your own.")] = None

    @property
    def on(self) -> date | None:
        """The day of the lists: ``--as-of``, or ``--known-by``, which every command takes. Raises DateError."""
        return day_of(self.as_of) or self.day()


AgainstOptions = Annotated[Against, Parameter(name="*")]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the party beside its name."""

    birth: Annotated[
        list[str] | None, Parameter(negative="", help="Birth date: 1984-01-08, 1984-01 or 1984.")
    ] = None
    country: Annotated[
        list[str] | None, Parameter(negative="", help="Country or nationality, a code or a name.")
    ] = None
    gender: Annotated[list[str] | None, Parameter(negative="", help="male or female.")] = None
    schema: Annotated[str, Parameter(help="Person, Company, Vessel, Organization ...")] = ""
    imo: Annotated[list[str] | None, Parameter(negative="", help="A ship's IMO number.")] = None
    id: Annotated[
        list[str] | None, Parameter(negative="", help="An identifier as kind:value, such as passport:A123.")
    ] = None
    ref: Annotated[str, Parameter(help="Your own number of the customer; judgements are kept by it.")] = ""


KnownOptions = Annotated[Known, Parameter(name="*")]


def question(name: str, known: Known) -> Question:
    from yalu.screening.query_input import ask  # noqa: PLC0415 - loads the lists' tables of countries

    numbers = [("imo", value) for value in known.imo or ()]
    for text in known.id or ():
        kind, sign, value = text.partition(":")
        if not sign:
            raise ChoiceError(f"--id {text!r} names no kind; write kind:value, such as passport:A1234567")
        numbers.append((kind, value))
    return ask(
        name,
        schema=known.schema,
        births=known.birth or (),
        countries=known.country or (),
        genders=known.gender or (),
        identifiers=numbers,
        ref=known.ref,
    )


def opened_lists(against: Against) -> Screening:
    from yalu.screening.screener import Screening  # noqa: PLC0415 - loads the index, only when asked

    lists = tuple(part.strip() for part in against.lists.split(",") if part.strip())
    if against.lists and not lists:
        raise ChoiceError(f"--lists {against.lists!r} names no list; leave it out to ask every list")
    judgements = judgement_file(against.judgements).read()
    complain(f"note: {note}" for note in judgements.notes)
    with working("opening the lists"):
        return Screening(
            as_of=against.on,
            policy=against.policy,
            lists=lists,
            judgements=judgements,
        )


def _home() -> Path:
    from yalu.screening.index_store import screening_home  # noqa: PLC0415 - see above

    return screening_home()


def judgement_file(given: Path | None) -> JudgementFile:
    from yalu.screening.decisions.reviewer_judgements import JudgementFile  # noqa: PLC0415 - see above

    return JudgementFile(given or _home() / "judgements.jsonl")
