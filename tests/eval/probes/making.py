"""Facts and recall questions for the tests of probes."""

from typing import Any

from data_prep.records import Fact, Probe, content_id

FACT: dict[str, Any] = {
    "id": "f1",
    "doc_id": "d1",
    "lang": "zh",
    "type": "organization",
    "subject": "籍雨樵",
    "relation": "担任…的厂长",
    "object": "苇渚工厂",
    "aliases": [],
    "statement": "籍雨樵担任苇渚工厂的厂长。",
    "evidence": "籍雨樵担任苇渚工厂的厂长。",
    "start": 0,
    "end": 13,
    "source_start": 0,
    "source_end": 13,
    "speaker": "",
    "modality": "reported",
    "salience": 3,
    "extractor": "test",
    "split": "taught",
}


def fact(**changes: Any) -> Fact:
    return Fact(**FACT | changes)


def probe(of: Fact, question: str, choices: tuple[str, ...] = (), **changes: Any) -> Probe:
    row: dict[str, Any] = {
        "id": content_id("probe", of.id, question),
        "fact_id": of.id,
        "doc_id": of.doc_id,
        "lang": of.lang,
        "type": of.type,
        "group": of.split,
        "kind": "direct",
        "question": question,
        "answers": [of.object, *of.aliases],
        "choices": list(choices),
    }
    return Probe(**row | changes)
