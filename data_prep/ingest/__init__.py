"""Files → raw documents: inputs are planned, bytes decoded, formats read; nothing is judged yet."""

from data_prep.ingest.formats import read
from data_prep.ingest.plan import plan
from data_prep.ingest.portions import FORMATS, PACKINGS, Portion, portion_of
from data_prep.ingest.raw import InputError, Limits, Raw, Read, Reject

__all__ = [
    "FORMATS",
    "PACKINGS",
    "InputError",
    "Limits",
    "Portion",
    "Raw",
    "Read",
    "Reject",
    "plan",
    "portion_of",
    "read",
]
