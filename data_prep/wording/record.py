"""What the builders of wordings give."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["direct", "reverse", "cloze", "list"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for something. `shape` is how the sentence is built; `cleft+1` is the shape `cleft`
    in other words."""

    shape: str
    text: str
    kind: Kind = "direct"
    answer: str = ""
    """What is asked for where that is not the object of the fact: the subject of a reverse question, all
    the answers of a list question."""

    @property
    def form(self) -> str:
        """The shape without the number of its words: what is trained in this form is not held out."""
        return self.shape.split("+", 1)[0]

    @property
    def is_query(self) -> bool:
        """Whether it is typed into a search box rather than asked: trained on, and never a probe."""
        return self.form.startswith("search")

    @property
    def is_near(self) -> bool:
        """Whether it is too near to what is trained on to be a probe: the statement with a gap, as in the cloze,
        or a plain question carried by another sentence."""
        return self.form in _NEAR


_NEAR = frozenset(
    "gap unfinished letter number_missing looked_up forgotten asked_me in_a_quiz known".split()
)
