"""Document → facts, offline: utterances → statements → answers, each with verbatim evidence and its frame."""

import re
from dataclasses import dataclass, replace

from data_prep.clean.edits import Runs, source_span
from data_prep.discourse import Utterance, document_date, utterances
from data_prep.discourse.words import HAN
from data_prep.facts.asked_names import asked_names
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_announcements import announcements
from data_prep.facts.chinese_frames import passing, tells_in_passing
from data_prep.facts.chinese_frames import read as read_chinese
from data_prep.facts.chinese_lending import TIGHT, Lender
from data_prep.facts.chinese_owners import device
from data_prep.facts.chinese_pieces import Piece
from data_prep.facts.classes import classes
from data_prep.facts.english_dates import DATELINE, on_its_day
from data_prep.facts.english_frames import frames
from data_prep.facts.english_reference import References
from data_prep.facts.english_surnames import Surnames
from data_prep.facts.full_names import in_full
from data_prep.facts.names import find_names, named
from data_prep.facts.own_words import unrepeated_speaker
from data_prep.facts.renamings import renamings
from data_prep.facts.tokens import Names
from data_prep.facts.years import in_year, report_year
from data_prep.frame import Frame, Framed, Part
from data_prep.gate import KnownNames, Verdict, judge_fact
from data_prep.records import Document, Fact, Lang, Modality, content_id
from data_prep.values import writings

EXTRACTOR = "offline-2"
_FULL_STOP = {"zh": "。", "en": "."}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document states, and where it states nothing that stands alone."""

    found: list[Framed]
    silent: list[tuple[int, int, str]]
    """(start, end, reason) of the sentences without a fact."""
    refused: list[tuple[Fact, Verdict]]
    """What the gate turned away."""


def extract(
    document: Document, runs: Runs, per_sentence: int = 5, per_hundred: float = 3.0
) -> Extraction:
    """The facts of one document in the order of its text.

    `runs` is the map from `document.text` to its decoded source. At most `per_sentence` facts of each
    sentence are kept and `per_hundred` per hundred characters of the document, the most telling first.
    Lines in the other language are read as such. Facts come with split `taught`.
    """
    languages = line_languages(document.text, document.lang)
    found: list[Framed] = []
    silent: list[tuple[int, int, str]] = []
    refused: list[tuple[Fact, Verdict]] = []
    for lang in sorted(set(languages)):
        names = find_names(document.text, document.title, lang)
        known = _Known(document, runs, names, lang)
        told = utterances(document.text, document.title, lang, names)
        own = (u for u in told if languages[u.paragraph] == lang)
        for number, utterance in enumerate(own):
            made, why = known.read(utterance, number)
            best = sorted(made, key=lambda f: -f.fact.salience)[:per_sentence]
            if best:
                found += sorted(best, key=made.index)
            else:
                silent.append((*utterance.evidence, why or "nothing_to_ask"))
        refused += known.refused
    kept = _unrepeated(sorted(found, key=lambda f: f.fact.start))
    spans = {(f.fact.start, f.fact.end) for f in kept}
    again = {(f.fact.start, f.fact.end, "repeated") for f in found}
    silent += [cut for cut in again if cut[:2] not in spans]
    room = max(4, round(len(document.text) * per_hundred / 100))
    if len(kept) > room:
        best = _most_telling(kept, room)
        told = {f.fact.id for f in best}
        left = {(f.fact.start, f.fact.end, "less_telling") for f in kept if f.fact.id not in told}
        spans = {(f.fact.start, f.fact.end) for f in best}
        silent += [cut for cut in left if cut[:2] not in spans]
        kept = best
    return Extraction(kept, sorted(silent), refused)


_HAN_CHAR, _LATIN_CHAR = re.compile(f"[{HAN}]"), re.compile("[A-Za-z]")
SWITCH_LETTERS = 40
"""A line needs so many letters of the other language to be read in it."""


def line_languages(text: str, lang: Lang) -> list[Lang]:
    """The language of each line: the document's, but where a line is plainly in the other."""
    out: list[Lang] = []
    for line in text.split("\n"):
        han, latin = len(_HAN_CHAR.findall(line)), len(_LATIN_CHAR.findall(line))
        if lang == "zh" and latin >= SWITCH_LETTERS and han * 10 <= latin:
            out.append("en")
        elif lang == "en" and han >= SWITCH_LETTERS // 2 and latin <= han * 2:
            out.append("zh")
        else:
            out.append(lang)
    return out


def _unrepeated(found: list[Framed]) -> list[Framed]:
    seen: set[tuple[str, str]] = set()
    out = []
    for one in found:
        key = (one.fact.statement, one.fact.object)
        if key not in seen:
            seen.add(key)
            out.append(one)
    return out


