"""Questions as they are typed into a search box: see `data_prep.wording.zh.search`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.frame import Frame

Shape = tuple[str, str]
_SMALL = frozenset(
    "a an the of in on at to is was are were be been being has have had that which who whose with for and its it their his her this these those "
    "as into also then there do does did".split()
)
"""Words left out of a query; by and from stay: they say who did it."""
_LEAST, _MOST = 2, 14
"""Words of a query without what is asked for."""
_UNSURE = re.compile(
    r"\b(?:not|no|never|may|might|could|would|will|should|must|can|probably|likely|perhaps)\b|n't",
    re.I,
)
_EDGE = re.compile(r"(?<!\d),|,(?!\d)|[^\w%$€£'’./:+#&,-]+|(?<=\w)[.:](?=\s|$)")
_SPEAKER = re.compile(
    r"^(?:According to |In the words of )?(?P<who>.+?)(?:,? (?:said|says|told|stated|states|wrote|writes|thinks|believes|argues|argued|reported|reports|announced|explained|added|claims|claimed)\b.*)?,? ?(?:that)? ?$"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    role: str
    text: str


def searches(frame: Frame) -> Iterator[Shape]:
    """The shapes of a query for the answer of `frame`, none where it is asked for by more than a word or two."""
    if frame.form in ("reason", "clause", "quality", "action") or len(frame.ask.split()) > 5:
        return
    speaker = _speaker(frame.said)
    if frame.said and not speaker:
        return
    exact = "".join(p.text for p in frame.parts[: frame.asked] if p.role == "qualifier")
    by_whom = frame.ask == "who" and frame.parts[frame.asked - 1].text.strip() == "by"
    if by_whom:
        return
    wanted = _Piece("asked", " ".join(f"{exact} {frame.ask}".split()))
    early = _pieces(frame, 0, frame.asked, wanted.text)
    late = _pieces(frame, frame.asked + 1, len(frame.parts), wanted.text)
    by = [_Piece("subject", f"{speaker} says")] if speaker else []
    whole = [*by, *early, wanted, *late]
    yield from _query("search", whole)
    yield from _query("search_first", [wanted, *by, *early, *late])
    if late:
        yield from _query("search_last", [*by, *late, *early, wanted])
    verbs = "".join(p.text for p in frame.parts if p.role in ("adverb", "relation", "verb"))
    if (
        frame.form in ("time", "number", "place")
        and not _UNSURE.search(verbs)
        and any(p.role == "verb" for p in whole)
    ):
        bare = [p for p in whole if p.role != "verb"]
        yield from _query("search_bare", bare)
        yield from _query("search_bare_first", [wanted, *(p for p in bare if p is not wanted)])


def _speaker(said: str) -> str:
    match = _SPEAKER.match(said.strip())
    return match["who"].strip(" ,") if match and said else ""


def _query(shape: str, pieces: list[_Piece]) -> Iterator[Shape]:
    told = " ".join(p.text for p in pieces if p.role != "asked").split()
    if _LEAST <= len(told) <= _MOST and sum(p.role != "asked" for p in pieces) > 1:
        yield shape, " ".join(p.text for p in pieces)


def _pieces(frame: Frame, start: int, stop: int, wanted: str) -> list[_Piece]:
    """The words of the parts from `start` to `stop` without articles, punctuation and what `wanted` says again;
    adverbs go with their verb."""
    small = {*_SMALL, *wanted.casefold().split()}
    out: list[_Piece] = []
    adverb = ""
    for part in frame.parts[start:stop]:
        if part.role in ("class", "qualifier"):
            continue
        words = [w for w in _EDGE.split(part.text) if w and w.casefold() not in small]
        text = " ".join(words)
        if part.role == "adverb":
            adverb = f"{adverb} {text}".strip()
        elif text:
            if adverb and part.role not in ("verb", "relation", "object"):
                out.append(_Piece("adverb", adverb))
                adverb = ""
            out.append(_Piece(part.role, f"{adverb} {text}".strip()))
            adverb = ""
    return [*out, _Piece("adverb", adverb)] if adverb else out
