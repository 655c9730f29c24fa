"""Which traps of the gold a run states: statements that a naive extractor turns into wrong facts.

    python -m bench.traps runs/mine [../shared/gold] [--most 5] [--all]

Rows are facts, question rows, probes, statements and the sentences of summaries. `STATED`: a row says what the
trap's predicate (`bench/trap_predicates.py`) forbids, or leaves out what it needs (a hedge, a speaker, a
bound); ends with status 1. `look`: a row is about the trap and the predicate can't tell, or its evidence
overlaps the trap's quote and its words are close: a person reads those. `clear`: neither.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

from bench.run_folder import SHARED, bare, completion, question, rows
from bench.trap_predicates import Trap, by_id

CLOSE = 0.4
"""Share of the trigrams of a trap's words, rare ones weighing more, that a row holds to be near it."""
ORDER = ("STATED", "look", "clear")


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a run states: `text` as the predicates read it, and where it comes from."""

    kind: str
    id: str
    text: str
    source: str
    fact: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A row and what is to be thought of it; `why` is `about` (the predicate) or `close`."""

    said: Said
    verdict: str
    why: str


def main() -> None:
    options = _options()
    path = options.gold / "traps.jsonl"
    if not path.exists():
        raise SystemExit(f"there is no {path}; the second argument names the folder that holds it")
    traps = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    predicates = by_id()
    said = list(stated(options.run))
    index = Index(said)
    totals: Counter[str] = Counter()
    for trap in traps:
        found = near(trap, predicates[trap["id"]], index)
        verdict = min((one.verdict for one in found), key=ORDER.index, default="clear")
        totals[verdict] += 1
        show(trap, verdict, found, options)
    print(f"\n{len(traps)} traps: " + ", ".join(f"{totals[name]} {name}" for name in ORDER))
    sys.exit(1 if totals["STATED"] else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("gold", type=Path, nargs="?", default=SHARED / "gold")
    parser.add_argument("--most", type=int, default=5, help="rows shown of each verdict")
    parser.add_argument("--all", action="store_true", help="show the clear rows too")
    return parser.parse_args()


def stated(run: Path) -> Iterator[Said]:
    """Everything that the run states, each with the document that it stands in."""
    sources = {row["id"]: Path(row["source"]).name for row in rows(run, "documents")}
    facts = {row["id"]: row for row in rows(run, "facts")}

    def evidence(ids: Sequence[str]) -> str:
        return "".join(facts[id]["evidence"] for id in ids if id in facts)

    for fact in facts.values():
        text = "｜".join((fact["statement"], fact["speaker"], fact["modality"], fact["type"]))
        yield Said("fact", fact["id"], text, sources[fact["doc_id"]], fact["id"], fact["evidence"])
    for row in rows(run, "recall"):
        text = f"{row['question']}→{row['answers'][0]}"
        of = row["fact_id"]
        yield Said("probe", row["id"], text, sources[row["doc_id"]], of, evidence([of]))
    for row in rows(run, "text"):
        if row["kind"] == "statement":  # paragraphs and passages are the source itself
            yield _said(row, row["text"], "statement", sources, evidence(row["fact_ids"]))
    for row in rows(run, "sft"):
        if row["task"] == "qa":
            text = f"{question(row)}→{completion(row)}"
            yield _said(row, text, row["kind"], sources, evidence(row["fact_ids"]))
        else:
            for sentence in re.split(r"(?<=[。！？!?\n])", completion(row)):
                yield _said(row, sentence, row["kind"], sources, sentence)


def _said(
    row: dict[str, Any], text: str, kind: str, sources: dict[str, str], evidence: str
) -> Said:
    fact = row["fact_ids"][0] if row["fact_ids"] else ""
    return Said(kind, row["id"], text, sources.get(row["doc_id"], ""), fact, evidence)


class Index:
    """The rows with their trigrams, each weighed by how few rows hold it (inverse document frequency)."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.rows = [(one, trigrams(one.text)) for one in said]
        self._held = Counter(gram for _, grams in self.rows for gram in grams)

    def closeness(self, words: frozenset[str], row: frozenset[str]) -> float:
        """The weighed share of `words` that is in `row`, 0 to 1."""
        return self._weight(words & row) / max(1e-9, self._weight(words))

    def _weight(self, grams: frozenset[str]) -> float:
        return sum(log((len(self.rows) + 1) / (self._held[gram] + 1)) for gram in grams)


def near(trap: dict[str, Any], predicate: Trap, index: Index) -> list[Near]:
    """The rows that the trap's predicate is about, and those of its document that are close to it."""
    quote = bare(trap.get("quote", ""))
    words = [trigrams(part) for part in _variants(trap)]
    out = []
    for one, grams in index.rows:
        if verdict := predicate.verdict(one.text):
            out.append(Near(one, verdict, "about"))
        elif one.source.startswith(trap["doc"]) and (
            max(index.closeness(some, grams) for some in words) >= CLOSE
            and (not quote or overlaps(quote, bare(one.evidence)))
        ):
            out.append(Near(one, "look", "close"))
    return out


def _variants(trap: dict[str, Any]) -> list[str]:
    """What the trap quotes, and each of its wrong statements."""
    wrong = trap.get("wrong_fact", "") or trap.get("trap", "")
    return [part for part in [trap.get("quote", ""), *re.split(r"[/／；]", wrong)] if bare(part)]


def overlaps(quote: str, evidence: str) -> bool:
    """Whether the evidence and the quote share a piece of half the shorter one's length (bare texts)."""
    if not quote or not evidence:
        return False
    short, long = sorted((quote, evidence), key=len)
    half = max(1, (len(short) + 1) // 2)
    return any(short[at : at + half] in long for at in range(len(short) - half + 1))


def trigrams(text: str) -> frozenset[str]:
    flat = bare(text)
    return frozenset(flat[i : i + 3] for i in range(max(1, len(flat) - 2)))


def show(
    trap: dict[str, Any], verdict: str, found: Sequence[Near], options: argparse.Namespace
) -> None:
    counts = Counter(one.verdict for one in found)
    print(f"{trap['id']}  {verdict:7}" + ", ".join(f"{counts[v]} {v}" for v in ORDER if counts[v]))
    for name in ORDER if options.all else ORDER[:2]:
        some = [one for one in found if one.verdict == name]
        for one in some[: options.most]:
            print(f"    {name} ({one.why}) {one.said.kind} {one.said.id} {one.said.text.strip()}")
        if len(some) > options.most:
            print(f"    … and {len(some) - options.most} more")


if __name__ == "__main__":
    main()
