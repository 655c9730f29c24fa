"""A tagged English sentence → clauses: subject, verb group and what follows it.

The grammar is small and strict: a clause with a word that it has no place for is no clause.
"""

from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.english_parts import Aside, Clause, Item, shifted
from data_prep.facts.english_phrases import Noun, Phrases, Verb
from data_prep.facts.english_predicates import CONDITIONS, CONTRAST, MOVES, Predicates

_LOOSE = frozenset(
    "then later now today also eventually finally meanwhile still soon thus therefore afterwards once together instead".split()
)
"""Adverbs that a sentence may open with and do without."""


class Clauses(Phrases):
    """The clauses of one sentence."""

    def parse(self) -> list[Clause]:
        """Every clause that could be read, in order; [] for a sentence that is no plain assertion."""
        found: list[Clause] = []
        start = 0
        for end in self._segment_ends():
            found += self._segment(start, end)
            start = end + 1
        return found

    def _segment_ends(self) -> Iterator[int]:
        for i, word in enumerate(self.words):
            if word.text in (";", "–", "—", ":") or (word.text == "-" and word.tag == "PUN"):
                yield i
        yield len(self.words)

    def _segment(self, start: int, end: int) -> list[Clause]:
        if any(
            word.tag == "QUOTE" or word.text in "[]{}<>|*#`\\=_" for word in self.words[start:end]
        ):
            return []
        part = _Segment(self.words[start:end])
        return [shifted(clause, start) for clause in part.clauses()]


