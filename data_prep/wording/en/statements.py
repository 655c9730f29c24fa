"""An English frame → document-form statements in other orders, reverse questions, a cloze, list questions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.verbs import base
from data_prep.frame import Form, Frame, Framed, Part
from data_prep.wording.en.asks import article
from data_prep.wording.en.lexicon import DIMENSIONS, LIFE, NOMINALS
from data_prep.wording.en.lines import is_past, line, tidy
from data_prep.wording.en.questions import questions, reworded
from data_prep.wording.en.view import (
    LEADING_WORDS,
    View,
    as_active,
    as_passive,
    is_plural,
    split_verb,
    upper_first,
    view,
)
from data_prep.wording.record import Wording


def statements(found: Framed, neighbours: Sequence[Framed] = (), most: int = 6) -> list[str]:
    """At most `most` statements of `found`, the document's own first; each holds the answer verbatim.

    `neighbours` are facts of the same document: one with the same subject is told in one sentence with it.
    """
    frame = found.frame
    made = [f"{frame.text}."]
    v = view(frame)
    if v is not None:
        orders = [*_orders(v), *_clefts(v)]
        orders += [_plain(other) for other in reworded(v)]
        merged = _merged(v, neighbours)
        orders[2:2] = merged[:1]
        orders += merged[1:]
        made += [f"{frame.said}{_after_said(text)}" if frame.said else text for text in orders]
    out: list[str] = []
    seen: set[str] = set()
    for text in made:
        whole = tidy(text if text.endswith(".") else f"{text}.")
        key = re.sub(r"\W+", " ", whole).casefold()
        if key not in seen and re.search(rf"(?<!\w){re.escape(frame.answer)}(?!\w)", whole):
            seen.add(key)
            out.append(whole)
    return out[:most]


def _after_said(text: str) -> str:
    first = text.split(" ", 1)[0]
    small = (
        "The",
        "A",
        "An",
        "It",
        "In",
        "On",
        "At",
        "By",
        "What",
        "Because",
        "Since",
        "For",
        "About",
        "As",
        "From",
        "Until",
        "More",
        "Every",
        "During",
        "Under",
        "Before",
        "After",
    )
    return text[0].lower() + text[1:] if first in small else text


def _phrase(v: View) -> str:
    return line(v.lead[:1].lower() + v.lead[1:] if v.front_asked else v.lead, v.answer, v.head)


def _plain(v: View) -> str:
    """The statement in its first order."""
    front = "".join(f"{text}, " for text in v.front)
    if v.subject_asked:
        return line(front, v.lead, v.answer, v.verb.text, *v.rest)
    if v.front_asked:
        return line(f"{_phrase(v)},", v.subject, v.verb.text, *v.rest)
    return line(front, v.subject, v.verb.text, *v.before, _phrase(v), *v.behind)


def _subject(v: View) -> str:
    return (
        line(v.lead.lower() if v.lead in ("The", "A", "An") else v.lead, v.answer)
        if v.subject_asked
        else v.subject
    )


def _orders(v: View) -> Iterator[str]:
    frame, verb = v.frame, v.verb
    subject, phrase = _subject(v), _phrase(v)
    rest = line(*v.rest)
    was = "was" if is_past(v) else "is"
    if frame.form == "reason":
        yield from reasons(v)
        return
    if v.subject_asked:
        yield from _fronted(v, subject)
        if not verb.copula:
            yield f"It {was} {subject} {'who' if frame.form == 'person' else 'that'} {line(verb.text, rest)}"
        elif len(v.rest) == 1 and v.rest[0].startswith(("the ", "chief", "director", "head")):
            yield f"{v.rest[0]} {verb.aux} {subject}"
        turned = as_passive(replace(v, subject=subject))
        if turned is not None:
            yield line(turned.subject, turned.verb.text, line(*turned.rest), f"by {subject}")
        return
    if v.front_asked or frame.form in ("time", "place"):
        if frame.form == "time" or v.preposition or frame.ask == "where":
            if v.front_asked:
                yield line(subject, verb.text, rest, phrase)
            else:
                yield f"{phrase}, {line(subject, verb.text, rest)}"
            if not verb.copula:
                yield f"It {was} {phrase} that {line(subject, verb.text, rest)}"
        yield from _nominal(v)
    elif frame.form == "number":
        yield from _numbers(v)
    elif verb.copula:
        if frame.noun == "position" and not v.rest:
            yield f"{line(v.lead, v.answer)}: that {verb.aux if verb.aux in ('is', 'was') else 'is'} {subject}"
            yield f"{subject} {'held' if is_past(v) else 'holds'} the position of {v.answer}"
        elif not v.front and not v.rest and frame.form == "noun":
            if subject.startswith(("a ", "an ")):
                yield f"As for {subject}, it {verb.text} {phrase}"
                yield f"The term “{subject.split(' ', 1)[1]}” refers to {phrase}"
            elif verb.text in ("is", "are") and phrase.startswith(("a ", "an ")):
                yield f"{upper_first(subject)} can be described as {phrase}"
    elif verb.text == "stands for":
        yield f"{subject} is short for {phrase}"
        yield f"{phrase} is what {subject} stands for"
        yield f"Written out, {subject} means {phrase}"
        yield f"The short form of {phrase} is {subject}"
    elif frame.form in ("noun", "person"):
        yield f"It {was} {phrase} that {line(subject, verb.text, rest)}"
        noun = frame.ask.removeprefix("which ") if frame.ask.startswith("which ") else ""
        if noun:
            yield f"The {noun} {v.preposition + ' which' if v.preposition else 'that'} {line(subject, verb.text, rest)} {was} {v.answer}"
    elif frame.form == "action":
        yield f"What {line(subject, verb.text)} to do {was} to {v.answer}" if not v.rest else ""
    for other, agent in ((as_active(v), ""), (_passive(v), f"by {subject}")):
        if other is not None:
            yield line("".join(f"{t}, " for t in v.front), _plain_core(other, agent))
    yield from _fronted(v, subject)


def _clefts(v: View) -> Iterator[str]:
    """What the statement says, with its weight elsewhere: It was X that …; what X did was …."""
    if v.front_asked or v.subject_asked or v.frame.form == "reason":
        return
    front = "".join(f"{text}, " for text in v.front)
    was = "was" if is_past(v) else "is"
    it = "it" if front else "It"
    phrase = _phrase(v)
    told = line(v.verb.text, *v.before, phrase, *v.behind)
    if not v.verb.copula:
        yield f"{front}{it} {was} {v.subject} that {told}"
        if v.frame.form == "noun" and not v.preposition and not v.before:
            what = "what" if front else "What"
            yield f"{front}{what} {line(v.subject, v.verb.text, *v.behind)} {was} {phrase}"
    elif v.frame.form == "noun" and not front and not v.before and not v.behind:
        yield f"{upper_first(phrase)}: that {was} what {v.subject} {v.verb.text}"


def _passive(v: View) -> View | None:
    """The statement with its object (asked or not) as subject."""
    if v.front_asked:
        return None
    if (
        not v.preposition
        and v.frame.form in ("noun", "number", "person")
        and not v.before
        and not v.modifier
    ):
        whole = _phrase(v)
        return as_passive(
            replace(
                v, before=(whole,), roles={**v.roles, whole: "object"}, answer="", lead="", head=""
            )
        )
    return as_passive(v)


def _plain_core(v: View, agent: str) -> str:
    phrase = line(v.lead, v.answer, v.head)
    if v.preposition == "by" and not agent and v.verb.simple:
        return line(v.subject, v.verb.text, *v.before, phrase, *v.behind)
    return line(v.subject, v.verb.text, agent, *v.before, phrase, *v.behind)


def _fronted(v: View, subject: str) -> Iterator[str]:
    """Another time or place in front, or a leading one behind."""
    verb = v.verb
    if v.front and not v.front_asked:
        body = (
            line(subject, verb.text, *v.rest)
            if v.subject_asked
            else line(subject, verb.text, *v.before, _phrase(v), *v.behind)
        )
        moved = " ".join(
            t[0].lower() + t[1:] if t.split(" ")[0] in ("According", *LEADING_WORDS) else t
            for t in v.front
        )
        yield f"{body} {moved}"
        return
    movable = [t for t in v.rest if v.roles.get(t) == "time"]
    movable += [t for t in v.rest if v.roles.get(t) == "scene"] if not verb.copula else []
    for moved in movable[:1]:
        before = [t for t in v.before if t != moved]
        behind = [t for t in v.behind if t != moved]
        middle = () if v.subject_asked else (_phrase(v),)
        yield f"{moved}, {line(subject, verb.text, *before, *middle, *behind)}"
        if not verb.copula:
            was = "was" if is_past(v) else "is"
            yield f"It {was} {moved} that {line(subject, verb.text, *before, *middle, *behind)}"


def _nominal(v: View) -> Iterator[str]:
    lemma = base(v.verb.main) if v.verb.main else ""
    noun = v.frame.ask.removeprefix("which ") if v.frame.ask.startswith("which ") else ""
    if v.frame.form == "time" and noun and v.preposition in ("in", "on"):
        was = "was" if is_past(v) else "is"
        yield f"The {noun} {v.preposition} which {line(v.subject, v.verb.text, *v.rest)} {was} {v.answer}"
        event = LIFE.get(lemma) or (
            NOMINALS.get(lemma) if v.verb.passive and v.verb.aux in ("was", "were") else ""
        )
        if event and not (lemma == "bear" and not v.verb.passive):
            yield (
                f"The {event} of {v.subject} fell {v.preposition} {v.answer}"
                if noun in ("year", "date")
                else ""
            )


def _numbers(v: View) -> Iterator[str]:
    frame, verb = v.frame, v.verb
    if v.modifier or v.preposition or v.front:
        return
    amount = line(v.qualifier, v.answer)
    if verb.copula and frame.noun in DIMENSIONS and not v.rest:
        noun = DIMENSIONS[frame.noun]
        yield f"The {noun} of {v.subject} {verb.text} {amount}"
        yield (
            f"{upper_first(v.subject)} has {article(noun)} {noun} of {amount}"
            if verb.text == "is"
            else ""
        )
        yield f"{upper_first(v.subject)}: {noun} {amount}"
        return
    lemma = base(verb.main) if verb.main else ""
    if lemma == "cost" and not v.rest:
        was = "was" if is_past(v) else "is"
        yield f"The price of {v.subject} {was} {amount}"
        yield f"{upper_first(v.subject)}: price {amount}"
    elif lemma == "weigh" and not v.rest:
        was = "was" if is_past(v) else "is"
        yield f"The weight of {v.subject} {was} {amount}"
        yield f"{upper_first(v.subject)}: weight {amount}"
    if frame.ask.startswith("how many ") and verb.simple and not v.rest and lemma != "weigh":
        yield f"{line(v.qualifier, v.answer, v.head)}: that {'was' if is_past(v) else 'is'} how many {v.subject} {verb.text}"


def reasons(v: View) -> Iterator[str]:
    effect = line(
        v.subject,
        v.verb.text,
        *(t for t in v.rest if t not in ("because", "so that", "in order to")),
    )
    front = "".join(f"{text}, " for text in v.front)
    if v.lead == "because":
        yield f"Because {v.answer}, {front}{effect}"
        yield f"The reason that {front}{effect} is that {v.answer}"
        yield f"{upper_first(v.answer)}. That is why {front}{effect}"
        yield f"{upper_first(v.answer)}; for this reason {front}{effect}"
    elif v.lead == "in order to":
        yield f"In order to {v.answer}, {front}{effect}"
        yield (
            f"{front}{effect}; the purpose was to {v.answer}"
            if is_past(v)
            else f"{front}{effect}; the purpose is to {v.answer}"
        )
        yield f"To {v.answer}: that is why {front}{effect}"
    elif v.lead == "so that":
        yield f"So that {v.answer}, {front}{effect}"
        yield f"{front}{effect}; the aim {'was' if is_past(v) else 'is'} that {v.answer}"
    elif v.lead in ("because of", "due to"):
        yield f"{upper_first(v.lead)} {v.answer}, {front}{effect}"


def _merged(v: View, neighbours: Sequence[Framed]) -> list[str]:
    """This statement with each of at most two neighbours' of the same subject in one sentence."""
    made: list[str] = []
    if v.subject_asked or v.front or v.front_asked or v.frame.said or v.frame.form == "reason":
        return made
    mine = _plain(v)
    for other in neighbours:
        if other.frame.lang != "en" or other.frame.said or other.frame.text == v.frame.text:
            continue
        w = view(other.frame)
        if (
            w is None
            or w.subject_asked
            or w.front
            or w.front_asked
            or w.subject != v.subject
            or w.frame.form == "reason"
        ):
            continue
        if is_past(w) != is_past(v) or (w.verb.aux in ("will", "has", "have", "had")) != (
            v.verb.aux in ("will", "has", "have", "had")
        ):
            continue
        made.append(f"{mine} and {line(w.verb.text, *w.before, _phrase(w), *w.behind)}")
        if len(made) == 2:
            break
    return made


