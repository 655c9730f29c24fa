"""What a text negates and what it hedges, each with the word that it bears on."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from data_prep.gate.reading import Reading
from data_prep.gate.tables import (
    DOUBTS,
    HEDGES,
    HEDGES_DOUBT,
    HEDGES_FIRM,
    NEGATIVE,
    NEGATORS,
    NO_NEGATION,
    POLITE,
    words,
)
from data_prep.gate.verdict import PASSED, Verdict
from data_prep.records import Lang

_SKIPPED = {
    "zh": words(
        "人 谁 任何人 所有人 会 能 能够 可以 再 完全 一定 太 很 是 被 把 将 有 要 想 对 在 从 向 为 给 让 使 曾 曾经 应 应该 必 必须 都 也 就 只 真正 继续 进行 想要 需要 任何 什么 直接 可 得 算 算是 属于 "
        "足以 准备 希望 愿意 可能 或许 也许 正 正在 已 已经 还 仍 又 那么 这么 如何 多少 几 开始 起 上 到 于"
    ),
    "en": words(
        "be been being is are was were have has had do does did to the a an any yet really fully always so very quite of in on at by with for as that which who get got able still ever also just then more it its he she they will would may might could can only all"
    ),
}
_CONTENT = ("n", "v", "a", "i", "l", "j", "z", "b")
_NAMES = frozenset(("nr", "nrt", "ns", "nt", "nz"))
_LEXICAL = {
    "zh": words(
        "放弃 停止 拒绝 避免 防止 禁止 缺乏 缺少 失去 取消 反对 否认 难以 很难 不足 无人 没人 拒不 终止 无权 不到 限制 遏制"
    ),
    "en": words(
        "fail failed fails refuse refused refuses deny denied denies lack lacks lacked reject rejected stop stopped avoid avoided unable"
    ),
}
"""Words that negate what follows as a negator does."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The operator and the first content word behind it, "" where its clause has none."""

    operator: str
    bears_on: str
    at: int
    reach: tuple[str, ...] = ()
    """All content words near behind the operator."""


@lru_cache(1 << 10)
def negated(reading: Reading, *, lexical: bool = False) -> list[Scope]:
    """The negations of a text; with `lexical` those by verbs too (refused to)."""
    lang = reading.lang
    if not NEGATIVE[lang].search(reading.folded):
        return []
    harmless = [m.span() for m in NO_NEGATION[lang].finditer(reading.folded)]
    negators = NEGATORS[lang] | _LEXICAL[lang] if lexical else NEGATORS[lang]
    found: list[Scope] = []
    for i, (word, _, at) in enumerate(reading.words):
        lowered = word.lower()
        if lowered not in negators or any(s <= at < e for s, e in harmless):
            continue
        if 0 < i < len(reading.words) - 1 and reading.words[i + 1][0].startswith(
            reading.words[i - 1][0]
        ):
            continue  # 能不能, 开不开源
        reach = _contents(reading, i + 1)
        found.append(Scope(word, reach[0] if reach else "", at, reach))
    return found


@lru_cache(1 << 10)
def hedged(reading: Reading) -> list[Scope]:
    """The hedges of a text that a wording must keep."""
    found: list[Scope] = []
    for match in HEDGES_FIRM[reading.lang].finditer(reading.folded):
        end = match.end()
        start = next((i for i, w in enumerate(reading.words) if w[2] >= end), len(reading.words))
        if match[0] == "将" and start < len(reading.words) and _disposed(reading.words[start][1]):
            continue
        reach = _contents(reading, start, verbs=True)
        found.append(Scope(match[0], reach[0] if reach else "", match.start(), reach))
    return found


def _disposed(tag: str) -> bool:
    """Whether a word with this tag behind 将 shows that it is 把: 将总装线迁到, not 将迁到."""
    return tag[:1] in "nmrqjl" or tag == "eng"


def _contents(reading: Reading, start: int, *, verbs: bool = False) -> tuple[str, ...]:
    """The content words of the clause from word `start` on, within reach."""
    skipped = _SKIPPED[reading.lang]
    found: list[str] = []
    for word, tag, _ in reading.words[start : start + 9]:
        if reading.lang == "en":
            lowered = word.lower()
            if not word[0].isalnum():
                break
            if lowered not in skipped and not lowered.endswith("ly"):
                found.append(stem(lowered))
        elif tag == "x" and not word.isalnum():
            break
        elif (
            word not in skipped and tag not in _NAMES and tag.startswith("v" if verbs else _CONTENT)
        ):
            found.append(word.casefold())
    return tuple(found[:5])


