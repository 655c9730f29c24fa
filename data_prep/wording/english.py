"""English question shapes: asked in place, fronted with did/does, embedded, cleft."""

import re
from collections.abc import Iterator

from data_prep.facts.verbs import finite
from data_prep.wording.parts import Parts

Shape = tuple[str, str]

_IN = re.compile(
    r"(?:^|\s)(in|on|at|for|by|from|of|to|with|since|until|after|before|than|during|into|through|per|between|under|above)(?: the)? $"
)
_QUALIFIER = re.compile(
    r"\b(?:about|around|nearly|almost|over|more than|less than|up to|at least|only|roughly|just|some) $"
)


def shapes(p: Parts) -> Iterator[Shape]:
    """The shapes that fit `p`, the plainest first."""
    if p.kind == "reason":
        yield from _reasons(p)
    elif not p.subject and not p.before.strip():
        yield from _subjects(p)
    else:
        yield from _asked(p)


def _sentence(text: str, mark: str = "?") -> str:
    text = re.sub(r"\s+(?=[,;])", "", re.sub(r"\s+", " ", text)).strip(" ,")
    return text[:1].upper() + text[1:] + mark


def _asked(p: Parts) -> Iterator[Shape]:
    yield "in_place", _sentence(f"{p.lead}{p.subject}{p.before}{p.ask}{p.after}")
    subject, lead = _small(p.subject), _lead_last(p.lead)
    if lead:
        yield "lead_last", _sentence(f"{p.subject}{p.before}{p.ask}{p.after}{lead}")
    qualifier = match[0] if (match := _QUALIFIER.search(p.before)) else ""
    before = p.before[: len(p.before) - len(qualifier)]
    match = _IN.search(before)
    preposition = match[1] if match else ""
    rest = before[: match.start()] if match else before
    ask = "whom" if p.ask == "who" and preposition else p.ask
    front = f"{preposition} {qualifier}{ask}".strip()
    body = f"{rest.strip()} {p.after.strip()}".strip()
    yield "embedded", _sentence(f"Tell me {front} {subject} {body}{lead}", ".")
    if inverted := _invert(subject, body):
        yield "fronted", _sentence(f"{front} {inverted}{lead}")
    if p.kind == "number":
        yield (
            "nominal_order",
            _sentence(
                f"Give the {p.noun} that completes this: {p.lead}{subject}{p.before}…{p.after}", "."
            ),
        )
        yield (
            "cleft",
            _sentence(
                f"{qualifier}{p.ask} is it that {subject} {body}{' ' + preposition if preposition else ''}{lead}"
            ),
        )
    else:
        yield (
            "nominal_order",
            _sentence(
                f"Name the {p.noun} {_relative(preposition, p.kind)} {subject} {body}{lead}", "."
            ),
        )
        yield "cleft", _sentence(f"{front} was it that {subject} {body}{lead}")
    yield "blank", _sentence(f"{p.ask} is left out of “{p.lead}{subject}{p.before}…{p.after}”")
    yield "do_you_know", _sentence(f"Would you know {front} {subject} {body}{lead}")


def _small(subject: str) -> str:
    return subject[0].lower() + subject[1:] if re.match(r"(?:The|An?) ", subject) else subject


def _lead_last(lead: str) -> str:
    """A lead as it stands behind the sentence: ", in 1949", ", as Y said"."""
    lead = lead.strip().rstrip(",")
    if lead.endswith(" that"):
        return f", as {lead.removesuffix(' that')}"
    return f", {lead[0].lower()}{lead[1:]}" if lead else ""


def _relative(preposition: str, kind: str) -> str:
    """in which, by whom: how a relative clause takes the preposition of the answer."""
    pronoun = "whom" if kind == "person" and preposition else "which"
    return f"{preposition} {pronoun}" if preposition else "that"


def _invert(subject: str, body: str) -> str:
    """ "was founded by X" → "was SUBJECT founded by X"; "employs" → "does SUBJECT employ"; "" if unsure."""
    verb, _, rest = body.partition(" ")
    form = finite(verb)
    if form is None or not subject:
        return ""
    auxiliary, base = form
    return f"{auxiliary} {subject} {rest}" if not base else f"{auxiliary} {subject} {base} {rest}"


def _subjects(p: Parts) -> Iterator[Shape]:
    predicate = p.after.strip()
    asked = p.ask
    yield "in_place", _sentence(f"{asked} {predicate}")
    yield (
        "nominal_order",
        _sentence(f"Name the {p.noun} {'who' if p.kind == 'person' else 'that'} {predicate}", "."),
    )
    yield "cleft", _sentence(f"{asked} is it that {predicate}")
    yield (
        "of_whom",
        _sentence(f"Of {'whom' if p.kind == 'person' else 'what'} is it said: “{predicate}”"),
    )
    yield (
        "described",
        _sentence(
            f"A {p.noun} is described like this: it {predicate}. What is its name"
            if p.kind != "person"
            else f"Somebody {predicate}. What is that person called"
        ),
    )
    if predicate.startswith(("is the ", "was the ")):
        verb, _, post = predicate.partition(" ")
        yield "inverted", _sentence(f"{post} {verb} {asked}")
        yield "holder", _sentence(f"What is the name of {post}")
        yield "post", _sentence(f"Looking for {post}, {asked} would one turn to")
    else:
        yield "embedded", _sentence(f"Tell me {asked} {predicate}", ".")
        yield "do_you_know", _sentence(f"Would you know {asked} {predicate}")


def _reasons(p: Parts) -> Iterator[Shape]:
    effect = re.sub(
        r",? (?:because|since|so that|in order to) ?$", "", f"{p.lead}{p.subject}{p.before}"
    ).strip()
    yield "in_place", _sentence(f"Why is it that {effect}")
    yield "reason", _sentence(f"What is the reason that {effect}")
    yield "explain", _sentence(f"Explain why {effect}", ".")
    yield "cause", _sentence(f"{effect} — what was behind this")
    yield "ground", _sentence(f"On what grounds can it be said that {effect}")
    yield "how_come", _sentence(f"{effect}; how come")
