"""`report.html`: what a run found, in one file that opens from disk with nothing to load."""

from eval.page.document import page
from eval.page.evidence import FactView, fact_views

__all__ = ["FactView", "fact_views", "page"]
