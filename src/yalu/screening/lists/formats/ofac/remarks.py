"""The remarks of OFAC's legacy set, which hold everything the file has no column for."""

from __future__ import annotations

import re

from yalu.screening.lists.formats.ofac.terms import born, clauses, is_statement, links, numbered
from yalu.screening.lists.formats.places import alpha3
from yalu.screening.records import Identifier, LinkedTo, Schema, Spell

_NUMBERED = re.compile(
    r"((?:Diplomatic |Stateless Person )?Passport|Website|Email Address|MMSI|SSN|C\.U\.R\.P\.|R\.F\.C\.|D\.N\.I\.|C\.U\.I\."
    r"|I\.F\.E\.|RFC|Credencial electoral|Cedula No\.|NIT #?|RUC #?|RIF #?|D-U-N-S Number|SWIFT/BIC|BIK \(RU\)|Phone Number"
    r"|Digital Currency Address - [A-Z0-9]+"
    r"|[A-Z][\w./&'() -]*?(?:No\.?|Number|ID|#|Identification|\(USCC\)|\(MSN\)|\(CBLS\)|Card|License))"
    r"(?: #)?\s+(\S.*)"
)
_COUNTRY = re.compile(r"^(.*?)\s*\(([^()]+)\)(.*)$")


class Remarks:
    """One remark cut at its semicolons and sorted into dates, places, numbers, ties and statements."""

    def __init__(self, text: str, schema: Schema) -> None:
        self.schema = schema
        self.births: list[Spell] = []
        self.birth_places: list[str] = []
        self.genders: list[str] = []
        self.states: list[str] = []
        self.flags: list[str] = []
        self.identifiers: list[Identifier] = []
        self.notices: list[str] = []
        self.linked: list[LinkedTo] = list(links(text))
        for clause in clauses(text):
            self._sort(clause)

    def _sort(self, clause: str) -> None:
        bare = re.sub(r"^alt\.\s*", "", clause)
        if bare.startswith("(Linked To: "):
            return  # taken with its balanced brackets already
        if (found := born(bare)) is not None:
            self.births.append(found)
        elif bare.startswith("POB "):
            self.birth_places.append(bare[4:].rstrip("."))
        elif bare.startswith("Gender "):
            gender = bare[7:].strip(". ").lower()
            self.genders += [gender] if gender in {"male", "female"} else []
        elif match := re.match(r"(?:nationality|citizen) (.+)", bare):
            self.states.append(match[1].rstrip("."))
        elif bare.startswith("Linked To: "):
            name = bare[11:].strip()
            if name not in {tie.name for tie in self.linked}:
                self.linked.append(LinkedTo("linked_to", name))
        elif match := re.match(r"(?:Former Vessel Flag|Nationality of Registration) (.+)", bare):
            self.flags.append(match[1])
        elif is_statement(bare) or ": " in bare:
            self.notices.append(bare)
        elif match := _NUMBERED.fullmatch(bare):
            self._number(match[1], match[2])

    def _number(self, label: str, value: str) -> None:
        state = ""
        if match := _COUNTRY.match(value):
            value, state = match[1], match[2]
        found = numbered(label, value, self.schema, alpha3(state))
        if found is not None:
            self.identifiers.append(found)
