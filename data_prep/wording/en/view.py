"""An English frame as the pieces that questions and statements are put together from."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from data_prep.facts.verbs import base, participle, past, tense, third
from data_prep.frame import Frame, Part
from data_prep.wording.en.nouns import FUNCTION, is_plural, lower_first
from data_prep.wording.en.verb_group import Verb, invert, split_verb

_QUALIFIER = re.compile(
    r"^(?:more than|less than|fewer than|no more than|no less than|at least|at most|up to|as many as|as much as|well over|just over|just under|"
    r"about|around|nearly|almost|over|under|only|just|roughly|approximately|some|exactly|close to)$"
)


@dataclass(frozen=True)
class View:
    """`front` stands before the subject, `before` and `behind` around the answer's constituent behind
    the verb; `lead` is what opens that constituent (in, about, a team of), `head` what closes it."""

    frame: Frame
    front: tuple[str, ...]
    subject: str
    verb: Verb
    before: tuple[str, ...]
    lead: str
    answer: str
    head: str
    behind: tuple[str, ...]
    subject_asked: bool
    front_asked: bool
    roles: dict[str, str]
    """Constituent text → its role."""

    @cached_property
    def preposition(self) -> str:
        """The prepositions that open the answer's constituent, or ""."""
        words = self.lead.split()
        if self.lead.lower() in (
            "as of",
            "because of",
            "due to",
            "instead of",
            "out of",
            "next to",
        ):
            return self.lead.lower()
        if (
            self.lead
            and words[0].lower() in FUNCTION
            and not _QUALIFIER.match(self.lead.lower())
            and words[0] not in ("the", "a", "an", "some")
        ):
            if words[-1] in ("the", "a", "an") and len(words) == 2:
                return words[0].lower()
            rest = " ".join(words[1:]).lower()
            if not rest or _QUALIFIER.match(rest):
                return words[0].lower()
        return ""

    @cached_property
    def qualifier(self) -> str:
        """How exact the answer is: more than, about; "" where nothing says so."""
        text = self.lead.lower()
        text = text[len(self.preposition) :].strip() if self.preposition else text
        text = text.removeprefix("only ").removeprefix("the ").strip()
        return (
            text
            if _QUALIFIER.match(text) and text not in ("only", "just", "some", "exactly")
            else ""
        )

    @cached_property
    def modifier(self) -> str:
        """What stands in the answer's phrase before it and is neither preposition nor qualifier: a team of."""
        text = self.lead
        if self.preposition:
            text = text[len(self.preposition) :].strip()
        if self.qualifier and text.lower().endswith(self.qualifier):
            text = text[: len(text) - len(self.qualifier)].strip()
        return (
            ""
            if text.lower() in ("the", "a", "an", "only", "just", "some", "exactly", "only about")
            else text
        )

    @cached_property
    def compound(self) -> bool:
        """Whether a second verb shares the subject: X makes cheese and exports to 22 countries."""
        whole = (*self.before, self.lead, self.answer, self.head, *self.behind)
        told = " ".join(text for text in whole if text)
        found = re.search(
            r"\band (?P<verb>[a-z]+) (?:to|in|at|on|for|from|by|with|the|an?|its|\d|[A-Z])", told
        )
        if not found or self.verb.copula:
            return False
        word, main = found["verb"], self.verb.main
        known = base(word)
        if self.verb.aux:
            return (
                word in (known, participle(known))
                and tense(word) is not None
                and word.endswith("ed")
            )
        return word != known and word in (third(known), past(known)) and tense(main) == tense(word)

    @property
    def plural(self) -> bool:
        return is_plural(self.subject)

    @cached_property
    def inverted(self) -> tuple[str, str]:
        """(auxiliary, what follows the subject): was … founded; does … employ."""
        return invert(self.verb, self.plural, self.frame.text)

    @property
    def brief(self) -> "View":
        """The view without the places of an event that its other constituents already tell apart."""
        kept = [t for t in (*self.before, *self.behind) if self.roles.get(t) != "scene"]
        if len(kept) == len(self.rest) or (not kept and not self.verb.passive):
            return self
        return replace(
            self,
            before=tuple(t for t in self.before if t in kept),
            behind=tuple(t for t in self.behind if t in kept),
        )

    @property
    def rest(self) -> tuple[str, ...]:
        """The constituents besides the answer's, in their order."""
        return (*self.before, *self.behind)

    @property
    def pronoun(self) -> str:
        """it or they for the subject; "" for a person."""
        if self.frame.form == "person" and self.subject_asked:
            return ""
        return "they" if self.plural else "it"


