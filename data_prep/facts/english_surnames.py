"""Who a surname alone stands for in an English document: the full name that the document gave it."""

import re

from data_prep.discourse.cast import Cast
from data_prep.facts.english_names import TITLES
from data_prep.facts.english_words import words
from data_prep.facts.tokens import Names

_COURTESY = re.compile(rf"^(?:{TITLES.pattern})\.? ")


class Surnames:
    """The full names of a document by their surnames."""

    def __init__(self, text: str, title: str, names: Names) -> None:
        self._text, self._title, self._names = text, title, names
        cast = Cast(f"{title}\n{text}", names, "en")
        people = {m.name for m in cast.mentions if m.sort == "person"}
        people |= {name for name, kind in names.kinds.items() if kind == "person"}
        self._full: dict[str, set[str]] = {}
        for name in people:
            if " " in name and not _COURTESY.match(name):
                self._full.setdefault(name.rsplit(" ", 1)[-1], set()).add(name)

    def plain(self, sentence: str, before: int) -> str:
        """`sentence` with the full name for each surname alone that can stand for one person only;
        `before` is where the sentence begins in the text."""
        if not any(surname in sentence for surname in self._full):
            return sentence
        out, at = "", 0
        for word in words(sentence, self._names):
            full = self._sure(_COURTESY.sub("", word.text), before)
            firm = sentence[word.end : word.end + 3] == " & "
            if full and not firm and full not in sentence and word.start >= at:
                out += sentence[at : word.start] + full
                at = word.end
        return out + sentence[at:]

    def _sure(self, surname: str, before: int) -> str:
        """The one person of that surname, or of several the one whom the text has named so far, or whom the
        title names; else ""."""
        full = self._full.get(surname, set())
        if len(full) < 2:
            return next(iter(full), "")
        named = {name for name in full if name in self._text[:before]}
        if len(named) != 1:
            named = {name for name in full if name in self._title}
        return named.pop() if len(named) == 1 else ""
