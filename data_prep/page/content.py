"""What the page holds, as plain JSON values. The numbers of the overview are those of the whole run; what is listed
one by one has limits, and the page says what it does not show."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from data_prep.store import json_lines, rows

DOCUMENTS = 1_000
"""Documents the page can show."""
CHARS = 40_000
"""Characters shown of one document."""
ALL_CHARS = 3_000_000
"""Characters shown of all documents together."""
FACTS = 6_000
"""Facts the page can show."""
DROPS = 1_000
"""Dropped things listed one by one."""
QUESTION = 400
"""Characters shown of one prompt; those of summarization pairs hold a passage."""

Row = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """The documents that are shown, and what of each fact is: filled in one pass over each table."""

    documents: dict[str, Row] = field(default_factory=dict)
    facts: dict[str, Row] = field(default_factory=dict)


def page_data(run: Path, manifest: dict[str, Any]) -> Row:
    """Everything the page's script reads; `run` holds `dataset` and the files beside it."""
    dataset = run / "dataset"
    shown = Shown(_documents(rows(dataset / "documents")))
    types = _facts(rows(dataset / "facts"), shown)
    wordings = _examples(rows(dataset / "sft"), shown)
    _texts(rows(dataset / "text"), shown)
    _probes(rows(dataset / "recall"), shown)
    _coverage(_beside(run, "coverage.jsonl"), shown)
    _ledger(_beside(run, "ledger.jsonl"), shown)
    _short(_beside(run, "quotas.jsonl"), shown)
    _changes(_beside(run, "changes.jsonl"), shown)
    for document in shown.documents.values():
        document["parts"] = parts(document.pop("text"), document["facts"])
    return {
        **{key: manifest[key] for key in ("counts", "input", "dropped", "coverage", "mix", "changed", "versions")},
        "hash": manifest["dataset_sha256"],
        "types": types,
        "wordings": _histogram(wordings, manifest["counts"].get("facts_taught", 0)),
        "documents": list(shown.documents.values()),
        "drops": _drops(run / "dropped.jsonl", shown),
        "review": None,
    }  # fmt: skip


def _beside(run: Path, name: str) -> Iterator[Row]:
    return json_lines(run / name) if (run / name).is_file() else iter(())


def _documents(found: Iterable[Row]) -> dict[str, Row]:
    """The first documents by id, as many as the limits let."""
    documents: dict[str, Row] = {}
    room = ALL_CHARS
    for row in islice(found, DOCUMENTS):
        if room <= 0:
            break
        text = row["text"][: min(CHARS, room)]
        room -= len(text)
        meta = {k: str(v)[:QUESTION] for k, v in json.loads(row["meta"]).items() if k != "map"}
        documents[row["id"]] = {
            **{key: row[key] for key in ("id", "source", "lang", "title")},
            "meta": meta,
            "chars": len(row["text"]),
            "text": text,
            "facts": [],
            "hidden": 0,
            "summaries": [],
            "coverage": None,
            "changes": {},
        }
    return documents


_FACT_KEYS = (
    "id", "type", "split", "subject", "relation", "object", "aliases", "statement", "evidence",
    "speaker", "modality", "salience", "start", "end", "extractor",
)  # fmt: skip


