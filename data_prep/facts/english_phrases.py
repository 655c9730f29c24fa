"""Noun phrases and verb groups of a tagged English sentence."""

from dataclasses import dataclass

from data_prep.facts.english_words import YEAR, Word
from data_prep.facts.verbs import base

NOUNS = frozenset(["NN0", "NN1", "NN2", "NP0", "DATE", "TITLE", "CRD", "ZZ0", "UNC", "PNI"])
_ADJECTIVES = frozenset(["AJ0", "AJC", "AJS", "ORD"])
_INSIDE = NOUNS | _ADJECTIVES
_DETERMINERS = frozenset(["AT0", "DPS", "DT0"])
FINITE = frozenset(
    "VBB VBD VBZ VDB VDD VDZ VHB VHD VHZ VM0 VVB VVD VVZ".split()
)  # C5: a base form, a past form, a third person
_QUALIFIERS = (
    "more than", "less than", "fewer than", "no more than", "no less than", "at least", "at most", "up to", "as many as", "as much as", "well over",
    "just over", "just under", "about", "around", "nearly", "almost", "over", "under", "only", "just", "roughly", "approximately", "some", "exactly",
    "close to", "only about", "a total of", "an average of", "between", "almost exactly", "slightly more than", "slightly less than",
)  # fmt: skip
_QUALIFIER_WORDS = sorted((tuple(q.split()) for q in _QUALIFIERS), key=len, reverse=True)


_WITH_GERUND = frozenset(
    "start stop begin keep enjoy avoid consider continue finish spend like love hate prefer remember forget regret suggest recommend risk involve"
    " quit resume practise mind miss deny admit mention propose include mean describe discuss imagine".split()
)
"""Verbs that an -ing form with its object follows: stopped making lamps."""


@dataclass(frozen=True, slots=True)
class Noun:
    """words[start:end] as a noun phrase; `core` is where it would end without what follows its head."""

    start: int
    end: int
    core: int
    head: int
    number: int
    """Index of the numeral that opens it (behind a qualifier), or -1."""
    pronoun: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """words[start:end] as a finite verb group; `first` is its finite word, `main` the word that tells."""

    start: int
    end: int
    first: int
    main: int
    lemma: str
    passive: bool


