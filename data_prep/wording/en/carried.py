"""More ways to put a question to somebody, for a fact that few shapes ask for."""

from collections.abc import Iterator

from data_prep.wording.en.lines import Shape

ENOUGH = 13
"""Forms of direct questions that need no more."""
_EMBEDDED = "Could you tell me "
_CARRIERS = (
    ("looked_up", "Please look up {}."),
    ("in_a_quiz", "A quiz asks {}. What is the right answer?"),
    ("asked_me", "Somebody asked me {}. What is the answer?"),
    ("known", "Does anybody know {}?"),
    ("forgotten", "I have forgotten {}. Can you help me?"),
)
"""Each holds the question in the order of a clause."""


def carried(made: list[Shape]) -> Iterator[Shape]:
    """The first embedded question of `made` inside other sentences, where `made` has few forms."""
    forms = {shape.split("+", 1)[0] for shape, text in made if text}
    clause = next((t for _, t in made if t.startswith(_EMBEDDED) and t.endswith("?")), "")
    if len(forms) >= ENOUGH or not clause:
        return
    inner = clause.removeprefix(_EMBEDDED)[:-1]
    for shape, text in _CARRIERS[: ENOUGH - len(forms)]:
        yield shape, text.format(inner)
