"""Document → facts, each with verbatim evidence, and the gate that every later wording passes."""

from data_prep.facts.extract import extract
from data_prep.facts.ground import bare, grounded, question_problem, tells

__all__ = ["bare", "extract", "grounded", "question_problem", "tells"]
