"""A tagged English sentence → clauses: subject, verb group and what follows it.

The grammar is small and strict: a clause with a word that it has no place for is no clause.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from data_prep.facts.english_phrases import Noun, Phrases, Verb
from data_prep.facts.english_words import Word

ItemKind = Literal[
    "noun", "phrase", "adverb", "adjective", "infinitive", "gerund", "content", "subordinate", "reason", "participle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """words[start:end] behind the verb or in front of the subject; `opener` is its preposition or
    conjunction, `inner` where what follows the opener begins."""

    kind: ItemKind
    start: int
    end: int
    opener: str = ""
    inner: int = 0
    noun: Noun | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What a sentence says in passing of a noun: an apposition, or a relative clause's predicate."""

    of: Noun
    start: int
    end: int
    relative: bool


@dataclass(slots=True)
class Clause:
    """One clause; `borrowed` are the auxiliaries it shares with the clause before it."""

    leads: list[Item]
    subject: Noun
    verb: Verb
    items: list[Item] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    borrowed: tuple[Word, ...] = ()
    whole: bool = True
    """False when what follows was cut off."""


CONDITIONS = frozenset("if unless whether provided suppose supposing otherwise".split())
_CONTRAST = frozenset("while whereas although though".split())
_TIMES = frozenset("when after before until since as once".split())
_SAYING = frozenset(
    "say tell explain add note recall announce confirm estimate believe argue stress admit report claim warn state think find show"
    " suggest expect hope promise declare decide agree reveal write fear indicate predict propose ensure mean know see point".split()
)
_LOOSE = frozenset(
    "then later now today also eventually finally meanwhile still soon thus therefore afterwards once together instead".split()
)
"""Adverbs that a sentence may open with and do without."""
_MOVES = 40
_LONG_OPENERS = (
    "such as", "as of", "out of", "because of", "due to", "up to", "as well as", "along with", "together with", "next to", "prior to",
    "according to", "thanks to", "instead of", "in addition to", "in front of", "as part of", "on behalf of",
)  # fmt: skip
_OPENERS: dict[str, list[tuple[str, ...]]] = {}
for _opener in _LONG_OPENERS:
    _OPENERS.setdefault(_opener.split()[0], []).append(tuple(_opener.split()))


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
        return [_shifted(clause, start) for clause in part.clauses()]


def _shifted(clause: Clause, by: int) -> Clause:
    def noun(n: Noun) -> Noun:
        number = n.number + by if n.number >= 0 else -1
        return replace(
            n, start=n.start + by, end=n.end + by, core=n.core + by, head=n.head + by, number=number
        )

    def item(i: Item) -> Item:
        return replace(
            i,
            start=i.start + by,
            end=i.end + by,
            inner=i.inner + by,
            noun=noun(i.noun) if i.noun else None,
        )

    verb = clause.verb
    return Clause(
        [item(i) for i in clause.leads],
        noun(clause.subject),
        replace(
            verb,
            start=verb.start + by,
            end=verb.end + by,
            first=verb.first + by,
            main=verb.main + by,
        ),
        [item(i) for i in clause.items],
        [
            Aside(noun(aside.of), aside.start + by, aside.end + by, aside.relative)
            for aside in clause.asides
        ],
        clause.borrowed,
        clause.whole,
    )


