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
DROPS, DROPS_BY_REASON = 2_000, 100
"""Dropped things listed one by one, and those of one step and reason."""
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
    _examples(rows(dataset / "sft"), shown)
    _texts(rows(dataset / "text"), shown)
    _probes(rows(dataset / "recall"), shown)
    _coverage(_beside(run, "coverage.jsonl"), shown)
    _ledger(_beside(run, "ledger.jsonl"), shown)
    _short(_beside(run, "quotas.jsonl"), shown)
    _changes(_beside(run, "changes.jsonl"), shown)
    for document in shown.documents.values():
        document["parts"] = parts(document.pop("text"), document["facts"], document.pop("silent"))
    return {
        **{key: manifest[key] for key in ("counts", "input", "dropped", "coverage", "mix", "changed", "versions")},
        "hash": manifest["dataset_sha256"],
        "types": types,
        "wordings": manifest["census"]["wordings"],
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
            "silent": [],
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


def _examples(found: Iterable[Row], shown: Shown) -> None:
    """Adds trained questions as [id, kind, question, answer or "" for the fact's own] and summaries likewise."""
    for row in found:
        asked, answer = _cut(row["prompt"][-1]["content"]), row["completion"][-1]["content"]
        line = [row["id"], row["kind"], asked, _cut(answer)]
        if row["task"] == "summarization":
            if document := shown.documents.get(row["doc_id"]):
                document["summaries"].append(line)
            continue
        for id in row["fact_ids"]:
            if fact := shown.facts.get(id):
                own = answer == fact["object"]
                fact["trained"].append([*line[:3], ""] if own else line)


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
            document["silent"] = row.get("silent", [])


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
    """Adds by rule [times, [[before, after]]]; a document has a line of each step that changed it."""
    by_source = {document["source"]: document for document in shown.documents.values()}
    for row in found:
        if document := by_source.get(row["source"]):
            for rule, (times, examples) in row["rules"].items():
                told = document["changes"].setdefault(rule, [0, []])
                told[0] += times
                told[1] += [one for one in examples if one not in told[1]]


def _cut(text: str) -> str:
    return text if len(text) <= QUESTION else text[:QUESTION] + "…"


def parts(text: str, facts: Sequence[Row], silent: Sequence[Sequence[Any]] = ()) -> list[list[Any]]:
    """`text` cut where evidence and sentences without facts start or end: [piece, indexes of the facts it is evidence of,
    why it has none or ""].

    `silent`: (start, end, reason), in order, apart from each other. Cut here because a browser counts astral characters twice.
    """
    spans = [(fact["start"], fact["end"]) for fact in facts] + [(s[0], s[1]) for s in silent]
    cuts = sorted({0, len(text)} | {at for span in spans for at in span if at < len(text)})
    starts = sorted(range(len(spans)), key=lambda i: spans[i][0])
    open_: list[int] = []
    pieces, coming = [], 0
    for start, end in pairwise(cuts):
        while coming < len(starts) and spans[starts[coming]][0] <= start:
            open_.append(starts[coming])
            coming += 1
        open_ = [i for i in open_ if spans[i][1] > start]
        proofs = sorted(i for i in open_ if i < len(facts))
        why = [silent[i - len(facts)][2] for i in open_ if i >= len(facts)]
        pieces.append([text[start:end], proofs, why[0] if why and not proofs else ""])
    return pieces


def _drops(path: Path, shown: Shown) -> list[list[str]]:
    """[source, step, reason, excerpt] of dropped things, the first of each reason, so that a frequent one does not hide
    a rare one; a source that is a document's id is named."""
    names = {id: document["source"] for id, document in shown.documents.items()}
    room = Counter[tuple[str, str]]()
    listed: list[list[str]] = []
    for drop in json_lines(path):
        kind = drop["step"], drop["reason"]
        if room[kind] < DROPS_BY_REASON and len(listed) < DROPS:
            room[kind] += 1
            source = names.get(drop["source"], drop["source"])
            listed.append([source, *kind, _cut(drop["excerpt"])])
    return listed
