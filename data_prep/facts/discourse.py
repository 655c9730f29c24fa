"""Sentences with their spans, who is speaking, and what makes a sentence no assertion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.clean.repair import DAMAGED
from data_prep.facts.tables import HYPOTHETICAL
from data_prep.records import Lang


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end] of a document, with the speaker of its turn in an interview, or ""."""

    text: str
    start: int
    end: int
    paragraph: int
    speaker: str = ""


_END = {
    "zh": re.compile(r"[。！？!?]+[”’」』）)]*"),
    "en": re.compile(
        r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bMrs)(?<!\bProf)(?<!\be\.g)(?<!\bi\.e)[.!?]+[\"”’)]*(?=\s+[\"“(A-Z0-9]|\s*$)"
    ),
}
_OPEN, _CLOSE = "“「『", "”」』"


def sentences(text: str, lang: Lang) -> Iterator[Sentence]:
    """The sentences of a document in order. A quotation is never cut: its end is the sentence's end."""
    speakers = _turn_names(text)
    hosts = _hosts(text, speakers)
    at = 0
    for number, line in enumerate(text.split("\n")):
        speaker, skip = _turn(line, speakers)
        if speaker in hosts:  # a host's words are questions and premises, never the guest's claims
            at += len(line) + 1
            continue
        for start, end in _cut(line, skip, lang):
            piece = line[start:end]
            if piece.strip():
                left = len(piece) - len(piece.lstrip())
                right = len(piece.rstrip())
                yield Sentence(
                    piece.strip(), at + start + left, at + start + right, number, speaker
                )
        at += len(line) + 1


_QUESTION_MARK = re.compile(r"^\s*(?:问|答|Q|A)(?:：|: ?|\. )")
_TURN = re.compile(r"^\s*([\u4e00-\u9fff·]{2,14}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})(?:：|: ?)")


def _turn_names(text: str) -> set[str]:
    names = [m[1] for line in text.split("\n") if (m := _TURN.match(line))]
    return {name for name in names if names.count(name) >= 2}


def _hosts(text: str, speakers: set[str]) -> set[str]:
    """The speakers most of whose turns hold a question."""
    hosts = {
        name for name in speakers if name in ("主持人", "记者", "采访者", "Host", "Interviewer")
    }
    for name in speakers:
        turns = [line for line in text.split("\n") if _turn(line, {name})[0]]
        if sum(bool(re.search("[？?]", turn)) for turn in turns) * 2 > len(turns):
            hosts.add(name)
    return hosts


def _turn(line: str, speakers: set[str]) -> tuple[str, int]:
    """The speaker whose turn begins with this line, and where the words begin."""
    if mark := _QUESTION_MARK.match(line):
        return "", mark.end()
    match = _TURN.match(line)
    return (match[1], match.end()) if match and match[1] in speakers else ("", 0)


def _cut(line: str, start: int, lang: Lang) -> Iterator[tuple[int, int]]:
    for match in _END[lang].finditer(line, start):
        inside = line[start : match.end()]
        opened = sum(inside.count(c) for c in _OPEN) - sum(inside.count(c) for c in _CLOSE)
        if lang == "en":
            opened = max(opened, inside.count('"') % 2)
        if opened > 0:
            continue
        yield start, match.end()
        start = match.end()
    if start < len(line):
        yield start, len(line)


def no_assertion(sentence: str, lang: Lang) -> str:
    """Why this sentence states no fact of its own (a slug), or "" when it may."""
    if DAMAGED.search(sentence):
        return "damaged"
    if re.search(r"[？?]\W*$", sentence) or (
        lang == "zh" and re.search("[吗呢][。！]?$", sentence)
    ):
        return "question"
    if HYPOTHETICAL[lang].search(sentence):
        return "hypothetical"
    if not re.search(r"[。！.!”\"’）)]\s*$", sentence):
        return "no_sentence"
    if len(sentence) > (300 if lang == "zh" else 420):
        return "too_long"
    return ""


_QUOTED = re.compile('“[^“”]*”|「[^「」]*」|"[^"]*"')


def quotations(sentence: str) -> list[tuple[int, int]]:
    """Spans of quoted speech; a short quoted term (“效率年”) is no speech."""
    return [m.span() for m in _QUOTED.finditer(sentence) if len(m[0]) > 14]
