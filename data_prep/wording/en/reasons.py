"""Shapes that ask why."""

from collections.abc import Iterator

from data_prep.wording.en.lines import Shape, leads, line
from data_prep.wording.en.view import View, upper_first


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