# --- cloze, reverse, list


def cloze(found: Framed) -> Wording | None:
    """The statement with a blank in the answer's place."""
    frame = found.frame
    text = frame.said + "".join(
        "____" if i == frame.asked else part.text for i, part in enumerate(frame.parts)
    )
    answers = [found.fact.object, *found.fact.aliases]
    if any(len(a) > 1 and re.search(rf"(?<!\w){re.escape(a)}(?!\w)", text) for a in answers):
        return None
    return Wording("cloze", tidy(f"Fill in the blank: {text}."), "cloze", frame.answer)


def reverse(found: Framed) -> list[Wording]:
    """Questions that give the answer and ask for the subject; [] where the subject is no single name.

    Whether only one subject fits is for the caller to know: it sees the whole corpus.
    """
    frame = found.frame
    roles = [part.role for part in frame.parts]
    if (
        "subject" not in roles
        or roles[frame.asked] == "subject"
        or frame.form in ("reason", "clause", "action")
    ):
        return []
    at = roles.index("subject")
    text = frame.parts[at].text.strip(" ,")
    name = re.sub(r"^(?:The|the) ", "", text)
    if len(name.split()) > 5 or not name[:1].isupper() or (text[:2] in ("A ",)):
        return []
    ask, form = _asks_subject(name, frame)
    article_part = text[: len(text) - len(name)]
    gap = frame.parts[at].text[: frame.parts[at].text.index(text)]
    parts = list(frame.parts[:at])
    if article_part:
        parts.append(Part("modifier", gap + article_part))
    elif gap and parts:
        parts[-1] = Part(parts[-1].role, parts[-1].text + gap)
    target = len(parts)
    parts += [Part("subject", name), *frame.parts[at + 1 :]]
    turned = Frame(
        "en", frame.said, tuple(parts), target, form, ask, ask.removeprefix("which "), "", {}
    )
    fact = replace(found.fact, object=name, aliases=list(frame.names.get(name, ())))
    asked = questions(Framed(fact, turned))
    return [Wording(w.shape, w.text, "reverse", name) for w in asked if w.form not in ("short",)]