def _facts(found: Iterable[Row], shown: Shown) -> dict[str, dict[str, dict[str, int]]]:
    """Adds the facts of the shown documents; returns the counts of all by language, type and split."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for row in found:
        splits = counts.setdefault(row["lang"], {}).setdefault(row["type"], {})
        splits[row["split"]] = splits.get(row["split"], 0) + 1
        document = shown.documents.get(row["doc_id"])
        if document is None:
            continue
        if row["start"] >= len(document["text"]) or len(shown.facts) >= FACTS:
            document["hidden"] += 1
            continue
        fact = {key: row[key] for key in _FACT_KEYS}
        fact |= {"trained": [], "held_out": [], "texts": []}
        document["facts"].append(fact)
        shown.facts[row["id"]] = fact
    return counts


def _examples(found: Iterable[Row], shown: Shown) -> Counter[str]:
    """Adds trained questions as [id, kind, question, answer or "" for the fact's own] and summaries likewise; returns the
    number of questions by fact."""
    wordings: Counter[str] = Counter()
    for row in found:
        asked, answer = _cut(row["prompt"][-1]["content"]), row["completion"][-1]["content"]
        line = [row["id"], row["kind"], asked, _cut(answer)]
        if row["task"] == "summarization":
            if document := shown.documents.get(row["doc_id"]):
                document["summaries"].append(line)
            continue
        wordings.update(row["fact_ids"])
        for id in row["fact_ids"]:
            if fact := shown.facts.get(id):
                own = answer == fact["object"]
                fact["trained"].append([*line[:3], ""] if own else line)
    return wordings


def _texts(found: Iterable[Row], shown: Shown) -> None:
    """Adds the statements of one fact as [id, kind, text]."""
    for row in found:
        if len(row["fact_ids"]) == 1 and (fact := shown.facts.get(row["fact_ids"][0])):
            fact["texts"].append([row["id"], row["kind"], _cut(row["text"])])


def _probes(found: Iterable[Row], shown: Shown) -> None:
    """Adds held-out questions as [id, kind, question, distractors]."""
    for row in found:
        if fact := shown.facts.get(row["fact_id"]):
            fact["held_out"].append([row["id"], row["kind"], row["question"], row["choices"]])


def _coverage(found: Iterable[Row], shown: Shown) -> None:
    for row in found:
        if document := shown.documents.get(row["doc_id"]):
            document["coverage"] = [row["with_facts"], row["sentences"], row["reasons"]]


def _ledger(found: Iterable[Row], shown: Shown) -> None:
    """In how many places a fact is stated, and which facts contradict it."""
    for row in found:
        if fact := shown.facts.get(row["fact_id"]):
            fact["places"] = len(row["evidences"])
            fact["contradicts"] = row["contradicts"]


def _short(found: Iterable[Row], shown: Shown) -> None:
    for row in found:
        if row["short"] and (fact := shown.facts.get(row["fact_id"])):
            fact["short"] = row["short"]


def _changes(found: Iterable[Row], shown: Shown) -> None:
    by_source = {document["source"]: document for document in shown.documents.values()}
    for row in found:
        if document := by_source.get(row["source"]):
            document["changes"].update(row["rules"])


def _cut(text: str) -> str:
    return text if len(text) <= QUESTION else text[:QUESTION] + "…"


def _histogram(wordings: Counter[str], taught: int) -> list[list[int]]:
    """[trained questions, taught facts that have so many], from none on."""
    facts = Counter(wordings.values())
    facts[0] = max(0, taught - len(wordings))
    return [[n, facts[n]] for n in range(max(facts) + 1)]


def parts(text: str, facts: Sequence[Row]) -> list[list[Any]]:
    """`text` cut where evidence starts or ends: [piece, indexes of the facts it is evidence of].

    Cut here because a browser counts astral characters twice.
    """
    marks = {at for fact in facts for at in (fact["start"], fact["end"]) if at < len(text)}
    cuts = sorted({0, len(text)} | marks)
    starts = sorted(range(len(facts)), key=lambda i: facts[i]["start"])
    open_: list[int] = []
    pieces, coming = [], 0
    for start, end in pairwise(cuts):
        while coming < len(starts) and facts[starts[coming]]["start"] <= start:
            open_.append(starts[coming])
            coming += 1
        open_ = [i for i in open_ if facts[i]["end"] > start]
        pieces.append([text[start:end], sorted(open_)])
    return pieces


def _drops(path: Path, shown: Shown) -> list[list[str]]:
    """[source, step, reason, excerpt] of the first dropped things; a source that is a document's id is named."""
    names = {id: document["source"] for id, document in shown.documents.items()}
    return [
        [names.get(d["source"], d["source"]), d["step"], d["reason"], _cut(d["excerpt"])]
        for d in islice(json_lines(path), DROPS)
    ]
