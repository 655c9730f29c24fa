"""Shapes that only numbers, times or places have."""

from collections.abc import Iterator

from data_prep.facts.verbs import base, participle
from data_prep.wording.en.counted import counts
from data_prep.wording.en.lexicon import DIMENSIONS, LIFE, MEASURED, NOMINALS
from data_prep.wording.en.lines import Shape, is_past, line, modal, others, possessive
from data_prep.wording.en.view import View
from data_prep.wording.en.whens import post_held


def measures(v: View) -> Iterator[Shape]:
    frame, verb = v.frame, v.verb
    if v.preposition and not v.modifier and not v.qualifier and counts(v):
        yield from _behind_preposition(v)
    if v.modifier or v.preposition:
        return
    lemma = base(verb.main) if verb.main else ""
    was = "was" if is_past(v) else "is"
    if verb.copula and frame.noun in DIMENSIONS and not v.rest:
        noun = DIMENSIONS[frame.noun]
        of = "to" if noun == "distance" else "of"
        about = (
            "approximate " if v.qualifier in ("about", "around", "roughly", "approximately") else ""
        )
        if v.qualifier and not about:
            return
        yield "noun", f"What {was} the {about}{noun} {of} {v.subject}?"
        yield "noun_named", f"Give the {about}{noun} {of} {v.subject}."
        yield "noun_told", f"Could you give me the {about}{noun} {of} {v.subject}?"
        yield "noun_wanted", f"I would like to know the {about}{noun} {of} {v.subject}."
        return
    if v.qualifier:
        return
    if frame.ask == "how long" and lemma in ("take", "last") and verb.simple:
        aux, mid = v.inverted
        yield "how_much_time", f"How much time {line(aux, v.subject, mid, others(v))}?"
        yield "length_of_time", f"What length of time {line(aux, v.subject, mid, others(v))}?"
    if verb.simple and lemma in MEASURED and not v.rest:
        noun = MEASURED[lemma]
        yield "noun", f"What {was} the {noun} of {v.subject}?"
        yield "noun_named", f"Give the {noun} of {v.subject}."
        yield "noun_told", f"Could you give me the {noun} of {v.subject}?"
        yield "noun_wanted", f"I would like to know the {noun} of {v.subject}."
        if lemma == "weigh":
            aux, mid = v.inverted
            yield "how_much", f"How much {line(aux, v.subject, mid)}?"
        return
    if frame.ask.startswith("how many ") and verb.simple and not v.before:
        counted = line(frame.ask.removeprefix("how many "), v.head)
        tail = others(v)
        if lemma == "have":
            aux, mid = v.inverted
            yield "noun", f"What number of {counted} {line(aux, v.subject, mid, tail)}?"
        else:
            yield "noun", f"What {was} the number of {counted} that {v.subject} {verb.text} {tail}?"
            if lemma in (
                "employ",
                "operate",
                "own",
                "need",
                "use",
                "produce",
                "make",
                "build",
                "run",
                "lead",
                "store",
                "sell",
                "manage",
            ):
                done = line(f"the number of {counted} {participle(lemma)} by {v.subject}", tail)
                yield "noun_passive", f"What {was} {done}?"
                yield "noun_passive_named", f"Give {done}."
    elif frame.ask == "how much" and verb.simple and lemma not in MEASURED:
        yield "sum", f"What sum {v.inverted[0]} {v.subject} {v.inverted[1]} {others(v)}?"
        clause = line(v.subject, verb.text, others(v))
        yield "noun", f"What {was} the amount that {clause}?"
        yield "noun_named", f"Give the amount that {clause}."
    elif frame.ask == "what percentage" and v.head:
        yield (
            "share",
            f"What share {v.head} {v.inverted[0]} {v.subject} {v.inverted[1]} {others(v)}?",
        )


def _behind_preposition(v: View) -> Iterator[Shape]:
    """What is the number of languages into which …?"""
    clause = line(v.subject, v.verb.text, others(v))
    be = "was" if is_past(v) else "is"
    yield "noun", f"What {be} the number of {counts(v)} {v.preposition} which {clause}?"
    yield "noun_named", f"Give the number of {counts(v)} {v.preposition} which {clause}."


# --- times and places


def nominal_times(v: View) -> Iterator[Shape]:
    noun = (
        v.frame.ask.removeprefix("which ").removeprefix("what ")
        if v.frame.ask != "when"
        else "time"
    )
    lemma = base(v.verb.main) if v.verb.main else ""
    if post := post_held(v):
        since = f"since which {noun}" if noun != "time" else "since when"
        yield "became", f"When did {v.subject} become {post}?"
        yield "became_in", f"In which {noun} did {v.subject} become {post}?"
        yield (
            "held_since",
            f"{since} has the post of {post.removeprefix('the ')} been held by {v.subject}?",
        )
        yield "became_embedded", f"Could you tell me when {v.subject} became {post}?"
    if v.preposition not in ("in", "on") or v.verb.tail:
        return
    event = ""
    if lemma in LIFE and (lemma == "die" or v.verb.passive):
        event = LIFE[lemma]
    elif lemma in NOMINALS and v.verb.passive and not v.verb.early:
        event = NOMINALS[lemma]
    if not event or "month and" in noun or modal(v):
        return
    owner = (
        possessive(v.subject)
        if len(v.subject.split()) <= 3 and not v.subject.startswith("the ")
        else ""
    )
    if event in LIFE.values():
        if "’s " in v.subject:  # the year of his wife’s death would need two owners
            yield (
                "event",
                f"What {'was' if is_past(v) else 'is'} the {noun} of the {event} of {v.subject}?",
            )
        elif noun in ("year", "date"):
            yield (
                "event",
                f"What {'was' if is_past(v) else 'is'} {possessive(v.subject)} {noun} of {event}?",
            )
            yield "event_named", f"Give the {noun} of {possessive(v.subject)} {event}."
        return
    if owner and noun in ("year", "date"):
        yield "event", f"What is the {noun} of {owner} {event}?"
    elif noun in ("year", "date"):
        yield "event", f"What is the {noun} of the {event} of {v.subject}?"
    yield "event_fell", f"{v.preposition} which {noun} did the {event} of {v.subject} take place?"
    yield "event_when", f"When did the {event} of {v.subject} take place?"
    if noun in ("year", "month and year"):
        yield "event_seen", f"Which {noun.split(' ')[0]} saw the {event} of {v.subject}?"


def nominal_places(v: View) -> Iterator[Shape]:
    lemma = base(v.verb.main) if v.verb.main else ""
    if lemma in LIFE and v.preposition == "in":
        yield "event", f"What was {possessive(v.subject)} place of {LIFE[lemma]}?"
        yield "event_named", f"Name {possessive(v.subject)} place of {LIFE[lemma]}."
    elif v.verb.copula and not v.rest:
        be = v.verb.text if v.verb.text in ("is", "are", "was", "were") else "is"
        yield "located", f"Where {be} {v.subject} located?"
        yield "located_embedded", f"Could you tell me where {v.subject} {be} located?"
        yield "find", f"Where can one find {v.subject}?" if be in ("is", "are") else ""
