"""The record that a document is read into."""

from dataclasses import dataclass

from data_prep.records import Modality


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence of a document, or one sentence inside a quotation, and who says it.

    Every sentence of a document is in at least one utterance; one with a `problem` may assert nothing.
    """

    text: str
    """document.text[start:end], without attribution and without quotation marks around it."""
    start: int
    end: int
    evidence: tuple[int, int]
    """Span with the attribution and quotation marks where they stand beside it, else (start, end)."""
    plain: str
    """`text` with pronouns and deictics named where that is sure, and an attribution in its middle left out."""
    unresolved: tuple[str, ...]
    """The pronouns that stay in `plain`: a clause that holds one is not self-contained."""
    paragraph: int
    """The line of the document, counted from 0."""
    speaker: str
    """Who says so in the fullest name the document gives, or "" for the document itself."""
    said: str
    """The attribution to put in front of what is lifted (扎克伯格表示，; "Zuckerberg said that "), or ""."""
    modality: Modality
    problem: str
    """Why nothing may be asserted from it, or "":

    question, rhetorical, command, heading, fragment (no predicate can be in it), damaged; host (an interviewer's words); nested_quote;
    unknown_speaker; first_person (the author's own 我, with no name); relayed (a view held up, not held);
    hypothetical; conditional (true only whole, with its condition); figurative; opinion (the author's
    own verdict); mention_only (words that are named, not said); undated (a record without its date).
    """
