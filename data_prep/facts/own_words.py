"""What a speaker says of themselves: the statement names the speaker once."""

import re
from dataclasses import replace

from data_prep.discourse.words import HEDGING
from data_prep.facts.candidates import Candidate
from data_prep.frame import Frame, Part

_DATE = re.compile(r"^\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?，?")
_FRONT = ("time", "scene", "adverb")


def unrepeated_speaker(candidate: Candidate, speaker: str) -> Candidate | None:
    """X表示，X重申了… as X重申了…, and X说，这让X… as X说，这让自己…; None where neither can be said.

    A view stays a view: X认为，X会… is not told at all.
    """
    frame = candidate.frame
    if not frame.said or not speaker:
        return candidate
    if frame.lang == "en":
        return _english(candidate, speaker)
    short = speaker.rpartition("·")[2]
    form = speaker if frame.said.startswith(speaker) else short
    if len(form) < 2 or not frame.said.startswith(form):
        return candidate
    first = next((i for i, p in enumerate(frame.parts) if p.role not in _FRONT), 0)
    if any(form in p.text for p in frame.parts[:first]):
        return None
    body = "".join(p.text for p in frame.parts[first:])
    if form not in body:
        return candidate
    if _DATE.sub("", body).startswith((form, speaker)):
        if any(frame.said[len(form) :].startswith(verb) for verb in HEDGING["zh"]):
            return None
        return replace(candidate, frame=replace(frame, said=""))
    return _as_self(candidate, frame, form)


def _english(candidate: Candidate, speaker: str) -> Candidate | None:
    """X said that X wrote … as X wrote …; None where the speaker stands in it again, or only believes it."""
    frame = candidate.frame
    at = next((i for i, p in enumerate(frame.parts) if p.role == "subject"), -1)
    if at < 0 or not frame.said.startswith(f"{speaker} "):
        return candidate
    if frame.parts[at].text.strip(" ,") != speaker:  # X said that X’s colleague …: nobody says so
        return None if any(speaker in p.text for p in frame.parts) else candidate
    verb = frame.said.removeprefix(f"{speaker} ").split(" ", 1)[0]
    if verb in HEDGING["en"] or any(speaker in p.text for p in frame.parts[at + 1 :]):
        return None
    first = frame.parts[0]
    if frame.asked == 0 and not first.text[:1].isupper():
        return None  # the answer would no longer stand as in its evidence
    parts = (Part(first.role, first.text[:1].upper() + first.text[1:]), *frame.parts[1:])
    return replace(candidate, frame=replace(frame, said="", parts=parts))


def _as_self(candidate: Candidate, frame: Frame, form: str) -> Candidate | None:
    at = next((i for i, p in enumerate(frame.parts) if form in p.text), -1)
    if at < 0 or at == frame.asked or sum(p.text.count(form) for p in frame.parts) > 1:
        return None
    own = frame.parts[at]
    parts = (
        *frame.parts[:at],
        Part(own.role, own.text.replace(form, "自己")),
        *frame.parts[at + 1 :],
    )
    return replace(candidate, frame=replace(frame, parts=parts))
