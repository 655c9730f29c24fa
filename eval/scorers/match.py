"""The matcher: does a free answer state the expected one?

A ladder of rules, from the same text down to a description in other words; each gives its reason.
Values are compared as values (34万 = 340,000, 165厘米 = 1.65米), names at token boundaries (南京 holds
no 京), and what the answer denies, or only offers beside other things, does not count.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from eval.scorers.case import Case, asks_for_several
from eval.scorers.chinese import (
    adds_the_same,
    gives_the_value,
    names_the_head,
    names_the_subject,
    names_the_work,
    news,
    sounds_the_same,
)
from eval.scorers.golds import Gold, writings
from eval.scorers.names import same_person
from eval.scorers.normalize import Text, is_whole, normalize, occurrences
from eval.scorers.paraphrase import bare, opposed, stated_words
from eval.scorers.quantities import amounts, dates, same_amount, same_date
from eval.scorers.stance import refuses

Outcome = Literal["correct", "incorrect", "not_attempted"]


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    reason: str


def score(golds: Sequence[str], answer: str, question: str = "") -> Verdict:
    """Whether `answer` states one of `golds` (canonical answer and aliases) as the answer to `question`.

    Raises ValueError if there is no gold with a letter or a digit in it.
    """
    variants = writings(golds)
    if not variants:
        raise ValueError("no expected answer with a letter or a digit in it")
    said, asked = normalize(answer), normalize(question)
    if not said.words:
        return Verdict("not_attempted", "empty answer")
    several = asks_for_several(asked.form) or sum(w.text.line in said.line for w in variants) > 1
    for gold in variants:
        if reason := _accept(Case(gold, said, asked, answer, several)):
            return Verdict("correct", f"{reason}: {gold.shown}")
    if refuses(said):
        return Verdict("not_attempted", "says that it does not know")
    return Verdict("incorrect", _why_not(variants[0], said))


def _accept(case: Case) -> str | None:
    """The first rule that finds the gold in the answer, as a reason."""
    gold = case.gold
    if case.answer.words == gold.text.words:
        return "same text"
    if gold.date and _same_date(case):
        return "same date"
    if gold.amount and (
        same_amount(gold.amount, case.answer.form, case.stands_by)
        or (not gold.amount.unit and case.states(gold.text))
    ):
        return "same amount"
    if gold.date or gold.amount:  # values are never compared by their letters
        return None
    rules = _HAN_RULES if gold.text.has_han else _LATIN_RULES
    for rule, reason in rules:
        if rule(case):
            return reason
    return None


_NOTED = re.compile(r"(?<=[a-z,] )((?:1\d|20)\d\d)\d{1,2}(?=[.,;]|$)")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""A year that runs into the number of a note: "It was adopted in 19781."."""


def _same_date(case: Case) -> bool:
    wanted, form, asked = case.gold.date, case.answer.form, case.question.form
    if wanted is None:
        return False
    if same_date(wanted, form, asked, case.stands_by):
        return True
    if not (_NOTED.search(form) or _GLUED.search(case.said)):
        return False
    plain = normalize(_NOTED.sub(r"\1", _GLUED.sub(" ", case.said))).form
    return bool(same_date(wanted, plain, asked, lambda start, end: True))


def _stated(case: Case) -> bool:
    return case.states(case.gold.text)


def _lists_all(case: Case) -> bool:
    """A gold of several items (苹果和谷歌): all of them, in any order."""
    return bool(case.gold.items) and all(case.states(item) for item in case.gold.items)


def _same_words(case: Case) -> bool:
    """English: every content word of the gold close together in the answer (94 feet by 50 feet)."""
    gold, answer, wanted = case.gold.text, case.answer, case.gold.bare
    if not wanted or not all(f" {word}" in answer.line for word in wanted):
        return False
    said = [bare(word) for word in answer.words]
    if not wanted <= set(said) or wanted <= set(case.question.words):
        return False
    width = 2 * len(gold.words) + 3
    at = [i for i, word in enumerate(said) if word in wanted and is_whole(answer, i, i + 1)]
    for k, first in enumerate(at):
        near = [i for i in at[k : k + width] if i < first + width]
        if wanted <= {said[i] for i in near}:
            return not case.denies(first, near[-1] + 1)
    return False


_ASKS_WHO = re.compile(r"谁|哪位|哪个人|何人|叫什么|名字|\bwho(?:se|m)?\b|\bname\b")


@lru_cache(maxsize=4096)
def _asks_who(question: str) -> bool:
    return bool(_ASKS_WHO.search(question))


def _short_name(case: Case) -> bool:
    """扎克伯格 for 马克·扎克伯格; where a person is asked for, "Einstein" or "J. F. Kennedy"."""
    gold, answer = case.gold.text, case.answer
    head, dot, family = gold.form.rpartition("·")
    if dot and head and len(family) > 1:
        return any(
            not case.denies(*span) and not _follows_dot(answer, span[0])
            for span in occurrences(normalize(family), answer)
        )
    names, said = gold.words, answer.words
    if not case.gold.is_person or not _asks_who(case.question.form):
        return False
    if said == names[-1:]:
        return True
    at = [i for i, word in enumerate(said) if word == names[-1]][:50]
    return any(
        same_person(names, said[last + 1 - size : last + 1])
        and not case.denies(last + 1 - size, last + 1)
        for last in at
        for size in {2, 3, len(names)}
        if last + 1 >= size
    )


