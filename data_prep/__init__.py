"""Corpus → facts with verbatim evidence → instruction pairs, as a Hugging Face dataset.

What other packages may import stands here; the rest is data_prep's own.
"""

from data_prep.dialect import Arguments, CommandError, WorkError, parse, run
from data_prep.records import Document, Fact, Probe

__all__ = ["Arguments", "CommandError", "Document", "Fact", "Probe", "WorkError", "parse", "run"]
