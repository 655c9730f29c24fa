"""The dataset's plain text without the sentences that state a control fact.

A base that is pre-trained on the corpus must not have read the control facts: they measure what a model
answers about things it was never told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A sentence ends after 。！？ (with the quotes and brackets that close it), after .!? before a space
# ("3.5" and "v2.0" hold no end), and at the end of the line.
_SENTENCE = re.compile(r"[^\n]+?(?:[。！？…]+[”’」』）》\"')\]]*|[.!?]+[\"')\]]*(?=\s)|(?=\n)|\Z)")
_SHORTEST_ANSWER = 2
"""Characters. A one-character answer is in too many sentences to say that they state the fact."""


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """What may not be read: spans by document, evidence texts and sentences, (subject, answer) pairs."""

    spans: Mapping[str, Sequence[tuple[int, int]]]
    evidence: frozenset[str]
    sentences: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def control_facts(facts: Iterable[Mapping[str, Any]]) -> ControlFacts:
    """The control facts among rows of the `facts` config."""
    control = [fact for fact in facts if fact["split"] == "control"]
    spans: dict[str, list[tuple[int, int]]] = {}
    for fact in control:
        spans.setdefault(fact["doc_id"], []).append((fact["start"], fact["end"]))
    evidence = frozenset(fact["evidence"] for fact in control if fact["evidence"].strip())
    sentences = frozenset(text[a:b].strip() for text in evidence for a, b in sentence_spans(text))
    pairs = frozenset(
        (fact["subject"], answer)
        for fact in control
        for answer in (fact["object"], *fact["aliases"])
        if fact["subject"] and len(answer) >= _SHORTEST_ANSWER
    )
    return ControlFacts(spans, evidence, sentences, pairs)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence of `text`, in order; together they hold every non-blank character."""
    for match in _SENTENCE.finditer(text):
        if match.group().strip():
            yield match.span()


def without_control(
    documents: Iterable[Mapping[str, Any]], control: ControlFacts
) -> tuple[list[str], int]:
    """The lines of the documents' text less each sentence that states a control fact, and how many were cut.

    A sentence states a control fact when it overlaps the fact's evidence, in its document or wherever
    else the same text stands, when it equals a sentence of the evidence, or when it holds both the
    fact's subject and one of its answers.
    """
    lines: list[str] = []
    cut = 0
    for document in documents:
        forbidden = _forbidden_spans(document, control)
        runs: list[list[str]] = [[]]
        last_end = 0
        for start, end in sentence_spans(document["text"]):
            sentence = document["text"][start:end]
            if "\n" in document["text"][last_end:start]:
                runs.append([])
            if _overlaps(start, end, forbidden) or _states(sentence, control):
                cut += 1
                runs.append([])  # what stands on both sides of a cut is not one line
            else:
                runs[-1].append(sentence)
            last_end = end
        lines.extend(line for run in runs if (line := "".join(run).strip()))
    return lines, cut


def _forbidden_spans(document: Mapping[str, Any], control: ControlFacts) -> list[tuple[int, int]]:
    spans = list(control.spans.get(document["id"], ()))
    for evidence in control.evidence:
        found = document["text"].find(evidence)
        while found >= 0:
            spans.append((found, found + len(evidence)))
            found = document["text"].find(evidence, found + 1)
    return spans


def _overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < stop and begin < end for begin, stop in spans)


def _states(sentence: str, control: ControlFacts) -> bool:
    if sentence.strip() in control.sentences:
        return True
    return any(subject in sentence and answer in sentence for subject, answer in control.pairs)