class _Segment(Predicates):
    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        at = 0
        subject: Clause | None = None
        for _ in range(6):
            clause, at = self._clause(at) if subject is None else self._shared(at, subject)
            if clause is None:
                break
            found.append(clause)
            at, shares = self._joint(at)
            if at < 0:
                break
            subject = clause if shares else None
        return found

    def _joint(self, at: int) -> tuple[int, bool]:
        """(where the next clause begins, whether it takes the subject of the last); (-1, …) at the end."""
        if self.low(at) == ",":
            at += 1
        if self.low(at) in ("and", "but"):
            at += 1
            if self._predicate_begins(at):
                return at, True
            return at, False
        if self.low(at) in CONTRAST:
            return at + 1, False
        return -1, False

    def _clause(self, at: int) -> tuple[Clause | None, int]:
        if self.low(at) in CONDITIONS or self.tag(at) in ("DTQ", "PNQ", "AVQ"):
            return None, -1
        leads, at = self._leads(at)
        if at < 0:
            return None, -1
        asides: list[Aside] = []
        subject = self._subject(at, asides)
        if subject is None:
            return None, -1
        verb = self.verb(subject[1])
        if verb is None:
            return None, -1
        verb = self._idiom(verb)
        clause = Clause(leads, subject[0], verb, asides=asides)
        return self._predicate(clause, verb.end)

    def _shared(self, at: int, before: Clause) -> tuple[Clause | None, int]:
        """A predicate behind and/but: with the subject of `before`, and its auxiliaries where it has none."""
        leads = before.leads
        if verb := self.verb(at):
            same = self.tag(verb.first)[-1] == self.tag(before.verb.first)[-1]
            verb = self._idiom(verb)
            clause = Clause(leads if same else [], before.subject, verb)
            return self._predicate(clause, verb.end)
        start = at
        while self.tag(at) == "AV0":
            at += 1
        aux = before.verb
        fits = self.tag(at) == self.tag(aux.main) and aux.main > aux.first and not before.borrowed
        if not fits:
            return None, -1
        end = at + 1 + (self.tag(at + 1) == "AVP")
        from_verb = Phrases([*self.words[aux.first : aux.main], *self.words[start:end]]).verb(0)
        if from_verb is None:
            return None, -1
        verb = Verb(start, end, start, at, from_verb.lemma, aux.passive)
        clause = Clause(
            leads, before.subject, verb, borrowed=tuple(self.words[aux.first : aux.main])
        )
        return self._predicate(clause, end)

    def _idiom(self, verb: Verb) -> Verb:
        """take place, take part: one verb."""
        if verb.lemma == "take" and self.low(verb.end) in ("place", "part"):
            return replace(verb, end=verb.end + 1)
        return verb

    def _leads(self, at: int) -> tuple[list[Item], int]:
        """The adverbials in front of the subject, and where the subject begins; -1 when one is unclear."""
        leads: list[Item] = []
        while True:
            if self.low(at) == ",":
                at += 1
                continue
            if self.tag(at) in ("CJC", "AV0", "ITJ") and not leads and not self._opener(at):
                # a connective, or an adverb that the statement can do without
                if self._past_qualifier(at) != at:
                    return leads, at
                if self.tag(at) == "AV0" and self.low(at + 1) != "," and self.low(at) not in _LOOSE:
                    return leads, -1
                if self.low(at) in ("not", "only", "even", "never"):
                    return leads, -1
                at += 1
                continue
            if purpose := self._purpose(at):
                end = self._comma(at)
                if end < 0:
                    return leads, -1
                leads.append(Item("reason", at, end, *purpose))
                at = end
                continue
            if self.low(at) == "because":
                end = self._comma(at)
                if end < 0:
                    return leads, -1
                leads.append(Item("reason", at, end, "because", at + 1))
                at = end
                continue
            if self.tag(at) in ("CJS", "AVQ") and self.tag(at + 1) == "VVG":
                end = self._comma(at)  # while working there, …: the statement holds without it
                if end < 0:
                    return leads, -1
                at = end
                continue
            if self.tag(at) in ("PRP", "PRF") or self.low(at) == "as" or self._opener(at):
                phrase = self._phrase(at)
                if phrase is None:
                    return leads, -1
                leads.append(phrase)
                at = phrase.end
                continue
            if self.tag(at) == "CJS" or self.low(at) == "when":
                end = self._comma(at)
                if end < 0 or self.low(at) in CONDITIONS | CONTRAST:
                    return leads, -1
                leads.append(Item("subordinate", at, end, self.low(at), at + 1))
                at = end
                continue
            if self.tag(at) == "DATE" and self.low(at + 1) == ",":
                leads.append(Item("noun", at, at + 1, noun=self._single(at)))
                at += 1
                continue
            every = self._single(at) if self.low(at) in ("every", "each") else None
            if every and self.low(every.end) == ",":
                leads.append(Item("noun", at, every.end, noun=every))
                at = every.end
                continue
            return leads, at

    def _comma(self, at: int) -> int:
        for i in range(at, len(self.words)):
            if self.words[i].text == ",":
                return i
        return -1

    def _subject(self, at: int, asides: list[Aside]) -> tuple[Noun, int] | None:
        """The subject with its phrases and asides, and where its verb begins."""
        noun = self.noun(at, subject=True)
        if noun is None:
            return None
        end = noun.end
        for _ in range(MOVES):
            if self.verb(end) and self.low(end) not in ("who", "which", "that"):
                return replace(noun, end=end), end
            if self.low(end) == ",":
                close = self._aside_end(end + 1)
                if close < 0:
                    return None
                relative = self.low(end + 1) in ("who", "which")
                inner = self._single(end + 1)
                if inner is not None and self.verb(inner.end):
                    return None  # the cable, she says, …: somebody else's words
                if relative or self._single(end + 1):
                    asides.append(
                        Aside(replace(noun, end=end), end + 1 + relative, close, relative)
                    )
                elif self.tag(end + 1) not in ("VVN", "VVG", "PRP", "AJ0"):
                    return None
                if self.verb(close + 1):
                    return replace(noun, end=end), close + 1
                return None
            nxt = self._post(end)
            if nxt < 0:
                return None
            end = nxt
        return None

    def _aside_end(self, at: int) -> int:
        """The comma that closes an aside which begins at `at`: the one a verb follows."""
        for i in range(at, min(len(self.words), at + 30)):
            if self.words[i].text == "," and self.verb(i + 1):
                return i
        return -1
