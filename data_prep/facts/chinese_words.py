"""A Chinese clause as words with the parts of speech that the parser needs.

rjieba's tags, put right where they mislead: numbers with their units, dates, brackets and short
quotations become one word each, modals and adverbs get their own tags, and a few words that it takes for
nouns are verbs.
"""

import re
from functools import lru_cache

import rjieba

from data_prep.facts.chinese_lexicon import (
    ADVERBS,
    BA,
    CLAUSE_JOINS,
    JOINS,
    LOCALIZERS,
    MODALS,
    NOUNS_TAKEN_FOR_ADVERBS,
    PREPOSITIONS,
    SURNAMES,
    VERBS,
)
from data_prep.facts.chinese_retagging import retagged
from data_prep.facts.chinese_word import Tag, Word
from data_prep.facts.mentions import chinese_values
from data_prep.facts.tables import KNOWN_ORGANIZATIONS, ROLES
from data_prep.facts.tokens import Kind, Names, Token

_QUOTED = re.compile(
    "“[^“”]{1,24}”|‘[^‘’]{1,24}’|《[^《》]{1,40}》|「[^「」]{1,24}」|『[^『』]{1,24}』"
)
_ROLE = re.compile(ROLES["zh"])
_TERM = re.compile(
    "(?:人力)?[两三四独]轮(?:摩托)?车|(?:研发|研究|项目|课题|工作|行动|开发|调查|专家|筹备|课题)(?:小组|组|团队)|没有人|没人|无人(?![机驾车船])|无人机|元宇宙|营收|所有人|任何人|头戴设备|计算卡|计算集群|计算能力|训练数据|搜索引擎|可持续发展|(?:设计|额定|单台)?(?:[年月日]|总)(?:产能|产量|销量)(?=[为达约是有])|(?:人工)?通用(?:人工)?智能|生成[式型](?:人工智能|AI)"
)
_ALSO_CALLED = re.compile("(?:又名|又称|亦称|又叫|俗称|简称|旧称|古称|又译|又作)(?![为的是，。]|$)")
"""What gives another name right behind it."""
_PLACED = re.compile("在[^，。；在是有]{1,16}?(?:中(?=将[^军领])|上(?=[画写刻印贴挂]))")
"""A place whose 中 or 上 the tagger takes for the beginning of a word: 在账本 上 画, 在努力 中 将."""
_NAMED_BEFORE = re.compile(
    "^(?P<what>[^，的]{2,8}?(?<![以用]))(?P<verb>原名|曾用名|本名|学名|古称)(?=[^，。是为叫作的]{2,12}$)"
)
"""A former or another name right behind the name: 青石桥原名通济桥."""
_UP_TO = re.compile("(?:高达|多达|长达|重达)(?=[\\d一二两三四五六七八九十百千万数几上])")
_BRACKET = re.compile("（[^（）]*）|\\([A-Z][^()]*\\)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:(?! )[个行名条次家人元台张])?")
_DAYS = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日至(?:\d{1,2}月)?\d{1,2}日")
_FISCAL = re.compile(r"\d{4}年度(?![报会])")
_ORDINAL = re.compile("第[\\d一二三四五六七八九十百]+[届次个款座代版章位名家台期]")
_MONTH = re.compile(r"(?<![\d年至到])(?:1[0-2]|[1-9])月(?:[上中下]旬|[底初末])?(?![\d至到])")


_PARSED = 1 << 11
"""Clauses of which the words are kept."""


def words(clause: str, names: Names) -> list[Word]:
    """The words of one clause, in order; they cover it wholly."""
    if (known := names.parsed.get(clause)) is None:
        if len(names.parsed) >= _PARSED:
            names.parsed.clear()
        known = names.parsed[clause] = tuple(_words(clause, names))
    return list(known)


