"""What stands behind an English verb: its items up to the clause's end, each with a place in it."""

from dataclasses import replace

from data_prep.facts.english_modifiers import Modifiers
from data_prep.facts.english_parts import Aside, Clause, Item

CONDITIONS = frozenset("if unless whether provided suppose supposing otherwise".split())
CONTRAST = frozenset("while whereas although though".split())
_TIMES = frozenset("when after before until since as once".split())
_SAYING = frozenset(
    "say tell explain add note recall announce confirm estimate believe argue stress admit report claim warn state think find show"
    " suggest expect hope promise declare decide agree reveal write fear indicate predict propose ensure mean know see point".split()
)
MOVES = 40


class Predicates(Modifiers):
    """The predicate of a clause whose subject and verb are known."""

    def _predicate(self, clause: Clause, at: int) -> tuple[Clause | None, int]:
        """`clause` with its items, and where it ended; None where a word has no place."""
        for _ in range(MOVES):
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
        return self.low(joint) in CONTRAST

    def _predicate_begins(self, at: int) -> bool:
        if self.verb(at):
            return True
        while self.tag(at) == "AV0":
            at += 1
        return self.tag(at) in ("VVN", "VVI")

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
            return Item("infinitive", at, self._named_within(self._stop(at)), "to", at + 1)
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

    def _named_within(self, at: int) -> int:
        """Where an opaque stretch ends that a name cuts in two: to sell a smaller robot, the Otter, in May."""
        name = self._single(at + 1) if self.low(at) == "," else None
        if name is None or self.words[name.end - 1].kind is None or self.tag(name.end) != "PUN":
            return at
        return self._stop(name.end) if self.low(name.end) == "," else name.end

    def _stop(self, at: int) -> int:
        """The end of an opaque stretch: a comma, a stop, a contrast or the end."""
        for i in range(at + 1, len(self.words)):
            if self.words[i].text in (",", ".", "!", "?") or self.low(i) in CONTRAST:
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
        if self.low(at + 1) in ("except", "but", "excluding", "provided"):
            return -1
        relative = self.low(at + 1) in ("who", "which")
        lists = clause.verb.lemma in ("include", "comprise", "contain", "feature", "consist")
        if lists and not relative:
            return -1  # a list that was not read whole
        last = clause.items[-1] if clause.items else None
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