def view(frame: Frame) -> View | None:
    """The frame's pieces; None where it has no subject or no verb."""
    parts = _took_over(frame.parts)
    roles = [part.role for part in parts]
    if "verb" not in roles:
        return None
    verb_at = roles.index("verb")
    asked = frame.asked
    first, last = asked, asked
    if asked > verb_at or roles[asked] != "subject":
        while (
            first > 0
            and first - 1 != verb_at
            and _opens(parts[first - 1].role, parts[first - 1].text)
        ):
            first -= 1
    else:
        while first > 0 and roles[first - 1] == "modifier":
            first -= 1
    while last + 1 < len(parts) and roles[last + 1] == "head":
        last += 1
    if last == asked and last + 1 < len(parts) and _dimension(frame, parts[last + 1].text):
        last += 1
    lead = "".join(p.text for p in parts[first:asked]).strip()
    head = "".join(p.text for p in parts[asked + 1 : last + 1]).strip()
    subject_asked = roles[asked] == "subject"
    subject_at = roles.index("subject") if "subject" in roles else -1
    if subject_at < 0 or subject_at > verb_at:
        return None
    front: list[str] = []
    named: dict[str, str] = {}
    for i in range(subject_at):
        if first <= i <= last:
            continue
        text = parts[i].text.strip(" ,")
        if text:
            front.append(text)
            named[text] = parts[i].role
    subject = "".join(p.text for p in parts[subject_at:verb_at]).strip(" ,")
    if subject_asked:
        subject = frame.answer
    before, behind = [], []
    for i in range(verb_at + 1, len(parts)):
        if first <= i <= last:
            continue
        text = parts[i].text.strip(" ")
        (before if i < first or first < verb_at else behind).append(text)
        named[text] = parts[i].role
    return View(
        frame,
        tuple(front),
        lower_first(subject),
        split_verb(parts[verb_at].text.strip()),
        tuple(before),
        lead,
        frame.answer,
        head,
        tuple(behind),
        subject_asked,
        asked < verb_at and not subject_asked,
        named,
    )


def _took_over(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Taking over is one verb, though over was read as the beginning of what follows."""
    at = next((i for i, part in enumerate(parts) if part.role == "verb"), -1)
    behind = parts[at + 1] if 0 <= at < len(parts) - 1 else None
    if behind is None or not re.search(r"\b(?:take|takes|took|taken)$", parts[at].text.strip()):
        return parts
    if not behind.text.startswith(" over ") or re.match(r" over (?:\d|\w+ty\b)", behind.text):
        return parts
    verb = Part("verb", f"{parts[at].text.rstrip()} over")
    role = "object" if behind.role == "relation" and behind.text.strip() != "over" else behind.role
    rest = Part(role, behind.text.removeprefix(" over"))
    return (*parts[:at], verb, rest, *parts[at + 2 :])


def _dimension(frame: Frame, text: str) -> bool:
    """Whether what follows the answer is the long of "how long"."""
    return frame.form == "number" and bool(text.strip()) and frame.ask.endswith(f" {text.strip()}")


def _opens(role: str, text: str) -> bool:
    """Whether a part before the answer belongs to the answer's phrase."""
    if role in ("qualifier", "modifier"):
        return True
    words = text.split()
    return role in ("relation", "after") and bool(words) and words[-1].lower() in FUNCTION
