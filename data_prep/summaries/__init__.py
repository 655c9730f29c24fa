"""Document → summarization pairs: headline, one sentence, abstract, key points.

Extractive and compressive: every sentence of a summary stands in the passage, less its asides, with a
pronoun named where it is sure whom it means and with its speaker kept; a statement that the ledger made
of the passage may stand for a sentence that cannot be lifted out as it is.
"""

from data_prep.summaries.passages import passages
from data_prep.summaries.rows import Summaries, summaries

__all__ = ["Summaries", "passages", "summaries"]
