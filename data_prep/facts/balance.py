"""What the text has named so far, so that 他, 该公司 and "the museum" can be named again."""

import re
from dataclasses import dataclass, field

from data_prep.facts.tokens import Names
from data_prep.records import Modality


@dataclass(frozen=True, slots=True)
class Statement:
    """A self-contained sentence made from document text[start:end], which holds its words.

    `lead` is the attribution or time in front, `subject` who or what it is about, `predicate` the rest;
    `text` is the three joined.
    """

    lead: str
    subject: str
    predicate: str
    start: int
    end: int
    speaker: str
    modality: Modality
    reason: str = ""
    """The end of `predicate` that says why, where the sentence says so."""
    focus: int = 0
    """Answers are sought from this offset of `predicate` on; what is before it only completes the sense."""

    @property
    def text(self) -> str:
        return self.lead + self.subject + self.predicate


@dataclass(slots=True)
class Context:
    """The running memory of one document: the subjects of its sentences and the names in them, in order."""

    names: Names
    title: str = ""
    person: str = ""
    thing: str = ""
    subjects: list[str] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)
    """Common noun → the one name the text gives it to: ferry → Orrinelle, from "battery ferry Orrinelle"."""

    def see(self, subject: str, kind: str | None) -> None:
        """Remember the subject of a sentence."""
        self.subjects.append(subject)
        if kind == "person":
            self.person = subject
        else:
            self.thing = subject

    def last_with(self, head: str) -> str:
        """The name that a bare `head` stands for: the latest subject that ends with it, else the only
        name of the document that does, else ""."""
        wanted = head.lower()

        def fits(name: str) -> bool:
            return name.lower().endswith(wanted) and len(name) > len(head)

        if subject := next((s for s in reversed(self.subjects) if fits(s)), ""):
            return subject
        names = [name for name in self.names.kinds if fits(name)]
        return names[0] if len(names) == 1 else ""

    def last_of(self, kind: str) -> str:
        """The latest subject that is a name of `kind`, or ""."""
        return next((s for s in reversed(self.subjects) if self.names.kinds.get(s) == kind), "")


def describe(text: str, names: Names) -> dict[str, str]:
    """The common nouns that the text sets beside exactly one name, in apposition."""
    found: dict[str, set[str]] = {}
    for name in names.kinds:
        quoted = re.escape(name)
        for match in re.finditer(
            rf"\b([a-z]{{4,}}) {quoted}\b|\b{quoted}[,:] (?:the|an?) (?:[\w-]+ ){{0,3}}?([a-z]{{4,}})(?=[,.;]| (?:of|in|that|which|who|at|for)\b)",
            text,
        ):
            found.setdefault(match[1] or match[2], set()).add(name)
    return {noun: next(iter(owners)) for noun, owners in found.items() if len(owners) == 1}


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks close in the order they open."""
    pairs = {"）": "（", "”": "“", "》": "《", "’": "‘", ")": "(", "】": "【", "」": "「"}
    stack: list[str] = []
    for char in re.sub(r"(?<=\w)[’'](?=\w|\s|$)", "", text):
        if char in pairs.values():
            stack.append(char)
        elif char in pairs and (not stack or stack.pop() != pairs[char]):
            return False
    return not stack and text.count('"') % 2 == 0
