"""An English frame as the pieces that questions and statements are put together from."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

import simplemma

from data_prep.facts.verbs import AUXILIARIES, base, participle, past, tense, third
from data_prep.frame import Frame

BE = frozenset("is are was were".split())
_ADVERBS = frozenset(
    "last since long fully widely mainly also still never always often usually now soon only just already not even once twice first ever almost nearly rarely".split()
)
_FUNCTION = frozenset(
    "in on at by since until from before after during to with for of about over under than least most as into near through as within"
    " between across along against among the a an nearly almost only just around roughly approximately some exactly up well behind outside"
    " off above below upon toward towards without per because that order because".split()
)  # fmt: skip
_QUALIFIER = re.compile(
    r"^(?:more than|less than|fewer than|no more than|no less than|at least|at most|up to|as many as|as much as|well over|just over|just under|"
    r"about|around|nearly|almost|over|under|only|just|roughly|approximately|some|exactly|close to)$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group: `aux` its auxiliary or "", `early` the adverbs before the main verb, `main` the full
    verb as it stands, `tail` what is bound to it (place, up)."""

    aux: str
    early: tuple[str, ...]
    main: str
    tail: tuple[str, ...]

    @property
    def text(self) -> str:
        head = (self.aux,) if self.aux else ()
        return " ".join((*head, *self.early, *((self.main,) if self.main else ()), *self.tail))

    @property
    def copula(self) -> bool:
        return (not self.main and self.aux in BE) or self.main in ("been", "be")

    @property
    def passive(self) -> bool:
        """be + participle: was founded, will be made."""
        if not self.main or self.main.endswith("ing") or self.main in ("be", "been"):
            return False
        return self.aux in BE or (bool(self.early) and self.early[-1] in ("be", "been", "being"))

    @property
    def simple(self) -> bool:
        """One finite full verb and nothing else."""
        return not self.aux and not self.early and bool(self.main) and not self.tail


def split_verb(text: str) -> Verb:
    """ "will probably be extended" → Verb("will", ("probably", "be"), "extended", ())."""
    words = text.split()
    at = 0
    early: list[str] = []
    while (
        at < len(words) - 1
        and (words[at] in _ADVERBS or words[at].endswith("ly"))
        and words[at] not in AUXILIARIES
    ):
        early.append(words[at])
        at += 1
    if words[at] not in AUXILIARIES:
        return Verb("", tuple(early), words[at], tuple(words[at + 1 :]))
    aux, rest = words[at], words[at + 1 :]
    verbs = [i for i, w in enumerate(rest) if not (w in _ADVERBS or w.endswith("ly") or w == "to")]
    if not verbs:
        if aux in ("has", "have", "had") or aux in ("does", "did", "do"):
            return Verb("", tuple(early), aux, tuple(rest))
        return Verb(aux, (*early, *rest), "", ())
    main = verbs[-1]
    if len(verbs) > 1 and rest[main] in (
        "up",
        "out",
        "down",
        "off",
        "on",
        "back",
        "away",
        "in",
        "over",
        "place",
        "part",
    ):
        main = verbs[-2]
    return Verb(aux, (*early, *rest[:main]), rest[main], tuple(rest[main + 1 :]))


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
            and words[0].lower() in _FUNCTION
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


def invert(verb: Verb, plural: bool, text: str = "") -> tuple[str, str]:
    if verb.aux:
        return verb.aux, " ".join((*verb.early, *((verb.main,) if verb.main else ()), *verb.tail))
    word = verb.main
    if word in ("has", "have", "had"):
        aux, form = {"has": "does", "have": "do", "had": "did"}[word], "have"
    else:
        kind = tense(word, plural)
        if (
            kind == "past"
            and word == base(word)
            and not re.search(r"\b(?:1\d|20)\d\d\b", text)
            and plural
        ):
            kind = "present"
        aux = {"third": "does", "past": "did", "present": "do"}.get(kind or "past", "did")
        form = base(word)
    return aux, " ".join((*verb.early, form, *verb.tail))


