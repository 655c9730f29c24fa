"""Typed spans in a sentence: what a question can ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.facts.tables import RELATIVE_TIME, UNITS
from data_prep.facts.tokens import Names, Token
from data_prep.records import FactType, Lang


@dataclass(frozen=True, slots=True)
class Mention:
    """sentence[start:end], the answer a fact of `type` would have."""

    start: int
    end: int
    type: FactType

    def within(self, text: str) -> str:
        return text[self.start : self.end]


_ZH_NUMERAL = r"(?:\d[\d,，]*(?:\.\d+)?(?:万亿|[万亿千百])?|[一二三四五六七八九十百千万亿两零〇]+(?:点[一二三四五六七八九]+)?|半|百分之[一二三四五六七八九十百零点\d.]+|千分之[一二三四五六七八九十]+|万分之[一二三四五六七八九十]+)"
_ZH_UNIT = "|".join(sorted(UNITS["zh"].split("|"), key=len, reverse=True))
_ZH_DATE = re.compile(
    r"(?:(?:公元)?(?:\d{4}|[一二][〇零一二三四五六七八九]{3})年(?:初|底|末|年初|年底|上半年|下半年|第?[一二三四]季度|[春夏秋冬]季?)?(?:\d{1,2}月(?:\d{1,2}日|初|底|上旬|中旬|下旬|[和、至到]\d{1,2}月)?)?(?:上午|下午|晚)?)"
)
_ZH_DECADE = re.compile(
    r"\d{1,2}世纪(?:\d{2}年代|初|末|中叶|中期|后期|前期)?(?:初|末|中期|后期|前期)?|\d{4}年代(?:初|末|中期|后期|前期)?|公元前?\d{1,4}年"
)
_ZH_MONTH_DAY = re.compile(r"(?<!年)(?<!\d)\d{1,2}月\d{1,2}日")
_ZH_NUMBER = re.compile(rf"(?<![\dA-Za-z.第\-－])({_ZH_NUMERAL})(?:多|余|来)?(?:{_ZH_UNIT})(?!代)")
_ZH_BARE = re.compile(
    r"(?<![\dA-Za-z.,\-－])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?[万亿])(?=$|[，。；、）]|左右|以上|以下)"
)
_ZH_SHARE = re.compile(
    r"百分之[一二三四五六七八九十百零点\d.]+|[千万]分之[一二三四五六七八九十\d]+"
)
_ZH_VAGUE = re.compile(
    "^(?:[一两几半][个种名家位类项条款只件点些样次番步边下块台份层间座本处天年代句段张]|一[^\\d]{1,2}|十分|万一|[两三]三|一代|[一二三四]季)$"
)

_EN_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_EN_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_EN_MONTH}(?: \d{{4}})?|{_EN_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_EN_MONTH} \d{{4}}|(?:spring|summer|autumn|winter) (?:of )?\d{{4}}|(?<![\d.,€$£])(?:1[5-9]|20)\d{{2}}(?![\d,.]*\d|[ -](?:{'|'.join(UNITS['en'].split('|')[:60])})\b))\b"
)
_EN_WORD_NUMBER = r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|a hundred|(?:two|three|four|five|six|seven|eight|nine) hundred)(?: (?:hundred|thousand|million))?)"
_EN_NUMBER = re.compile(
    rf"[€$£]\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion))?|(?<![\w.,/:-])\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion))?[ -]?(?:{UNITS['en']})(?![\w-])|(?<![\w.,/:-])\d[\d,]*(?:\.\d+)?%|\b{_EN_WORD_NUMBER} (?:{UNITS['en']})(?![\w-])",
    re.I,
)
_EN_TIME_OF_DAY = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b")


def mentions(sentence: str, names: Names, lang: Lang) -> list[Mention]:
    """The spans of `sentence` that a fact could answer with, in order, none inside another."""
    found = list(_chinese(sentence) if lang == "zh" else _english(sentence))
    tokens = names.tokens(sentence)
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind in ("person", "organization", "location") and not (
            lang == "zh" and after and _part_of_name(token, after)
        ):
            kind: FactType = "person_role" if token.kind == "person" else token.kind
            found.append(Mention(token.start, token.start + len(token.text), kind))
    if lang == "zh":  # 八道 in 胡说八道 is no number: a numeral begins where a word begins
        starts = {token.start for token in tokens}
        found = [
            m
            for m in found
            if m.type != "number" or sentence[m.start].isascii() or m.start in starts
        ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return _joined(kept, sentence)


def chinese_values(sentence: str) -> list[Mention]:
    """The dates and numbers of a Chinese sentence, in order, none inside another."""
    kept: list[Mention] = []
    for mention in sorted(_chinese(sentence), key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _part_of_name(token: Token, after: Token) -> bool:
    """Whether a Chinese name runs on: 岚舸市榫头巷, 静涛系列, 苇渚县本地."""
    if token.kind == "person":
        return after.text in ("系列", "牌", "号", "团队", "式")
    return after.tag.startswith(("n", "s", "zg", "g")) or after.kind is not None


_JOINT = re.compile(r"、|和|与|及|以及| and |, | & ")


def _joined(found: list[Mention], sentence: str) -> list[Mention]:
    """Names of one kind with nothing but "and" between them are one answer: by A and B."""
    out: list[Mention] = []
    for mention in found:
        last = out[-1] if out else None
        if (
            last
            and last.type == mention.type == "person_role"
            and _JOINT.fullmatch(sentence[last.end : mention.start])
        ):
            out[-1] = Mention(last.start, mention.end, last.type)
        else:
            out.append(mention)
    return out


_ZH_SCORES = re.compile(
    rf"(?:上|数|几)(?:[十百千]万|[十百千万]亿|[十百千万亿])(?:多)?(?:{_ZH_UNIT})?"
)
"""数千家, 数十亿美元: an order of magnitude, which a text may well state and a reader ask for."""


_ZH_COUNTED = re.compile("数以[十百千万亿]+计")


_ZH_RANGE = re.compile(rf"{_ZH_DATE.pattern}[至到—\-–~～]{_ZH_DATE.pattern}")
_ZH_MONTH = re.compile("(?<![\\d年个])(?:\\d{1,2}|十[一二]?|[一二三四五六七八九])月份")


_ZH_NUMERIC = re.compile(r"[\d一二三四五六七八九十百千万亿两零〇半]")
"""A Chinese sentence without any of these holds neither number nor date."""


def _chinese(sentence: str) -> Iterator[Mention]:
    if not _ZH_NUMERIC.search(sentence):
        return
    for match in _ZH_RANGE.finditer(sentence):
        yield Mention(*match.span(), "date")
    for match in _ZH_MONTH.finditer(sentence):
        yield Mention(*match.span(), "date")
    for match in _ZH_COUNTED.finditer(sentence):
        yield Mention(*match.span(), "number")
    for match in _ZH_SCORES.finditer(sentence):
        yield Mention(*match.span(), "number")
    for match in _ZH_DATE.finditer(sentence):
        if len(match[0]) >= 5:
            yield Mention(*match.span(), "date")
    for match in _ZH_DECADE.finditer(sentence):
        yield Mention(*match.span(), "date")
    for match in _ZH_MONTH_DAY.finditer(sentence):
        yield Mention(*match.span(), "date")
    for match in _ZH_BARE.finditer(sentence):
        yield Mention(*match.span(), "number")
    for match in _ZH_SHARE.finditer(sentence):
        yield Mention(*match.span(), "number")
    for match in _ZH_NUMBER.finditer(sentence):
        relative = RELATIVE_TIME["zh"].match(sentence, match.start())
        if not _ZH_VAGUE.match(match[0]) and not (relative and relative.end() > match.end()):
            yield Mention(*match.span(), "number")


def _english(sentence: str) -> Iterator[Mention]:
    for match in _EN_DATE.finditer(sentence):
        yield Mention(*match.span(), "date")
    for match in _EN_TIME_OF_DAY.finditer(sentence):
        yield Mention(*match.span(), "date")
    for match in _EN_NUMBER.finditer(sentence):
        if not re.search(r"\b(?:ago|later|earlier)\b", sentence[match.end() : match.end() + 9]):
            yield Mention(*match.span(), "number")
