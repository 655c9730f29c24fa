"""Why: the questions, and the statements in other orders."""

from collections.abc import Iterator

from data_prep.wording.en.lines import Shape, is_past, leads, line
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.view import View


def reasons(v: View) -> Iterator[Shape]:
    subject, verb = v.subject, v.verb
    front, tail = leads(v), line(*(t for t in v.rest if not _opener(t)))
    aux, mid = v.inverted
    effect = line(subject, verb.text, tail)
    told = f"{front}{effect}"
    behind = line(effect, *(t[0].lower() + t[1:] for t in v.front))
    asked = line(aux, subject, mid, tail, *(t[0].lower() + t[1:] for t in v.front))
    purpose = "in order" in v.lead or v.lead.endswith("so that") or v.lead == "so as to"
    yield "fronted", f"Why {asked}?"
    yield "reason", f"For what reason {asked}?"
    yield "explained", f"Explain why {behind}."
    yield "noun", f"What is the reason that {behind}?"
    yield "how_come", f"How come {behind}?"
    yield "then_asked", f"{told}. Why?"
    yield "embedded", f"Could you tell me why {behind}?"
    yield "wanted", f"I would like to know why {behind}."
    yield "because", f"{told} because of what?" if not purpose else f"{told} to what end?"
    if purpose:
        yield "purpose", f"What was the purpose, given that {behind}?"
        yield "for_what", f"With what aim {asked}?"
        yield "goal", f"{told}: what was the goal?"
    else:
        yield "explains", f"What explains the fact that {behind}?"
        yield "cause", f"{told}: what was the cause?"
        yield "behind", f"What lies behind the fact that {behind}?"
    yield (
        "gap",
        f"Which words complete the sentence: “{upper_first(line(told, v.lead, '____'))}”?"
        if v.lead
        else f"{told}. What is the explanation?",
    )


def _opener(text: str) -> bool:
    return text in ("because", "so that", "in order to", "because of", "due to")


def reasoned(v: View) -> Iterator[str]:
    """The statement with its reason in front, or in a sentence of its own."""
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
