"""Placeholders for what must not stay in a text, the edits that put them there, and what finds numbers."""

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data_prep.clean.edits import Edit

PLACEHOLDERS: dict[str, str] = {
    "pii_account": "[ACCOUNT]",
    "pii_bank_card": "[BANK_CARD]",
    "pii_email": "[EMAIL]",
    "pii_iban": "[IBAN]",
    "pii_id_card": "[ID_CARD]",
    "pii_ip": "[IP]",
    "pii_passport": "[PASSPORT]",
    "pii_phone": "[PHONE]",
    "pii_plate": "[PLATE]",
    "pii_ssn": "[SSN]",
    "secret": "[SECRET]",
}
"""Rule id → what stands in the text instead; every `secret_*` rule shares the last."""

_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))

Span = tuple[int, int, str]
"""Start, end and rule id."""


def holds_placeholder(text: str) -> bool:
    """Whether something was redacted in `text`, which then can be no answer."""
    return _PLACEHOLDER.search(text) is not None


def redactions(text: str, find: Callable[[str], Iterator[Span]]) -> list[Edit]:
    """Edits that put placeholders for what `find` finds, until it finds nothing in their result.

    A placeholder can free its neighbour (a number that touched an address), hence the rounds. The
    first of two overlapping spans counts, so the surer rules come first.
    """
    edits: list[Edit] = []
    current, shifts = text, [(0, 0)]
    while found := _apart(find(current)):
        edits += [
            Edit(_origin(shifts, start), _origin(shifts, end - 1) + 1, placeholder(rule), rule)
            for start, end, rule in found
        ]
        edits.sort(key=lambda edit: edit.start)
        current, shifts = _redacted(text, edits)
    return edits


def placeholder(rule: str) -> str:
    """What stands for a span of `rule`."""
    return PLACEHOLDERS.get(rule) or PLACEHOLDERS["secret"]


def _apart(spans: Iterator[Span]) -> list[Span]:
    kept: list[Span] = []  # in the order of the text
    for span in spans:
        place = bisect(kept, span)
        after_last = place == 0 or kept[place - 1][1] <= span[0]
        if after_last and (place == len(kept) or span[1] <= kept[place][0]):
            kept.insert(place, span)
    return kept


def _redacted(text: str, edits: list[Edit]) -> tuple[str, list[tuple[int, int]]]:
    """The text after `edits`, and where in it each untouched stretch begins: (there, in `text`)."""
    parts, shifts, at, length = [], [(0, 0)], 0, 0
    for edit in edits:
        parts += (text[at : edit.start], edit.text)
        length += edit.start - at + len(edit.text)
        at = edit.end
        shifts.append((length, at))
    parts.append(text[at:])
    return "".join(parts), shifts


def _origin(shifts: list[tuple[int, int]], at: int) -> int:
    begin, source = shifts[bisect(shifts, at, key=lambda shift: shift[0]) - 1]
    return source + at - begin


# --- numbers, told by what stands around them


@dataclass(frozen=True, slots=True)
class NumberRule:
    """A form of a number, `it` in the pattern, and whether what stands around one makes it personal."""

    id: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool]


_HEAD, _TAIL = r"(?<![0-9A-Za-z_.+-])(?P<it>", r")(?![-.]?[0-9A-Za-z_])"


def number_rule(
    id: str, pattern: str, holds: Callable[[re.Match[str]], bool], *, tail: str = _TAIL
) -> NumberRule:
    """The rule for numbers that are no part of a longer one, nor of a word."""
    return NumberRule(id, re.compile(_HEAD + pattern + tail, re.ASCII), holds)


def before(match: re.Match[str], length: int = 16) -> str:
    """The line before the match, at most `length` characters."""
    start = match.start("it")
    return match.string[max(start - length, 0) : start].rpartition("\n")[2]


def after(match: re.Match[str], length: int = 8) -> str:
    """The line behind the match, at most `length` characters."""
    end = match.end("it")
    return match.string[end : end + length].partition("\n")[0]


def labels(words: str) -> Callable[[str], bool]:
    """Whether a line ends in one of `words`, with at most a few characters behind it."""
    found = re.compile(
        rf"(?:{words})[\w\u4e00-\u9fff ]{{0,5}}[\s\"'*`|:：=()（）.,，、为是]{{0,5}}\+?[(（]?$",
        re.I,
    )
    return lambda line: found.search(line) is not None


_OTHER_NUMBER = re.compile(
    r"(?:订单|单号|编号|流水号|序号|编码|条码|批号|专利|时间戳|大小|字节|文号|学号|工号|邮编|第|"
    r"isbn|issn|doi|(?<![a-z])id|uid|size|bytes?|timestamp|tso|order|serial|no\.|#|[$¥￥€£])\W{0,4}$",
    re.I,
)
UNIT = re.compile(
    r"\s?(?:字节|元|万|亿|个|次|条|行|人|页|岁|美元|毫秒|微秒|纳秒|秒|倍|年|bytes?\b|rows?\b|ms\b|ns\b|us\b|s\b|[KMGT]i?B?\b|B\b|%)",
    re.I,
)
_URL_TOKEN = re.compile(r"(?:://|www\.)[^\s，。；、（）<>\u4e00-\u9fff]*$|[/=&?#@_]$")


def stands_free(match: re.Match[str]) -> bool:
    """Neither part of an address nor counted, priced or numbered."""
    line = before(match, 80)
    return not (_URL_TOKEN.search(line) or _OTHER_NUMBER.search(line) or UNIT.match(after(match)))
