"""Who does it to whom: the entities around a verb, in the source and in a wording."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from data_prep.gate.polarity import stem
from data_prep.gate.reading import Reading, Word
from data_prep.gate.tables import SYMMETRIC, words

_BREAK = frozenset(',;。?!:()“”"，；—')
_PASSIVE = {"zh": words("被 由 遭 遭到 受 受到"), "en": words("by")}
_DISPOSAL = words("把 将")
_ASKING = {
    "zh": words("谁 哪 哪家 哪个 哪位 什么 何 多少 几 哪些 啥 哪里 何人 哪款 哪座"),
    "en": words("who whom what which where when how whose"),
}
_AUX = words(
    "is was are were be been being has have had will would did does do to also not later first then had the a an its their in on at of and by"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """`agent` does `verb` to `patient`; entities by number."""

    agent: int
    verb: str
    patient: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity at words [start:end] of a reading, from character `at` on."""

    entity: int
    start: int
    end: int
    at: int


def seen(reading: Reading, entities: Mapping[str, int]) -> list[Seen]:
    """The entities in a text, in order, the longer of two that overlap."""
    spans: list[tuple[int, int, int]] = []
    for name, number in entities.items():
        at = reading.folded.find(name)
        while at >= 0:
            spans.append((at, at + len(name), number))
            at = reading.folded.find(name, at + len(name))
    if not spans:
        return []
    spans.sort(key=lambda s: (s[0], -s[1]))
    found: list[Seen] = []
    words_, i, last = reading.words, 0, -1
    for start, end, number in spans:
        if start < last:
            continue
        while i < len(words_) and words_[i][2] + len(words_[i][0]) <= start:
            i += 1
        j = i
        while j < len(words_) and words_[j][2] < end:
            j += 1
        found.append(Seen(number, i, j, start))
        last = end
    return found


def deeds(reading: Reading, found: list[Seen]) -> Iterator[Deed]:
    """What the entities `found` in a source do to each other."""
    for a, b in pairwise(found):
        if a.entity == b.entity:
            continue
        between = reading.words[a.end : b.start]
        if any(w[0] in _BREAK for w in between) or len(between) > 12:
            continue
        if reading.lang == "en":
            yield from _english(a, b, between)
        else:
            yield from _chinese(a, b, between, reading.words[b.end : b.end + 6])


def _chinese(a: Seen, b: Seen, between: list[Word], after: list[Word]) -> Iterator[Deed]:
    if any(w[0] == "比" for w in between):
        yield Deed(a.entity, "比", b.entity)
        return
    markers = [w[0] for w in between]
    verbs = [w[0] for w in between if _is_verb(w)]
    if markers and not verbs and (markers[-1] in _PASSIVE["zh"] or markers[-1] in _DISPOSAL):
        behind = next((w[0] for w in after if _is_verb(w)), "")
        if behind and markers[-1] in _DISPOSAL:
            yield Deed(a.entity, behind, b.entity)
        elif behind:
            yield Deed(b.entity, behind, a.entity)
    elif verbs and "的" not in markers[-2:]:
        yield Deed(a.entity, verbs[-1], b.entity)


def _is_verb(word: Word) -> bool:
    return word[1].startswith("v") and word[0] not in SYMMETRIC and len(word[0]) > 1


def _english(a: Seen, b: Seen, between: list[Word]) -> Iterator[Deed]:
    lowered = [w[0].lower() for w in between]
    if "than" in lowered:
        yield Deed(a.entity, "than", b.entity)
        return
    content = [w for w in lowered if w not in _AUX and w[0].isalpha()]
    if (
        not content
        or content[0] in SYMMETRIC
        or any(w in ("that", "which", "who", "whose", "with", "and") for w in lowered)
    ):
        return
    if "by" in lowered and {"was", "were", "is", "been", "are"} & set(lowered):
        yield Deed(b.entity, stem(content[0]), a.entity)
    elif "by" not in lowered:
        yield Deed(a.entity, stem(content[0]), b.entity)


