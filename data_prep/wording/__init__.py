"""Found fact → wordings: questions of truly different shapes, statements in different order, and which of
them are trained on.

Prefixes are not wordings: on one corpus the same question under eight prefixes gave 21 % recall, nine
differently built ones 74 %. So every wording carries the id of its shape, and selection counts how far
apart wordings are.
"""

from data_prep.wording.languages import cloze, listing, questions, reverse, statements
from data_prep.wording.record import Wording
from data_prep.wording.select import choose, distance

__all__ = [
    "Wording", "choose", "cloze", "distance", "listing", "questions", "reverse", "statements",
]  # fmt: skip
