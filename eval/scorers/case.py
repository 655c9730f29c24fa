"""One expected answer held against one given answer: what every rule of the ladder looks at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.scorers.golds import Gold
from eval.scorers.normalize import Text, occurrences
from eval.scorers.stance import denied, one_of_several

_SEVERAL = re.compile(
    r"哪些|哪几|列举|列出|有什么|几个例子|\blist\b|\bname (?:some|two|three|a few)|\bexamples?\b|\bwhat are\b"
)


_JOINING = frozenset(".-,+#~%‰/:'’·")
"""Marks that may go on with a word or a number: they are left to the slower way."""


@dataclass(frozen=True, slots=True)
class Case:
    """`said`: the answer as it was given. `several`: more than one thing may be offered."""

    gold: Gold
    answer: Text
    question: Text
    said: str
    several: bool

    @property
    def is_short(self) -> bool:
        """The answer is a phrase, not an explanation."""
        return len(self.answer.words) <= 2 * len(self.gold.text.words) + 6

    def stands_by(self, start: int, end: int) -> bool:
        """Whether answer.form[start:end] is neither denied nor one of several things that are offered."""
        form = self.answer.form
        if denied(form, start, end):
            return False
        return self.several or self.gold.offers or not one_of_several(form, start, end)

    def denies(self, first: int, after: int) -> bool:
        """As not `stands_by`, for the words [first, after) of the answer."""
        start, end = self.answer.span(first)[0], self.answer.span(after - 1)[1]
        return not self.stands_by(start, end)

    def _stands_alone(self, form: str) -> bool:
        """The quick way to most answers: the same characters, no letter or digit beside them."""
        whole = self.answer.form
        at = whole.find(form) if form.isascii() else -1
        end = at + len(form)
        before, after = whole[at - 1 : at], whole[end : end + 2]
        if at < 0 or before.isalnum() or after[:1].isalnum() or before in _JOINING:
            return False
        ends = after[:1] not in _JOINING or after in (".", ". ", ", ", ": ")
        return ends and self.stands_by(at, end)

    def states(self, part: Text) -> bool:
        """`part` stands in the answer, is not denied, and does not only repeat the question."""
        if part.line not in self.answer.line:
            return False
        asked = set[tuple[str, str]]()
        if part.line in self.question.line:
            asked = {_around(self.question, *span) for span in occurrences(part, self.question)}
        elif self._stands_alone(part.form):
            return True
        return any(
            not self.denies(*span) and not _echoes(asked, _around(self.answer, *span))
            for span in occurrences(part, self.answer)
        )


@lru_cache(maxsize=4096)
def asks_for_several(question: str) -> bool:
    """Whether a folded question wants a list, or an example of many."""
    return bool(_SEVERAL.search(question))


def _around(text: Text, first: int, after: int) -> tuple[str, str]:
    """The tokens before and after a span, "" at the ends."""
    words: Sequence[str] = text.words
    return "".join(words[max(0, first - 1) : first]), "".join(words[after : after + 1])


def _echoes(asked: set[tuple[str, str]], said: tuple[str, str]) -> bool:
    """Whether an occurrence stands among the same words as in the question."""
    return any((b and b == said[0]) or (a and a == said[1]) for b, a in asked)
