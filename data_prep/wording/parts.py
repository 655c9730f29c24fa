"""A fact taken apart: what stands before and after the answer, and what kind of thing the answer is."""

import re
from dataclasses import dataclass

from data_prep.facts.tables import ORG_SUFFIX
from data_prep.records import Fact
from data_prep.wording.templates import ASK, MEASURE_NOUN, NOUN

NUMERAL = {
    "zh": re.compile(
        r"^(?:\d[\d,，]*(?:\.\d+)?|[一二三四五六七八九十百千万亿两零〇半]+(?:点[一二三四五六七八九]+)?)(?:万亿|[万亿]|[千百](?![克米瓦伏赫升帕]))?"
    ),
    "en": re.compile(
        r"^(?:[€$£]?\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion))?|[a-z]+(?:-[a-z]+)?(?: (?:hundred|thousand|million))?)[ -]?",
        re.I,
    ),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """`lead + subject + before + answer + after` is the statement without its full stop.

    `before` and `after` belong to the predicate; when the answer is the subject itself, `subject` is "".
    """

    lang: str
    lead: str
    subject: str
    before: str
    answer: str
    after: str
    kind: str
    """A key of templates.ASK, or `number`, or `reason`."""
    role: str = ""
    """The post, when the answer is where somebody holds it."""

    @property
    def ask(self) -> str:
        """The interrogative in the answer's place: 多少台, 哪一年, who, how many people."""
        if self.kind == "number":
            return _how_many(self.answer, self.lang)
        return ASK[self.lang][self.kind]

    @property
    def noun(self) -> str:
        """What the answer is, as a noun: 金额, 年份, person, number of people."""
        if self.kind != "number":
            return NOUN[self.lang][self.kind]
        if self.lang == "zh":
            return next(
                (noun for pattern, noun in MEASURE_NOUN if pattern.search(self.answer)), "数量"
            )
        unit = _unit(self.answer, "en")
        if self.answer[0] in "€$£":
            return "sum"
        return (
            "percentage"
            if unit in ("%", "percent", "per cent")
            else f"number of {unit}"
            if unit
            else "number"
        )


def take_apart(fact: Fact) -> Parts | None:
    """The parts of `fact`, or None when its answer does not stand once in its statement."""
    statement = fact.statement.rstrip("。.")
    if statement.count(fact.object) != 1:
        return None
    at = statement.index(fact.object)
    before, after = statement[:at], statement[at + len(fact.object) :]
    kind = answer_kind(fact)
    if fact.subject and fact.subject in before:
        lead, _, rest = before.partition(fact.subject)
        role = (
            fact.relation.removeprefix(ROLE_RELATION)
            if fact.relation.startswith(ROLE_RELATION)
            else ""
        )
        return Parts(fact.lang, lead, fact.subject, rest, fact.object, after, kind, role)
    if fact.type == "date" and fact.subject and fact.subject in after:
        return _time_moved(fact, before, after, kind)
    return Parts(fact.lang, "", "", before, fact.object, after, kind)


ROLE_RELATION = "在哪里任"
"""How the relation of a fact begins whose object is where somebody holds a post."""


def _time_moved(fact: Fact, before: str, after: str, kind: str) -> Parts:
    """A time in front of the sentence, put where the other times stand: behind the subject in Chinese,
    at the end in English."""
    gap, _, predicate = after.partition(fact.subject)
    if fact.lang == "zh":
        return Parts(
            "zh", gap.strip("，"), fact.subject, before or "于", fact.object, predicate, kind
        )
    preposition = before.strip().lower().removesuffix(" the")
    return Parts(
        "en", gap.lstrip(", "), fact.subject, f"{predicate} {preposition} ", fact.object, "", kind
    )


def answer_kind(fact: Fact) -> str:
    """What kind of thing the answer is, from its type and form."""
    answer, zh = fact.object, fact.lang == "zh"
    if fact.type == "reason":
        return "reason"
    if fact.type in ("number", "comparison"):
        return (
            "number"
            if re.search(r"\d|[一二三四五六七八九十百千万亿两半]", answer) or not zh
            else "thing"
        )
    if fact.type == "date":
        return _date_kind(answer, zh)
    if fact.type == "person_role":
        return "thing" if fact.relation == "担任" else "person"
    if fact.type == "location":
        return "place"
    if fact.type == "organization":
        return (
            "company"
            if re.search(r"公司|集团|科技|泵业|重工|[A-Za-z]$", answer) or not zh
            else "institution"
            if re.search(f"(?:{ORG_SUFFIX['zh']})$", answer)
            else "place"
        )
    return "work" if answer.startswith("《") else "thing"


def _date_kind(answer: str, zh: bool) -> str:
    if re.fullmatch(r"\d{1,2}:\d\d", answer):
        return "hour"
    if zh:
        if answer.endswith("日"):
            return "day"
        if answer.endswith("年"):
            return "year"
        return "month" if answer.endswith("月") and "年" in answer else "moment"
    if re.fullmatch(r"\d{4}", answer):
        return "year"
    if re.match(r"\d|[A-Z]\w+ \d{1,2}(?!\d)", answer):
        return "day"
    return "month" if re.match("[A-Z]", answer) else "moment"


def _unit(answer: str, lang: str) -> str:
    return NUMERAL[lang].sub("", answer, count=1).lstrip("多余来")


def _how_many(answer: str, lang: str) -> str:
    unit = _unit(answer, lang)
    if lang == "zh":
        return "百分之多少" if "百分之" in answer or answer.endswith(("%", "％")) else f"多少{unit}"
    if answer[0] in "€$£":
        return "how much money"
    if unit in ("%", "percent", "per cent"):
        return "what percentage"
    return f"how many {unit}" if unit else "how many"