def _words(clause: str, names: Names) -> list[Word]:
    fixed: list[tuple[int, int, Tag]] = [(*m.span(), "br") for m in _BRACKET.finditer(clause)]
    named = [m.span() for m in names.pattern.finditer(clause)] if names.pattern else []
    fixed += [
        (*m.span(), "n")
        for m in _QUOTED.finditer(clause)
        if not any(s < m.start() and m.end() < e for s, e in named)
    ]
    fixed += [(*m.span(), "v") for m in re.finditer("出生于|出生在", clause)]
    fixed += [(*m.span(), "v") for m in _ALSO_CALLED.finditer(clause)]
    fixed += [(*m.span("verb"), "v") for m in _NAMED_BEFORE.finditer(clause)]
    fixed += [(*m.span(), "m") for m in _UP_TO.finditer(clause)]
    fixed += [(m.end() - 1, m.end(), "f") for m in _PLACED.finditer(clause)]
    fixed += [(*m.span(), "n") for m in _TERM.finditer(clause)]
    fixed += [(*m.span(), "n") for m in _ROLE.finditer(clause)]
    fixed += [
        (v.start, v.end, "t" if v.type == "date" else "m")
        for v in chinese_values(clause)
        if not any(s < v.start < e for s, e in named)
    ]
    fixed += [(*m.span(), "t") for m in _MONTH.finditer(clause)]
    fixed += [(*m.span(), "t") for m in _DAYS.finditer(clause)]
    fixed += [(*m.span(), "t") for m in _FISCAL.finditer(clause)]
    fixed += [(*m.span(), "m") for m in _ORDINAL.finditer(clause)]
    fixed += [(*m.span(), "m") for m in _GROUPED.finditer(clause)]
    out: list[Word] = []
    at = 0
    for start, end, tag in _apart(fixed):
        out += _plain(clause, at, start, names)
        kind: Kind | None = "work" if clause[start] == "《" else None
        out.append(Word(clause[start:end], tag, start, kind))
        at = end
    out += _plain(clause, at, len(clause), names)
    return _resultative(retagged(_able(out)))


_ABLE = frozenset("能力 机会 权 权利 资格 责任 义务 必要 信心 办法 把握 意愿 可能".split())
"""What with 有 says how a deed holds."""


def _able(found: list[Word]) -> list[Word]:
    """有 and 能力, 机会, 责任 … before what is done as one word that says how it holds: 有能力在…中融入模型."""
    out: list[Word] = []
    for i, word in enumerate(found):
        if (
            out
            and out[-1].text in ("有", "没有")
            and word.text in _ABLE
            and found[i + 1 :]
            and found[i + 1].tag in ("p", "v", "ba")
        ):
            out[-1] = Word(out[-1].text + word.text, "md", out[-1].start)
        else:
            out.append(word)
    return out


def _resultative(found: list[Word]) -> list[Word]:
    """A verb with 而来, 而成, 而得 behind it as one word: 训练而来, 发展而成."""
    out: list[Word] = []
    i = 0
    while i < len(found):
        word = found[i]
        if (
            i + 2 == len(found) - 1
            and word.tag in ("v", "vn")
            and found[i + 1].text == "而"
            and found[i + 2].text in ("来", "成", "得")
        ):
            return [*out, Word(f"{word.text}而{found[i + 2].text}", "v", word.start)]
        out.append(word)
        i += 1
    return out


