"""The other matchers of the screening benchmarks, each optional: `pip install -r requirements/bench.txt`.

Every peer is an object with ``name``, ``build(parties)`` and ``search(name, schema, limit)`` giving party ids
with scores, best first; scorers of pairs are functions of two names and a schema. A peer that is not
installed is left out of the table.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from yalu.screening.records import Party

Scorer = Callable[[str, str, str], float]


class RapidfuzzPeer:
    """rapidfuzz WRatio over all names, the naive screening loop."""

    name = "rapidfuzz WRatio"

    def build(self, parties: list[Party]) -> None:
        """Keep all names, folded by rapidfuzz's own processor."""
        from rapidfuzz.utils import default_process  # noqa: PLC0415

        self._ids = [p.id for p in parties for _ in p.names]
        self._names = [default_process(n.text) for p in parties for n in p.names]

    def search(self, name: str, _: str, limit: int) -> list[tuple[str, float]]:
        """The nearest names."""
        from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

        hits = process.extract(utils.default_process(name), self._names, scorer=fuzz.WRatio, limit=limit * 3)
        best: dict[str, float] = {}
        for _, score, place in hits:
            best.setdefault(self._ids[place], score / 100)
        return list(best.items())[:limit]


class TantivyPeer:
    """tantivy over three-letter pieces of names in ASCII, then a plain rescore with rapidfuzz."""

    name = "tantivy 3-grams + rescore"

    def build(self, parties: list[Party]) -> None:
        """Index all names."""
        import tantivy  # noqa: PLC0415

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("grams", stored=False, tokenizer_name="whitespace")
        schema.add_integer_field("place", stored=True)
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(64_000_000, 1)
        self._ids: list[str] = []
        self._names: list[str] = []
        for party in parties:
            for listed in party.names:
                text = _ascii(listed.text)
                writer.add_document(tantivy.Document(grams=[_grams(text)], place=[len(self._ids)]))
                self._ids.append(party.id)
                self._names.append(text)
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, name: str, _: str, limit: int) -> list[tuple[str, float]]:
        """The best of fifty candidates."""
        from rapidfuzz import fuzz  # noqa: PLC0415

        text = _ascii(name)
        if not text.strip():
            return []
        query = self._index.parse_query(_grams(text), ["grams"])
        best: dict[str, float] = {}
        for _, address in self._searcher.search(query, 50).hits:
            place = self._searcher.doc(address)["place"][0]
            score = (
                max(fuzz.ratio(text, self._names[place]), fuzz.token_sort_ratio(text, self._names[place]))
                / 100
            )
            best[self._ids[place]] = max(score, best.get(self._ids[place], 0.0))
        return sorted(best.items(), key=lambda x: (-x[1], x[0]))[:limit]


class LogicPeer:
    """nomenklatura logic-v2 over three-letter candidates (its own index answers in batch only)."""

    name = "3-grams + nomenklatura logic-v2"

    def build(self, parties: list[Party]) -> None:
        """Index candidates, and make an entity of every party."""
        from followthemoney import model  # noqa: PLC0415
        from nomenklatura.matching import LogicV2, ScoringConfig  # noqa: PLC0415

        self._model, self._algorithm, self._config = model, LogicV2, ScoringConfig.defaults()
        self._asked = 0
        self._candidates = TantivyPeer()
        self._candidates.build(parties)
        self._entities = {p.id: self._entity(p.id, p.schema, [n.text for n in p.names]) for p in parties}

    def _entity(self, known: str, schema: str, names: list[str]) -> Any:
        return self._model.get_proxy(
            {"id": known, "schema": schema or "LegalEntity", "properties": {"name": names}}
        )

    def search(self, name: str, schema: str, limit: int) -> list[tuple[str, float]]:
        """Candidates compared one by one."""
        # Entities are remembered by id: one id for all queries would answer the first one for ever.
        self._asked += 1
        query = self._entity(f"query-{self._asked}", schema, [name])
        found = [
            (known, self._algorithm.compare(query, self._entities[known], self._config).score)
            for known, _ in self._candidates.search(name, schema, 50)
        ]
        return sorted(found, key=lambda x: (-x[1], x[0]))[:limit]


def _ascii(text: str) -> str:
    from anyascii import anyascii  # noqa: PLC0415

    return "".join(c if c.isalnum() else " " for c in anyascii(text).lower())


def _grams(text: str) -> str:
    padded = [f"  {w} " for w in text.split()]
    return " ".join(sorted({w[k : k + 3].replace(" ", "_") for w in padded for k in range(len(w) - 2)}))


def installed_peers() -> list[Any]:
    """The peers that can be run here."""
    found: list[Any] = [RapidfuzzPeer()] if find_spec("rapidfuzz") else []
    if find_spec("tantivy"):
        found.append(TantivyPeer())
        if find_spec("nomenklatura"):
            found.append(LogicPeer())
    return found


def scorers() -> dict[str, Scorer]:
    """Pair scorers of the peers that can be run here."""
    found: dict[str, Scorer] = {}
    if find_spec("rapidfuzz"):
        from rapidfuzz import fuzz, utils  # noqa: PLC0415

        found["rapidfuzz WRatio"] = lambda a, b, _: fuzz.WRatio(a, b, processor=utils.default_process) / 100
    if find_spec("nomenklatura"):
        found["nomenklatura logic-v2"] = _logic()
    return found


def _logic() -> Scorer:
    from followthemoney import model  # noqa: PLC0415
    from nomenklatura.matching import LogicV2, ScoringConfig  # noqa: PLC0415

    config = ScoringConfig.defaults()

    def score(one: str, other: str, schema: str) -> float:
        # Distinct ids: the algorithm remembers entities by id and would answer an earlier pair.
        entities = [
            model.get_proxy(
                {"id": f"{place}-{name}", "schema": schema or "LegalEntity", "properties": {"name": [name]}}
            )
            for place, name in enumerate((one, other))
        ]
        return float(LogicV2.compare(entities[0], entities[1], config).score)

    return score