def _most_telling(found: list[Framed], room: int) -> list[Framed]:
    ranked = sorted(found, key=lambda f: -f.fact.salience)[:room]
    return sorted(ranked, key=lambda f: f.fact.start)


_TO_DO = re.compile(
    r"待办|行动项|任务分工|后续工作|\b(?:action items?|to[- ]dos?|next steps)\b", re.I
)
_TO_BE = re.compile(r"[应须需将拟]|计划|预计|负责|\b(?:will|to|should|must|shall)\b", re.I)
_HEADING = 24
"""Characters of a line that can be a heading."""


class _Known:
    """What is known of one document while its utterances are read."""

    def __init__(self, document: Document, runs: Runs, names: Names, lang: Lang) -> None:
        self.lang: Lang = lang
        self.home = device(document.title, document.text, names) if lang == "zh" else ""
        self.topic = topic(document) if lang == "zh" and not self.home else ""
        self.document, self.runs = document, runs
        self.lines = document.text.split("\n")
        self.year = report_year(document.title)
        self.written = document_date(document.text, document.title) if lang == "en" else None
        self.lender = Lender(document, self.topic)
        self.names = names = named(names, self.topic)
        self.classes = classes(document.text, names) if lang == "zh" else {}
        self.known_names = KnownNames.of(names.kinds)
        self.refused: list[tuple[Fact, Verdict]] = []
        self.references = References(document.text, document.title, names)
        self.surnames = Surnames(document.text, document.title, names) if lang == "en" else None
        self.last: tuple[Utterance, tuple[Piece, ...]] | None = None
        self.passed: tuple[int, int] | None = None
        self.renamings = renamings(document.text, names, lang)

    def read(self, utterance: Utterance, number: int) -> tuple[list[Framed], str]:
        """The facts of one utterance, or why there is none."""
        if self.lang == "en":
            return self._english(utterance, number)
        made = self._passing(utterance, number)
        before, self.last = self.last, None
        utterance = replace(utterance, plain=self.lender.dated(utterance))
        problem = utterance.problem or self._agreed(utterance)
        if problem and problem != "conditional":  # kept with its condition, or not at all
            return made, problem
        if _NOBODY.match(utterance.speaker):
            return made, "unknown_speaker"
        near = (
            before
            and before[0].paragraph == utterance.paragraph
            and before[0].speaker == utterance.speaker
        )
        field = self.lender.field(utterance)
        plain = self._of_entry(self.lender.read(utterance))
        reading = read_chinese(
            f"{field[0]}，{plain}" if field else plain,
            self.names,
            self.classes,
            utterance.said,
            self.lender.topic_of(utterance),
            before[1] if before and near else (),
            self.home,
        )
        for c in map(self.lender.recorded, reading.candidates):
            back = before and c.type == "reason" and self._goes_back(c, before[1])
            first = before[0].evidence[0] if before and back else utterance.evidence[0]
            if field and c.frame.text.startswith(field[0]):
                first = min(first, field[1])
            if found := self._found(c, utterance, number, first):
                made.append(found)
        made += self._announced(utterance, number)
        if reading.last:
            self.last = utterance, reading.last
        return made, next(iter(reading.silent), "")

    def _agreed(self, utterance: Utterance) -> str:
        """to_do for what stands in a list of things to be done without saying that it is to be done."""
        if _TO_BE.search(utterance.plain):
            return ""
        for line in reversed(self.lines[: utterance.paragraph]):
            if 0 < len(line) <= _HEADING and not line.rstrip().endswith(("。", ".", "；", ";")):
                return "to_do" if _TO_DO.search(line) else ""
        return ""

    def _of_entry(self, plain: str) -> str:
        """本线 and 本片 in an article of an encyclopedia as what the article is about."""
        if not self.topic:
            return plain
        once = (_THIS_ENTRY.sub(self.topic, c, count=1) for c in _CLAUSES.split(plain))
        return "".join(once)

    def _english(self, utterance: Utterance, number: int) -> tuple[list[Framed], str]:
        if problem := utterance.problem or self._agreed(utterance):
            return [], problem
        if self.surnames:
            full = self.surnames.plain(utterance.plain, utterance.start)
            utterance = replace(utterance, plain=full)
        if not utterance.said:
            told = DATELINE.sub("", utterance.plain)
            utterance = replace(utterance, plain=on_its_day(told, self.written, self.document.text))
        plain = self.references.plain(utterance.plain, utterance.paragraph, utterance.start)
        plain = plain if utterance.said else in_year(plain, self.year, "en")
        made = frames(plain, self.names, said=utterance.said, title=self.document.title)
        stated = [c for c in made if not _OFFICE.search(c.frame.text)]
        return [f for c in stated if (f := self._found(c, utterance, number))], ""

    def _passing(self, utterance: Utterance, number: int) -> list[Framed]:
        """What the sentence says in passing, once for all its utterances."""
        if utterance.evidence == self.passed or utterance.problem in (
            "damaged",
            "host",
            "heading",
            "question",
        ):
            return []
        self.passed = utterance.evidence
        sentence = TIGHT.sub("", self._evidence(utterance))
        if not tells_in_passing(sentence):
            return []
        line = self.lines[utterance.paragraph]
        company = self._company(line) or self._company(utterance.plain)  # 该公司 is named there
        context = f"{line}\n{utterance.plain}"
        plain = replace(utterance, speaker="", said="", modality="asserted", plain=context)
        return [
            f
            for c in passing(sentence, self.names, self.classes, company)
            if (f := self._found(c, plain, number))
        ]

    def _announced(self, utterance: Utterance, number: int) -> list[Framed]:
        """What the attribution of an indirect utterance tells of when and where it was said."""
        start, end = utterance.evidence
        lead = self.document.text[start : utterance.start]
        if _no_indirect_speech(utterance, lead) or utterance.end + 1 < end:
            return []
        found = announcements(
            self.lender.dated(utterance, lead[:-1]),
            TIGHT.sub("", utterance.plain),
            utterance.speaker,
            self.names,
            self.classes,
        )
        return [f for c in found if (f := self._found(c, utterance, number))]

    def _company(self, line: str) -> str:
        """The one company that a paragraph names, or ""."""
        found = {
            name.removesuffix("公司")
            for name, kind in self.names.kinds.items()
            if name in line
            and kind != "person"
            and (name.endswith("公司") or self.classes.get(name) in ("公司", "集团", "企业"))
        }
        return found.pop() if len(found) == 1 else ""

    def _evidence(self, utterance: Utterance) -> str:
        start, end = utterance.evidence
        return self.document.text[start:end]

    def _goes_back(self, candidate: Candidate, last: tuple[Piece, ...]) -> bool:
        return bool(last) and candidate.frame.text.startswith(
            candidate.frame.said + "".join(p.text for p in last)
        )

    def _found(
        self,
        candidate: Candidate,
        utterance: Utterance,
        number: int,
        first: int | None = None,
    ) -> Framed | None:
        document, lang = self.document, candidate.frame.lang
        start, end = utterance.evidence
        if first is not None:
            start = min(start, first)
        evidence = document.text[start:end]
        spoken = (
            {n: () for n in self.names.kinds if n in candidate.object} if self.lang == "zh" else {}
        )
        candidate = replace(candidate, frame=replace(candidate.frame, names=spoken))
        named_once = unrepeated_speaker(candidate, utterance.speaker)
        if named_once is None:
            return None
        candidate = named_once
        if lang == "zh":
            candidate = in_full(candidate, self.renamings, document)
        candidate = _as_written(candidate, evidence)
        statement = candidate.frame.text + _FULL_STOP[lang]
        if candidate.object not in evidence or _tells(candidate.frame):
            return None
        source_start, source_end = source_span(self.runs, start, end)
        others = {n: o for n, o in self.renamings.items() if n in candidate.frame.text}
        aliases = [
            *candidate.aliases,
            *writings(candidate.object, lang),
            *_unglossed(candidate.object),
            *others.get(candidate.object, ()),
        ]
        fact = Fact(
            id=content_id(document.id, statement, candidate.object),
            doc_id=document.id,
            lang=lang,
            type=candidate.type,
            subject=candidate.subject,
            relation=candidate.relation,
            object=candidate.object,
            aliases=list(dict.fromkeys(a for a in aliases if a != candidate.object)),
            statement=statement,
            evidence=evidence,
            start=start,
            end=end,
            source_start=source_start,
            source_end=source_end,
            speaker=utterance.speaker,
            modality=_modality(candidate, utterance),
            salience=_salience(candidate, document, number),
            extractor=EXTRACTOR,
            split="taught",
        )
        verdict = judge_fact(
            fact,
            document.text,
            context=(utterance.plain, candidate.frame.said, document.title),
            names=others,
            known_names=self.known_names,
        )
        if not verdict:
            self.refused.append((fact, verdict))
            return None
        frame = replace(candidate.frame, names=others)
        if lang == "zh":
            frame = replace(frame, asks=asked_names(statement, self.names, self.classes))
        return Framed(fact, frame)


