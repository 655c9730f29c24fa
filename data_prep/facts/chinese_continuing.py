"""A clause that goes on with the statement before it, or that no reading is sure of."""

from collections.abc import Sequence

from data_prep.facts.chinese_carry import (
    Continued,
    State,
)
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_standing import standing_problem
from data_prep.facts.chinese_word import Word

Outcome = tuple[list[Piece] | Continued, str]
"""The pieces of a statement, or what goes on with the one before; or none, and why."""


def unparsed(found: Sequence[Word], state: State) -> Outcome:
    """A clause that no reading is sure of, as one piece: its numbers and names can be asked for in their place."""
    if state.condition:
        return [], "conditional"
    before = [*state.pending] or state.last or short(state.raw)
    state.subject, state.pending, state.last = (), [], []
    state.root = (found[0],) if found and found[0].kind else ()
    starts = bool(found) and (found[0].kind is not None or found[0].tag in ("n", "t"))
    if starts and not state.raw:
        before = []
    elif not before or found[0].tag in ("r", "x", "cc"):
        return [], "unparsed"
    made = Continued(before, [Piece("after", tuple(found))])
    if problem := standing_problem(made.whole, parsed=False):
        return [], problem
    return made, ""


def continued(own: list[Piece], state: State) -> Outcome:
    before = state.last or short(state.raw)
    if not before or not own or state.condition or verb_of(own) == "就是":
        return [], "no_subject"
    made = Continued(before, own)
    if problem := standing_problem(made.whole, said=state.said, home=state.elided):
        return [], problem
    return made, ""


def short(raw: list[Piece]) -> list[Piece]:
    """What was said so far where it is one clause: more would make the statement a paragraph."""
    return raw if raw and sum(w.text == "，" for w in raw[0].words) == 0 else []