class _Segment(Phrases):
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
        if self.low(at) in _CONTRAST:
            return at + 1, False
        return -1, False

    def _predicate_begins(self, at: int) -> bool:
        if self.verb(at):
            return True
        while self.tag(at) == "AV0":
            at += 1
        return self.tag(at) in ("VVN", "VVI")

    # --- a clause

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
                if end < 0 or self.low(at) in CONDITIONS | _CONTRAST:
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
        for _ in range(_MOVES):
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

    # --- behind the verb

    def _predicate(self, clause: Clause, at: int) -> tuple[Clause | None, int]:
        """`clause` with its items, and where it ended; None where a word has no place."""
        for _ in range(_MOVES):
            if at >= len(self.words) or self._ends(at):
                return clause, at
            if (end := self._attached(clause, at)) > at:
                at = end
                continue
            item = self._item(clause, at)
            if item is not None:
                clause.items.append(item)
                at = item.end
                continue
            at = self._close(clause, at)
            return (clause, at) if at >= 0 else (None, -1)
        return None, -1

    def _ends(self, at: int) -> bool:
        """Whether the clause ends here: the full stop, or a joint that a new predicate or clause follows."""
        if self.words[at].text in (".", "!", "?"):
            return True
        joint = at + (self.low(at) == ",")
        if self.low(joint) in ("and", "but"):
            if self._predicate_begins(joint + 1):
                return True
            noun = self.noun(joint + 1, subject=True)
            return noun is not None and self._clause_begins(noun.end)
        return self.low(joint) in _CONTRAST

    def _item(self, clause: Clause, at: int) -> Item | None:
        tag, low = self.tag(at), self.low(at)
        if purpose := self._purpose(at):
            return Item("reason", at, self._stop(at), *purpose)
        if low == "because" and self.low(at + 1) != "of":
            return Item("reason", at, self._stop(at), "because", at + 1)
        if low == "," and self.low(at + 1) == "because":
            return Item("reason", at, self._stop(at + 1), "because", at + 2)
        if low == "," and (purpose := self._purpose(at + 1)):
            return Item("reason", at, self._stop(at + 1), *purpose)
        if low in ("that", "whether") and tag == "CJT" and clause.verb.lemma in _SAYING:
            return Item("content", at, len(self.words), low, at + 1)
        if tag in ("PRP", "PRF") or (low == "as" and self._single(at + 1)) or self._opener(at):
            return self._phrase(at) if self._past_qualifier(at) == at else self._noun_item(at)
        if noun := self._noun_item(at):
            return noun
        if tag == "TO0" and self.tag(at + 1) in ("VVI", "VBI", "VHI", "VDI"):
            return Item("infinitive", at, self._stop(at), "to", at + 1)
        if tag in ("AV0", "AVP", "XX0"):
            return Item("adverb", at, at + 1)
        if tag in ("AJ0", "AJC", "AJS", "ORD"):
            end = at + 1
            while self.low(end) in ("and", "or") and self.tag(end + 1) in ("AJ0", "AV0"):
                end += 2
                if self.tag(end) == "AJ0" and self.tag(end - 1) == "AV0":
                    end += 1
            return Item("adjective", at, end)
        if tag == "VVG":
            return Item("participle", at, self._stop(at))
        if (tag == "CJS" and low in _TIMES) or low == "when":
            return Item("subordinate", at, self._stop(at), low, at + 1)
        compared = low == "than" or (low == "as" and clause.items)
        if compared and (noun_ := self._single(at + 1)) and not noun_.pronoun:
            return Item("phrase", at, noun_.end, low, at + 1, noun_)
        joined = low in ("and", "or") and clause.items and clause.items[-1].kind == "phrase"
        if joined and self.tag(at + 1) == "PRP" and (phrase := self._phrase(at + 1)):
            return replace(phrase, start=at)
        return None

    def _attached(self, clause: Clause, at: int) -> int:
        """The end of a relative clause or participle at `at` that the last noun takes in, or -1."""
        last = clause.items[-1] if clause.items else None
        if last is None or last.noun is None or last.noun.pronoun or last.end != at:
            return -1
        start = at
        if self.tag(at) == "PRP" and self.low(at + 1) == "which":
            start = at + 1  # the period in which …
        elif (
            self.low(at) not in ("who", "which", "that", "where", "whose") and self.tag(at) != "VVN"
        ):
            return -1
        end = self._post(start)
        if end > at:
            clause.items[-1] = replace(last, end=end, noun=replace(last.noun, end=end))
        return end

    def _noun_item(self, at: int) -> Item | None:
        noun = self.noun(at)
        if noun is None:
            return None
        return Item("noun", at, noun.end, noun=noun)

    def _stop(self, at: int) -> int:
        """The end of an opaque stretch: a comma, a stop, a contrast or the end."""
        for i in range(at + 1, len(self.words)):
            if self.words[i].text in (",", ".", "!", "?") or self.low(i) in _CONTRAST:
                return i
            if self.low(i) in ("and", "but") and self.verb(i + 1):
                return i
            if self.low(i) in ("because",) or self._purpose(i):
                return i
        return len(self.words)

    def _close(self, clause: Clause, at: int) -> int:
        """Where the clause ends at a comma, with the aside behind it noted; -1 when it can't end here."""
        if self.low(at) != ",":
            return -1
        if any(self.low(i) in CONDITIONS for i in range(at, len(self.words))):
            return -1
        if self.low(at + 1) in ("except", "but", "including", "excluding", "provided"):
            return -1
        if clause.verb.lemma in ("include", "comprise", "contain", "feature", "consist"):
            return -1  # a list that was not read whole
        last = clause.items[-1] if clause.items else None
        relative = self.low(at + 1) in ("who", "which")
        if last is not None and last.noun is not None and last.end == at:
            end = self._aside_stop(at + 1)
            if relative or (self._single(at + 1) and self.tag(at + 1) in ("AT0", "NN1", "AJ0")):
                clause.asides.append(Aside(last.noun, at + 1 + relative, end, relative))
            clause.whole = False
            return end
        clause.whole = False
        return self._aside_stop(at + 1)

    def _aside_stop(self, at: int) -> int:
        """The comma or stop that ends an aside behind a clause."""
        for i in range(at, len(self.words)):
            if self.words[i].text in (".", "!", "?"):
                return i
            if self.words[i].text == "," and self._ends(i):
                return i
        return len(self.words)
