"""Fact → wordings: questions of truly different shapes, statements in different order.

Prefixes are not wordings: on one corpus the same question under eight prefixes gave 21 % recall, nine
differently built ones 74 %. So every wording carries the id of its shape, and selection counts shapes.
"""

from data_prep.wording.questions import Wording, cloze, questions
from data_prep.wording.select import choose
from data_prep.wording.statements import statements

__all__ = ["Wording", "choose", "cloze", "questions", "statements"]