_SINGULAR_S = re.compile(
    r"(?:ss|us|is|news|series|species|physics|mathematics|economics|politics|athletics)$"
)


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase takes a plural verb, as far as its words tell."""
    words = phrase.split()
    core: list[str] = []
    for i, word in enumerate(words):
        if i and word.lower() in _FUNCTION - {"the", "a", "an"} | {"that", "who", "which"}:
            break
        core.append(word.strip(",;"))
    if re.search(r"\b(?:and)\b", " ".join(core)) and not re.match(r"(?:a|an) ", phrase):
        return True
    head = core[-1] if core else ""
    if head[:1].isupper() and not re.match(r"(?:the )?\d", phrase):
        return False
    return head in ("people", "police", "children", "women", "men") or (
        head.endswith("s") and not _SINGULAR_S.search(head) and not head.endswith(("'s", "’s"))
    )


LEADING_WORDS = (
    "In", "On", "At", "By", "Since", "From", "During", "After", "For", "Until", "Before", "Every", "Each",
)  # fmt: skip
"""Words that begin a phrase of time or place in front of a sentence."""


def lower_first(text: str) -> str:
    """A sentence-initial phrase as it stands inside a sentence: The bridge → the bridge."""
    first, _, rest = text.partition(" ")
    if first in (
        "The",
        "A",
        "An",
        *LEADING_WORDS,
        "About",
        "More",
        "Some",
    ):
        return first.lower() + text[len(first) :]
    if (
        first[:1].isupper()
        and first[1:].islower()
        and rest[:1].islower()
        and rest.split(" ")[0] not in ("and", "of", "the", "for", "de", "to")
        and simplemma.is_known(first.lower(), "en")
    ):
        return first.lower() + text[len(first) :]
    return text


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def view(frame: Frame) -> View | None:
    """The frame's pieces; None where it has no subject or no verb."""
    parts = frame.parts
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


def _dimension(frame: Frame, text: str) -> bool:
    """Whether what follows the answer is the long of "how long"."""
    return frame.form == "number" and bool(text.strip()) and frame.ask.endswith(f" {text.strip()}")


def _opens(role: str, text: str) -> bool:
    """Whether a part before the answer belongs to the answer's phrase."""
    if role in ("qualifier", "modifier"):
        return True
    words = text.split()
    return role in ("relation", "after") and bool(words) and words[-1].lower() in _FUNCTION


def as_passive(v: View) -> View | None:
    """The view with its object as subject: V was founded by X; None where there is no plain object."""
    objects = [text for text in v.before if v.roles.get(text) == "object"]
    if (
        not v.verb.simple
        or not objects
        or objects[0].split(" ")[0] in ("its", "his", "her", "their")
        or v.before[0] != objects[0]
        or v.verb.copula
        or len(objects) > 1
    ):
        return None
    word = v.verb.main
    lemma = base(word)
    if lemma in (
        "have",
        "be",
        "become",
        "remain",
        "cost",
        "weigh",
        "belong",
        "last",
        "take",
        "measure",
        "reach",
        "join",
        "leave",
        "enter",
        "include",
        "contain",
        "comprise",
        "stand",
        "mean",
        "want",
        "like",
        "know",
    ):
        return None
    kind = tense(word, v.plural)
    many = is_plural(objects[0])
    be = ("were" if many else "was") if kind == "past" else ("are" if many else "is")
    verb = Verb(be, (), participle(lemma), ())
    before = tuple(text for text in v.before if text != objects[0])
    return replace(v, subject=objects[0], verb=verb, before=before)


def as_active(v: View) -> View | None:
    """The view with its agent as subject: X founded V; None without an agent."""
    agents = [text for text in v.rest if text.startswith("by ") and v.roles.get(text) == "relation"]
    if v.verb.tail or not v.verb.passive or len(agents) != 1 or v.verb.early or v.verb.tail:
        return None
    agent = agents[0][3:]
    if agent[:1].islower() and not agent.startswith(("the ", "a ", "an ")):
        return None
    lemma = base(v.verb.main)
    many = is_plural(agent)
    form = past(lemma) if v.verb.aux in ("was", "were") else lemma if many else third(lemma)
    before = (v.subject, *(t for t in v.before if t != agents[0]))
    return replace(
        v,
        subject=agent,
        verb=Verb("", (), form, ()),
        before=before,
        behind=tuple(t for t in v.behind if t != agents[0]),
        roles={**v.roles, v.subject: "object"},
    )
