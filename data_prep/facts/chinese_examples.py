"""An example that says what of many things a statement means: X会有很多新机会，比如能够为Y配备广告."""

import re

from data_prep.facts.chinese_carry import Continued, State
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_pieces import Piece
from data_prep.facts.chinese_standing import standing_problem
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from data_prep.facts.tokens import Names

EXAMPLE = ("比如", "例如", "譬如")
_MANY = re.compile("(?:很多|许多|不少|多[种项个]|各种|一些|[两三四五六七八九十]+[种项个])")
_CAN = ("能够", "可以", "能", "会", "将")


def example(clause: str, state: State, names: Names) -> Continued | None:
    """The statement before with what one of its things is, where the example is itself something to do."""
    last = state.last[-1] if state.last else None
    if last is None or last.role != "object" or not _MANY.match(last.text) or state.condition:
        return None
    joint, told = clause[:2], clause[2:].split("，")[0]
    ws = words(told, names)
    chunks = parse(ws) if ws and ws[0].text in _CAN else None
    if not chunks or {"subject", "after"} & {c.role for c in chunks}:
        return None
    own = [Piece(c.role, tuple(ws[c.start : c.stop])) for c in chunks]
    if not any(p.role == "object" for p in own):
        return None
    made = Continued(state.last, [Piece("adverb", (Word(joint, "d", 0),)), *own])
    return None if standing_problem(made.whole, said=state.said) else made
