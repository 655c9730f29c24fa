"""Who he, it and "the museum" are in an English document, sentence by sentence.

Only what is sure is named: a pronoun stands for the subject of the sentence before, a bare the-phrase for
the one name of the document that ends like it or is set beside it. All else stays, and its clause falls.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.english_asides import named_beside
from data_prep.facts.english_clauses import Clauses
from data_prep.facts.english_parts import Clause
from data_prep.facts.english_words import Word, words
from data_prep.facts.tokens import Names

_PERSONS = frozenset(["he", "she", "him"])
_KEPT = 3
"""For so many sentences somebody stays who "she" is, when nobody else is named."""
_COMPANY = frozenset(
    ["company", "firm", "manufacturer", "maker", "producer", "operator", "publisher"]
)
_EXPLETIVE = re.compile(
    r"^[Ii]t (?:is|was|has been|will be|seems|appears|takes|took|remains|would be|may be|can be|must be|turned out)(?: (?:not|also|still|now|too|very|only|even|likely|possible|impossible|clear|said|believed|known|hoped|expected|planned|thought))*(?: \w+)? (?:that|to|who|when|whether|if|how|why)\b"
)


class References:
    """The running memory of one document; `plain` is called on its sentences in order."""

    def __init__(self, text: str, title: str, names: Names) -> None:
        self.names, self.title = names, title
        self._text = self._told = f"{title}\n{text}"
        self._person, self._person_at = "", -9
        self._thing = ""
        self._paragraph = -1
        self._count = 0
        self._articles: dict[str, bool] = {}
        self._heads = self._head_nouns()

    def plain(self, sentence: str, paragraph: int = 0, start: int | None = None) -> str:
        """`sentence` with the pronouns and bare heads named that are sure; `start` is where it begins in the
        text, so that no "the council" is one of which the text has not spoken yet."""
        self._told = self._text if start is None else self._text[: len(self.title) + 1 + start]
        self._count += 1
        if paragraph != self._paragraph:
            self._paragraph, self._thing = paragraph, ""
        tagged = words(sentence, self.names)
        if not tagged:
            return sentence
        made = self._named(sentence, tagged)
        named = tagged if made == sentence else words(made, self.names)
        self._remember(named)
        if _somebody_by_trade(named):
            self._person = ""
        return made

    # --- naming

    def _named(self, sentence: str, tagged: list[Word]) -> str:
        expletive = bool(_EXPLETIVE.match(sentence))
        person = self._person if self._count - self._person_at <= _KEPT else ""
        out, at = "", 0
        subject_named = ""
        for i in range(len(tagged)):
            name = self._stands_for(tagged, i, person, expletive, subject_named)
            if not name:
                continue
            start, end, text = name
            if i == 0 or all(w.tag == "PUN" for w in tagged[:i]):
                text = text[:1].upper() + text[1:]
            out += sentence[at:start] + text
            at = end
            if not subject_named:
                subject_named = text.removeprefix("The ").removeprefix("the ")
        return out + sentence[at:]

    def _stands_for(
        self, tagged: list[Word], i: int, person: str, expletive: bool, before: str
    ) -> tuple[int, int, str] | None:
        """(start, end, what to say instead) for the words at `i`; None where nothing is to be named."""
        word = tagged[i]
        low = word.lower
        others = [w.text for w in tagged[:i] if w.kind is not None]
        if low in _PERSONS or (low == "her" and word.tag == "PNP"):
            if person and not any(
                self.names.kinds.get(o) == "person" for o in others if o != person
            ):
                return word.start, word.end, person
        elif low == "it" and not expletive and self._thing and not others:
            if (
                i == 0
                or tagged[i - 1].tag in ("PUN", "CJC", "CJS", "DATE", "CRD")
                or before == self._thing
            ):
                return word.start, word.end, self._articled(self._thing)
        elif word.tag == "DPS" and low in ("his", "her", "its") and _opens_subject(tagged, i):
            owner = self._articled(self._thing) if low == "its" else person
            if owner and not others:
                return (
                    word.start,
                    word.end,
                    f"{owner}’s" if not owner.endswith("s") else f"{owner}’",
                )
        elif low == "the" and i + 1 < len(tagged):
            head = tagged[i + 1]
            follows = tagged[i + 2] if i + 2 < len(tagged) else head
            name = self._bare(head, follows)
            if name and (name not in others or any(w.tag == "CJS" for w in tagged[:i])):
                return word.start, head.end, self._articled(name)
        return None

    def _bare(self, head: Word, follows: Word) -> str:
        if (
            head.kind is not None
            or head.tag != "NN1"
            or follows.tag in ("NN1", "NN2", "NN0", "NP0", "PRF", "CRD", "POS", "TITLE")
        ):
            return ""
        if follows.lower in ("that", "which", "who", "where", "in"):
            return ""
        if head.lower in _COMPANY:
            companies = [
                n
                for n, kind in self.names.kinds.items()
                if kind == "organization" and n in self._told
            ]
            if self.names.kinds.get(self._thing) == "organization":
                return self._thing
            titled = [n for n in companies if n in self.title]
            return titled[0] if len(titled) == 1 else companies[0] if len(companies) == 1 else ""
        name = self._heads.get(head.lower, "")
        return name if name in self._told else ""

    def _articled(self, name: str) -> str:
        """The name with the article that the document mostly gives it: the Orrinelle, Ondravane."""
        if not name:
            return ""
        if name not in self._articles:
            found = re.findall(rf"(\b[Tt]he )?\b{re.escape(name)}\b", self._text)
            self._articles[name] = sum(bool(f) for f in found) * 2 > len(found)
        return f"the {name}" if self._articles[name] else name

    def _head_nouns(self) -> dict[str, str]:
        """Common noun → the one name that ends with it, or is set beside it: observatory, ferry."""
        found: dict[str, set[str]] = {}
        for name in self.names.kinds:
            last = name.rsplit(" ", 1)[-1]
            if " " in name and last.isalpha() and last[:1].isupper():
                found.setdefault(last.lower(), set()).add(name)
            if match := _OF.match(name):
                found.setdefault(match[1].lower(), set()).add(name)
        kinds = self.names.kinds
        for noun, owner in self._beside():
            if kinds.get(owner) != "person" and not (
                kinds.get(owner) == "location" and noun not in _PLACES
            ):
                found.setdefault(noun, set()).add(owner)
        out = {}
        for noun, owners in found.items():
            tops = {o for o in owners if not any(o != p and o in p for p in owners)}
            titled = {o for o in tops if o in self.title}
            if len(tops) == 1 or len(titled) == 1:
                out[noun] = (titled if len(titled) == 1 else tops).pop()
        return out

    def _beside(self) -> Iterator[tuple[str, str]]:
        pattern = self.names.pattern
        if pattern is None:
            return
        for match in pattern.finditer(self._text):
            before = self._text[max(0, match.start() - 40) : match.start()]
            after = self._text[match.end() : match.end() + 80]
            if (
                noun := re.search(r"\b(?:the|a|an) (?:[a-z-]+ ){0,2}([a-z]{3,}) (?:of )?$", before)
            ) or ((noun := re.search(r"\b([a-z]{4,}) $", before)) and noun[1] not in _FUNCTION):
                yield noun[1], match[0]
            if noun := re.match(
                r"(?:,| is| was) (?:a|an|the) (?:[\w-]+ ){0,3}?([a-z]{3,})(?=[,.;]| (?:of|in|that|which|for|at)\b)",
                after,
            ):
                yield noun[1], match[0]

    # --- remembering

    def _owns(self, tagged: list[Word], clause: Clause) -> bool:
        """Whether the subject is something of what the sentence before was about: Corren’s revenue."""
        at = clause.subject.start + (tagged[clause.subject.start].lower == "the")
        behind = tagged[at + 1 : at + 2]
        return tagged[at].text == self._thing and any(w.tag == "POS" for w in behind)

    def _remember(self, tagged: list[Word]) -> None:
        persons = [w.text for w in tagged if w.kind == "person"]
        clause = next(iter(Clauses(tagged).parse()), None)
        subject = _subject_name(tagged, clause)
        if subject is None:
            kept = clause is not None and (
                _pronominal(tagged, clause) or self._owns(tagged, clause)
            )
            self._thing = self._thing if kept else ""
            if len(set(persons)) == 1:
                self._person, self._person_at = persons[0], self._count
            elif persons:
                self._person = ""
            elif _mentions(tagged) and self._person:
                self._person_at = self._count
            return
        if subject.kind == "person":
            self._person, self._person_at = subject.text, self._count
            self._thing = ""
            if _rivals(persons, subject.text):
                self._person = ""  # he or she may be either
        else:
            self._thing = subject.text
            if len(set(persons)) == 1:
                self._person, self._person_at = persons[0], self._count
            elif persons:
                self._person = ""


_OF = re.compile(r"(?:[A-Z]\w+ ){1,2}?([A-Z]\w+) of [A-Z]")
"""The Parish Council of Corren is a council."""
_FUNCTION = frozenset(
    "from with that when where which into over under near after before between against about than then also said says told called named joined left built".split()
)
_PLACES = frozenset("town city village island port river province country capital region".split())


def _rivals(persons: list[str], subject: str) -> bool:
    """Whether a sentence names somebody besides its subject, in more than another form of the name."""
    last = subject.rsplit(" ", 1)[-1]
    return any(last not in other.split(" ") for other in persons)


_TRADE = re.compile(r"[a-z]+(?:er|or|ist|ian|eer|man|woman)$")


def _somebody_by_trade(tagged: list[Word]) -> bool:
    """Whether the brewer Joseph Crane stands in it: a person, though the document does not say so otherwise."""
    return any(
        word.kind not in (None, "person") and " " in word.text and _TRADE.match(before.text)
        for before, word in itertools.pairwise(tagged)
    )


def _mentions(tagged: list[Word]) -> bool:
    return any(w.lower in ("he", "she", "his", "her", "him") for w in tagged)


def _opens_subject(tagged: list[Word], i: int) -> bool:
    """Whether the possessive opens the sentence, or follows its leading time or a conjunction."""
    return i == 0 or tagged[i - 1].tag in ("PUN", "CJC")


def _pronominal(tagged: list[Word], clause: Clause) -> bool:
    return tagged[clause.subject.start].lower in ("it", "its")


def _subject_name(tagged: list[Word], clause: Clause | None) -> Word | None:
    """The one name that is the subject of the sentence."""
    if clause is None:
        return None
    inside = tagged[clause.subject.start : clause.subject.end]
    named = [w for w in inside if w.kind is not None]
    if beside := named_beside(tagged, clause):
        return replace(beside[-1])
    if len(named) != 1 or inside[-1] is not named[0]:
        return None
    if any(w.tag in ("PRF", "PRP", "CJC", "POS") for w in inside):
        return None
    return replace(named[0])
