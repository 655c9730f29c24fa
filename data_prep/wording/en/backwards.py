"""English wordings that go the other way: the cloze, and the questions for the subject, given the answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.verbs import base
from data_prep.frame import Form, Frame, Framed, Part
from data_prep.records import content_id
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.gaps import kind_of
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.lines import Shape, tidy
from data_prep.wording.en.nouns import FUNCTION, upper_first
from data_prep.wording.en.plain import phrase, predicate, settled
from data_prep.wording.en.questions import questions, sound
from data_prep.wording.en.verb_group import split_verb
from data_prep.wording.en.view import View, view
from data_prep.wording.record import Wording


def cloze(found: Framed) -> Wording | None:
    """The statement with a blank in the answer's place."""
    frame = found.frame
    kind = kind_of(frame, view(frame))
    text = frame.said + "".join(
        "____" if i == frame.asked else part.text for i, part in enumerate(frame.parts)
    )
    answers = [found.fact.object, *found.fact.aliases]
    if any(len(a) > 1 and re.search(rf"(?<!\w){re.escape(a)}(?!\w)", text) for a in answers):
        return None
    return Wording(
        "cloze", tidy(f"Fill in the blank with {kind.name}: {text}."), "cloze", frame.answer
    )


def reverse(found: Framed, neighbours: Sequence[Framed] = ()) -> list[Wording]:
    """Questions that give the answer and ask for the subject; [] where the subject is no single name.

    Where the answer alone says too little, a neighbour of the same subject stands beside it; one that says
    what the subject is gives the class that is asked for. Whether only one subject fits is for the caller
    to know: it sees the whole corpus.
    """
    v = view(found.frame)
    if v is None or found.frame.form == "reason":
        return []
    if v.subject_asked:
        return _of_objects(found, neighbours)
    if owned := _OWNED.match(v.subject):
        return _asked(found, owned["owner"], _whose(v, owned["own"]))
    if _is_term(v):
        return _asked(found, v.subject.split(" ", 1)[1], _term_questions(v))
    name = _name(v)
    if not name:
        return []
    if _describes(v):
        return _asked(found, name, _called(v))
    views = [w for w in map(_view_of, neighbours) if w is not None and w.subject == v.subject]
    ask, form = _asks_subject(name, found.frame, v, views)
    turned = _turned(found, name, ask, form)
    alone = [w for w in questions(turned) if w.form in _BACKWARDS]
    if _ANY_OF_THEM.search(predicate(settled(v))) and not _NAMED_IN.search(predicate(settled(v))):
        alone = []
    others = list(dict.fromkeys(w.form for w in alone))
    at = int(content_id(found.fact.id, "reverse")[:4], 16) % max(1, len(others))
    alone.sort(key=lambda w: (others.index(w.form) - at) % max(1, len(others)))
    single = [Wording(w.shape, w.text, "reverse", name) for w in alone]
    return single + _asked(turned, name, _beside(v, views, ask))


_ANY_OF_THEM = re.compile(r"\bthe [a-z]")
"""Who joined the roads office? Any of those who did, unless another fact stands beside it."""
_BACKWARDS = frozenset("in_place cleft named what_is embedded wanted passive then_asked".split())
"""The shapes of a question for the subject that are as good without the rest."""


def _asked(found: Framed, name: str, made: Iterator[Shape]) -> list[Wording]:
    fact = replace(found.fact, object=name, aliases=list(found.frame.names.get(name, ())))
    return [
        Wording(w.shape, w.text, "reverse", name)
        for w in sound(Framed(fact, found.frame), list(made))
    ]


def _view_of(found: Framed) -> View | None:
    v = view(found.frame)
    joins = v is not None and not v.subject_asked and not v.frame.said and v.frame.form != "reason"
    return settled(v) if v is not None and joins else None


_OWNED = re.compile(
    r"(?P<owner>(?:the )?[A-Z][\w.-]*(?: (?:of )?[A-Z\d][\w.-]*){0,4})[’']s? (?P<own>[a-z].*)"
)
"""Edda Corrowine’s father: the owner is whom one asks for."""


def _whose(v: View, own: str) -> Iterator[Shape]:
    told = predicate(settled(v))
    if not v.frame.said and "," not in own:
        yield "whose", f"Whose {own} {told}?"


