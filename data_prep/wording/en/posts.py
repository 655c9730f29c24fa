"""Shapes that ask which post somebody holds."""

import re
from collections.abc import Iterator

from data_prep.wording.en.lines import Shape, is_past, line, others, possessive
from data_prep.wording.en.view import View


def is_post(answer: str) -> bool:
    """Whether one can hold it: director of a museum, but not the engineer who designed a bridge."""
    return not re.search(r" (?:who|that|which) |,", answer)


def posts(v: View) -> Iterator[Shape]:
    subject, tail = v.subject, others(v)
    had, hold, holds = _holding(v)
    was = "was" if had == "did" else "is"
    yield "fronted", f"What position {had} {subject} {line(hold, tail)}?"
    yield "embedded", f"Could you tell me what position {subject} {line(holds, tail)}?"
    yield "named", f"Name the post that {subject} {line(holds, tail)}."
    yield "role", f"What role {had} {subject} {line('had' if had == 'has' else 'have', tail)}?"
    yield "then_asked", f"{subject} {line(holds, 'a post', tail)}. Which one?"
    yield "wanted", f"I would like to know which post {subject} {line(holds, tail)}."
    yield (
        "capacity",
        f"In what capacity {line(had, subject, 'worked' if had == 'has' else 'work', tail)}?",
    )
    yield "known", f"Do you know what position {subject} {line(holds, tail)}?"
    yield "stated", f"State what position {subject} {line(holds, tail)}."
    if had != "has":
        yield "job", f"What {was} the job of {subject}?"
    if had != "has" and not re.search(r"[’']s ", subject):
        yield "noun", f"What {was} {possessive(subject)} position?"


def _holding(v: View) -> tuple[str, str, str]:
    """(has, held, has held), (did, hold, held) or (does, hold, holds)."""
    if v.verb.aux == "has":
        return "has", "held", "has held"
    return ("did", "hold", "held") if is_past(v) else ("does", "hold", "holds")
