"""`report.html`: one page that opens from disk and shows what a run made, each fact in its document.

Corpus text is not trusted. It reaches the page only as JSON in a data block, with `<` escaped, and the
page's script puts it into the document as text; the policy in the page's head admits that one script
and that one style by their SHA-256 and nothing else, no network either.
"""

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from data_prep.store import rows, write_text

DOCUMENTS = 200
"""Documents the page can show; the numbers of its overview are those of the whole run."""
CHARS = 20_000
"""Characters shown of one document."""
ALL_CHARS = 400_000
"""Characters shown of all documents together: with facts and questions about 5 MB, which still opens at once."""
DROPS = 500
"""Dropped things listed one by one."""
QUESTION = 400
"""Characters shown of one prompt; those of open-book pairs hold a passage."""

Row = dict[str, Any]


def write_page(run: Path, manifest: dict[str, Any]) -> None:
    """`run`/report.html, from the tables of `run`/dataset, `run`/dropped.jsonl and the manifest to be written."""
    template = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
    name = Path(manifest["config"]["output"]).resolve().name  # `run` may be where it is being made
    write_text(run / "report.html", render(template, name, page_data(run, manifest)))


# --- the page


def render(template: str, title: str, data: Row) -> str:
    """`template` with `data` in it. Its placeholders are filled in one pass, so that no text of the
    corpus can be taken for one."""
    filled = {
        "TITLE": escape(title),
        "STYLE_HASH": _hash(_element(template, "style")),
        "SCRIPT_HASH": _hash(_element(template, "script")),
        "DATA": _inert(data),
    }
    return re.sub(r"__([A-Z_]+)__", lambda match: filled[match[1]], template)


def _element(template: str, tag: str) -> str:
    """The text of the one element `tag` without attributes."""
    (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", template, re.S)
    return text


def _hash(source: str) -> str:
    """A Content-Security-Policy source that admits this inline text and no other."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def _inert(data: Row) -> str:
    """JSON that cannot end its data block or open a comment in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


# --- what it shows


@dataclass(slots=True)
class Shown:
    """The documents that are shown, and what of each fact is: filled in one pass over each table."""

    documents: dict[str, Row] = field(default_factory=dict)
    facts: dict[str, Row] = field(default_factory=dict)


def page_data(run: Path, manifest: dict[str, Any]) -> Row:
    """Everything the page's script reads."""
    dataset = run / "dataset"
    shown = Shown(_documents(rows(dataset / "documents")))
    types = _facts(rows(dataset / "facts"), shown)
    wordings = _examples(rows(dataset / "sft"), shown)
    _probes(rows(dataset / "recall"), shown)
    for document in shown.documents.values():
        document["parts"] = parts(document.pop("text"), document["facts"])
    drops = _drops(run / "dropped.jsonl", shown)
    taught = manifest["counts"].get("facts_taught", 0)
    return {
        "counts": manifest["counts"],
        "input": manifest["input"],
        "dropped": manifest["dropped"],
        "coverage": manifest["coverage"],
        "mix": manifest["mix"],
        "hash": manifest["dataset_sha256"],
        "versions": manifest["versions"],
        "types": types,
        "wordings": _histogram(wordings, taught),
        "documents": list(shown.documents.values()),
        "drops": drops,
        "limits": {"documents": DOCUMENTS, "chars": CHARS, "all_chars": ALL_CHARS, "drops": DROPS},
    }


def _documents(found: Iterable[Row]) -> dict[str, Row]:
    """The first documents by id, as many as the limits let."""
    documents: dict[str, Row] = {}
    room = ALL_CHARS
    for row in islice(found, DOCUMENTS):
        if room <= 0:
            break
        text = row["text"][: min(CHARS, room)]
        room -= len(text)
        meta = {k: str(v) for k, v in json.loads(row["meta"]).items() if k != "map"}
        documents[row["id"]] = {
            **{key: row[key] for key in ("id", "source", "lang", "title")},
            "meta": meta,
            "chars": len(row["text"]),
            "text": text,
            "facts": [],
            "hidden": 0,
            "summaries": [],
        }
    return documents


_FACT_KEYS = (
    "id", "type", "split", "subject", "relation", "object", "aliases", "statement", "evidence",
    "speaker", "modality", "salience", "start", "end",
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
        if row["start"] >= len(document["text"]):
            document["hidden"] += 1
            continue
        fact = {key: row[key] for key in _FACT_KEYS} | {"trained": [], "held_out": []}
        document["facts"].append(fact)
        shown.facts[row["id"]] = fact
    return counts


def _examples(found: Iterable[Row], shown: Shown) -> Counter[str]:
    """Adds the trained questions and the summaries; returns the number of questions by fact."""
    wordings: Counter[str] = Counter()
    for row in found:
        asked, answer = _cut(row["prompt"][-1]["content"]), row["completion"][-1]["content"]
        if row["task"] == "summarization":
            if document := shown.documents.get(row["doc_id"]):
                document["summaries"].append([row["kind"], asked, _cut(answer)])
            continue
        wordings.update(row["fact_ids"])
        for id in row["fact_ids"]:
            if fact := shown.facts.get(id):
                fact["trained"].append([row["kind"], asked, _cut(answer)])
    return wordings


def _probes(found: Iterable[Row], shown: Shown) -> None:
    for row in found:
        if fact := shown.facts.get(row["fact_id"]):
            fact["held_out"].append([row["kind"], row["question"], row["choices"]])


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
    return [
        [
            text[start:end],
            [i for i, fact in enumerate(facts) if fact["start"] <= start < fact["end"]],
        ]
        for start, end in pairwise(sorted({0, len(text)} | marks))
    ]


def _drops(path: Path, shown: Shown) -> list[list[str]]:
    """[source, step, reason, excerpt] of the first dropped things; a source that is a document's id is named."""
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in islice(lines, DROPS)]
    names = {id: document["source"] for id, document in shown.documents.items()}
    return [
        [names.get(d["source"], d["source"]), d["step"], d["reason"], _cut(d["excerpt"])]
        for d in found
    ]