def _of_objects(found: Framed, neighbours: Sequence[Framed]) -> list[Wording]:
    """Where the subject is the answer, the other way goes to the object that the same statement has."""
    for other in neighbours:
        if other.frame.text == found.frame.text and other.frame.asked != found.frame.asked:
            made = [w for w in questions(other) if w.form in _BACKWARDS | {"fronted"}]
            return [Wording(w.shape, w.text, "reverse", other.fact.object) for w in made]
    return []


_NO_NAME = re.compile(r"[’']s? [a-z]|,")
_CLASSED = re.compile(
    r"the (?P<noun>[a-z]+(?: (?!of\b|in\b|at\b|for\b)[a-z]+)?) (?P<name>[A-Z][\w’-]*(?: [A-Z\d][\w’-]*){0,3})"
)
"""The app Tramly, the herring boat Hesketine."""


def _name(v: View) -> str:
    """The subject where it is a name, without its article and class, or a longer phrase with a name in it;
    else ""."""
    subject = v.subject
    name = subject.removeprefix("the ")
    if _NO_NAME.search(subject) or len(name.split()) > 9:
        return ""
    if name[:1].isupper() and len(name.split()) <= 5:
        return name
    if match := _CLASSED.fullmatch(subject):
        return match["name"]
    told = subject.startswith("the ") or (
        subject.startswith(("a ", "an ")) and re.search(r" [A-Z]", subject)
    )
    return upper_first(subject) if told else ""


# --- what something is, from its description


def _is_term(v: View) -> bool:
    return _describes(v) and v.subject.startswith(("a ", "an "))


def _describes(v: View) -> bool:
    return (
        v.verb.copula
        and v.verb.aux in ("is", "was")
        and not v.verb.early
        and not v.rest
        and not v.front
        and v.frame.form == "noun"
        and phrase(v).startswith(
            ("a ", "an ") if v.subject[:1].isupper() else ("a ", "an ", "the ")
        )
    )


def _term_questions(v: View) -> Iterator[Shape]:
    meaning = phrase(v)
    yield "called", f"What is {meaning} called?"
    yield "do_you_call", f"What do you call {meaning}?"
    yield "term", f"What is the term for {meaning}?"
    yield "word", f"Give the term for {meaning}."


def _called(v: View) -> Iterator[Shape]:
    """What is the name of the port city on the west coast of Tavenna?"""
    kind = phrase(v).split(" ", 1)[1]
    if is_role(v.answer):
        yield "who", f"Who {v.verb.aux} {phrase(v)}?"
        return
    yield "what_is", f"What is the name of the {kind}?"
    yield "named", f"Name the {kind}."
    yield "called", f"What is the {kind} called?"


def _class_said(views: Sequence[View]) -> str:
    """The class that a description among the views gives: port city; person for a role; or ""."""
    for w in views:
        if not _describes(w):
            continue
        if is_role(w.answer):
            return "person"
        words = _until_participle(phrase(w).split()[1:])
        head = next(
            (i for i, x in enumerate(words) if x in FUNCTION | {"that", "which", "who"}), len(words)
        )
        noun = " ".join(words[:head])
        if 0 < head <= 3 and noun.islower() and words[head - 1].isalpha():
            return noun
    return ""


# --- two facts in one question


_PARTICIPLES = frozenset(
    "made built run held born known kept led sold found written grown set".split()
)


def _until_participle(words: list[str]) -> list[str]:
    """a camera drone made by …: what follows the class."""
    end = (i for i, word in enumerate(words) if i and (word.endswith("ed") or word in _PARTICIPLES))
    return words[: next(end, len(words))]


_NAMED_IN = re.compile(r"(?<!^)\b[A-Z]")


def _beside(v: View, others: Sequence[View], ask: str) -> Iterator[Shape]:
    """Which company employs 96 people and operates the Orrinelle?"""
    own = settled(v)
    sized = v.verb.copula and bool(v.modifier)  # is a module of 25 … and was launched in …
    if v.frame.said or ", " in predicate(own) or sized:
        return
    usable = [w for w in others if w.frame.text != v.frame.text and ", " not in predicate(w)]
    usable = [w for w in usable if not _describes(w) and len(predicate(w).split()) <= 14]
    usable.sort(key=lambda w: not _NAMED_IN.search(predicate(w)))
    noun = "person" if ask == "who" else ask.removeprefix("which ")
    for w in usable[:2]:
        both = f"{predicate(own)} and {predicate(w)}"
        yield "both", f"{ask} {both}?"
        if ask.startswith("which ") or ask == "who":
            yield "both_named", f"Name the {noun} {'who' if ask == 'who' else 'that'} {both}."


