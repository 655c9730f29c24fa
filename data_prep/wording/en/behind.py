"""Shapes for an answer behind the verb, or a time in front."""

from collections.abc import Iterator

from data_prep.facts.verbs import base, participle, past, third
from data_prep.wording.en.asks import Ask, asks, blank, in_situ, indefinite
from data_prep.wording.en.lexicon import DOERS
from data_prep.wording.en.lines import Shape, is_past, leads, line, others, person_subject
from data_prep.wording.en.view import View, as_active, as_passive, is_plural, upper_first


def behind(v: View) -> Iterator[Shape]:
    """The answer stands behind the verb, or is a time in front."""
    subject, verb = v.subject, v.verb
    situ = in_situ(v)
    front = leads(v)
    placed = (
        line(front, subject, verb.text, *v.before, situ, *v.behind)
        if not v.front_asked
        else line(front, subject, verb.text, *v.before, *v.behind, situ)
    )
    forms = asks(v)
    aux, mid = v.inverted
    stiff = v.frame.form == "number" and v.modifier and (verb.copula or v.rest)
    for i, ask in enumerate([] if stiff else forms[:2]):
        name = ("fronted", "fronted_other")[i]
        yield name, f"{line(ask.front, aux, subject, mid, others(v), ask.strand)}?"
    yield "in_place", f"{placed}?"
    plain_number = v.frame.form != "number" or not (v.modifier or v.qualifier)
    if forms and plain_number:
        ask = forms[0]
        other = forms[-1]
        yield (
            "embedded",
            f"Could you tell me {line(ask.front, subject, verb.text, others(v), ask.strand)}?",
        )
        yield (
            "wanted",
            f"I would like to know {line(other.front, subject, verb.text, others(v), other.strand)}.",
        )
        yield from _named(v, other)
        yield from _cleft(v, other)
        other_ends = ("time", "scene") if v.frame.form not in ("time", "place") else ()
        movable = [t for t in (*v.rest, *v.front) if v.roles.get(t) in other_ends and t[:1] != ","]
        if movable:
            moved = movable[-1]
            rest = line(*(t for t in v.rest if t != moved), *(t for t in v.front if t != moved))
            yield "time_first", f"{moved}, {line(ask.front, aux, subject, mid, rest, ask.strand)}?"
        if v.frame.form != "person" and not v.front and len(subject.split()) < 8:
            pronoun = v.pronoun
            if not person_subject(v):
                yield (
                    "topic",
                    f"As for {subject}: {line(ask.front, aux, pronoun, mid, others(v), ask.strand)}?",
                )
    if gap := indefinite(v):
        filler, short = gap
        said = line(front, subject, verb.text, *v.before, filler, *v.behind)
        if filler or v.rest or verb.main:
            yield "then_asked", f"{said}. {short}?"
    yield (
        "gap",
        f"Which words fill the gap: “{upper_first(line(front, subject, verb.text, *v.before, blank(v), *v.behind))}”?"
        if not v.front_asked
        else (
            f"Which words fill the gap: “{upper_first(blank(v))}, {line(subject, verb.text, *v.rest)}”?"
        ),
    )
    yield from _short(v)
    for other_view, shape in ((as_active(v), "active"), (as_passive(v), "passive")):
        if other_view is None:
            continue
        forms = asks(other_view)
        if forms:
            aux, mid = other_view.inverted
            agent = f"by {v.subject}" if shape == "passive" else ""
            ask = forms[0]
            yield (
                shape,
                f"{line(ask.front, aux, other_view.subject, mid, agent, others(other_view), ask.strand)}?",
            )
            yield (
                f"{shape}_embedded",
                f"Tell me {line(ask.front, other_view.subject, other_view.verb.text, agent, others(other_view), ask.strand)}.",
            )
    yield from _roles_turned(v)


def _short(v: View) -> Iterator[Shape]:
    """An unfinished sentence, a question that somebody else asks."""
    verb = v.verb
    if not v.behind and not v.head and not v.front_asked:
        yield (
            "unfinished",
            f"Finish the sentence: {upper_first(line(leads(v), v.subject, verb.text, *v.before, v.lead))} …",
        )
    forms = asks(v)
    if forms and not (v.frame.form == "number" and (v.qualifier or v.modifier)):
        ask = forms[0]
        yield (
            "somebody_asks",
            f"Somebody asks {line(ask.front, v.subject, verb.text, others(v), ask.strand)}. What is the answer?",
        )


