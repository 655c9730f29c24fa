"""The replies about a document's sections → the facts that are believed, beside those the rules found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_prep.clean.edits import Runs
from data_prep.comparing import comparing, keys_of
from data_prep.frame import Found
from data_prep.gate import Verdict
from data_prep.llm.asking import Answered, read_replies
from data_prep.llm.facts import Refused, Verifier
from data_prep.llm.sections import Section
from data_prep.llm.words import Held, content
from data_prep.records import Document, content_id
from data_prep.replies import Unparsed

SAME = 0.6
"""Share of the words of one statement that another has, from which on two with one answer are one fact."""


@dataclass(frozen=True, slots=True)
class Believed:
    """What a model's replies gave for one document."""

    found: list[Found]
    refused: list[Refused]


def place_of(document: Document, section: Section) -> str:
    """What a request about a section carries, and its reply brings back."""
    return f"{document.id} {section.number} {section.before} {section.start} {section.end}"


def section_of(place: str) -> tuple[str, Section]:
    """(doc_id, section) of a place."""
    doc_id, *numbers = place.split(" ")
    return doc_id, Section(*map(int, numbers))


def read_by_document(paths: Iterable[Path]) -> dict[str, list[Answered]]:
    """The replies of these files by the document they are about."""
    found: dict[str, list[Answered]] = {}
    for reply in read_replies(paths):
        found.setdefault(section_of(reply.place)[0], []).append(reply)
    return found


def believed(
    document: Document, runs: Runs, replies: Sequence[Answered], extractor: str
) -> Believed:
    """The candidates of all replies about a document, held against it; each fact once."""
    if not replies:
        return Believed([], [])
    found: list[Found] = []
    refused: list[Refused] = []
    verifier = Verifier(document, runs, extractor)
    for reply in latest(replies):
        _, section = section_of(reply.place)
        value = reply.value()
        if isinstance(value, Unparsed):
            id = content_id("llm", reply.place)
            verdict = Verdict("no_reply" if reply.error else "unreadable_reply", value.reason)
            refused.append(Refused(id, reply.text[:160], verdict, None))
            continue
        for candidate in _candidates(value):
            made = verifier.fact(candidate, section)
            if isinstance(made, Refused):
                refused.append(made)
            else:
                found.append(made)
    return Believed(unrepeated([], found), refused)


def latest(replies: Iterable[Answered]) -> list[Answered]:
    """The last reply to each place that can be read, or the last of all: a place may have been asked again."""
    best: dict[str, Answered] = {}
    for reply in replies:
        if reply.place not in best or not isinstance(reply.value(), Unparsed):
            best[reply.place] = reply
    return list(best.values())


def _candidates(value: Any) -> list[Mapping[str, str]]:
    rows = value.get("facts", ()) if isinstance(value, dict) else ()
    return list({tuple(sorted(row.items())): row for row in rows}.values())


def unrepeated(known: Sequence[Found], more: Iterable[Found]) -> list[Found]:
    """Those of `more` that neither `known` nor an earlier one states: by the ledger's keys, or where they
    have the same answer from the same sentence and mostly the same words."""
    more = list(more)
    if not more:
        return []
    told: list[Found] = list(known)
    keys = {key for one in told for key in _keys(one)}
    by_answer: dict[str, list[Found]] = {}
    for one in told:
        by_answer.setdefault(comparing(one.fact.object), []).append(one)
    out: list[Found] = []
    for one in more:
        near = by_answer.setdefault(comparing(one.fact.object), [])
        if keys.isdisjoint(own := _keys(one)) and not any(_same(one, other) for other in near):
            out.append(one)
            keys |= own
            near.append(one)
    return out


def _keys(found: Found) -> set[int | str]:
    keys = keys_of(found.fact, found.frame)
    return {found.fact.id, keys.same, keys.stated}


def _same(one: Found, other: Found) -> bool:
    a, b = one.fact, other.fact
    if a.lang != b.lang or a.start >= b.end or b.start >= a.end:
        return False
    words = content(a.statement.replace(a.object, " "), a.lang)
    held = Held(b.statement, b.lang)
    return not words or sum(map(held.has, words)) >= SAME * len(words)
