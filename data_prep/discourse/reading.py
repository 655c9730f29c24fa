"""A document → its utterances: lines, turns, sentences, quotations, speakers, pronouns, problems."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from data_prep.discourse import (
    chinese_pronouns,
    chinese_speakers,
    chinese_speech,
    english_pronouns,
    english_speakers,
    english_speech,
)
from data_prep.discourse.cast import Cast
from data_prep.discourse.memory import Memory, Said
from data_prep.discourse.problems import problem
from data_prep.discourse.speakers import NOBODY, Speaker
from data_prep.discourse.speech import Piece
from data_prep.discourse.turns import Line, lines
from data_prep.discourse.units import Unit, units
from data_prep.discourse.utterance import Utterance
from data_prep.discourse.words import HEDGES, HEDGING
from data_prep.records import Lang, Modality

if TYPE_CHECKING:
    from data_prep.facts.tokens import Names


def utterances(text: str, title: str, lang: Lang, names: "Names") -> Iterator[Utterance]:
    """The utterances of a document in order; every sentence is in at least one of them."""
    found = list(lines(text))
    labels = dict.fromkeys(line.turn for line in found if line.turn and len(line.turn) > 1)
    reader = _Reader(text, lang, Cast(text, names, lang, list(labels)), title)
    for line in found:
        yield from reader.line(line)


class _Reader:
    """Reads one document from its first line to its last."""

    def __init__(self, text: str, lang: Lang, cast: Cast, title: str) -> None:
        self.text, self.cast = text, cast
        self.lang: Lang = lang
        self.memory = Memory(cast)
        self.title = title
        self.last: Speaker | Said = NOBODY
        self.guest = ""

    def line(self, line: Line) -> Iterator[Utterance]:
        self.last = NOBODY
        turn = self._turn(line)
        for unit in units(self.text, line.start, line.end, line.number, self.lang):
            yield from self._unit(unit, line, turn)

    def _turn(self, line: Line) -> Speaker:
        """Who speaks in this line's turn."""
        if not line.turn or line.host:
            return NOBODY
        name = self.cast.full(line.turn)
        if len(line.turn) == 1 or name in ("Answer", "回答"):
            name = self.guest
        return Speaker(name, "person", "") if name else NOBODY

    def _unit(self, unit: Unit, line: Line, turn: Speaker) -> Iterator[Utterance]:
        speech = chinese_speech if self.lang == "zh" else english_speech
        for piece in speech.attributions(self.text, unit):
            yield self._utterance(piece, unit, line, turn)

    def _utterance(self, piece: Piece, unit: Unit, line: Line, turn: Speaker) -> Utterance:
        speaker, trouble = self._speaker(piece, unit, turn)
        voice = "direct" if turn.name and piece.voice == "document" else piece.voice
        now = Said(piece.start, piece.end, unit.paragraph, voice, speaker.name, speaker.sort)
        start, verb = piece.start, speaker.verb
        view = _VIEW[self.lang].match(self.text, start, piece.end) if voice == "direct" else None
        if view and piece.end - view.end() >= _VIEW_CHARS:
            start, verb = view.end(), _VIEW_VERB[self.lang]
        if self.lang == "zh":
            resolved = chinese_pronouns.resolve(self.text, start, piece.end, self.memory, now)
        else:
            resolved = english_pronouns.resolve(
                self.text, start, piece.end, self.memory, now, piece.cut
            )
        sentence = self.text[start : piece.end]
        own = not speaker.name and not speaker.said and piece.voice == "document"
        if line.host:
            trouble = "host"
        trouble = trouble or piece.problem or problem(
            sentence, self.lang, own, piece.voice == "direct" or piece.end < unit.end
        )  # fmt: skip
        self.memory.remember(now)
        self.last = speaker if piece.voice != "document" else now
        return Utterance(
            text=sentence,
            start=start,
            end=piece.end,
            evidence=(piece.first, piece.last),
            plain=self._lowered(resolved.text, start, speaker),
            unresolved=resolved.unresolved,
            paragraph=unit.paragraph,
            speaker=speaker.name,
            said=self._said(speaker, verb),
            modality=self._modality(sentence, speaker, verb, trouble),
            problem=trouble,
        )

    def _speaker(self, piece: Piece, unit: Unit, turn: Speaker) -> tuple[Speaker, str]:
        """Who says a piece, and a problem where that is not sure."""
        if piece.voice == "document":
            return turn, ""
        if piece.source is None:
            if piece.problem == "mention_only":
                return NOBODY, piece.problem
            if piece.problem:
                return NOBODY, piece.problem
            if (last := self._last()).name and not turn.name:
                return last, ""
            return NOBODY, "nested_quote" if turn.name else "unknown_speaker"
        now = Said(unit.start, unit.end, unit.paragraph, "document")
        find = chinese_speakers.speaker if self.lang == "zh" else english_speakers.speaker
        found = find(self.text, piece.source, self.memory, now)
        if found.vague:
            return found, "relayed"
        if turn.name:
            if found.first_person:
                return replace(turn, verb=found.verb), ""
            return found, "" if found.name else "nested_quote"
        if _JOKING.search(self.text, piece.source.start, piece.source.end):
            return found, "figurative"
        if found.first_person:
            return found, "first_person"
        return found, "" if found.name or found.said else "unknown_speaker"

    def _lowered(self, plain: str, start: int, speaker: Speaker) -> str:
        """An English sentence as it goes on behind "X said that ": small, unless a name begins it."""
        if self.lang == "zh" or not (speaker.name or speaker.said):
            return plain
        first = plain.split(" ", 1)[0]
        kept = self.text.startswith(first, start) and not self.cast.within(start, start + 1)
        if plain.startswith("The ") or (kept and first not in ("I", "I’m", "I'm")):
            return plain[:1].lower() + plain[1:]
        return plain

    def _last(self) -> Speaker:
        """Who spoke last in this paragraph, or the person it was last about."""
        if isinstance(self.last, Speaker):
            return self.last
        lead = self.memory.lead(self.last)
        return Speaker(lead.name, "person", "") if lead and lead.sort == "person" else NOBODY

    def _said(self, speaker: Speaker, verb: str) -> str:
        if speaker.said:
            return speaker.said
        if not speaker.name:
            return ""
        name = self.cast.short(speaker.name) if speaker.sort == "person" else speaker.name
        if self.lang == "en":
            return f"{name[:1].upper()}{name[1:]} {verb or 'said'} that "
        return f"{name}{verb or '表示'}，"

    def _modality(self, sentence: str, speaker: Speaker, verb: str, trouble: str) -> Modality:
        if (
            trouble == "conditional"
            or verb in HEDGING[self.lang]
            or HEDGES[self.lang].search(sentence)
        ):
            return "hedged"
        return "reported" if speaker.name or speaker.said else "asserted"


_VIEW = {
    "zh": re.compile(
        "(?:但是?|所以|因此|不过|而|实际上|同时|此外)?[，]?(?:我(?:个人)?(?:一直)?(?:认为|觉得|相信|坚信|倾向于认为|想)|在我看来|我的(?:观点|看法)是|我想(?:说|强调)的是)[，：]?"
    ),
    "en": re.compile(r"(?:But |And |So )?I (?:think|believe|feel|suppose) (?:that )?"),
}
_JOKING = re.compile("开玩笑|打趣|调侃|自嘲|打(?:了)?个?比方|笑称|\\bjok(?:ed|ing)\\b")
_VIEW_VERB = {"zh": "认为", "en": "thinks"}
_VIEW_CHARS = 6
