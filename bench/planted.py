"""Errors planted into true wordings, one kind at a time: what a gate of facts and questions must catch.

Each planter takes a wording and what is known of its fact, and gives changed wordings that are surely
wrong: a planted value differs from the true one and stands nowhere in what the fact may use.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import rjieba

from data_prep.records import Lang
from data_prep.values import canonical


@dataclass(frozen=True, slots=True)
class Wording:
    """A true wording of a fact: `allowed` is all text that the fact may use, `elsewhere` the rest of its document."""

    text: str
    lang: Lang
    allowed: str
    elsewhere: str
    names: tuple[str, ...]
    """The names of the document, longest first."""
    speaker: str
    people: tuple[str, ...]
    """Who else speaks or acts in the document or corpus."""


Planter = Callable[[Wording, random.Random], Iterator[str]]

_DIGITS = re.compile(
    r"(?<![\dA-Za-z.\-/])\d+(?:,\d{3})*(?:\.\d+)?(?![\d/\-])(?!年|月|日|号| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def changed_number(wording: Wording, rng: random.Random) -> Iterator[str]:
    """A number of the same document where it has one that fits, else the true one with another digit."""
    there = [m[0] for m in _DIGITS.finditer(wording.elsewhere) if not _YEAR.fullmatch(m[0])]
    for match in _DIGITS.finditer(wording.text):
        if _YEAR.fullmatch(match[0]) or _name_part(wording, match):
            continue
        near = [n for n in there if len(n) == len(match[0])]
        other = rng.choice(near) if near and rng.random() < 0.5 else _another(match[0], rng)
        if _foreign(other, wording) and canonical(other) != canonical(match[0]):
            yield _put(wording.text, match, other)


def _another(number: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(number) if char.isdigit()])
    digit = rng.choice([d for d in "123456789" if d != number[at]])
    return number[:at] + digit + number[at + 1 :]


def _foreign(value: str, wording: Wording) -> bool:
    return not re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", wording.allowed)


def _name_part(wording: Wording, match: re.Match[str]) -> bool:
    return any(
        at <= match.start() < at + len(name)
        for name in wording.names
        if match[0] in name
        for at in [m.start() for m in re.finditer(re.escape(name), wording.text)]
    ) or bool(
        re.search(r"[A-Za-z] ?$|[\u4e00-\u9fff]$", match.string[: match.start()][-2:])
        and "." in match[0]
        and len(match[0]) <= 3
    )


_UNITS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("美元", "欧元"), ("(?<=[亿万])元", "美元"), ("(?<=\\d)元", "美元"), ("分贝", "赫兹"), ("公里", "海里"), ("千米", "米"), ("(?<=\\d)米", "厘米"), ("公斤", "吨"), ("吨", "公斤"),
        ("(?<=\\d)升", "毫升"), ("亩", "公顷"), ("平方米", "平方公里"), ("分钟", "小时"), ("(?<=\\d)小时", "分钟"), ("(?<=\\d)天", "周"), ("(?<=\\d)年(?!\\d)", "个月"), ("%", "‰"),
        ("(?<=\\d)人", "户"), ("(?<=\\d)台", "家"), ("(?<=\\d)项", "年"), ("(?<=\\d)张", "吨"), ("(?<=\\d)名", "户"), ("(?<=\\d)座", "公里"), ("(?<=\\d)件", "吨"), ("(?<=\\d)个", "%"), ("(?<=[三八两七])天", "周"), ("(?<=[八七十两])年", "个月"),
    ),
    "en": (
        ("€", "$"), ("\\$", "€"), ("percent", "per mille"), ("kilometres", "metres"), ("metres", "kilometres"), ("kilograms", "tonnes"), ("tonnes", "kilograms"), ("hours", "minutes"), ("minutes", "hours"),
        ("days", "weeks"), ("years", "months"), ("months", "years"), ("kilowatt-hours", "litres"), ("people", "ships"), ("hectares", "acres"), ("litres", "tonnes"), ("degrees", "metres"), ("nights", "weeks"), ("passengers", "ships"),
        ("vessels", "bridges"), ("piers", "spans"), ("cycles", "hours"), ("modules", "litres"), ("knots", "metres"), ("copies", "pages"), ("volumes", "pages"),
    ),
}  # fmt: skip


def changed_unit(wording: Wording, rng: random.Random) -> Iterator[str]:
    """Another unit behind the same number."""
    for unit, other in _UNITS[wording.lang]:
        before = r"(?<=[\d亿万多])" if wording.lang == "zh" and not unit.startswith("(") else ""
        before = r"(?<=\d )" if wording.lang == "en" and unit[0].isalpha() else before
        for match in re.finditer(
            before + unit + (r"\b" if unit[-1].isalpha() and unit.isascii() else ""), wording.text
        ):
            if unit.startswith("(?<=\\d)年") and _YEAR.search(
                wording.text[max(match.start() - 4, 0) : match.start()]
            ):
                continue
            if other not in wording.allowed:
                yield _put(wording.text, match, other)


_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def changed_date(wording: Wording, rng: random.Random) -> Iterator[str]:
    """Another year, month or day."""
    for match in _YEAR.finditer(wording.text):
        if not (
            wording.lang == "en" or wording.text[match.end() :].lstrip().startswith("年")
        ) or _name_part(wording, match):
            continue
        year = str(int(match[0]) + rng.choice((-3, -2, -1, 1, 2, 3)))
        if year not in wording.allowed:
            yield _put(wording.text, match, year)
    part = r"\d{1,2}(?=月|日)" if wording.lang == "zh" else r"\b(?:" + "|".join(_MONTHS) + r")\b"
    for match in re.finditer(part, wording.text):
        if wording.lang == "zh":
            other = str((int(match[0]) + rng.choice((1, 2, 3))) % 12 + 1)
            mark = wording.text[match.end()]
            if other + mark not in wording.allowed and other != match[0]:
                yield _put(wording.text, match, other)
        elif (other := rng.choice(_MONTHS)) not in wording.allowed:
            yield _put(wording.text, match, other)


def _proper(name: str) -> bool:
    """Whether a name is more than an abbreviation that many things share (AI, CEO, GPU)."""
    return len(name) > 1 and not re.fullmatch(r"[A-Z]{1,3}|[A-Za-z]* ?[\d.\-]+[A-Z]?\d?", name)


def changed_name(wording: Wording, rng: random.Random) -> Iterator[str]:
    """Another name of the same document, or of another one, in the place of a name."""
    others = [
        n
        for n in wording.names
        if len(n) > 1
        and n.casefold() not in wording.allowed.casefold()
        and not any(n in t or t in n for t in wording.names if t in wording.allowed and t != n)
    ]
    pool = [*others, *(p for p in wording.people if p.casefold() not in wording.allowed.casefold())]
    if not pool:
        return
    for name in wording.names:
        if _proper(name) and name in wording.text:
            yield wording.text.replace(name, rng.choice(pool))
            return


def swapped_speaker(wording: Wording, rng: random.Random) -> Iterator[str]:
    """Another person says it."""
    others = [p for p in wording.people if p not in wording.speaker and wording.speaker not in p]
    if wording.speaker and wording.speaker in wording.text and others:
        near = [p for p in others if p in wording.allowed] or others
        yield wording.text.replace(wording.speaker, rng.choice(near))


_BOTH_WAYS = re.compile("合作|合并|会见|共同|与|和|、|及|以及|是|有|位于|同")


def swapped_roles(wording: Wording, rng: random.Random) -> Iterator[str]:
    """The two names around a verb exchanged."""
    text = wording.text
    spots = sorted(
        (m.start(), n)
        for n in wording.names
        if _proper(n)
        for m in re.finditer(re.escape(n) + r"(?! ?\\d)", text)
    )
    spots = [
        s for i, s in enumerate(spots) if i == 0 or s[0] >= spots[i - 1][0] + len(spots[i - 1][1])
    ]
    for (a, first), (b, second) in itertools.pairwise(spots):
        between = text[a + len(first) : b]
        if (
            first == second
            or re.search("[，。；：,.;:?？（(]", between)
            or first in second
            or second in first
        ):
            continue
        if wording.lang == "zh":
            tagged = rjieba.tag(between)
            acts = any(t.startswith("v") and len(w) > 1 for w, t in tagged) or "比" in between
            if (
                not acts
                or any(_BOTH_WAYS.fullmatch(w) for w, _ in tagged)
                or between.endswith("的")
                or between.startswith("的")
            ):
                continue
        elif not re.fullmatch(
            r" (?:was |were |has |had |is )?[a-z]+(?:ed|er than|s|ew|ght)(?: by)?(?: the)? ",
            between,
        ):
            continue
        yield text[:a] + second + between + first + text[b + len(second) :]
        return


_DROPS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "zh": (("并没有|并未|没有(?!多)|尚未|从未|未能", ""), ("并非|不是(?!吗)|并不是", "是"), ("不会", "会"), ("不能", "能"), ("无法", "可以"), ("不再", "再"), ("(?<!毫)不(?=得|要求|需要|支持|适用|包括|含|提供|收|影响|接受|开放|参加|同意|应)", ""), ("未(?=公布|披露|透露|公开|获|受|达|完成|参)", "已")),
    "en": ((r"\b(?:did|does|do) not ", ""), (r"(?<=\w) not\b(?! only)", ""), (r"\bnever ", ""), (r"\bno longer\b", "still"), (r"\bcannot\b", "can"), (r"n't\b", ""), (r"\bno (?=[a-z]{4})(?!fewer|less|more)", "a "), (r"\bwithout\b", "with")),
}  # fmt: skip


def dropped_negation(wording: Wording, rng: random.Random) -> Iterator[str]:
    """The first negation taken out."""
    for pattern, put in _DROPS[wording.lang]:
        if match := re.search(pattern, wording.text):
            yield _put(wording.text, match, put)
            return


def added_negation(wording: Wording, rng: random.Random) -> Iterator[str]:
    """A negation before a verb that has none."""
    text = wording.text
    if wording.lang == "en":
        if re.search(r"\b(?:not|never|no|without)\b|n't", wording.allowed):
            return
        if match := re.search(
            r"(?<=[a-z\d] )(?:is|was|were|are|has been|had been|has|will|can)(?= (?!it\b)[a-z\d])",
            text,
        ):
            yield text[: match.end()] + " not" + text[match.end() :]
        elif match := re.search(
            r"(?<=[a-z\d] )[a-z]{3,}(?:ed|ew|ew|ught|ells|uns|olds|ores)(?= )", text
        ):
            yield text[: match.start()] + "never " + text[match.start() :]
        return
    if re.search("[不没未非无]", wording.allowed):
        return
    at = 0
    for word, tag in rjieba.tag(text):
        if (
            tag == "v"
            and len(word) == 2
            and at > 2
            and word
            not in (
                "请问",
                "说出",
                "写出",
                "报出",
                "指出",
                "填空",
                "回答",
                "记得",
                "名叫",
                "称为",
                "可以",
                "达到",
            )
            and text[at - 1] not in "的地得"
        ):
            yield text[:at] + rng.choice(("没有", "并未")) + text[at:]
            return
        at += len(word)


_HEDGES: dict[Lang, str] = {
    "zh": "预计将|预计|有望|可能会|可能|或许|也许|计划(?=[于在到推建招投把将开向再])|拟(?=[向于在将])|据称|将(?=[在于会推拥有成为继达建使投举采])|将会|打算|似乎",
    "en": r"\b(?:may|might|could|probably|perhaps|possibly|reportedly|apparently|is expected to|are expected to|expects to|plans to|is due to|will|is likely to)\b ?",
}


_STILL_HEDGED: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("[将会要拟]|可|或|预|计划|打算|目标|警告|担心|报道|开支金额|据"),
    "en": re.compile(r"\b(?:will|may|might|could|expect\w*|plan\w*|likely|would (?!you))\b"),
}
"""What leaves it open whether the wording is wrong without its hedge."""


def dropped_hedge(wording: Wording, rng: random.Random) -> Iterator[str]:
    """All hedges taken out."""
    text = re.sub(_HEDGES[wording.lang], "", wording.text)
    if text != wording.text and not _STILL_HEDGED[wording.lang].search(text):
        yield text


_QUALIFIERS: dict[Lang, str] = {
    "zh": "超过(?=\\d|多少)|将?近(?=\\d|多少)|约(?=\\d|多少|[三四五六七八九])|至少(?=\\d|是|多少)|逾(?=\\d)|不到(?=\\d|多少)|不足(?=\\d)|(?<=\\d)多(?=[万亿个人年家名])|以上",
    "en": r"\b(?:more than|over|nearly|almost|about|around|at least|roughly|approximately|less than|fewer than|up to) (?=€?\$?\d|[a-z]+-[a-z]+ |two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|how)",
}


def dropped_qualifier(wording: Wording, rng: random.Random) -> Iterator[str]:
    """What said how exact a number is, taken out."""
    if match := re.search(_QUALIFIERS[wording.lang], wording.text):
        yield _put(wording.text, match, "")


def _put(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


PLANTERS: dict[str, Planter] = {
    planter.__name__: planter
    for planter in (
        changed_number,
        changed_unit,
        changed_date,
        changed_name,
        swapped_speaker,
        swapped_roles,
        dropped_negation,
        added_negation,
        dropped_hedge,
        dropped_qualifier,
    )
}


def planted(wording: Wording, kinds: Sequence[str] = tuple(PLANTERS)) -> Iterator[tuple[str, str]]:
    """Every planted error of a wording with its kind, the same ones for the same wording."""
    rng = random.Random(wording.text)
    for kind in kinds:
        for text in PLANTERS[kind](wording, rng):
            if text != wording.text:
                yield kind, text
