"""A clause in other words: its verb, adverbs, prepositions, common nouns and names replaced by synonyms."""

import re
from dataclasses import replace

from data_prep.frame import Frame, Part
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.lexicon import (
    ADVERBS,
    GROWTH,
    NAME_TAILS,
    NOUNS,
    PLACED,
    PREPOSITIONS,
    QUALIFIERS,
    VERBS,
)
from data_prep.wording.zh.sorting import sort

_ADVERB = re.compile("|".join(sorted(map(re.escape, ADVERBS), key=len, reverse=True)))
_NOUN = re.compile("|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True)))
_PREPOSITION = re.compile("^(?:与|和|同|跟|把|将)(?=.{2})")
_LATIN = re.compile(r"[A-Za-z0-9] ?\n|\n ?[A-Za-z0-9]")
_QUOTED = re.compile("“[^”]*”|‘[^’]*’|《[^》]*》|（[^）]*）")


def variants(clause: Clause) -> list[Clause]:
    """`clause` itself, then up to three times in other words; fewer where it has no synonyms."""
    found = [clause]
    for number in range(3):
        other = (
            _reworded_frame(clause, number)
            if clause.slot in ("inside", "event")
            else _reword(clause, number)
        )
        if other not in found:
            found.append(other)
    return found


def _other_names(frame: Frame, number: int) -> dict[str, tuple[str, ...]]:
    """The names that this turn may replace: none every second turn, none that the attribution holds, and none
    that the statement has twice: nobody is called by two names in one question."""
    if number == 1:
        return {}
    return {
        name: others
        for name, others in frame.names.items()
        if name not in frame.said and frame.text.count(name) < 2
    }


def _reworded_frame(clause: Clause, number: int) -> Clause:
    """The clause of the frame with its parts reworded one by one: where the answer is inside one of them."""
    frame = clause.frame
    names = _other_names(frame, number)
    parts = list(frame.parts)
    for i, part in enumerate(parts):
        if i == frame.asked or part.role in ("class", "head", "qualifier", "scene"):
            continue
        if part.role == "verb":
            text = _verb(replace(clause, verb=part.text), number)
        elif part.role == "modifier":
            text = _named(part.text, names, number)
        elif part.role in ("adverb", "relation"):
            text = _mid(part.text, part.text if part.role == "relation" else "", number)
        elif part.role == "time":
            text = _time(part.text, number)
        else:
            text = _noun(_named(part.text, names, number), number)
        parts[i] = Part(part.role, text)
    return sort(replace(frame, parts=tuple(parts)))


def _reword(clause: Clause, number: int) -> Clause:
    names = _other_names(clause.frame, number)
    return replace(
        clause,
        subject=_noun(_named(clause.subject, names, number), number),
        verb=_verb(clause, number),
        mid=_mid(clause.mid, clause.relation, number),
        qualifier=(q := _pick(QUALIFIERS, clause.qualifier, number)),
        exact=clause.exact.replace(clause.qualifier, q, 1) if clause.qualifier else clause.exact,
        times=tuple(_time(t, number) for t in clause.times),
        scenes=tuple(_noun(s, number) for s in clause.scenes),
        kind=_noun(clause.kind, number),
        rest=_noun(_named(clause.rest, names, number), number),
        head=_noun(clause.head, number) if len(clause.head) > 2 else clause.head,
        after=_noun(_named(clause.after, names, number), number),
    )


def _pick(table: dict[str, tuple[str, ...]], word: str, number: int) -> str:
    others = table.get(word)
    return others[number % len(others)] if others else word


def _time(time: str, number: int) -> str:
    """到2024年底 → 截至2024年年底, 到2024年末."""
    if match := _YEAR_END.search(time):
        return time[: match.start()] + _YEAR_ENDS[number % len(_YEAR_ENDS)]
    return time


_YEAR_END = re.compile("(?<=\\d)年?年[底末]$")
_YEAR_ENDS = ("年末", "年年底", "年底")


def _verb(clause: Clause, number: int) -> str:
    verb, form = clause.verb, clause.frame.form
    if form == "place" and verb in PLACED:
        return _pick(PLACED, verb, number)
    if verb in PLACED:
        return verb
    if form == "number" and verb in GROWTH:
        return _pick(GROWTH, verb, number)
    if verb in VERBS:
        return _pick(VERBS, verb, number)
    core, aspect = clause.core, verb[len(clause.core) :]
    other = _pick(VERBS, core, number)
    if other == core or (other[-1:] in "有于为成作到至入" and aspect):
        return verb
    return other + aspect


def _mid(mid: str, relation: str, number: int) -> str:
    if not mid:
        return ""
    if relation and mid.startswith(relation):
        mid = _PREPOSITION.sub(lambda m: _pick(PREPOSITIONS, m[0], number), mid, count=1)
    if mid in ADVERBS:
        return _pick(ADVERBS, mid, number)
    match = _ADVERB.search(mid)
    if (
        not match
        or match[0] in ("将", "需", "仍", "能", "想")
        or (match.start() and match.end() < len(mid))
    ):
        return mid
    return mid[: match.start()] + _pick(ADVERBS, match[0], number) + mid[match.end() :]


def _noun(text: str, number: int) -> str:
    """`text` with its common nouns replaced, but for those that are part of a name or a quotation."""
    if len(text) < 2:
        return text
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    out, at = [], 0
    for match in _NOUN.finditer(text):
        start, end = match.span()
        if (
            start < at
            or any(a < end and start < b for a, b in quoted)
            or NAME_TAILS.match(text[end:])
        ):
            continue
        around = text[max(0, start - 2) : start] + "\n" + text[end : end + 2]
        if match[0].isascii() and _LATIN.search(around):
            continue  # AI Studio
        out += [text[at:start], _pick(NOUNS, match[0], number)]
        at = end
    return "".join(out) + text[at:]


def _named(text: str, names: dict[str, tuple[str, ...]], number: int) -> str:
    """`text` with an entity by another of its names, where these hold nothing that the text says already."""
    for name, others in names.items():
        if name and name in text and others and name not in NOUNS:
            other = others[number // 2 % len(others)]
            rest = text.replace(name, "", 1)
            if not _fits(text, name, other):
                continue
            if (
                other not in text
                and name not in rest
                and not any(o in text for o in others if name in o)
            ):
                return text.replace(name, other, 1)
    return text


def _fits(text: str, name: str, other: str) -> bool:
    """Whether `other` can stand where `name` stands: no long foreign name, no word glued to another."""
    if (len(name) < 3 and not name.isascii()) or len(other.split()) > 3:
        return False
    at = text.index(name)
    before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
    return not ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()))