def _named(v: View, ask: Ask) -> Iterator[Shape]:
    """Name the year in which …; State how many …"""
    frame = v.frame
    clause = line(v.subject, v.verb.text, others(v))
    noun = frame.ask.removeprefix("which ") if frame.ask.startswith("which ") else ""
    if frame.form == "number":
        yield "stated", f"State {line(ask.front, clause, ask.strand)}."
    elif noun and v.preposition:
        yield "named", f"Name the {noun} {v.preposition} which {clause}."
        yield (
            "what_is",
            f"What is the {noun} {v.preposition} which {clause}?"
            if frame.form == "time"
            else f"What is the name of the {noun} {v.preposition} which {clause}?",
        )
    elif noun:
        yield "named", f"Name the {noun} that {clause}."
        yield "what_is", f"What is the name of the {noun} that {clause}?"
    elif frame.ask == "who" and v.verb.copula:
        yield "named", f"Name {line(v.subject, others(v))}."
    elif frame.ask == "who" and frame.noun == "maker":
        yield "named", f"Say {line(ask.front, clause, ask.strand)}."
    elif frame.ask == "who":
        if v.preposition:
            who = "people" if " and " in frame.answer else "person"
            yield "named", f"Name the {who} {v.preposition} whom {clause}."
        else:
            yield "named", f"Name the person whom {clause}."
    elif frame.ask == "what" and not v.preposition:
        yield "named", f"Say what {clause}."
    elif frame.ask in ("when", "where"):
        yield "named", f"Say {line(ask.front, clause, ask.strand)}."


def _cleft(v: View, ask: Ask) -> Iterator[Shape]:
    clause = line(v.subject, v.verb.text, others(v))
    was = "was" if is_past(v) else "is"
    if v.preposition in ("since", "until", "from", "by") and v.frame.form == "time":
        return
    if v.frame.form == "place":
        ask = asks(v)[0]
    if v.frame.form in ("time", "place"):
        yield "cleft", f"{line(ask.front)} {was} it that {line(clause, ask.strand)}?"
    elif v.frame.form in ("noun", "person", "action"):
        strand = "to do" if v.frame.form == "action" else v.preposition
        if len(v.rest) <= 1 or not strand:
            yield "cleft", f"{v.frame.ask} {was} it that {line(clause, strand)}?"


def _roles_turned(v: View) -> Iterator[Shape]:
    """An asked agent as who did it; an asked object as what was done."""
    frame = v.frame
    lemma = base(v.verb.main) if v.verb.main else ""
    if (
        v.verb.passive
        and not v.verb.tail
        and v.preposition == "by"
        and frame.ask != "where"
        and not v.verb.early
        and frame.form in ("person", "noun")
    ):
        form = past(lemma) if v.verb.aux in ("was", "were") else third(lemma)
        tail = line(v.subject, others(v))
        who = frame.ask
        yield "active", f"{who} {form} {tail}?"
        yield "active_cleft", f"{who} {'was' if is_past(v) else 'is'} it that {form} {tail}?"
        noun = (
            ("people" if " and " in frame.answer else "person")
            if who == "who"
            else who.removeprefix("which ")
            if who.startswith("which ")
            else ""
        )
        if frame.noun == "maker":
            yield "active_named", f"Say who {form} {tail}."
        elif noun:
            yield (
                "active_named",
                f"Name the {noun} {'who' if who == 'who' else 'that'} {form} {tail}.",
            )
        if doer := DOERS.get(lemma):
            were = (
                "was"
                if is_past(v)
                and doer
                not in ("founder", "designer", "discoverer", "inventor", "author", "builder")
                else "is"
            )
            plural = is_plural(frame.answer) and " and " in frame.answer
            doer, were = (
                (f"{doer}s", were.replace("was", "were").replace("is", "are"))
                if plural
                else (doer, were)
            )
            yield "doer", f"{'who' if who == 'who' else 'what'} {were} the {doer} of {v.subject}?"
    if (
        not v.verb.passive
        and not v.preposition
        and v.verb.simple
        and frame.form == "noun"
        and frame.ask in ("what",)
        and not v.before
    ) and lemma not in (
        "have",
        "be",
        "become",
        "remain",
        "join",
        "leave",
        "reach",
        "succeed",
        "expect",
        "use",
        "need",
    ):
        be = "was" if is_past(v) else "is"
        yield (
            "object_first",
            f"What {be} {participle(lemma)} {line('by', v.subject, others(v))}?",
        )


# --- numbers
