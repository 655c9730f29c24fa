"""Shapes that ask what something or who somebody is."""

import re
from collections.abc import Iterator

from data_prep.wording.en.lines import Shape, is_past, line, others, person_subject, possessive
from data_prep.wording.en.view import View, upper_first


def complements(v: View) -> Iterator[Shape]:
    frame, subject = v.frame, v.subject
    aux, mid = v.inverted
    tail = others(v)
    if frame.noun == "position":
        yield "in_place", f"{line(subject, v.verb.text, 'what', tail)}?"
        had = "has" if v.verb.aux == "has" else "did" if is_past(v) else "does"
        hold = "held" if had == "has" else "hold"
        yield "fronted", f"What position {had} {subject} {line(hold, tail)}?"
        holds = "has held" if had == "has" else "held" if had == "did" else "holds"
        yield "embedded", f"Could you tell me what position {subject} {line(holds, tail)}?"
        yield "named", f"Name the post that {subject} {line(holds, tail)}."
        yield "noun", f"What {'was' if had == 'did' else 'is'} {possessive(subject)} position?"
        yield (
            "capacity",
            f"In what capacity {'has ' + subject + ' worked' if had == 'has' else 'did ' + subject + ' work' if had == 'did' else 'does ' + subject + ' work'} {tail}?",
        )
        yield (
            "role",
            f"Which role {had} {subject} {line('had' if had == 'has' else 'have', tail)}?",
        )
        yield "then_asked", f"{subject} {line(holds, 'a post', tail)}. Which one?"
        yield (
            "job",
            f"What is the job of {subject}?" if had != "did" else f"What was the job of {subject}?",
        )
        yield "wanted", f"I would like to know which post {subject} {line(holds, tail)}."
        yield (
            "gap",
            f"Which words fill the gap: “{upper_first(line(subject, v.verb.text, v.lead, '____', v.head, tail))}”?",
        )
        yield "short", f"{possessive(subject)} post?"
        yield "who", f"Who {'was' if had == 'did' else 'is'} {subject}?"
        return
    is_ = v.verb.text
    if _HUMAN.search(frame.answer):
        yield from _person_described(v)
        return
    yield "fronted", f"What {line(aux, subject, mid, tail)}?"
    yield "in_place", f"{line(subject, is_, 'what', tail)}?"
    yield "embedded", f"Could you tell me what {line(subject, is_, tail)}?"
    yield "explained", f"Explain what {line(subject, is_, tail)}."
    if v.verb.early or frame.form != "noun":
        return
    if aux in ("is", "are") and not mid:
        do = "do" if v.plural else "does"
        yield "described", f"How would you describe {subject}?"
        yield (
            "kind",
            f"What kind of thing {aux} {subject}?"
            if not person_subject(v)
            else f"Who {aux} {subject}?",
        )
        if subject.startswith(("a ", "an ")):
            term = subject.split(" ", 1)[1]
            yield "meant", f"What is meant by “{term}”?"
            yield "define", f"Define the term “{term}”."
            yield "term", f"What does the term “{term}” refer to?"
            yield "called", f"When people speak of {subject}, what do they mean?"
        else:
            yield "sentence", f"In a few words, what {aux} {subject}?"
            yield (
                "noted",
                f"{upper_first(subject)}: what {aux} {'they' if v.plural else 'it'}?"
                if not person_subject(v)
                else f"{subject}: who is that?",
            )
            yield (
                "known",
                f"What should one know {subject} to be?"
                if do == "do"
                else f"As what can {subject} be described?",
            )
    yield "wanted", f"I would like to know what {line(subject, is_, tail)}."
    yield (
        "gap",
        f"Which words fill the gap: “{upper_first(line(subject, is_, v.lead, '____', v.head, tail))}”?",
    )


_HUMAN = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ ){0,3}?(?:[a-z]+(?:ist|ian|eer|man|woman)|chemist|teacher|writer|painter|lawyer|physician|poet|nurse|doctor|founder|builder|player|leader|member|actor|author|director|builder|keeper|designer|scholar|student|child|son|daughter|brother|sister|wife|husband|pilot|sailor|singer)(?= who| of| at| in| from|$)"
)


def _person_described(v: View) -> Iterator[Shape]:
    """Who somebody is, where the answer is a trade or a part somebody played."""
    subject, is_ = v.subject, v.verb.text
    tail = others(v)
    be = "was" if is_past(v) else "is"
    yield "fronted", f"Who {be} {line(subject, tail)}?"
    yield "in_place", f"{line(subject, is_, 'what', tail)}?"
    yield "embedded", f"Could you tell me who {line(subject, is_, tail)}?"
    yield "wanted", f"I would like to know what {line(subject, is_, tail)}."
    yield "described", f"How {'was' if be == 'was' else 'is'} {subject} described?"
    yield "noted", f"{upper_first(subject)}: who {be} that?"
    yield (
        "gap",
        f"Which words fill the gap: “{upper_first(line(subject, is_, v.lead, '____', v.head, tail))}”?",
    )
    yield (
        "unfinished",
        f"Finish the sentence: {upper_first(line(subject, is_, v.lead))} …" if not tail else "",
    )
    yield "somebody_asks", f"Somebody asks who {subject} {be}. What is the answer?"
    yield "sentence", f"In a few words, who {be} {subject}?"
    yield "explained", f"Explain who {line(subject, is_)}."
    yield "what_does_one", f"What is there to say about who {subject} {be}?"


# --- why
