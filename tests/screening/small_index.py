"""A small stand-in for the index: whole words only, so that a test of deciding says itself what met."""

import hashlib
from pathlib import Path

import msgspec

from yalu.screening.index_store import Loaded
from yalu.screening.matching.records import Aligned, Match, MatchExplanation, MatchQualifier, ReadingShown
from yalu.screening.records import Identifier, Party, PartyName
from yalu.screening.scripts import script_of
from yalu.vocabulary.coverage import Asked, Coverage


def party(name, entry, *, kind="primary", **rest):
    names = (PartyName(name, kind=kind, script=script_of(name)), *rest.pop("more", ()))
    listed = rest.pop("list", "un")
    return Party(
        id=f"{listed}:{entry}",
        list=listed,
        entry=entry,
        schema=rest.pop("schema", "Person"),
        names=names,
        **rest,
    )


def match(
    party,
    *,
    name=None,
    kind="primary",
    alerts=0.5,
    score=0.9,
    marks=(),
    reason="exact",
    omitted=(),
    birth="",
    likeness=1.0,
    fit=None,
    bearers=0.0,
    namesakes=1,
):
    text = name or party.primary
    words = tuple(text.split())
    return Match(
        party=party.id,
        score=score,
        expected_false_alerts=alerts,
        name=text,
        name_kind=kind,
        schema=party.schema,
        fit=fit or _fit(reason, omitted, likeness),
        bearers=bearers,
        words=len(words),
        namesakes=namesakes,
        marks=tuple(marks),
        explanation=MatchExplanation(
            query=text,
            query_as_read=(ReadingShown("as written", words),),
            name=text,
            name_as_read=ReadingShown("as written", words),
            keys=(),
            aligned=tuple(Aligned(w, w, likeness, reason, 1.0) for w in words),
            omitted_by_query=tuple(omitted),
            qualifiers=tuple(
                MatchQualifier(kind, "1984", "1984", effect) for kind, effect in (("birth", birth),) if effect
            ),
        ),
    )


def _fit(reason, omitted, likeness):
    if omitted or likeness < 0.85:
        return "part"
    return {"exact": "exact", "skeleton": "sound", "edit": "slip"}.get(reason, "full")


class Answer:
    """The matches of one question, told in full from the start."""

    doubts = ()

    def __init__(self, matches):
        self.matches = matches

    def explained(self, match):
        return match


class SmallIndex:
    """Finds parties that share whole words with the query."""

    def __init__(self, parties):
        self.parties = tuple(parties)

    @property
    def fingerprint(self):
        return hashlib.sha256(msgspec.msgpack.encode(self.parties)).hexdigest()

    def save(self, path):
        Path(path).write_bytes(msgspec.msgpack.encode(self.parties))

    def search(self, query, limit=10):
        words = set(query.name.casefold().split())
        found = []
        for held in self.parties:
            for name in held.names:
                theirs = set(name.text.casefold().split())
                if words & theirs:
                    part = len(words & theirs) / max(len(words), len(theirs))
                    one = match(held, name=name.text, kind=name.kind, alerts=(1 - part) * 100, score=part,
                                omitted=sorted(theirs ^ words))  # fmt: skip
                    found.append(one)
        best = {}
        for one in sorted(found, key=lambda m: (-m.score, m.party)):
            best.setdefault(one.party, one)
        return list(best.values())[:limit]

    def ask(self, query, limit=10, least=0.0):
        return Answer(self.search(query, limit))


IMO = Identifier("imo", "8660313", valid=True)
KIM = party("KIM Example", "P1", births=(), programmes=("TEST",))
BANK = party("EXAMPLE TRADE BANK", "C1", schema="Company", identifiers=(Identifier("swift", "EXTBXAAA"),))
BANK_US = party("EXAMPLE TRADE BANK CO", "77", list="ofac-sdn", schema="Company", references=("un:C1",))
SHIP = party("SEA STAR", "V1", schema="Vessel", identifiers=(IMO,))
PARTIES = (KIM, BANK, BANK_US, SHIP)


def covering(parties=PARTIES, as_of="2026-01-31", **rest):
    """The coverage of the lists that parties stand on, whole and fresh unless said otherwise."""
    lists = sorted({p.list for p in parties})
    return Coverage(
        tuple(
            Asked(name=name, kind="list", entries=sum(p.list == name for p in parties), as_of=as_of,
                  **({"whole": True} | rest))
            for name in lists
        )
    )  # fmt: skip


def loaded(parties=PARTIES, marks=("un@2026#0",), coverage=None, **rest):
    """Parties with the small index, as a screening takes them."""
    return Loaded(
        tuple(parties),
        SmallIndex(parties),
        marks,
        covering(parties) if coverage is None else coverage,
        **rest,
    )
