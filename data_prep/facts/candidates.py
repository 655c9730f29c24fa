"""What an extractor finds in a sentence, before it is a fact."""

from dataclasses import dataclass

from data_prep.frame import Frame
from data_prep.records import FactType, Modality


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer of one self-contained statement, with the statement taken apart."""

    type: FactType
    subject: str
    relation: str
    """What holds between `subject` and the answer, the answer's place marked with …."""
    frame: Frame
    aliases: tuple[str, ...] = ()
    modality: Modality = "asserted"
    weight: int = 2
    """How much the answer tells, 3 most: a number, a date and a name before a common noun."""

    @property
    def object(self) -> str:
        return self.frame.answer