def swapped(deed: Deed, reading: Reading, found: list[Seen]) -> str:
    """What shows that a wording exchanges the two sides of `deed`, or ""."""
    lang = reading.lang
    if lang == "zh" and deed.verb not in reading.text:
        return ""
    for i, (word, _, _) in enumerate(reading.words):
        if (stem(word.lower()) if lang == "en" and deed.verb != "than" else word) != deed.verb:
            continue
        if any(s.start <= i < s.end for s in found):
            continue
        before = [s for s in found if s.end <= i and _near(reading, s.end, i)]
        agents = [s for s in before if not _placed(reading, s)] if lang == "zh" else before
        left = agents[-1] if agents else None
        right = next((s for s in found if s.start > i and _near(reading, i + 1, s.start)), None)
        agent, patient = _sides(reading, left, right, i)
        if lang == "zh" and left and _marked(reading, left) and patient == -1:
            patient = next((s.entity for s in reversed(found) if s.end < left.start), -1)
        taken = agent == deed.patient and (patient == deed.agent or _asks_next(reading, i))
        given = patient == deed.agent and agent in (deed.patient, -1)
        if taken or given:
            names = [s for s in (left, right) if s]
            return " ".join(
                w[0]
                for w in reading.words[
                    min(i, *(s.start for s in names)) : max(i + 1, *(s.end for s in names))
                ]
            )
    return ""


_TELLING = {"zh": words("比 把 被 由 向 遭 较"), "en": words("by than")}
_PASSED_OVER = {
    "zh": words(
        "了 过 着 主要 正式 首次 共同 已 已经 曾 曾经 将 正在 正 最终 又 还 也 都 就 才 仍 直接 公开 成功"
    ),
    "en": words("the a an had has have also first later then not never"),
}
_LINKS = words("于 在 到 至 往 给")
_WEAK = words(
    "was were is are be been being had has have did does do would will of in on at to for and or with as from which that who since until after before into"
)

_PLACED = words("在 于 从 自 据")
"""Prepositions of a place or a source: in 甲在乙设厂 the verb is none of 乙."""

Beside = tuple[str, str]
"""A side (`<` before, `>` behind) and the word that stands there."""


def beside(reading: Reading, found: list[Seen]) -> Iterator[tuple[int, Beside]]:
    """The verbs and prepositions right before and behind each entity: they say what part it plays.

    A verb behind an entity counts where it has an object: in 乙发布时 the entity is no agent.
    """
    ws, lang = reading.words, reading.lang
    over = _PASSED_OVER[lang]
    for one in found:
        i = one.start - 1
        if one.start < len(ws) and ws[one.start][2] < one.at:  # the tagger glued a word to the name
            head = ws[one.start][0][: one.at - ws[one.start][2]]
            if head.lower() in _TELLING[lang]:
                yield one.entity, ("<", head.lower())
            continue
        while i > 0 and (ws[i][0].lower() in over or ws[i][0] in _LINKS):
            i -= 1
        if i >= 0 and _telling(ws[i], lang) and not _in_title(ws, one.end, ws[i][0]):
            yield one.entity, ("<", ws[i][0].lower())
        if _placed(reading, one):
            continue
        i = one.end
        while i < len(ws) and (ws[i][0].lower() in over or ws[i][1] == "d"):
            i += 1
        if lang == "en" and _closes(reading, one):
            continue
        by = lang == "en" and i + 1 < len(ws) and ws[i + 1][0] == "by"  # founded by somebody
        if i < len(ws) and not by and _telling(ws[i], lang) and _has_object(ws, i + 1, lang):
            yield one.entity, (">", ws[i][0].lower())
    if lang == "zh":
        yield from _in_office(reading, found)


def _closes(reading: Reading, one: Seen) -> bool:
    """Whether a comma stands right behind an entity: A, which succeeds B, stores: it is A that stores."""
    word, _, at = reading.words[one.end - 1]
    return "," in (word[-1:], reading.text[at + len(word) : at + len(word) + 1])  # 25, is one word


_OFFICE = words("担任 出任 任 供职 任职")


def _in_office(reading: Reading, found: list[Seen]) -> Iterator[tuple[int, Beside]]:
    """What 甲的董事长乙 says in passing: 乙 holds an office, at 甲."""
    for at, one in enumerate(found[:-1]):
        for other in found[at + 1 : at + 3]:
            between = reading.words[one.end : other.start]
            if 2 <= len(between) <= 5 and between[0][0] == "的" and _nouns(between[1:]):
                for verb in _OFFICE:
                    yield other.entity, (">", verb)
                    yield one.entity, ("<", verb)


def _in_title(ws: list[Word], end: int, verb: str) -> bool:
    """Whether the entity behind 担任 only begins a title: 担任生成式人工智能主管."""
    return verb in _OFFICE and end < len(ws) and ws[end][1][:1] in "nv"


def _nouns(ws: list[Word]) -> bool:
    return all(tag[:1] in "njbl" or tag in ("eng", "vn") for _, tag, _ in ws)


def _telling(word: Word, lang: str) -> bool:
    lowered = word[0].lower()
    if lowered in _TELLING[lang]:
        return True
    if lang == "en":
        return word[0].isalpha() and word[0].islower() and len(lowered) > 3 and lowered not in _WEAK
    return _is_verb(word)