_CLASSES = re.compile(
    r"\b(?P<noun>University|Museum|Observatory|Bridge|Festival|Telescope|School|College|Hospital|Library|Church|Bank|Institute|Academy|Company)\b"
)


def _asks_subject(name: str, frame: Frame) -> tuple[str, Form]:
    """(interrogative, form) for the subject: who, which bridge, what."""
    verb = next(part.text for part in frame.parts if part.role == "verb")
    lemma = base(verb.split()[-1]) if verb.split() else ""
    human = {"bear", "die", "marry", "study", "retire", "write", "invent", "teach", "graduate"}
    if (
        frame.noun == "position"
        or lemma in human
        or any(n.startswith(("Mr ", "Ms ", "Dr ")) for n in frame.names.get(name, ()))
    ):
        return "who", "person"
    match = _CLASSES.search(name)
    if match and " " in name:
        return f"which {match['noun'].lower()}", "noun"
    if re.search(r"\b(?:Ferries|Systems|Works|Ltd|Inc|Group|Industries|Motors)\b", name):
        return "which company", "noun"
    if re.match(
        r"[Tt]he ", frame.parts[[p.role for p in frame.parts].index("subject")].text.strip(" ,")
    ):
        return "what", "noun"
    if split_verb(verb.strip()).passive and lemma in _MADE:
        return "what", "noun"
    return "who or what", "noun"


