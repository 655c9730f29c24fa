"""The English cloze: the statement with a blank in the answer’s place."""

import re

from data_prep.frame import Framed
from data_prep.wording.en.gaps import kind_of
from data_prep.wording.en.lines import tidy
from data_prep.wording.en.view import view
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
