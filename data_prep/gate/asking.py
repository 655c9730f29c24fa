"""What makes a text a question that can be put, and what tells its answer."""

import re

from data_prep.clean.redaction import holds_placeholder
from data_prep.gate.reading import Reading
from data_prep.gate.tables import (
    ASKS,
    CONTROL,
    LONGEST,
    PRONOUN,
    PRONOUNS,
    QUESTION_END,
    RELATIVE_TIME,
    words,
)
from data_prep.gate.values import Values
from data_prep.gate.verdict import PASSED, Verdict
from data_prep.values import canonical

_MARKS = re.compile(r"[^\w%]+")
_NUMERAL = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿%$€£]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|billion|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)
_TIME_WORDS = words("today yesterday tomorrow tonight this last next ago")
_PRONOUN_WORDS = words(
    "he she it they his her hers its their theirs him them this these those we our us i my"
)
_QUOTED = re.compile('[“"「][^”"」]*[”"」]')
_FOUR = re.compile(r"(?:\w\W*){4}")
_DIGITS = re.compile(r"\d+")
_SEPARATED = re.compile(r"(?<=\d),(?=\d{3})")
_RENAMED = re.compile("元|英镑|[%‰月日]")
"""Units that the canonical form may write otherwise than the question."""
_HAN_DIGITS = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True))


def well_formed(reading: Reading, kind: str) -> Verdict:
    """Whether a text can stand in a row at all: neither empty nor endless, no control tokens, nothing redacted."""
    if not _FOUR.search(reading.text):
        return Verdict("too_short", reading.text)
    if len(reading.text) > LONGEST[reading.lang][kind]:
        return Verdict("too_long", str(len(reading.text)))
    if "<" in reading.text or "[" in reading.text or ":" in reading.text or "#" in reading.text:
        if match := CONTROL.search(reading.text):
            return Verdict("control_token", match[0])
        if holds_placeholder(reading.text):
            return Verdict("redacted", "")
    return PASSED


def asks(reading: Reading) -> Verdict:
    """Whether a text asks for something."""
    return PASSED if ASKS[reading.lang].search(reading.text) else Verdict("asks_nothing", "")


def states(reading: Reading) -> Verdict:
    """Whether a text states something."""
    return Verdict("statement_asks", "") if QUESTION_END.search(reading.text) else PASSED


def anchored(reading: Reading) -> Verdict:
    """Whether no time in a text depends on the day of writing."""
    if reading.lang == "en" and reading.lowered.isdisjoint(_TIME_WORDS):
        return PASSED
    match = RELATIVE_TIME[reading.lang].search(reading.text)
    if match and not any(
        m.start() < match.start() < m.end() for m in _QUOTED.finditer(reading.text)
    ):
        return Verdict("relative_time", match[0])
    return PASSED


def no_dangling_pronoun(reading: Reading, names: tuple[str, ...], *, question: bool) -> Verdict:
    """Whether every pronoun of a text has a name before it; a Chinese question may begin no clause with one."""
    if reading.lang == "zh" and question and (match := PRONOUN.search(reading.text)):
        takes_up = match[0].endswith("其") and "有一" in reading.text[: match.start()]
        if not takes_up:  # 有一家公司，其首席执行官是X，它叫什么？
            return Verdict("dangling_pronoun", match[0])
    if reading.lang == "en" and reading.lowered.isdisjoint(_PRONOUN_WORDS):
        return PASSED
    match = PRONOUNS[reading.lang].search(reading.text)
    if match and not _named_before(reading, match.start(), names):
        inside = any(m.start() < match.start() < m.end() for m in _QUOTED.finditer(reading.text))
        if not inside:
            return Verdict("dangling_pronoun", match[0])
    return PASSED


def _named_before(reading: Reading, at: int, names: tuple[str, ...]) -> bool:
    if reading.lang == "en":  # "In its first year, Ferrodune …" names it behind the pronoun
        return any(name in reading.folded for name in names)
    return any(-1 < reading.folded.find(name) < at for name in names)


class Told:
    """The answers of a fact, prepared: does a question already hold one?

    The same rule as comparing canonical forms, letters and digits only; the costly form of the question
    is made only where a numeral of it could make a difference.
    """

    __slots__ = ("_canonical", "_plain")

    def __init__(self, answers: list[str]) -> None:
        plain = [_MARKS.sub("", a).casefold() for a in answers]
        bare = [_MARKS.sub("", canonical(a)) for a in answers]
        self._plain = tuple(dict.fromkeys(a for a in (*plain, *bare) if len(a) > 1))
        self._canonical = tuple(dict.fromkeys(b for b in bare if len(b) > 1 and _NUMERAL.search(b)))

    def by(self, reading: Reading, raw: str, said: Values) -> str:
        """The answer that the question tells, or ""."""
        texts = [_MARKS.sub("", reading.folded)]
        if len(raw) != len(reading.text) or not reading.folded.endswith(raw[-9:-1].casefold()):
            texts.append(_MARKS.sub("", raw).casefold())
        for text in texts:
            for answer in self._plain:
                if answer in text:
                    return answer
        if self._canonical and self._could_tell(reading, said):
            text = _MARKS.sub("", canonical(raw))
            return next((a for a in self._canonical if a in text), "")
        return ""

    def _could_tell(self, reading: Reading, said: Values) -> bool:
        """Whether the digits of an answer are among those that the question says in any writing."""
        if not (said.numbers or said.dates or _NUMERAL.search(reading.folded)):
            return False
        soup = [_SEPARATED.sub("", reading.folded), *(n.value for n in said.numbers)]
        soup += [f"{y}{m:02}{d:02} {m} {d}" for (y, m, d), _ in said.dates]
        soup += [_HAN_DIGITS[c] for c in reading.folded if c in _HAN_DIGITS]
        digits = " ".join(soup)
        return any(
            all(run in digits for run in _DIGITS.findall(a))
            and (_RENAMED.search(a) or all(c in reading.folded for c in a if not c.isdigit()))
            for a in self._canonical
        )
