"""Raw text → clean text, as edits that keep the map back to the source. `clean` is the whole step."""

from data_prep.clean.edits import Edit, Runs, Traced, source_span
from data_prep.clean.steps import Cleaned, clean

__all__ = ["Cleaned", "Edit", "Runs", "Traced", "clean", "source_span"]
