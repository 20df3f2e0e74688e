"""The decision table of nomenklatura's logic-v2, run where it is installed, over what bench/decisions.py wrote.

Run: `python bench/logic_decisions.py asked.json logic.json`, in an environment of its own
(`pip install -r requirements/bench.txt anyascii`). Candidates are the fifty best by three-letter pieces, since its own
index answers in batch only. Reads {"parties": [[id, schema, names]], "asked": {title: [names]}}, writes the best
score for each name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import tantivy
from anyascii import anyascii
from followthemoney import model
from nomenklatura.matching import LogicV2, ScoringConfig


def _grams(text: str) -> str:
    plain = "".join(c if c.isalnum() else " " for c in anyascii(text).lower())
    padded = [f"  {w} " for w in plain.split()]
    return " ".join(sorted({w[k : k + 3].replace(" ", "_") for w in padded for k in range(len(w) - 2)}))


def main(source: Path, target: Path) -> None:
    """Score every name asked against its candidates."""
    given = json.loads(source.read_text(encoding="utf-8"))
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("grams", stored=False, tokenizer_name="whitespace")
    schema.add_integer_field("place", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(64_000_000, 1)
    entities = []
    for place, (party, kind, names) in enumerate(given["parties"]):
        entities.append(model.get_proxy({"id": party, "schema": kind, "properties": {"name": names}}))
        for name in names:
            writer.add_document(tantivy.Document(grams=[_grams(name)], place=[place]))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    config = ScoringConfig.defaults()
    scores: dict[str, list[float]] = {}
    asked = 0
    for title, names in given["asked"].items():
        scores[title] = []
        for name in names:
            asked += 1  # entities are remembered by id: each question has its own
            query = model.get_proxy(
                {"id": f"q-{asked}", "schema": "LegalEntity", "properties": {"name": [name]}}
            )
            grams = _grams(name)
            hits = searcher.search(index.parse_query(grams, ["grams"]), 50).hits if grams else []
            places = dict.fromkeys(searcher.doc(address)["place"][0] for _, address in hits)
            best = max((LogicV2.compare(query, entities[p], config).score for p in places), default=0.0)
            scores[title].append(round(float(best), 4))
    target.write_text(json.dumps(scores), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
