"""A model's summaries of a passage, each sentence held against the sentences of the passage that it retells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data_prep.facts.discourse import sentences
from data_prep.gate import Source, Verdict, judge_statement
from data_prep.llm.tables import LIGHT
from data_prep.llm.witness import Witness
from data_prep.llm.words import Held, content, turned_round
from data_prep.records import Lang
from data_prep.summaries.ranking import length
from data_prep.summaries.rows import (
    ABSTRACT,
    MAX_POINTS,
    MIN_POINTS,
    ONE_SENTENCE,
    POINT,
    SHORTER,
)

HEADLINE: dict[Lang, int] = {"zh": 36, "en": 14}
"""Characters, words."""
RETOLD = 3
"""Sentences of the passage that one sentence of a summary may put together."""
STRANGE = 0.15
"""Share of its content words that none of them has."""


@dataclass(slots=True)
class SummaryVerifier:
    """The summaries of one passage; `witness` is of its document."""

    passage: str
    witness: Witness
    refused: list[tuple[str, Verdict]] = field(default_factory=list)

    def believed(self, reply: Any) -> dict[str, str | list[str]]:
        """The kinds of summary whose every sentence the passage says, within the lengths of the rules'."""
        if not isinstance(reply, Mapping):
            return {}
        made: dict[str, str | list[str]] = {}
        if text := self._text(reply.get("headline"), HEADLINE):
            made["headline"] = text.rstrip("。.")
        if text := self._text(reply.get("one_sentence"), ONE_SENTENCE):
            made["one_sentence"] = [text]
        if told := self._abstract(reply.get("abstract")):
            made["abstract"] = told
        if points := self._points(reply.get("key_points")):
            made["key_points"] = points
        return made

    def _text(self, text: Any, most: Mapping[Lang, int]) -> str:
        lang = self.witness.lang
        if not isinstance(text, str) or not (text := text.strip()) or "\n" in text:
            return ""
        if length(text, lang) > most[lang]:
            self.refused.append((text, Verdict("too_long", str(length(text, lang)))))
            return ""
        return text if self._passes(text) else ""

    def _abstract(self, told: Any) -> list[str]:
        lang = self.witness.lang
        kept = self._kept(told, ABSTRACT[lang][1])
        size, (least, most) = sum(length(t, lang) for t in kept), ABSTRACT[lang]
        room = min(most, int(length(self.passage, lang) / SHORTER))
        return kept if len(kept) > 1 and least <= size <= room else []

    def _points(self, told: Any) -> list[str]:
        lang = self.witness.lang
        kept = self._kept(told, POINT[lang])[:MAX_POINTS]
        size = sum(length(text, lang) for text in kept)
        room = length(self.passage, lang) / SHORTER
        return kept if len(kept) >= MIN_POINTS and size <= room else []

    def _kept(self, told: Any, most: int) -> list[str]:
        """The sentences that pass: what is left is shorter, and still true."""
        texts = [t.strip() for t in told if isinstance(t, str)] if isinstance(told, list) else []
        fits = [t for t in dict.fromkeys(texts) if t and "\n" not in t]
        return [t for t in fits if length(t, self.witness.lang) <= most and self._passes(t)]

    def _passes(self, text: str) -> bool:
        verdict = self._judged(text)
        if not verdict:
            self.refused.append((text, verdict))
        return bool(verdict)

    def _judged(self, text: str) -> Verdict:
        lang, document = self.witness.lang, self.witness.document
        near = self._retold(text)
        evidence = "\n".join(near)
        context = [document.title, *self._plain(near)]
        strange = [
            word
            for word in Held("\n".join([evidence, *context]), lang).strange(text)
            if word not in LIGHT[lang]
        ]
        if len(strange) > STRANGE * len(content(text, lang)):
            return Verdict("ungrounded_words", " ".join(strange[:6]))
        if turned := turned_round(text, evidence, lang):
            return Verdict("turned_round", turned)
        speakers = {u.speaker for one in near for u in self._over(one) if u.speaker}
        one = next(iter(speakers)) if len(speakers) == 1 and len(near) == 1 else ""
        source = Source.of(
            evidence,
            lang,
            context=context,
            speaker=one,
            names=self.witness.renamings,
            known_names=self.witness.known_names,
        )
        return judge_statement(source, text)

    def _retold(self, text: str) -> list[str]:
        """The sentences of the passage that have most of the words of `text`, in their order, as few as
        hold what any of them holds."""
        lang = self.witness.lang
        words = set(content(text, lang))
        held = [(s.text, Held(s.text, lang)) for s in sentences(self.passage, lang)]
        left, chosen = set(words), []
        while left and len(chosen) < RETOLD and len(chosen) < len(held):
            best = max(range(len(held)), key=lambda i: (sum(map(held[i][1].has, left)), -i))
            gained = {word for word in left if held[best][1].has(word)}
            if not gained or best in chosen:
                break
            chosen.append(best)
            left -= gained
        return [held[i][0] for i in sorted(chosen)]

    def _over(self, sentence: str):
        at = self.witness.document.text.find(sentence)
        return self.witness.over(at, at + len(sentence)) if at >= 0 else []

    def _plain(self, near: Sequence[str]) -> list[str]:
        return [u.plain for one in near for u in self._over(one)]