def _has_object(ws: list[Word], i: int, lang: str) -> bool:
    while i < len(ws) and ws[i][0].lower() in _PASSED_OVER[lang]:
        i += 1
    if i >= len(ws):
        return False
    return lang == "en" or ws[i][1][:1] in "nmrajzi" or ws[i][1] == "eng" or ws[i][0] in "“《"


def exchanged(source: Mapping[Beside, frozenset[int]], reading: Reading, found: list[Seen]) -> str:
    """An entity in the place that the source gives to another one of the wording, or "".

    A wording that keeps the word beside a name keeps the name with it: 收购乙 may become 乙被…收购, but
    where the source has 甲 before 收购, no other name may stand there while 甲 stands elsewhere.
    """
    if len({s.entity for s in found}) < 2:
        return ""
    ours: dict[Beside, set[int]] = {}
    for entity, place in beside(reading, found):
        ours.setdefault(place, set()).add(entity)
    present = {s.entity for s in found}
    for place, entities in ours.items():
        theirs = source.get(place)
        if theirs and place[1] in _OFFICE and _at_work(reading, found, theirs):
            continue
        if theirs and not entities & theirs and theirs & present:
            return f"{place[0]}{place[1]}"
    return ""


def _at_work(reading: Reading, found: list[Seen], firms: frozenset[int]) -> bool:
    """Whether the wording says where the office is held: 在乙担任总经理, in which 总经理 is no firm."""
    return any(_placed(reading, one) for one in found if one.entity in firms)


def _marked(reading: Reading, one: Seen) -> bool:
    """Whether 被 or 由 stands right before an entity: it is who does it."""
    return reading.text[max(one.at - 1, 0) : one.at] in _PASSIVE["zh"]


def _placed(reading: Reading, one: Seen) -> bool:
    """Whether 在 or the like stands right before an entity: it is where something is done."""
    return one.start > 0 and reading.words[one.start - 1][0] in _PLACED


def _asks_next(reading: Reading, verb: int) -> bool:
    """Whether a question word or another object stands right behind the verb: 收购了谁."""
    behind = [w[0].lower() for w in reading.words[verb + 1 : verb + 4]]
    behind = [w for w in behind if w not in ("了", "过", "的", "是", "the", "a")]
    return bool(behind) and behind[0] in _ASKING[reading.lang]


def _near(reading: Reading, start: int, end: int) -> bool:
    return end - start <= 9 and not any(w[0] in _BREAK for w in reading.words[start:end])


def _sides(reading: Reading, left: Seen | None, right: Seen | None, verb: int) -> tuple[int, int]:
    """The entities that do what the verb at word `verb` says and that it is done to, -1 where not known."""
    lang, ws = reading.lang, reading.words
    before = [w[0].lower() for w in ws[left.end if left else max(verb - 6, 0) : verb]]
    after = [w[0].lower() for w in ws[verb + 1 : right.start]] if right else []
    agent = patient = -1
    if lang == "en":
        if "by" in after and right:
            return right.entity, left.entity if left and not _asked(before, lang) else -1
        if (
            {"was", "were", "been", "is", "are"} & set(before)
            and ws[verb][0].lower() != "than"
            and "by" not in before
        ):
            return -1, -1
        if (
            left
            and not _asked(before, lang)
            and not {"and", "that", "which", "who", "by", "of"} & set(before)
        ):
            agent = left.entity
        if (
            right
            and len(after) <= 3
            and not _asked(after, lang)
            and not {"in", "at", "on", "for", "with", "and", "from", "of"} & set(after)
        ):
            patient = right.entity
        return agent, patient
    if before and before[-1] == "的":
        return -1, -1
    marked = _suffers(ws[left.end if left else max(verb - 6, 0) : verb])
    led = bool(left and _marked(reading, left))
    disposed = bool(left and left.start and ws[left.start - 1][0] in _DISPOSAL)
    if left and not _asked(before, lang) and "的" not in before:
        if marked or disposed:
            patient = left.entity
        else:
            agent = left.entity
    if (
        right
        and not led
        and not marked
        and len(after) <= 3
        and "的" not in after
        and not _asked(after, lang)
    ):
        patient = right.entity
    return agent, patient


def _suffers(between: list[Word]) -> bool:
    """Whether 被 between a name and a verb belongs to that verb: not in 被视为点燃热潮的烈火, where 点燃 is another."""
    at = max((i for i, w in enumerate(between) if w[0] in _PASSIVE["zh"]), default=-1)
    own = at + 1 >= len(between) or not between[at + 1][1].startswith("v")
    return at >= 0 and own


def _asked(between: list[str], lang: str) -> bool:
    return bool(_ASKING[lang] & set(between))
