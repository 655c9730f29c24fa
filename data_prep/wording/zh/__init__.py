"""Chinese wordings, built from a frame: see `questions` for how a shape is made."""

from data_prep.wording.zh.blanks import cloze, listing
from data_prep.wording.zh.questions import questions
from data_prep.wording.zh.reverse import reverse
from data_prep.wording.zh.statements import statements

__all__ = ["cloze", "listing", "questions", "reverse", "statements"]