def _apart(spans: list[tuple[int, int, Tag]]) -> list[tuple[int, int, Tag]]:
    """The spans in order without those inside or across others, the longer first."""
    kept: list[tuple[int, int, Tag]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            kept.append(span)
    return sorted(kept)


def _plain(clause: str, start: int, end: int, names: Names) -> list[Word]:
    return [
        word
        for t in _named_parts(names.tokens(clause[start:end]), names)
        for word in _split(
            Word(
                t.text,
                "n" if t.kind else _tag(t.text, t.tag),
                start + t.start,
                t.kind or _kind(t.text, t.tag),
            )
        )
    ]


def _kind(text: str, tag: str) -> Kind | None:
    """The kind of a name that the dictionary knows: a place, an organisation, a Chinese person."""
    if (
        tag == "ns"
        and len(text) >= 2
        and text not in ("东西", "中断", "新建")
        and not text.endswith("度")
    ):
        return "location"
    if tag == "nt" and len(text) >= 3:
        return "organization"
    if tag != "nr" or len(text) != 3 or text[0] not in SURNAMES or text[-1] in _ABSTRACT:
        return None
    return "person"


_ABSTRACT = frozenset("性权化率度法论感类型")
"""Endings of nouns that the tagger takes for people: 严谨性, 解释权."""


def _named_parts(tokens: list[Token], names: Names) -> list[Token]:
    """The tokens with 谷歌AI部门 as 谷歌 and AI部门, where the first is a name of its own."""
    out: list[Token] = []
    for token in tokens:
        if token.kind not in ("organization", "topic"):
            out.append(token)
            continue
        size = next(
            (k for k in range(len(token.text) - 2, 1, -1) if token.text[:k] in KNOWN_ORGANIZATIONS),
            0,
        )
        if size and (token.kind == "organization" or token.text[size:] in ("AI", "IT")):
            first, rest = token.text[:size], token.text[size:]
            out += [
                Token(first, "name", token.start, "organization"),
                Token(rest, "n", token.start + size),
            ]
        else:
            out.append(token)
    return out


_GLUED = {"这是": 1, "那是": 1, "这使": 1, "这让": 1, "其为": 1, "其是": 1, "一是": 1, "这要": 1}
"""Words of the tagger that are a pronoun and a verb."""
_FACING = frozenset("对立面 对角线 对话者 对手戏 对联赛".split())
"""Words that begin with 对 and are one."""

_AT = frozenset("在校生 在读生 在职者 在野党 在逃犯 在押犯 在线率 在岗率".split())
"""Words that begin with 在 and are one."""


def _split(word: Word) -> list[Word]:
    if (
        word.text[0] == "是"
        and len(word.text) >= 3
        and word.tag == "n"
        and word.kind in (None, "location")
    ):
        return [Word("是", "v", word.start), Word(word.text[1:], "n", word.start + 1, word.kind)]
    if word.text[0] == "对" and len(word.text) == 3 and word.text not in _FACING:
        rest = next(iter(rjieba.tag(word.text[1:])))
        if rest[0] == word.text[1:] and rest[1].startswith("n"):  # 对模型进行检查
            return [Word("对", "p", word.start), Word(rest[0], "n", word.start + 1)]
    if word.text[0] == "在" and len(word.text) >= 3 and word.tag == "n" and word.text not in _AT:
        return [Word("在", "p", word.start), Word(word.text[1:], "n", word.start + 1, word.kind)]
    if word.text not in _GLUED:
        return [word]
    rest = word.text[1:]
    return [
        Word(word.text[:1], "r", word.start),
        Word(rest, "md" if rest == "要" else "v", word.start + 1),
    ]


_KEPT = {
    "uj": "de",
    "ul": "le",
    "uz": "le",
    "ug": "le",
    "uv": "di",
    "r": "r",
    "rr": "r",
    "m": "m",
    "mq": "m",
    "q": "q",
    "t": "t",
}


@lru_cache(1 << 14)
def _tag(text: str, tag: str) -> Tag:
    if text in ("的", "之"):
        return "de"
    if text in ("利他", "之举"):
        return "n"
    if text in ("只有", "去世", "逝世"):
        return "v"
    if text in (
        "不是",
        "并非",
        "就是",
        "正是",
        "只是",
        "让",
        "使",
        "令",
        "使得",
        "还有",
        "没有",
        "叫",
    ):
        return "v"
    if text in ("地", "得") and tag != "n":
        return "di"
    if text in ("如", "例如", "比如", "譬如"):
        return "x"
    if text in ("最新", "初代", "新一代", "上一代", "下一代", "头代"):
        return "a"
    if text == "在内":
        return "f"
    if text in NOUNS_TAKEN_FOR_ADVERBS:
        return "n"
    if text in MODALS:
        return "md"
    if text in ADVERBS:
        return "d"
    if text in JOINS:
        return "c"
    if text in BA:
        return "ba"
    if text in CLAUSE_JOINS:
        return "cc"
    if text in PREPOSITIONS:
        return "p"
    if text in LOCALIZERS:
        return "f"
    if tag in _KEPT:
        return _KEPT[tag]
    if text in VERBS:
        return "vn" if tag == "vn" else "v"
    if tag == "vn":
        return "vn"
    if tag.startswith("v"):
        return "v"
    if tag.startswith("a") or (tag == "i" and len(text) >= 4):
        return "a"
    if tag.startswith(("n", "b", "j", "l", "i", "s", "eng", "g", "z", "k", "h")) or (
        tag == "x" and re.match(r"\w", text)
    ):
        return "n"
    return {"f": "f", "d": "d", "p": "p", "c": "cc"}.get(tag[:1], "x")