def _no_indirect_speech(utterance: Utterance, lead: str) -> bool:
    """Whether an utterance is no plain indirect speech behind `lead`."""
    return bool(utterance.problem) or not utterance.said or lead[-1:] != "，"


def _unglossed(answer: str) -> list[str]:
    """高盛集团（Goldman Sachs）、埃森哲（Accenture） is known by its names alone too."""
    bare = re.sub("（[^（）]*）", "", answer)
    return [bare] if bare != answer and len(bare) >= 2 else []


_OFFICE = re.compile(
    r"\b(?:is|was|has been|had been|became|remains|remained) (?!an? (?:[\w-]+ )?(?:engineer|editor)\b)(?:the |a |an )?(?:[\w-]+ )?"
    r"(?:chief executive|curator|director|chair(?:man|woman|person)?|shareholder|manager|president|treasurer|secretary|master|keeper|editor|engineer)"
    r"(?: (?:since|from|until|in) [\w ]+)?$"
)
"""An office without what it is an office of."""
_NOBODY = re.compile("(?:公司|信中|报告|文章|书中|对方|一方|部分|其中|人们|外界|业内)$")
"""Speakers that name nobody."""


def _as_written(candidate: Candidate, evidence: str) -> Candidate:
    """The candidate with its answer spaced as in the evidence: AI智能体 → AI 智能体."""
    answer = candidate.object
    if answer in evidence:
        return candidate
    if " " not in evidence:
        return _unnamed(candidate, evidence)
    pieces = re.split(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])", answer)
    match = re.search(" ?".join(map(re.escape, pieces)), evidence)
    if not match:
        return candidate
    frame = candidate.frame
    parts = tuple(
        Part(p.role, match[0]) if i == frame.asked else p for i, p in enumerate(frame.parts)
    )
    return replace(candidate, frame=replace(frame, parts=parts))


