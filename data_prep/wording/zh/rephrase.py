"""A Chinese question in other words: its verbs, nouns and adverbs exchanged for synonyms where they stand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import rjieba

from data_prep.wording.zh import thesaurus
from data_prep.wording.zh.lexicon import NAME_TAILS

MOST = 4
"""Words replaced in one question, at most."""

_JOINED = 5
"""Tokens that a word of the thesaurus spans, at most."""

_QUOTED = re.compile(
    '“[^“”]*”|‘[^‘’]*’|《[^《》]*》|「[^「」]*」|『[^『』]*』|〈[^〈〉]*〉|"[^"]*"|[A-Za-z0-9.+#_%-]+'
)
"""Text that stays: quotations, titles, Latin strings and numbers."""

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z0-9]")
_SINGLE = frozenset(
    "的了过是在和与把被由将对向从以用为于到给让使令有无不没未也都又就还只很更最太较这那其该本此各每某个位名家款种部项"
    "年月日时中里上下内外前后间等即及或而且但若因谁哪何几多少要想会能可应需曾已正仍再便并则共约近超达任称叫说问请据按"
    "自至跟同比像如者所之一二两三四五六七八九十百千万亿人他她它们你我您才却均皆原除当该写做吗呢么来去次座支场条起"
)
"""Characters that are words of their own; any other beside a word may be a piece of a name."""

_BOUND = frozenset(
    "于 到 成 为 出 往 至 向 给 入 进 上 下 在 起 着 自 以 作 回 起来 出来 下来 下去 上去 过来 得 不 掉 完".split()
)
"""Behind a word, these belong to it: 修建于, 搬到."""

_NOMINAL = frozenset(
    "时间 日期 地点 方法 方式 情况 过程 能力 工作 计划 项目 活动 量 者 权 率 性 费 费用 部门 人员 人 力 线 品 商 物 业 会 机构 组织 "
    "系统 平台 技术 模型 设备 工具 标准 成本 环境 经验 机制 制度 政策 条例 协议 合同 理论 目标 目的 作用 效果 需求 资格 标题 流程 报告 价格 次数 数量".split()
)
"""Behind a verb, these make it a modifier (使用方法), in which it has no synonym."""

_OFFICE = re.compile(
    "(?:(?![的是在和与了被由])[\u4e00-\u9fff]){0,6}?(?:局|署|协会|委员会|学会|基金会|条例|研究所|研究院|总会|联合会|联盟|博览会)"
)
"""Behind a common noun: it begins or continues a body's name."""

_AFTER_DOT = 4
"""Characters behind a name's dot that may be the name's: 纳加拉杰 in 阿比舍克·纳加拉杰出任."""

_NUMBER = re.compile("[0-9〇零一二两三四五六七八九十百千万亿半几多百分]")
_BEFORE_NUMBER = frozenset("接近 将近".split())
_SUBJECTLESS = re.compile("[被由谁所哪]|时候|何时|怎么|如何")
_SUPPOSED = ("也许", "或许")
_ENDS_OPEN = tuple("于到至在为往向成自")
"""A verb that ends so takes its object at once: no 了 or full stop behind it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    others: tuple[str, ...]
    fits: Callable[[str, str, str], bool]
    """(word, previous token, next token) → whether the word is used there as its table means it."""


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    others: tuple[str, ...]


def _verb(word: str, before: str, after: str) -> bool:
    return before not in ("的", "、") and after not in _NOMINAL


def _noun(word: str, before: str, after: str) -> bool:
    return before not in ("副", "女", "男", "总") and not NAME_TAILS.match(after)


def _adverb(word: str, before: str, after: str) -> bool:
    if word in _BEFORE_NUMBER and not _NUMBER.match(after):
        return False
    return after != "的" and before not in ("的", "在", "不", "有", "最", "很")


def _anywhere(word: str, before: str, after: str) -> bool:
    return True


def _table() -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for fits, both, one_way in (
        (_anywhere, thesaurus.PHRASES, ""),
        (_verb, thesaurus.VERBS, thesaurus.VERBS_ONE_WAY),
        (_noun, thesaurus.NOUNS, thesaurus.NOUNS_ONE_WAY),
        (_anywhere, thesaurus.ADJECTIVES, thesaurus.ADJECTIVES_ONE_WAY),
        (_adverb, thesaurus.ADVERBS, thesaurus.ADVERBS_ONE_WAY),
        (_anywhere, thesaurus.FUNCTION_WORDS, thesaurus.FUNCTION_WORDS_ONE_WAY),
    ):
        others: dict[str, dict[str, None]] = {}
        for group in map(str.split, both.strip().splitlines()):
            for word in group:
                others.setdefault(word, {}).update((w, None) for w in group if w != word)
        for word, *instead in map(str.split, one_way.strip().splitlines()):
            others.setdefault(word, {}).update((w, None) for w in instead)
        for word, those in others.items():
            if not _LATIN.match(word):
                found.setdefault(word, []).append(_Entry(tuple(those), fits))
    return found


_TABLE = _table()
_FIRST_TWO = frozenset(word[:2] for word in _TABLE)
"""A cheap look before the words are: how the words of the thesaurus begin."""


def rephrased(question: str, keep: Sequence[str], turn: int) -> str:
    """`question` with up to four of its words replaced by synonyms.

    The strings of `keep`, quotations, titles, Latin strings and numbers stay, and no synonym is a string of
    `keep`: it may be the answer. `turn` (0, 1, 2 …) chooses
    among the synonyms: turn 0 replaces every word it can, a later one leaves a word as it is, each another.
    The question comes back unchanged where no word has a synonym that fits.
    """
    spots = _spots(question, tuple(keep))
    if turn and len(spots) > 1:
        left = (turn - 1) % len(spots)
        spots = spots[left + 1 :] + spots[:left]
    made: dict[int, tuple[int, str]] = {}
    taken = set(keep)
    for spot in spots:
        if len(made) == MOST:
            break
        word = _pick(question, spot, turn, taken)
        if word:
            taken.add(word)
            made[spot.start] = (spot.end, word)
    return _with(question, made)


def _pick(question: str, spot: _Spot, turn: int, taken: set[str]) -> str:
    """The turn's synonym for the word at `spot`, or the first behind it that reads well there; else ""."""
    before, after = question[spot.start - 1 : spot.start], question[spot.end : spot.end + 1]
    rest = f"{question[: spot.start]}\0{question[spot.end :]}"
    for i in range(len(spot.others)):
        word = spot.others[(turn + i) % len(spot.others)]
        if word in taken or word in rest or word[0] == before or word[-1] == after:
            continue
        if before == "有" and word in _SUPPOSED:
            continue  # 有可能 is one word
        if _LATIN.match(word) and _LATIN.search(before + after):
            continue
        if word.endswith((*_ENDS_OPEN, "出任")) and after in ("了", "过"):
            continue
        if len(word) == 1 and after in "的所，。？?":
            continue
        return word
    return ""