def _follows_dot(text: Text, first: int) -> bool:
    start = text.span(first)[0]
    return text.form[max(0, start - 1) : start] == "·"


def _most_of_gold(case: Case) -> bool:
    """A bare answer that is most of the gold: Madison for "Madison, Wisconsin"."""
    answer, gold = case.answer, case.gold.text
    size, whole = len(answer.words), len(gold.words)
    if size > whole or answer.words[0].isdigit() or _figures(gold.form) != _figures(answer.form):
        return False
    share = 0.75 if gold.has_han else 0.5
    return size >= share * whole and next(occurrences(answer, gold), None) is not None


def _near_spelling(case: Case) -> bool:
    """A long name or statement with a slip in it; never where a number or a denial differs."""
    if not case.is_short:
        return False
    han = case.gold.text.has_han
    gold, answer = (
        ("" if han else " ").join(news(text, case.question))
        for text in (case.gold.text, case.answer)
    )
    least = 0.8 if han else 0.86 if " " in gold else 0.9  # Austria is not Australia
    if len(gold) < 6 or 2 * min(len(gold), len(answer)) < least * (len(gold) + len(answer)):
        return False
    if _figures(gold) != _figures(answer) or _denials(gold) != _denials(answer):
        return False
    pair = SequenceMatcher(None, gold, answer, autojunk=False)
    return (
        pair.quick_ratio() >= least
        and pair.ratio() >= least
        and (han or not _turns(case.gold.text, case.answer))
    )


def _turns(gold: Text, answer: Text) -> bool:
    """Whether a word of the one is the opposite of a word that only the other holds."""
    ours, theirs = set(gold.words) - set(answer.words), set(answer.words) - set(gold.words)
    return any(opposed(one, other) or opposed(other, one) for one in ours for other in theirs)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _denials(text: str) -> int:
    return len(re.findall(r"[不没未非无]|\bnot?\b|\bnever\b", text))


def _says_the_same(case: Case) -> bool:
    """English, to a question: enough of what the gold adds to it (beneath the liver: under the liver)."""
    gold = case.gold.text
    if gold.has_han or not case.question.words:
        return False
    words = stated_words(gold, case.answer, case.question, is_name=case.gold.is_name)
    if not words:
        return False
    at = (i for i, word in enumerate(case.answer.words) if word in words)
    return any(not case.denies(i, i + 1) for i in at)


def _run_together(case: Case) -> bool:
    """A text that lost the spaces around its links: "was won by theHouston Astrosin 2017"."""
    gold, said = case.gold.shown, case.said
    if len(gold) < 6 or not gold[:1].isupper() or not gold.isascii():
        return False
    at = said.find(gold)
    before, after = said[at - 1 : at], said[at + len(gold) :][:1]
    loose = not before.isalnum() and " " in gold and after.islower()
    return at > 0 and (before.islower() or loose)


def _initials(case: Case) -> bool:
    """A name of three words or more by its initials: FBR for Friedman Billings Ramsey."""
    if not case.gold.is_name:
        return False
    words = [word for word in case.gold.shown.split() if word[:1].isupper()]
    if len(words) < 3:
        return False
    short = "".join(word[0] for word in words)
    return re.search(rf"(?<![A-Za-z]){re.escape(short)}(?![A-Za-z])", case.said) is not None


def _both_years(case: Case) -> bool:
    """A span of years by its two ends: "started in 1881 and finished in 1885"."""
    if "~" not in case.gold.text.form:
        return False
    span = _YEARS.fullmatch(case.gold.text.form)
    return span is not None and _YEAR.findall(case.answer.form) == [span[1], span[2]]


_YEARS = re.compile(r"([12]\d{3})~([12]\d{3})年?")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")

_Rules = tuple[tuple[Callable[[Case], bool], str], ...]
_BEFORE: _Rules = (
    (_stated, "stated in the answer"),
    (_lists_all, "all items listed"),
    (_short_name, "the name in short"),
    (_most_of_gold, "most of the expected answer"),
    (adds_the_same, "adds the same to the question"),
)
_HAN_RULES: _Rules = (
    *_BEFORE,
    (names_the_work, "names the work"),
    (gives_the_value, "gives the value"),
    (names_the_head, "names the thing asked for"),
    (names_the_subject, "names the one asked for"),
    (sounds_the_same, "the name in other characters"),
    (_near_spelling, "nearly the same text"),
    (_both_years, "both years"),
)
_LATIN_RULES: _Rules = (
    *_BEFORE,
    (_same_words, "same words"),
    (_near_spelling, "nearly the same text"),
    (_says_the_same, "says the same in other words"),
    (_initials, "the name's initials"),
    (_both_years, "both years"),
    (_run_together, "stated without spaces"),
)


def _why_not(gold: Gold, answer: Text) -> str:
    shown = gold.shown
    if next(occurrences(gold.text, answer), None):
        return f"denies it, repeats the question, or offers it among others: {shown}"
    if gold.amount and (found := next(amounts(answer.form), None)):
        return f"another amount: {answer.form[found.start : found.end]}, expected {shown}"
    if gold.date and (found := next(dates(answer.form), None)):
        return f"another or a less exact date: {answer.form[found.start : found.end]}, expected {shown}"
    return f"does not state {shown}"
