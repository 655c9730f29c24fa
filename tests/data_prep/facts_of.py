"""Invented facts with frames, and the shards they lie in."""

from pathlib import Path
from typing import Any

from data_prep.found import SCHEMA, found_row
from data_prep.frame import Frame, Framed, Part
from data_prep.records import Fact, content_id
from data_prep.store import ShardFile


def found(subject: str, verb: str, answer: str, **more: Any) -> Framed:
    """subject + [time +] verb + answer [+ head], asked for the answer. `doc`, `start`, `type`, `aliases`,
    `speaker`, `names`, `form`, `noun`, `time`, `time_first`, `lang` are as in the records."""
    time, first = more.get("time", ""), more.get("time_first", False)
    before = [Part("time", time)] if time else []
    parts = (
        [Part("subject", subject), *before] if not first else [*before, Part("subject", subject)]
    )
    parts += [Part("verb", verb), Part("object", answer)]
    asked = len(parts) - 1
    if head := more.get("head", ""):
        parts.append(Part("head", head))
    frame = Frame(
        more.get("lang", "zh"), "", tuple(parts), asked, more.get("form", "noun"), "什么",
        more.get("noun", "东西"), "", more.get("names", {}),
    )  # fmt: skip
    statement, doc = frame.text + "。", more.get("doc", "d1")
    doc_id, start = content_id(doc), more.get("start", 0)
    fact = Fact(
        id=content_id(doc_id, statement, answer, str(start)), doc_id=doc_id, lang=frame.lang,
        type=more.get("type", "number"), subject=subject, relation=verb, object=answer,
        aliases=more.get("aliases", []), statement=statement, evidence=frame.text, start=start,
        end=start + len(frame.text), source_start=start, source_end=start + len(frame.text),
        speaker=more.get("speaker", ""), modality="asserted", salience=more.get("salience", 2),
        extractor="test", split="taught",
    )  # fmt: skip
    return Framed(fact, frame)


def shard(out: Path, facts: list[Framed]) -> Path:
    """A fact shard; each fact is a sentence of its own, its document's file is named by the document's id."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with ShardFile(out, SCHEMA) as file:
        for one in facts:
            file.write(found_row(one, f"{one.fact.doc_id[:4]}.txt", one.fact.start))
    return out