class Phrases:
    """Phrases of one sentence, found by their first word."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def tag(self, i: int) -> str:
        return self.words[i].tag if i < len(self.words) else "END"

    def low(self, i: int) -> str:
        return self.words[i].lower if i < len(self.words) else ""

    # --- noun phrases

    def noun(self, i: int, subject: bool = False) -> Noun | None:
        """The noun phrase at `i` with its of-phrases and what is coordinated with it."""
        first = self._single(i)
        if first is None or first.pronoun:
            return first
        end, plural, at = first.end, first.plural, first.end
        between = self.low(first.start) == "between"
        while True:
            joint = at
            if self.low(at) == ",":
                at += 1
            closing = self.low(at) in ("and", "or")
            if closing:
                at += 1
            if at == joint:
                break
            following = self._single(at)
            if following is None or following.pronoun:
                break
            if not subject and self._clause_begins(following.end):
                break
            if closing:
                end, plural = following.end, True
                break
            if not self._list_goes_on(following.end):
                break
            at = following.end
        return Noun(
            first.start,
            end,
            first.core if not between else end,
            first.head,
            first.number,
            False,
            plural,
        )

    def _list_goes_on(self, at: int) -> bool:
        return self.low(at) in ("and", "or", ",") and self.tag(at + 1) != "END"

    def _clause_begins(self, at: int) -> bool:
        """Whether a finite verb follows, perhaps behind phrases that belong to the noun before it."""
        for _ in range(3):
            if self.verb(at):
                return True
            if self.tag(at) in ("PRP", "PRF") and (inner := self._single(at + 1)):
                at = inner.end
            elif self.low(at) in ("who", "which", "that"):
                return False
            else:
                return False
        return False

    def _single(self, i: int) -> Noun | None:
        start, at = i, self._past_qualifier(i)
        if self.tag(at) in ("PNP", "PNX", "EX0"):
            return Noun(start, at + 1, at + 1, at, -1, True, False)
        if self.low(at) in ("all", "both", "half") and self.tag(at + 1) in _DETERMINERS:
            at += 1
        determined = self.tag(at) in _DETERMINERS
        opening = at
        at += determined
        after = self._past_qualifier(at)
        number = after if self.tag(after) == "CRD" else -1
        at = after
        head = -1
        while True:
            tag = self.tag(at)
            if tag in NOUNS:
                if head >= 0 and self.tag(head) == "DATE":
                    break
                if head == start and tag == "NP0" and YEAR.fullmatch(self.words[head].text):
                    break  # In 1949 Farrow …
                head = at
            elif (
                tag in _ADJECTIVES
                or self._prenominal(at)
                or (tag == "AV0" and self.tag(at + 1) in ("AJ0", "AJC", "VVN"))
                or (tag == "POS" and head == at - 1)
                or (self.low(at) in ("and", "or") and self._joined_adjectives(at))
                or (tag == "PUN" and self.low(at) == "-" and self.tag(at + 1) in NOUNS)
                or (tag == "PUN" and self.low(at) == "," and self._joined_adjectives(at))
            ):
                pass
            else:
                break
            at += 1
        if head < 0:
            if determined and self.tag(opening) in ("DT0", "DPS"):
                return Noun(start, opening + 1, opening + 1, opening, -1, True, False)
            return None
        end = core = head + 1
        if self.tag(end) == "POS":
            return None
        plural = self.tag(head) == "NN2" or self.low(head) in ("people", "police")
        if self.tag(end) == "PRF" and (
            inner := self._single(end + 1) if number >= 0 else self.noun(end + 1)
        ):
            if inner.pronoun:
                return None
            end = inner.end
        return Noun(start, end, core, head, number, False, plural)

    def _past_qualifier(self, i: int) -> int:
        for phrase in _QUALIFIER_WORDS:
            if self.low(i) == phrase[0] and all(
                self.low(i + k) == word for k, word in enumerate(phrase)
            ):
                after = i + len(phrase)
                if self.tag(after) == "CRD" or (
                    self.low(after) in ("a", "an") and self.tag(after + 1) == "CRD"
                ):
                    return after
        return i

    def _prenominal(self, i: int) -> bool:
        """A participle in front of a noun: a covered lane, storage charging station."""
        if self.tag(i) not in ("VVN", "VVG", "VVD"):
            return False
        before = self.tag(i - 1) if i else "END"
        if self.tag(i) == "VVG" and before in ("VVD", "VVZ") and self.tag(i + 1) == "NN2":
            return base(self.low(i - 1)) not in _WITH_GERUND  # carried paying passengers
        return self.tag(i + 1) in ("NN0", "NN1", "NN2") and (
            before in _DETERMINERS or before in _ADJECTIVES or before in ("CRD", "POS")
        )

    def _joined_adjectives(self, i: int) -> bool:
        return (
            self.tag(i - 1) in _ADJECTIVES
            and self.tag(i + 1) in _ADJECTIVES
            and self.tag(i + 2) in _INSIDE
        )

    # --- verb groups

    def verb(self, i: int) -> Verb | None:
        """The finite verb group at `i`, with the adverbs in front of it and its particle."""
        at = i
        while self.tag(at) in ("AV0", "XX0"):
            at += 1
        first, tag = at, self.tag(at)
        if tag not in FINITE:
            return None
        if tag in ("VVB", "VVD", "VVZ"):
            end = first + 1
            end += self._particle(end)
            return Verb(i, end, first, first, base(self.low(first)), False)
        main, end, passive = first, first + 1, False
        be = tag.startswith("VB")
        at = first + 1
        while True:
            tag = self.tag(at)
            if tag in ("AV0", "XX0", "ORD"):
                at += 1
                continue
            if tag == "TO0" and self.tag(main)[:2] in ("VB", "VH") and main == end - 1:
                at += 1
                if self.tag(at) not in ("VBI", "VVI", "VHI"):
                    break
                continue
            if tag in ("VBI", "VBN", "VBG", "VHI", "VHN", "VDI", "VDN"):
                main, end, be = at, at + 1, tag.startswith("VB")
                at += 1
                continue
            if tag in ("VVI", "VVN", "VVG"):
                if tag == "VVG" and not be:
                    break
                passive = tag == "VVN" and be
                main, end = at, at + 1
                end += self._particle(end)
            break
        return Verb(i, end, first, main, base(self.low(main)), passive)

    def _particle(self, at: int) -> bool:
        """Whether the word at `at` is a particle of the verb: carried out, but no "manages over 200 acres"."""
        return self.tag(at) == "AVP" and self._past_qualifier(at) == at

    # --- numbers and times

    def is_year(self, noun: Noun) -> bool:
        return (
            noun.number >= 0
            and noun.end == noun.number + 1
            and YEAR.fullmatch(self.words[noun.number].text) is not None
        )
