"""What follows an English noun or stands by a verb as a phrase: the words that belong to it."""

from dataclasses import replace

from data_prep.facts.english_parts import Item
from data_prep.facts.english_phrases import Phrases

_LONG_OPENERS = (
    "such as", "as of", "out of", "because of", "due to", "up to", "as well as", "along with", "together with", "next to", "prior to",
    "according to", "thanks to", "instead of", "in addition to", "in front of", "as part of", "on behalf of",
)  # fmt: skip
_OPENERS: dict[str, list[tuple[str, ...]]] = {}
for _opener in _LONG_OPENERS:
    _OPENERS.setdefault(_opener.split()[0], []).append(tuple(_opener.split()))


class Modifiers(Phrases):
    """The phrases, relative clauses and participles behind a noun."""

    def _post(self, at: int) -> int:
        """The end of what follows a noun and belongs to it, or -1."""
        if self.tag(at) in ("PRP", "PRF"):
            phrase = self._phrase(at)
            return phrase.end if phrase else -1
        if self.low(at) in ("who", "which", "that") and (verb := self.verb(at + 1)):
            return self._within(verb.end)
        if self.low(at) in ("that", "which", "whom", "where") and (
            inner := self.noun(at + 1, True)
        ):
            after = inner.end
            while self.tag(after) == "PRP" and (phrase := self._phrase(after)):
                after = phrase.end  # the water over a berth
            inner = replace(inner, end=after)
            if verb := self.verb(inner.end):
                return self._within(verb.end)
            return -1
        if self.tag(at) in ("VVN", "VVG"):
            return self._within(at + 1)
        return -1

    def _within(self, at: int) -> int:
        """The end of the objects and phrases of a verb inside a noun phrase."""
        while True:
            if self.tag(at) in ("AV0", "AVP", "AJ0"):
                at += 1
            elif self.tag(at) == "PRP" and (phrase := self._phrase(at)):
                at = phrase.end
            elif (noun := self._single(at)) and not noun.pronoun:
                at = noun.end
            else:
                return at

    def _phrase(self, at: int) -> Item | None:
        """A preposition with its noun phrase, or with a gerund up to the next comma."""
        opener, inner = self._opener(at) or (self.low(at), at + 1)
        if self.tag(inner) == "VVG" and not self._prenominal_gerund(inner):
            end = self._within(inner + 1)
            return Item("gerund", at, end, opener, inner)
        if self.tag(inner) == "PRP" and opener in ("from", "until", "since"):
            return None
        noun = self.noun(inner)
        if noun is None:
            return None
        end = noun.end
        if opener in ("from", "between") and self.low(end) in ("to", "and", "until"):
            other = self._single(end + 1)
            if other and not other.pronoun:
                end = other.end
        return Item("phrase", at, end, opener, inner, replace(noun, end=noun.end))

    def _opener(self, at: int) -> tuple[str, int] | None:
        """A preposition of several words, and where its noun begins."""
        for parts in _OPENERS.get(self.low(at), ()):
            if all(self.low(at + k) == part for k, part in enumerate(parts)):
                return " ".join(parts), at + len(parts)
        return None

    def _prenominal_gerund(self, at: int) -> bool:
        return self.tag(at + 1) in ("NN1", "NN2", "NN0") and self.tag(at + 2) not in ("PRF",)

    def _purpose(self, at: int) -> tuple[str, int] | None:
        for opener in ("in order to", "so that", "so as to", "in order that"):
            parts = opener.split()
            if [self.low(at + k) for k in range(len(parts))] == parts:
                return opener, at + len(parts)
        return None

    def _noun_item(self, at: int) -> Item | None:
        noun = self.noun(at)
        if noun is None:
            return None
        return Item("noun", at, noun.end, noun=noun)