def _with(question: str, made: dict[int, tuple[int, str]]) -> str:
    out: list[str] = []
    at = 0
    for start in sorted(made):
        end, word = made[start]
        out += (question[at:start], word)
        at = end
    out.append(question[at:])
    return "".join(out)


@lru_cache(maxsize=1024)
def _spots(question: str, keep: tuple[str, ...]) -> tuple[_Spot, ...]:
    """The words of the question that have synonyms and may be replaced, in order."""
    tokens = rjieba.cut(question)
    ends = list(accumulate(map(len, tokens)))
    stays = _stays(question, keep)
    found: list[_Spot] = []
    i = 0
    while i < len(tokens):
        start = ends[i] - len(tokens[i])
        taken = None
        if question[start : start + 2] in _FIRST_TWO:
            taken = _word_at(question, tokens, ends, i)
        if taken is None:
            i += 1
            continue
        spot, i = taken
        if not any(a < spot.end and spot.start < b for a, b in stays):
            found.append(spot)
    return tuple(found)


def _word_at(question: str, tokens: list[str], ends: list[int], i: int) -> tuple[_Spot, int] | None:
    """The longest word of the thesaurus that starts with token `i` and fits there, and the token behind it."""
    start = ends[i] - len(tokens[i])
    for last in range(min(i + _JOINED, len(tokens)) - 1, i - 1, -1):
        word = question[start : ends[last]]
        entries = _TABLE.get(word)
        if entries is None:
            continue
        before = tokens[i - 1] if i else ""
        after = tokens[last + 1] if last + 1 < len(tokens) else ""
        if not _stands_alone(question, word, before, after, start):
            return None
        for entry in entries:
            if _fits(question, word, entry, before, after, ends[last]):
                return _Spot(start, ends[last], entry.others), last + 1
        return None
    return None


def _stands_alone(question: str, word: str, before: str, after: str, start: int) -> bool:
    """Whether the word is no piece of a longer word or of a name, and stands only once."""
    if after in _BOUND or question.count(word) > 1 or after.startswith("·"):
        return False
    if "·" in question[max(0, start - _AFTER_DOT) : start]:
        return False
    return not any(len(t) == 1 and _HAN.match(t) and t not in _SINGLE for t in (before, after))


def _fits(question: str, word: str, entry: _Entry, before: str, after: str, end: int) -> bool:
    if entry.fits is _verb and (not after or after[0] in "，。？?！、；"):
        return bool(_SUBJECTLESS.search(question)) and _verb(word, before, after)
    if entry.fits is _noun and _OFFICE.match(question, end):
        return False
    return entry.fits(word, before, after)


def _stays(question: str, keep: tuple[str, ...]) -> list[tuple[int, int]]:
    spans = [m.span() for m in _QUOTED.finditer(question)]
    for text in filter(None, keep):
        at = question.find(text)
        while at >= 0:
            spans.append((at, at + len(text)))
            at = question.find(text, at + 1)
    return spans
