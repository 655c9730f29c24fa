"""Two strings and a question in, a verdict with its reason out. No model is asked, no torch is loaded."""

from eval.scorers.match import Verdict, score

__all__ = ["Verdict", "score"]