@cache
def stem(word: str) -> str:
    """An English word without its ending, rough but the same for all forms of a regular word."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ("ied", "ies", "ing", "ed", "es", "er", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a source negates and hedges, and the words that it leaves unnegated."""

    lang: Lang
    negated: frozenset[str]
    undone: tuple[Scope, ...]
    """What it denies by a verb (限制, 放弃): a wording without that verb may negate it."""
    lost: tuple[Scope, ...]
    """The negations that a wording could lose: their word is never without one in the source."""
    negative: bool
    """Whether anything in the source is negative at all."""
    hedges: tuple[Scope, ...]
    folded: str
    stems: frozenset[str]


def polarity(readings: list[Reading]) -> Polarity:
    """The polarity of a source: its evidence first, then what else it may use."""
    lang = readings[0].lang
    scopes = [(r, s) for r in readings for s in negated(r, lexical=lang == "zh")]
    folded = "\n".join(r.folded for r in readings)
    stems = (
        frozenset(stem(w.lower()) for r in readings for w, _, _ in r.words)
        if lang == "en"
        else frozenset()
    )
    lost = tuple(
        s
        for _, s in scopes
        if len(s.bears_on) > 1
        and s.operator.lower() in NEGATORS[lang]
        and not _stands_free(readings[:1], s.bears_on)
    )
    hedges: list[Scope] = []
    for scope in hedged(readings[0]):
        if scope.bears_on and not any(h.bears_on == scope.bears_on for h in hedges):
            hedges.append(scope)
    return Polarity(
        lang,
        frozenset(w for _, s in scopes if s.operator.lower() in NEGATORS[lang] for w in s.reach),
        tuple(s for _, s in scopes if s.operator.lower() not in NEGATORS[lang]),
        lost,
        bool(scopes)
        if lang == "en"
        else bool(NEGATIVE[lang].search(NO_NEGATION[lang].sub(" ", folded))),
        tuple(hedges),
        folded,
        stems,
    )


def _stands_free(readings: list[Reading], word: str) -> bool:
    return any(_without(reading, word, NEGATIVE[reading.lang]) for reading in readings)


def _without(reading: Reading, word: str, operators: re.Pattern[str]) -> str:
    """A clause that holds `word` and none of the operators, or ""."""
    if reading.lang == "en":
        places = [at for w, _, at in reading.words if stem(w.lower()) == word]
    else:
        places = [m.start() for m in re.finditer(re.escape(word), reading.folded)]
    for at in places:
        clause = reading.clause(at)
        if not operators.search(NO_NEGATION[reading.lang].sub(" ", clause)):
            return clause
    return ""


def _holds(reading: Reading, word: str) -> bool:
    if reading.lang == "zh":
        return word in reading.folded
    return any(stem(w.lower()) == word for w, _, _ in reading.words)


def negation_kept(source: Polarity, reading: Reading, answer: str) -> Verdict:
    """Whether a wording negates what the source negates and nothing else. `answer` is casefolded."""
    for scope in source.lost:
        if scope.operator in answer or not _holds(reading, scope.bears_on):
            continue
        if clause := _without(reading, scope.bears_on, NEGATIVE[reading.lang]):
            said = f"{scope.operator} … {scope.bears_on}: {clause.strip()}"
            return Verdict("dropped_negation", said)
    for scope in negated(reading):
        word = scope.bears_on
        undone = word in _LEXICAL[reading.lang] and word in source.folded
        if not undone and (
            source.negated.intersection(scope.reach) or (source.negative and not word)
        ):
            continue
        known = len(word) > 1 and (
            word in source.folded if reading.lang == "zh" else word in source.stems
        )
        if undone or known or not source.negative:
            return Verdict("added_negation", f"{scope.operator} {word}".strip())
    return PASSED


def hedge_kept(source: Polarity, reading: Reading, answer: str) -> Verdict:
    """Whether what the source hedges is hedged in a wording that says it; a doubt by a word of doubt."""
    for scope in source.hedges:
        if _holds(reading, scope.bears_on) and not answers_hedge(scope.operator, reading, answer):
            return Verdict("dropped_hedge", f"{scope.operator} … {scope.bears_on}")
    return PASSED


def answers_hedge(operator: str, reading: Reading, answer: str) -> bool:
    """Whether a wording or its answer holds a word that can stand for this hedge."""
    lang = reading.lang
    table = HEDGES_DOUBT if DOUBTS[lang].match(operator) else HEDGES
    text = POLITE.sub("", reading.folded) if lang == "en" else reading.folded
    return bool(table[lang].search(text) or table[lang].search(answer))
