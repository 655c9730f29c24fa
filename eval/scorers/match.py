"""The matcher: does a free answer state the expected one?

A ladder of rules, from the same text down to a family name that stands for the person; each gives
its reason. Values are compared as values (34万 = 340,000, 165厘米 = 1.65米), names at token boundaries
(南京 holds no 京), and what the answer denies does not count (不是北京，是上海).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from eval.scorers.names import same_person
from eval.scorers.normalize import Text, is_whole, normalize, occurrences
from eval.scorers.paraphrase import FUNCTION, stated_words
from eval.scorers.quantities import amounts, dates, only_amount, only_date, same_amount, same_date
from eval.scorers.stance import denied, one_of_several, refuses

Outcome = Literal["correct", "incorrect", "not_attempted"]


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class _Case:
    """One gold, the answer and the question, folded."""

    gold: Text
    answer: Text
    question: Text
    shown: str = ""
    said: str = ""
    several: bool = False

    def stands_by(self, start: int, end: int) -> bool:
        """Whether answer.form[start:end] is neither denied nor one of several things that are offered."""
        form = self.answer.form
        return not denied(form, start, end) and (
            self.several or not one_of_several(form, start, end)
        )

    def denies(self, first: int, after: int) -> bool:
        """As not `stands_by`, for the words [first, after) of the answer."""
        spans = self.answer.spans
        return not self.stands_by(spans[first][0], spans[after - 1][1])

    def asking(self, gold: Text) -> "_Case":
        """The same answer, held against a part of the gold."""
        return _Case(gold, self.answer, self.question, several=self.several)

    @property
    def is_short(self) -> bool:
        """The answer is a phrase, not an explanation."""
        return len(self.answer.words) <= 2 * len(self.gold.words) + 6


def score(golds: Sequence[str], answer: str, question: str = "") -> Verdict:
    """Whether `answer` states one of `golds` (canonical answer and aliases) as the answer to `question`.

    Raises ValueError if there is no gold with a letter or a digit in it.
    """
    variants = list(dict.fromkeys(way for gold in golds for way in _variants(gold)))
    if not variants:
        raise ValueError("no expected answer with a letter or a digit in it")
    said, asked = normalize(answer), normalize(question)
    if not said.words:
        return Verdict("not_attempted", "empty answer")
    for gold in variants:
        several = bool(_SEVERAL.search(asked.form) or _CHOICE.search(normalize(gold).form))
        case = _Case(normalize(gold), said, asked, gold, answer, several)
        if reason := _accept(case):
            return Verdict("correct", f"{reason}: {gold}")
    if refuses(said.form):
        return Verdict("not_attempted", "says that it does not know")
    return Verdict("incorrect", _why_not(normalize(variants[0]), said, variants[0]))


_SEVERAL = re.compile(
    r"哪些|哪几|列举|列出|有什么|几个例子|\blist\b|\bname (?:some|two|three|a few)|\bexamples?\b|\bwhat are\b"
)
_CHOICE = re.compile(r"或|还是|\bor\b")
_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]")
_LATIN = re.compile(r"[A-Za-z]")
_SUFFIX = re.compile(
    r"(?:股份有限公司|有限公司|集团公司|公司|集团|先生|女士|教授|,? (?:Inc|Corp|Ltd|Co)\.?)$"
)
_LEAD = re.compile(
    r"^(?:(?:in|on|at|by|from|to|of|with|for|during|as|circa|around|about|approximately|both|the|an?|"
    r"president|prime minister|king|queen|prince|princess|sir|lord|lady|dr\.?|mr\.?|mrs\.?|ms\.?) )+(?=\w\w)",
    re.IGNORECASE,
)


def _variants(gold: str) -> Iterator[str]:
    """`gold`, and what it says without its brackets, its translation in brackets, its 公司, its title."""
    outer = _BRACKETS.sub("", gold).strip()
    inner = [match[1] for match in _BRACKETS.finditer(gold)]
    # 雷朋（Ray-Ban） holds two names; 渐进的过程（而不是单一的时刻） does not.
    names = [name for name in inner if _is_name_for(name, outer)]
    for way in (gold, outer, *names, _SUFFIX.sub("", outer), _LEAD.sub("", outer)):
        if normalize(way).words:
            yield way


def _is_name_for(name: str, outer: str) -> bool:
    short = name.isupper() and len(name) < len(outer)
    return short or bool(_LATIN.search(name)) != bool(_LATIN.search(outer))


def _accept(case: _Case) -> str | None:
    """The first rule that finds the gold in the answer, as a reason."""
    if case.answer.words == case.gold.words:
        return "same text"
    date, amount = only_date(case.gold.form), only_amount(case.gold.form)
    if date and same_date(date, case.answer.form, case.question.form, case.stands_by):
        return "same date"
    if amount and (
        same_amount(amount, case.answer.form, case.stands_by) or (not amount.unit and _stated(case))
    ):
        return "same amount"
    if date or amount:  # values are never compared by their letters
        return None
    return next((reason for rule, reason in _RULES if rule(case)), None)


def _stated(case: _Case) -> bool:
    """The gold stands in the answer, is not denied, and does not only repeat the question."""
    asked = {_around(case.question, *span) for span in occurrences(case.gold, case.question)}
    return any(
        not case.denies(*span) and not _echoes(asked, _around(case.answer, *span))
        for span in occurrences(case.gold, case.answer)
    )


def _around(text: Text, first: int, after: int) -> tuple[str, str]:
    """The tokens before and after a span, "" at the ends."""
    return "".join(text.words[max(0, first - 1) : first]), "".join(text.words[after : after + 1])


def _echoes(asked: set[tuple[str, str]], said: tuple[str, str]) -> bool:
    """Whether an occurrence stands among the same words as in the question."""
    return any((b and b == said[0]) or (a and a == said[1]) for b, a in asked)


_JOINED = re.compile(r"[、,，;；/]|以及|(?<=\w\w)[和与及](?=\w\w)| and | & ")


def _lists_all(case: _Case) -> bool:
    """A gold of several items (苹果和谷歌): all of them, in any order."""
    items = [normalize(item) for item in _JOINED.split(case.gold.form)]
    items = [item for item in items if item.words]
    return len(items) > 1 and all(_stated(case.asking(item)) for item in items)


def _same_words(case: _Case) -> bool:
    """English: every content word of the gold close together in the answer (94 feet by 50 feet)."""
    wanted = set(case.gold.words) - FUNCTION
    if len(wanted) < 2 or case.gold.has_han or wanted <= set(case.question.words):
        return False
    answer, width = case.answer, 2 * len(case.gold.words) + 3
    at = [i for i, word in enumerate(answer.words) if word in wanted and is_whole(answer, i, i + 1)]
    for k, first in enumerate(at):
        near = [i for i in at[k:] if i < first + width]
        if wanted <= {answer.words[i] for i in near}:
            return not case.denies(first, near[-1] + 1)
    return False


_ASKS_WHO = re.compile(r"谁|哪位|哪个人|何人|叫什么|名字|\bwho(?:se|m)?\b|\bname\b")


def _short_name(case: _Case) -> bool:
    """扎克伯格 for 马克·扎克伯格; where a person is asked for, "Einstein" or "J. F. Kennedy"."""
    head, dot, family = case.gold.form.rpartition("·")
    if dot and head and len(family) > 1:
        return any(
            not case.denies(*span) and not _follows_dot(case.answer, span[0])
            for span in occurrences(normalize(family), case.answer)
        )
    names, said = case.gold.words, case.answer.words
    if not _ASKS_WHO.search(case.question.form) or case.gold.has_han or not 2 <= len(names) <= 5:
        return False
    return said == names[-1:] or any(
        same_person(names, said[first : first + size]) and not case.denies(first, first + size)
        for size in {2, 3, len(names)}
        for first in range(len(said) - size + 1)
    )


def _follows_dot(text: Text, first: int) -> bool:
    start = text.spans[first][0]
    return text.form[max(0, start - 1) : start] == "·"


def _most_of_gold(case: _Case) -> bool:
    """A bare answer that is most of the gold: Madison for "Madison, Wisconsin"."""
    size, whole = len(case.answer.words), len(case.gold.words)
    share = 0.75 if case.gold.has_han else 0.5
    inside = next(occurrences(case.answer, case.gold), None)
    return bool(inside) and size >= share * whole and not case.answer.words[0].isdigit()


def _near_spelling(case: _Case) -> bool:
    """A long name or statement with a slip in it; never where a number or a denial differs."""
    if not case.is_short:
        return False
    han = case.gold.has_han
    gold, answer = (
        ("" if han else " ").join(_news(t, case.question)) for t in (case.gold, case.answer)
    )
    if len(gold) < 6 or _figures(gold) != _figures(answer) or _denials(gold) != _denials(answer):
        return False
    return SequenceMatcher(None, gold, answer, autojunk=False).ratio() >= (0.8 if han else 0.86)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _denials(text: str) -> int:
    return len(re.findall(r"[不没未非无]|\bnot?\b|\bnever\b", text))


_FRAME = frozenset("这那该此的是在为了由于即就也句话它他她们一个中名")


def _news(text: Text, question: Text) -> tuple[str, ...]:
    """The tokens that the question does not hold already: what a sentence adds to it."""
    words, asked = text.words, set(pairwise(question.words))
    old = {i + k for i, pair in enumerate(pairwise(words)) if pair in asked for k in (0, 1)}
    return tuple(word for i, word in enumerate(words) if i not in old)


def _is_name(shown: str) -> bool:
    """Two or more words with a capital, or nothing else: Mara Jade, French Indochina; not "British victory"."""
    return sum(word[:1].isupper() for word in shown.replace("-", " ").split()) > 1


def _says_the_same(case: _Case) -> bool:
    """English, to a question: enough of what the gold adds to it (beneath the liver: under the liver)."""
    if case.gold.has_han or not case.question.words:
        return False
    words = stated_words(case.gold, case.answer, case.question, is_name=_is_name(case.shown))
    return any(
        not case.denies(first, first + 1)
        for first, word in enumerate(case.answer.words)
        if word in words
    )


def _run_together(case: _Case) -> bool:
    """A text that lost the spaces around its links: "was won by theHouston Astrosin 2017"."""
    gold, answer = case.shown, case.said
    if len(gold) < 6 or not gold[:1].isupper() or not gold.isascii():
        return False
    at = answer.find(gold)
    after = answer[at + len(gold) :][:1]
    return at > 0 and (
        answer[at - 1].islower()
        or (not answer[at - 1].isalnum() and " " in gold and after.islower())
    )


def _adds_the_same(case: _Case) -> bool:
    """A gold that answers in a sentence (这句话描写的是吴用): what it adds to the question is stated."""
    news = [word for word in _news(case.gold, case.question) if word not in _FRAME]
    core = normalize("".join(news) if case.gold.has_han else " ".join(news))
    if not 2 <= len(core.words) <= min(8, len(case.gold.words) - 2):
        return False
    return _stated(case.asking(core))


_RULES: tuple[tuple[Callable[[_Case], bool], str], ...] = (
    (_stated, "stated in the answer"),
    (_lists_all, "all items listed"),
    (_same_words, "same words"),
    (_short_name, "the name in short"),
    (_most_of_gold, "most of the expected answer"),
    (_adds_the_same, "adds the same to the question"),
    (_near_spelling, "nearly the same text"),
    (_says_the_same, "says the same in other words"),
    (_run_together, "stated without spaces"),
)


def _why_not(gold: Text, answer: Text, shown: str) -> str:
    if any(True for _ in occurrences(gold, answer)):
        return f"names it but denies it, or only repeats the question: {shown}"
    wanted = only_amount(gold.form)
    if wanted and (found := next(amounts(answer.form), None)):
        return f"another amount: {answer.form[found.start : found.end]}, expected {shown}"
    if only_date(gold.form) and (found := next(dates(answer.form), None)):
        return f"another or a less exact date: {answer.form[found.start : found.end]}, expected {shown}"
    return f"does not state {shown}"