# --- the frame turned round


def _turned(found: Framed, name: str, ask: str, form: Form) -> Framed:
    """The fact with its subject as what is asked for."""
    frame = found.frame
    at = [part.role for part in frame.parts].index("subject")
    text = frame.parts[at].text.strip(" ,")
    article_part = text[: len(text) - len(name)]
    gap = frame.parts[at].text[: frame.parts[at].text.index(text)]
    parts = list(frame.parts[:at])
    if article_part:
        parts.append(Part("modifier", gap + article_part))
    elif gap and parts:
        parts[-1] = Part(parts[-1].role, parts[-1].text + gap)
    target = len(parts)
    parts += [Part("subject", name), *frame.parts[at + 1 :]]
    sure = form == "person" or ask.startswith("which ")
    asks = {**frame.asks, name: ask} if sure else {k: a for k, a in frame.asks.items() if k != name}
    noun = ask.removeprefix("which ")
    names = {name: frame.names.get(name, ())}
    turned = Frame("en", frame.said, tuple(parts), target, form, ask, noun, "", names, asks)
    fact = replace(found.fact, object=name, aliases=list(frame.names.get(name, ())))
    return Framed(fact, turned)


_CLASSES = re.compile(
    r"\b(?P<noun>University|Museum|Observatory|Bridge|Festival|Telescope|School|College|Hospital|Library|Church|Bank|Institute|Academy|Company"
    r"|Tunnel|Cathedral|Reserve|Park|Lake|River|Conservatory|Foundation)\b"
)
_HUMAN_VERBS = frozenset("bear die marry study retire write invent teach graduate".split())
_DONE_BY_PEOPLE = frozenset(
    "elect appoint decide vote approve agree propose adopt hire plan intend pay order fund buy sell invest".split()
)
_DONE_BY_SOMEBODY = frozenset(
    "acquire buy purchase build develop design operate own employ sell publish produce manufacture found establish finance fund invest launch plan"
    " intend generate open organise organize discover present introduce propose estimate appoint elect hire win receive supply close grant process offer export import provide serve train award host run make sign vote approve order describe compose paint pay illustrate".split()
)


def _asks_subject(name: str, frame: Frame, v: View, views: Sequence[View]) -> tuple[str, Form]:
    """(interrogative, form) for the subject: who, which bridge, what."""
    lemma = base(v.verb.main or "be")
    titled = any(n.startswith(("Mr ", "Ms ", "Dr ")) for n in frame.names.get(name, ()))
    if match := _CLASSED.fullmatch(v.subject):
        return f"which {match['noun']}", "noun"
    if name.startswith(("The ", "A ", "An ")):
        return ("who" if lemma in _DONE_BY_PEOPLE and not v.verb.passive else "what"), "noun"
    post = v.verb.copula and any(is_role(text) for text in v.rest)
    if (
        post
        or frame.noun == "position"
        or lemma in _HUMAN_VERBS
        or titled
        or named_person(frame, name)
    ):
        return "who", "person"
    said = _class_said([v, *views])
    if said:
        return ("who", "person") if said == "person" else (f"which {said}", "noun")
    match = _CLASSES.search(name)
    if match and " " in name:
        return f"which {match['noun'].lower()}", "noun"
    ask = frame.asks.get(name, "")
    if ask.startswith("which ") and ask not in ("which place", "which organisation"):
        return ask, "noun"
    verb = next(part.text for part in frame.parts if part.role == "verb")
    group = split_verb(verb.strip())
    if not group.passive and lemma in _DONE_BY_SOMEBODY:
        return "who", "noun"
    if ask == "which place":
        return "which place", "noun"
    if lemma == "have" and (kind := _OF_A_FIRM.search(frame.text)):
        return ("which organisation" if kind["staff"] else "which company"), "noun"
    if (
        v.subject.startswith("the ")
        or (group.passive and lemma in _MADE)
        or lemma in _OF_THINGS
        or re.search(r"\d", name)
    ):
        return "what", "noun"
    return "who or what", "noun"


_OF_THINGS = frozenset(
    "lie stand cost weigh measure contain belong hold run last rest go come consist".split()
)
"""What people are not asked of."""
_OF_A_FIRM = re.compile(
    r"\b(?:(?P<staff>employees|staff|workers)|headquarters|head office|subsidiar(?:y|ies))\b"
)
"""What an organisation or a company has."""
_MADE = frozenset(
    "found establish build construct launch open publish release complete make develop design install download operate".split()
)
