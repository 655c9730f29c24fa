"""A Chinese sentence → who says which part of it: X说：“…”, “…，”X说, X认为…, 据X报道，…"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from data_prep.discourse.speech import Piece, Source
from data_prep.discourse.units import Quote, Unit, units
from data_prep.discourse.words import SAYING

_NOT_AFTER = {
    "说": (
        *"据来难听所传小学虽要话胡瞎乱再好",
        "就是", "句话", "可以", "应该", "比如", "例如", "俗话", "如果", "常", "话不多", "顺便", "老实", "坦白", "这么", "这样", "那么",
        "程度上", "意义上", "角度", "一句", "换言之", "或者", "具体", "总的",
    ),
    "认为": ("自", "自我"),
    "称": tuple("名简全人号俗自被统堪职据通爱别"),
}  # fmt: skip
"""Behind these the character is another word: 据说, 简称."""
_NO_SAYING = re.compile(
    "(?:的|被|普遍被|会|能|要|怎么|确切地?|(?:不(?!断|久|仅|但|过)|没|未(?!来)|拒绝|是否|如果|假如|无需|无法|别)[^，]{0,4})$"
)
"""Nothing is said: 没有说, 我并不是说, 被认为."""
_SAY = re.compile(f"(?P<verb>{SAYING['zh']})(?:了|过)?(?P<mark>[，：:]|,(?! ?\\d))")
"""A verb of saying with the mark behind it."""
_SAY_ON = re.compile(
    "(?P<verb>认为|表示|指出|相信|坚信|坚称|强调|声称|暗示|透露|称(?!之|为|作|呼|赞|号|霸|得|道|职)|说(?!明|服|法|起|出|话|到|过|实|完|着|得|了|道|的|来|不|“)|回忆|显示|表明|告诉(?:我|记者)们?)(?![，：:的了过]|反对|支持|赞成|赞同|担忧|怀疑|感谢|欢迎|同意|不满|遗憾|肯定|祝贺|哀悼|敬意|歉意|关切|这一|“)"
)
"""A verb of saying whose content follows at once: 扎克伯格认为它…"""
_ACCOUNT = re.compile(
    "(?:但是?|而|不过|另外|此外|同时|其中)?[，]?(?P<said>(?:据|根据|按照|依据|按)(?P<who>[^，。；：“”]{1,30}?)(?:的)?"
    "(?:介绍|报道|透露|回忆|统计|估计|估算|消息|研究|报告|数据|说法|调查|测算|分析|年报|财报|预测|推测|描述|记载|资料|显示|表示|称|说|计算|看法|观点){1,3})，"
)
_VIEW = re.compile("(?:但|而|不过)?(?P<said>在(?P<who>[^，。；：“”的]{1,20})看来)，")
_AS_SAID = re.compile(
    "(?P<said>(?:正?如|就像|按照?)(?P<who>[^，。；：“”]{1,20}?)(?:在[^，。；]{1,24})?(?:所|曾)?(?:说|言|解释|指出|写|提到|介绍|预测|强调|警告|描述)(?:道|过)?(?:的)?(?:那样|一样)?)(?P<mark>[，：])"
)
_BACKWARD = re.compile(
    f"[，,]?(?P<who>[^，。：；“”！？\n]{{0,40}}?)(?P<verb>{SAYING['zh']})了?(?P<mark>[，。：])"
)
_VERBS = re.compile(SAYING["zh"])
_AGAIN = re.compile("(?:他|她)(?:本人)?(?:也|还|一直)?(?:相信|认为|觉得|坚信)，?")
"""X强调，他相信…"""
_MENTIONED = re.compile("之类|等|的(?!是)|这[一样种句]|一[词说语]")
_TERM_CHARS = 12
_NAMED = re.compile(
    "(?:题为|名为|叫做|叫作|称为|题目是|标题是|口号是|标语是|主题是|书名|名叫)[：:]?$"
)


def attributions(text: str, unit: Unit) -> Iterator[Piece]:
    """The pieces of a sentence in order; together they hold all that it says."""
    start, end = _unwrapped(text, unit)
    if dateline := _DATELINE.match(text, start, end):
        start = dateline.end()
    masked = _masked(text, start, end, unit)
    speech = [q for q in unit.quotes if q.start >= start and _is_speech(text, q, start, end)]
    if not speech:
        yield from _indirect(masked, start, end, start, end)
        return
    yield from _spoken(text, masked, start, end, speech)


_DATELINE = re.compile(
    "(?:《[^》]{2,12}》|[\u4e00-\u9fff]{2,8})?(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日(?:讯|电|报道)(?:（[^）]*）)?[，：\\s]*|（记者[^）]{2,16}）"
)
"""岚舸财经网2024年4月19日讯, 《岚舸晨讯》2024年5月29日报道（记者 …）"""


class _Said(NamedTuple):
    source: Source
    lead: int
    """Where the clause of the attribution begins."""
    content: int
    """Where what is said begins."""
    colon: bool


def _unwrapped(text: str, unit: Unit) -> tuple[int, int]:
    """A sentence that stands in brackets as a whole, without them."""
    if text[unit.start] == "（" and text[unit.end - 1] in "）。" and unit.brackets:
        close = text.rfind("）", unit.start, unit.end)
        if close >= unit.end - 2 and text.find("）", unit.start, unit.end) == close:
            return unit.start + 1, close
    return unit.start, unit.end


_BRACKETED = re.compile("（[^（）]*）|\\([^()]*\\)|《[^《》]*》")


class _Masked(NamedTuple):
    """The text of a unit with quotations and brackets blanked; indexes are the document's."""

    text: str
    offset: int

    def search(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        return pattern.search(self.text, start - self.offset, end - self.offset)

    def match(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        return pattern.match(self.text, start - self.offset, end - self.offset)

    def cut(self, start: int, end: int) -> str:
        return self.text[start - self.offset : end - self.offset]


def _masked(text: str, start: int, end: int, unit: Unit) -> _Masked:
    raw = text[start:end]
    for quote in unit.quotes:
        a, b = max(quote.start - start, 0), quote.end - start
        raw = raw[:a] + "“" * (b - a) + raw[b:]
    if unit.brackets or "《" in raw:
        raw = _BRACKETED.sub(lambda m: "＿" * len(m[0]), raw)
    return _Masked(raw, start)


def _is_speech(text: str, quote: Quote, start: int, end: int) -> bool:
    """Whether a quotation is somebody's sentence rather than a term or a part of ours."""
    before = text[max(start, quote.start - 12) : quote.start].rstrip()
    ends = text[quote.stop - 1] in "。！？!?…，" or not quote.closed
    long = quote.stop - quote.inner > _TERM_CHARS
    in_bracket = text.rfind("（", start, quote.start) > text.rfind("）", start, quote.start)
    if in_bracket and text.find("）", quote.end, end) >= 0:
        return False  # 大冠鹫（学名："Spilornis cheela"）
    if _NAMED.search(before) or _MENTIONED.match(text, quote.end, end):
        return False
    if before.endswith(("：", ":")):
        return ends or long or text[quote.end : quote.end + 1] in ("。", "")
    if not before or quote.start == start:
        if text[quote.end : quote.end + 1] in ("", "\n") or quote.end >= end:
            return ends or long
        return (ends or long) and bool(_BACKWARD.match(text, quote.end, end))
    if before.endswith(("，", ",")):
        said = _SAY.search(before)
        if said and said.end() == len(before):
            return ends or long
        return (ends and text[quote.stop - 1] != "，") or bool(
            long and _BACKWARD.match(text, quote.end, end)
        )
    if before[-1] in "。！？”":
        return ends or long
    return False


def _source(masked: _Masked, clause: int, match: re.Match[str]) -> Source:
    return Source(clause, match.start("verb") + masked.offset, match["verb"])


def _clause_start(masked: _Masked, start: int, at: int) -> int:
    """Where the clause before `at` begins."""
    found = max(
        masked.text.rfind(mark, start - masked.offset, at - masked.offset) for mark in "，。；：、—"
    )
    return found + masked.offset + 1 if found >= 0 else start


def _attribution(masked: _Masked, start: int, end: int) -> _Said | None:
    """The first attribution in masked[start:end] that governs what follows."""
    for pattern in (_ACCOUNT, _VIEW, _AS_SAID):
        if (match := masked.match(pattern, start, end)) and match["who"][0] not in "我你您":
            offset = masked.offset
            verbs = _VERBS.findall(match["said"][match.end("who") - match.start("said") :])
            source = Source(
                match.start("who") + offset,
                match.end("who") + offset,
                verbs[-1] if verbs else "认为" if pattern is _VIEW else "",
                match["said"] + "，" if pattern is _ACCOUNT else "",
            )
            return _Said(
                source, start, _spaced(masked, match.end() + offset, end), match[0].endswith("：")
            )
    at = start
    while True:
        comma = masked.search(_SAY, at, end)
        onward = masked.search(_SAY_ON, at, end)
        bare = onward is not None and (comma is None or onward.start() < comma.start())
        match = onward if bare else comma
        if match is None:
            return None
        here = match.start() + masked.offset
        clause = _clause_start(masked, start, here)
        phrase = masked.cut(clause, here)
        if _governs(phrase, match["verb"], bare):
            return _Said(
                _source(masked, clause, match), clause, _spaced(masked, match.end() + masked.offset, end),
                not bare and match["mark"] in "：:",
            )  # fmt: skip
        at = match.end() + masked.offset


def _spaced(masked: _Masked, at: int, end: int) -> int:
    """`at` moved behind the spaces that stand there."""
    while at < end and masked.text[at - masked.offset] == " ":
        at += 1
    return at


_NO_SPEAKER = re.compile(
    "^(?:那些|这些|所有|任何|许多|不少|一些)$|^(?:如果|若|当(?!天|时)|一旦|只要|因为|由于)|^(?:也就|换句话|可以|应该|比如|话虽|一般|总的|总体|具体|简单|严格|坦白|老实|毫无疑问)|(?:用来|以便|被|会|将|能够|可以|需要|不想|试图|是否|如何|为了|令人|让人|使人)$"
)
_BARE_SPEAKER = re.compile(
    "他们?|她们?|者|人士|家|们|公司|研究|报告|数据|机构|人|员|结果|调查|团队|[\u4e00-\u9fff·]{2,}$|[A-Za-z]$"
)


def _governs(phrase: str, verb: str, bare: bool) -> bool:
    """Whether `phrase` can be the subject of the verb of saying behind it."""
    if len(phrase) > _PHRASE_CHARS or _NO_SAYING.search(phrase[-_NEGATED_CHARS:]):
        return False
    if phrase.endswith(_NOT_AFTER.get(verb, ())):
        return False
    if not phrase:
        return not bare
    if _NO_SPEAKER.search(phrase):
        return False
    if bare:
        return bool(_BARE_SPEAKER.search(phrase)) and "的" not in phrase[-1:]
    return verb not in ("显示", "表明", "发现") or len(phrase) >= 2


_TRIVIAL = re.compile(
    "^(?:在|当(?!时|年|天|地)|随着|对于|关于|作为|据(?!说|称|悉)|根据|话虽|正如|同样|与此同时|此外|例如|比如|同时|另外|换句话|总之)"
)


def _trivial(own: str) -> bool:
    """Whether the words in front of an attribution only say when, where or how it joins the text."""
    while match := _TRIVIAL.match(own):
        own = own.partition("，")[2]
        if len(own) < _LEAD_CHARS:
            return True
        if match[0] not in ("在", "当", "随着", "与此同时", "此外", "同时", "另外"):
            return True
    return False


_HANGING = re.compile(
    "[，：；]?(?:(?:，|^)(?:(?:但是?)?(?:不管|无论)[^，]*|在[^，]*(?:上|中|里|时|后|前|下)|其中|但是?|而|并且?|且|不过|同时))?$"
)
"""What belongs to the attribution behind it: an adverbial, a conjunction."""
_LEAD_CHARS = 10
_REST_CHARS = 4
_PHRASE_CHARS = 100
_NEGATED_CHARS = 8


def _indirect(masked: _Masked, start: int, end: int, first: int, last: int) -> Iterator[Piece]:
    """The pieces of text[start:end], which holds no quoted speech; evidence is text[first:last]."""
    if start >= end:
        return
    said = _attribution(masked, start, end)
    if said is None or not masked.cut(said.content, end).strip("，。：“” "):
        yield Piece(start, end, first, last, "document")
        return
    yield from _before(masked, start, said.lead, first, last)
    content, source = said.content, said.source
    if again := masked.match(_AGAIN, content, end):
        content = again.end() + masked.offset
        source = Source(source.start, source.end, "认为", source.said)
    yield Piece(content, end, first, last, "indirect", source)


def _before(masked: _Masked, start: int, lead: int, first: int, last: int) -> Iterator[Piece]:
    """The document's own clause in front of an attribution, where it says something."""
    own = _HANGING.sub("", masked.cut(start, lead).rstrip("，：； "))
    if len(own) >= _LEAD_CHARS and not _trivial(own):
        yield Piece(start, start + len(own), first, last, "document")


class _Front(NamedTuple):
    """What stands in front of a quotation: pieces of its own, and whose the quotation is by it."""

    pieces: tuple[Piece, ...]
    source: Source | None
    first: int
    """Where the quotation's evidence begins."""
    known: bool = True
    """False when words of the document lead up to the quotation and name nobody."""


def _spoken(
    text: str, masked: _Masked, start: int, end: int, speech: list[Quote]
) -> Iterator[Piece]:
    """The pieces of a sentence with quoted speech."""
    at, source = start, None
    for quote, stop in zip(speech, [*(q.start for q in speech[1:]), end], strict=True):
        front = (
            _opening(masked, start, quote, end)
            if at == start
            else _between(masked, at, quote, source)
        )
        yield from front.pieces
        source, at = front.source, quote.end
        behind = _BACKWARD.match(masked.text, at - masked.offset, stop - masked.offset)
        if behind and not _opens_next(text, quote, source, behind["mark"], stop == end):
            at = behind.end() + masked.offset
            if behind["mark"] != "：" or source is None:
                who = behind.start("who") + masked.offset, behind.end("who") + masked.offset
                source = Source(*who, behind["verb"])
        trouble = "" if source or front.known else "unknown_speaker"
        yield from _quoted(text, quote, front.first, at, source, trouble)
    rest = masked.cut(at, end)
    if len(rest.strip("，。； ")) >= _REST_CHARS:
        begin = end - len(rest.lstrip("，； "))
        yield from _indirect(masked, begin, end, begin, end)


def _opens_next(text: str, quote: Quote, source: Source | None, mark: str, last: bool) -> bool:
    """Whether a 年报称， behind the last quotation belongs to what follows: the quotation was closed by its own
    full stop, and who says it stands in front."""
    return source is not None and last and mark == "，" and text[quote.stop - 1] in "。！？"


def _opening(masked: _Masked, start: int, quote: Quote, end: int) -> _Front:
    """X说：“…”; X说，A，“…”; or words of the document that name no speaker."""
    if quote.start <= start:
        return _Front((), None, quote.start)
    said = _last_attribution(masked, start, quote.start)
    if said is None:
        own = Piece(start, _trimmed(masked, start, quote.start), start, quote.start, "document")
        return _Front((own,), None, quote.start, known=False)
    before = tuple(_before(masked, start, said.lead, start, end))
    if not masked.cut(said.content, quote.start).strip():
        return _Front(before, said.source, start)
    stop = _trimmed(masked, said.content, quote.start)
    indirect = Piece(said.content, stop, start, end, "indirect", said.source)
    return _Front((*before, indirect), said.source, quote.start)


def _between(masked: _Masked, at: int, quote: Quote, source: Source | None) -> _Front:
    """What stands between two quotations of one sentence."""
    own = masked.cut(at, quote.start)
    if not own.strip("，。：； "):
        return _Front((), source, quote.start)
    if said := _last_attribution(masked, at, quote.start):
        return _Front((), said.source, quote.start)
    if len(own.strip("，。：； ")) < _LEAD_CHARS:
        return _Front((), source, quote.start)
    stop = at + len(own.rstrip("，：； "))
    return _Front((Piece(at, stop, at, quote.start, "document"),), source, quote.start)


def _trimmed(masked: _Masked, start: int, end: int) -> int:
    return start + len(masked.cut(start, end).rstrip("，：； "))


def _last_attribution(masked: _Masked, start: int, end: int) -> _Said | None:
    """The attribution that a quotation at `end` hangs on: the last one before it."""
    found, at = None, start
    while said := _attribution(masked, at, end):
        found, at = said, said.content
        if at >= end:
            break
    return found


def _quoted(
    text: str, quote: Quote, first: int, last: int, source: Source | None, trouble: str
) -> Iterator[Piece]:
    """The sentences inside a quotation. The first one's evidence reaches back to the attribution in front,
    the last one's to the one behind."""
    inside = list(units(text, quote.inner, quote.stop, 0, "zh"))
    for number, unit in enumerate(inside):
        nested = any(q.stop - q.inner >= 8 and _nested_speech(text, q) for q in unit.quotes)
        begins = first if number == 0 else unit.start
        ends = last if number + 1 == len(inside) else unit.end
        yield Piece(
            unit.start,
            unit.end - (text[unit.end - 1] in "，,"),
            begins,
            ends,
            "direct",
            source,
            "nested_quote" if nested else trouble,
        )


def _nested_speech(text: str, quote: Quote) -> bool:
    return text[quote.start - 1] in "：，。:," or text[quote.stop - 1] in "。！？…"