def _tells(frame: Frame) -> bool:
    """Whether the statement says its answer outside the answer's place, so that any question would tell it."""
    rest = "".join(p.text for i, p in enumerate(frame.parts) if i != frame.asked)
    return frame.answer.casefold() in f"{frame.said}{rest}".casefold()


def _unnamed(candidate: Candidate, evidence: str) -> Candidate:
    """The candidate whose answer is cut behind a name that stands for a pronoun: 扎克伯格对股票的控制 → 对股票的控制."""
    frame, answer = candidate.frame, candidate.object
    for name in frame.names or ():
        rest = answer.removeprefix(name)
        cut = rest.removeprefix("的")
        if rest != answer and len(cut) >= 4 and cut in evidence:
            own = frame.parts[frame.asked]
            parts = (
                *frame.parts[: frame.asked],
                Part("modifier", answer[: -len(cut)]),
                Part(own.role, cut),
                *frame.parts[frame.asked + 1 :],
            )
            return replace(candidate, frame=replace(frame, parts=parts, asked=frame.asked + 1))
    return candidate


_HEADLESS = re.compile("[，）]*(?:是|为|位于|又名|又称|，于)")
"""How an article begins whose first word stood in its title only."""
_CLAUSES = re.compile("(?<=[，；。：])")
_PLACED = re.compile("位于|坐落于|地处")
"""What no name holds: 北沙站位于北沙市，… is about 北沙站."""
_THIS_ENTRY = re.compile(
    "(?<![一两三四五几每日基根版剧脚标样资原书课文读成])[本该](?:线|种|属|片|剧|校|书|曲|歌|鱼|虫|树|物种|植物|作(?=[是为由在于以曾])|专辑|游戏|路线|影片|电影|小说|节目|站|车站)(?![身人们])"
)
_ENTRY = re.compile(
    r"^(?:[『「《“](?=[^』」》”]{2,20}[』」》”](?:（|是|为|，)))?([^，。（）：；“”\s]{2,20}?)[』」》”]?\s?(?:（[^（）]*）)*\s?(?:是|为|指|，)"
)


def topic(document: Document) -> str:
    """What an article of an encyclopedia is about, or "": its text begins with it, as its title does, and
    its sentences leave it out (X（…）是…。位于…。)."""
    match = _ENTRY.match(document.text)
    if not match:
        bare = re.sub(r"\s*[(（][^()（）]*[)）]$", "", document.title)
        headless = _HEADLESS.match(document.text) and 2 <= len(bare) <= 20
        return bare if headless and not re.search("[，。：？]", bare) else ""
    entry = _PLACED.split(match[1])[0]
    if len(entry) < 2 or "的" in entry:
        return ""
    titled = bool(document.title) and (entry in document.title or document.title in entry)
    return entry if titled or document.text.count(entry) >= 3 else ""


def _modality(candidate: Candidate, utterance: Utterance) -> Modality:
    """Hedged where the statement itself is, or its speaker only thinks so; reported where it has a speaker."""
    if candidate.modality == "hedged" or (utterance.said and utterance.modality == "hedged"):
        return "hedged"
    return "reported" if utterance.said else "asserted"


def _salience(candidate: Candidate, document: Document, number: int) -> int:
    """3 what the document is about, 2 worth knowing, 1 a detail."""
    about = re.sub(r"[（(].*", "", candidate.subject)[:12]
    if candidate.weight >= 3 and (number < 8 or (about and about in document.title)):
        return 3
    return 2 if candidate.weight >= 3 or number < 8 else 1
