"""What a model's replies offer for the rows of a shard: wordings and summaries that are believed.

The replies of all rounds lie in files beside the shard. A document's offers are worked out when first asked
for; what is refused is kept with its reason, for the drop log and for the next round.
"""

from dataclasses import dataclass, field
from typing import Any

from data_prep.gate import Verdict
from data_prep.llm.asking import Answered, read_replies, texts_of
from data_prep.llm.summaries import SummaryVerifier
from data_prep.llm.witness import Witness
from data_prep.llm.wordings import WordingVerifier, shape_of
from data_prep.pairs import Offered
from data_prep.records import Document, Drop, content_id
from data_prep.replies import Unparsed
from data_prep.summaries import Summaries
from data_prep.worded import Known, RowShard
from data_prep.wording import Wording

UNREADABLE = "unreadable_reply"


def place_of(fact_id: str, task: str) -> str:
    """What a request for a fact carries."""
    return f"{fact_id} {task}"


def passage_place(document: Document, passage: str) -> str:
    """What a request for the summaries of a passage carries."""
    return f"{document.id} {content_id(passage)} summaries"


class Offers:
    """The replies about the facts and passages of one shard."""

    def __init__(self, shard: RowShard) -> None:
        self.rules = shard.config.producer != "llm"
        self.replies: dict[str, list[Answered]] = {}
        for reply in read_replies(shard.replies):
            self.replies.setdefault(reply.place, []).append(reply)

    def of(self, document: Document) -> "DocumentOffers":
        """The offers of one document."""
        return DocumentOffers(self, document)


@dataclass(slots=True)
class DocumentOffers:
    """The offers of one document, and what of them is refused: by place the text and the verdict."""

    offers: Offers
    document: Document
    turned_away: dict[str, list[tuple[str, Verdict]]] = field(default_factory=dict)
    _witness: Witness | None = None

    @property
    def witness(self) -> Witness:
        if self._witness is None:
            self._witness = Witness(self.document)
        return self._witness

    def refused(self) -> list[Drop]:
        """What was refused so far, once each."""
        out: dict[str, Drop] = {}
        for place, texts in self.turned_away.items():
            step = "llm_summaries" if place.endswith(" summaries") else "llm_wordings"
            for text, verdict in texts:
                id = content_id("refused", place, text)
                excerpt = f"{text[:160]} ({verdict.detail[:160]})"
                out[id] = Drop(id, self.document.source, step, verdict.reason, excerpt)
        return list(out.values())

    def wordings(self, known: Known) -> Offered:
        """What is offered for a fact and true of it."""
        fact = known.fact
        said = {
            task: values
            for task in ("questions", "statements", "reverse", "distractors")
            if (values := self._values(place_of(fact.id, task)))
        }
        if not said:
            return Offered(rules=self.offers.rules)
        verifier = WordingVerifier(known.found, self.witness)
        questions = self._passed(fact.id, "questions", "questions", said, verifier.question)
        stated = self._passed(fact.id, "statements", "statements", said, verifier.statement)
        turned = self._passed(fact.id, "reverse", "questions", said, verifier.reverse)
        choices = self._passed(
            fact.id, "distractors", "distractors", said, lambda t: verifier.distractor(t, known.rivals)
        )  # fmt: skip
        return Offered(
            tuple(Wording(shape_of(q, fact.subject, fact.lang), q) for q in questions),
            tuple(stated),
            tuple(Wording(shape_of(q, "", fact.lang), q, "reverse", fact.subject) for q in turned),
            tuple(choices),
            self.offers.rules,
        )

    def summaries(self, passage: str) -> Summaries:
        """What is offered for a passage and true of it."""
        place = passage_place(self.document, passage)
        texts: dict[str, str | list[str]] = {}
        for value in self._values(place):
            verifier = SummaryVerifier(passage, self.witness)
            texts = {**verifier.believed(value), **texts}
            self.turned_away.setdefault(place, []).extend(verifier.refused)
        return Summaries(texts, self.offers.rules)

    def _values(self, place: str) -> list[Any]:
        """What the replies for a place hold, in the order in which they were asked."""
        found = []
        for reply in self.offers.replies.get(place, ()):
            value = reply.value()
            if isinstance(value, Unparsed):
                verdict = Verdict(UNREADABLE, value.reason)
                self.turned_away.setdefault(place, []).append((reply.text[:160], verdict))
            else:
                found.append(value)
        return found

    def _passed(self, id: str, task: str, key: str, said: dict[str, list[Any]], judge) -> list[str]:
        texts = dict.fromkeys(t for value in said.get(task, ()) for t in texts_of(value, key))
        out = []
        for text in texts:
            if verdict := judge(text):
                out.append(text)
            else:
                self.turned_away.setdefault(place_of(id, task), []).append((text, verdict))
        return out