_MADE = frozenset(
    "found establish build construct launch open publish release complete make develop design install".split()
)


def listing(founds: Sequence[Framed]) -> Wording | None:
    """A question for all the objects that facts with one subject and one predicate give; None where the
    predicates differ or fewer than two objects are given."""
    views = [(f, view(f.frame)) for f in founds]
    usable = [
        (f, v)
        for f, v in views
        if v is not None and not v.subject_asked and not v.front_asked and not f.frame.said
    ]
    if len(usable) < 2:
        return None
    first = usable[0][1]
    same = [
        (f, v)
        for f, v in usable
        if v.subject == first.subject
        and base(v.verb.main or "be") == base(first.verb.main or "be")
        and v.verb.passive == first.verb.passive
        and v.preposition == first.preposition
        and v.frame.form == first.frame.form
        and v.verb.aux == first.verb.aux
    ]
    answers = list(dict.fromkeys(f.fact.object for f, _ in same))
    if len(answers) < 2 or first.frame.form not in ("noun", "person", "place") or first.verb.copula:
        return None
    noun = first.frame.ask.removeprefix("which ") if first.frame.ask.startswith("which ") else ""
    ask = {"who": "who", "what": "what"}.get(
        first.frame.ask, f"which {_plural(noun)}" if noun else "what"
    )
    aux, mid = first.inverted
    text = f"{ask} {line(aux, first.subject, mid, first.preposition)}? Name all of them."
    whole = ", ".join(answers[:-1]) + f" and {answers[-1]}"
    return Wording("list", tidy(text), "list", whole)


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")


__all__ = ["cloze", "is_plural", "listing", "reverse", "statements"]
