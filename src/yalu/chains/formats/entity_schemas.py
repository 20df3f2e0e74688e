"""What the FollowTheMoney vocabulary calls our nodes and links, and how we call what its files hold.

A relation keeps the strength that its schema gives it: a director is no controller, a member no employee, a relative
or an unknown tie no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping

from yalu.case.chain_records import Link, Node

# Our own columns that the vocabulary has no property for travel as texts that begin so, in keywords or description.
CARRIED = "yalu "
# The source, and the grade, of rows whose file names none: whoever wrote a file of entities proves nothing by it.
IMPORTED = "imported:6"
NOT_STATED = "not stated"

SCHEMA_OF = {
    "company": "Company", "person": "Person", "body": "PublicBody", "bank": "Company", "account": "BankAccount",
    "vessel": "Vessel", "programme": "Organization", "component": "Asset", "software": "Asset", "machine": "Asset",
    "good": "Asset", "shipment": "Asset",
}  # fmt: skip
KIND_OF = {
    "Company": "company", "Person": "person", "PublicBody": "body", "Vessel": "vessel", "Asset": "good",
    "Organization": "body", "LegalEntity": "company", "Thing": "good", "BankAccount": "bank", "Vehicle": "machine",
    "Airplane": "machine", "RealEstate": "good",
}  # fmt: skip
# Our kind, the schema of the vocabulary, and its properties for the two ends.
RELATIONS = {
    "owned_by": ("Ownership", "asset", "owner"), "directed_by": ("Directorship", "organization", "director"),
    "acted_for": ("Representation", "agent", "client"), "employed_by": ("Employment", "employee", "employer"),
    "member_of": ("Membership", "member", "organization"), "family_of": ("Family", "person", "relative"),
    "associated_with": ("Associate", "person", "associate"), "paid": ("Payment", "payer", "beneficiary"),
}  # fmt: skip
UNKNOWN = ("UnknownLink", "subject", "object")
ENDS = {schema: (kind, one, two) for kind, (schema, one, two) in RELATIONS.items()} | {
    "UnknownLink": ("related_to", "subject", "object")
}
# The relations of the vocabulary that have a role and a status; the others have neither.
WITH_ROLE = frozenset({"Ownership", "Representation", "Employment", "UnknownLink"})
# What the vocabulary asks of the two ends of a relation, by schema: a vessel has no director, a body no owner.
_LEGAL = frozenset({"Company", "PublicBody", "Organization", "Person"})
_PERSONS = frozenset({"Person"})
RANGES = {
    "Ownership": (frozenset({"Company", "Asset", "BankAccount", "Vessel"}), _LEGAL),
    "Directorship": (_LEGAL - _PERSONS, _LEGAL),
    "Representation": (_LEGAL, _LEGAL),
    "Employment": (_PERSONS, _LEGAL - _PERSONS),
    "Membership": (_LEGAL, _LEGAL - _PERSONS),
    "Family": (_PERSONS, _PERSONS),
    "Associate": (_PERSONS, _PERSONS),
    "Payment": (_LEGAL, _LEGAL),
}
# Numbers that tell two parties of one name apart, each with the word that stands before it in our tables.
IDENTIFIERS = {
    "imoNumber": "IMO", "mmsi": "MMSI", "registrationNumber": "registration", "idNumber": "id number",
    "taxNumber": "tax number", "leiCode": "LEI", "uscCode": "USCC", "innCode": "INN", "ogrnCode": "OGRN",
    "vatCode": "VAT", "dunsCode": "DUNS", "swiftBic": "SWIFT", "callSign": "call sign", "iban": "IBAN",
    "accountNumber": "account", "passportNumber": "passport", "birthDate": "born",
}  # fmt: skip
# Where each of them may be written; elsewhere it is carried as one of our own columns.
WRITES = {
    "Company": frozenset({"registrationNumber", "idNumber", "taxNumber", "leiCode", "uscCode", "innCode", "ogrnCode",
                          "vatCode", "dunsCode", "swiftBic"}),
    "Person": frozenset({"passportNumber", "birthDate", "idNumber", "taxNumber"}),
    "Vessel": frozenset({"imoNumber", "mmsi", "callSign"}),
}  # fmt: skip


def schema_of(node: Node) -> str:
    """The schema of a node; of banks those that are accounts by their own name are accounts."""
    account = node.kind == "bank" and "account" in node.name.lower()
    return SCHEMA_OF["account" if account else node.kind]


def relation_of(link: Link, nodes: Mapping[str, Node]) -> tuple[str, str, str]:
    """The schema of a link and its properties for the two ends; an unknown link where the ends do not fit the schema."""
    schema, one, two = RELATIONS.get(link.kind, UNKNOWN)
    if schema != "UnknownLink" and link.from_node in nodes and link.to_node in nodes:
        firsts, seconds = RANGES[schema]
        if schema_of(nodes[link.from_node]) in firsts and schema_of(nodes[link.to_node]) in seconds:
            return schema, one, two
    return UNKNOWN
