"""Who says what: a document as utterances, each with its speaker and with its pronouns named.

`utterances` is what the clause parsers read; `document_date` is the day a document was written.
"""

from data_prep.discourse.dates import document_date
from data_prep.discourse.reading import utterances
from data_prep.discourse.utterance import Utterance

__all__ = ["Utterance", "document_date", "utterances"]
