"""What a document has spoken of so far: who a 他, a 该公司 or an "it" can stand for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import rjieba

from data_prep.discourse.cast import Cast, Mention, Sort
from data_prep.discourse.speech import Voice
from data_prep.discourse.words import HAN, ROLES
from data_prep.records import Lang

_BACK = 5
"""How many utterances back an antecedent is looked for."""


@dataclass(slots=True)
class Said:
    """One utterance as the memory keeps it. `lead` is who or what it is about, as far as it is known."""

    start: int
    end: int
    paragraph: int
    voice: Voice
    speaker: str = ""
    speaker_sort: Sort | None = None
    lead: Mention | None = None
    looked: bool = False
    named: bool = False
    """Whether a pronoun of it was named."""


@dataclass(slots=True)
class Memory:
    """The utterances of a document in order, and what its pronouns have told about people."""

    cast: Cast
    past: list[Said] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    """People who were named with a post only, and whom the names of the document lack."""
    classes: dict[str, frozenset[str]] = field(default_factory=dict)

    def lead(self, said: Said) -> Mention | None:
        """Who or what an utterance is about: the name at the head of its first clause that has one."""
        if not said.looked:
            said.looked = True
            said.lead = said.lead or find_lead(self.cast, said.start, said.end)
        return said.lead

    def person(self, at: int, now: Said, word: str) -> str:
        """Whom 他 at text[at] stands for, or "" where it is not sure."""
        name = self._person(at, now)
        if name and self.gender.setdefault(name, word) != word:
            return ""
        return name

    def _person(self, at: int, now: Said) -> str:
        inside = self._names(now.start, at, "person")
        if now.voice == "direct":
            inside.discard(now.speaker)
            return _only(inside) if inside else _only(self._recent("person", now) - {now.speaker})
        if now.voice == "indirect" and now.speaker_sort == "person":
            return now.speaker if inside <= {now.speaker} else ""
        if len(inside) > 1:
            return ""
        if not inside and _SOMEBODY.search(self.cast.text, now.start, at):
            return ""
        before = self._last("person", now)
        later = self._cataphor(at, now)
        if inside:
            name = _only(inside)
            lead = self.lead(now)
            return name if (lead and lead.name == name) or before in ("", name) else ""
        return before if later in ("", before) else later if not before else ""

    def _cataphor(self, at: int, now: Said) -> str:
        """The person who leads the clause behind the one with the pronoun: 在他…之后，X…"""
        clause = max(
            now.start,
            self.cast.text.rfind("，" if self.cast.lang == "zh" else ",", now.start, at) + 1,
        )
        if not _ADVERBIAL[self.cast.lang].match(self.cast.text, clause, at):
            return ""
        comma = self.cast.text.find("，" if self.cast.lang == "zh" else ",", at, now.end)
        if comma < 0:
            return ""
        lead = find_lead(self.cast, comma + 1, min(now.end, comma + 24))
        return lead.name if lead and lead.sort == "person" else ""

    def pair(self, now: Said) -> str:
        """A和B when the sentence before was about two people, or ""."""
        said = self.past[-1] if self.past else None
        lead = self.lead(said) if said and now.paragraph == said.paragraph else None
        if said is None or lead is None or lead.sort != "person":
            return ""
        if not (joined := _JOINED.match(self.cast.text, lead.end, said.end)):
            return ""
        others = [m for m in self.cast.within(joined.end(), said.end) if m.sort == "person"]
        if not others:
            return ""
        between = _BRACKETED.sub("", self.cast.text[joined.end() : others[0].start])
        return "" if "，" in between else f"{lead.name}和{others[0].name}"

    def organization(self, at: int, now: Said) -> str:
        """The organisation that 该公司 at text[at] stands for."""
        inside = self._companies(now.start, at)
        if len(inside) == 1:
            return _only(inside)
        if inside:
            lead = self.lead(now)
            return lead.name if lead and lead.name in inside else ""
        if now.voice == "document" and self.cast.issuer and self.cast.text.startswith("公司", at):
            return self.cast.issuer
        if now.speaker_sort == "organization":
            return now.speaker
        if employer := self.cast.organizations.get(now.speaker, ""):
            return employer
        if now.voice == "direct":
            return ""
        main = self.cast.main_organization
        for said in self._back(now):
            names = self._companies(said.start, said.end)
            lead = self.lead(said)
            if lead and lead.name in names:
                return lead.name
            if names:
                return _only(names) or (main if main in names else "")
        return main

    def _companies(self, start: int, end: int) -> set[str]:
        names = {n for n in self._names(start, end, "organization") if not _NO_COMPANY.search(n)}
        return {n for n in names if not any(n.startswith(other + " ") for other in names)}

    def neighbour(self, at: int, now: Said) -> str:
        """The thing named right before the comma in front of text[at]: …训练Llama 3，它将…"""
        near = [m for m in self._mentions(now.start, at) if m.end == at - 1]
        if not near or self.cast.text[at - 1] not in "，," or near[0].sort != "thing":
            return ""
        lead = self.lead(now)
        return near[0].name if lead is None or lead.sort != "thing" or lead == near[0] else ""

    def thing(self, at: int, now: Said) -> str:
        """What 它 at text[at] stands for: the subject, where nothing else that could be meant is named."""
        names = {m.name for m in self._mentions(now.start, at) if m.sort != "person"}
        lead = self.lead(now)
        if names:
            return lead.name if lead and names == {lead.name} and self._whole(lead) else ""
        if now.voice == "direct" or not self.past or not self._opens(now.start, at):
            return ""
        said = self.past[-1]
        if said.speaker_sort == "organization" and said.paragraph == now.paragraph:
            return said.speaker
        lead = self.lead(said)
        if (
            said.voice == "direct"
            or said.paragraph != now.paragraph
            or lead is None
            or lead.sort == "person"
        ):
            return ""
        others = {m.sort for m in self._mentions(said.start, said.end) if m.name != lead.name}
        rivals = (
            {"thing", "work"}
            if lead.sort == "organization"
            else {"organization", "location", "work"} - {lead.sort}
        )
        return "" if others & rivals and lead.sort == "organization" else lead.name

    def _whole(self, lead: Mention) -> bool:
        """Whether the name is all of its noun phrase: of 开源 AI, AI is not."""
        before = self.cast.text[max(0, lead.start - 2) : lead.start].rstrip()
        return (
            self.cast.lang == "en"
            or lead.start == lead.end
            or not before
            or before[-1] in "，。；：“、—\n但而"
        )

    def _opens(self, start: int, at: int) -> bool:
        """Whether only a connective or a time stands before text[at]: nothing else can be meant."""
        return bool(_CONNECTIVE[self.cast.lang].fullmatch(self.cast.text, start, at))

    def owner(self, at: int, now: Said) -> str:
        """Whose a 其 that begins a clause is: the subject of its sentence, where it is the only candidate."""
        names = {
            m.name for m in self._mentions(now.start, at) if m.sort not in ("location", "work")
        }
        lead = self.lead(now)
        if lead and lead.start < at and names <= {lead.name}:
            return lead.name
        return ""

    def named(self, head: str, at: int, now: Said, fits: Callable[[str], bool]) -> str:
        """The nearest name before text[at] that is a `head`, where the nearest utterance has one only."""
        inside = {m.name for m in self._mentions(now.start, at) if fits(m.name)}
        if inside:
            return _only(inside)
        own = self.lead(now)
        if own and own.start < at and own.sort in ("thing", "work"):
            return ""  # what the sentence is about may be one too
        recent: set[str] = set()
        for said in self._back(now):
            found = {m.name for m in self._mentions(said.start, said.end) if fits(m.name)}
            lead = self.lead(said)
            if lead and (lead.name in found or fits(lead.name)):
                return lead.name if recent <= {lead.name} else ""
            recent |= found
        if recent:
            return _only(recent)
        told = self.cast.within(0, at) if self.cast.lang == "en" else self.cast.mentions
        every = {m.name.lower(): m.name for m in told if fits(m.name)}
        return _only({n for low, n in every.items() if low.endswith(head) or f" {head} of " in low})

    def leads(self, now: Said, at: int, name: str) -> None:
        """Note that a pronoun at text[at] which stands for `name` is the first one named in `now`."""
        if not now.named and not self._mentions(now.start, at):
            now.lead, now.looked = Mention(at, at, name, self.cast.sort(name)), True
        now.named = True

    def owned(self, now: Said, at: int) -> None:
        """Note that a pronoun at text[at] only owns what `now` is about: behind "its first product …" an "it"
        is the product, which has no name."""
        if not now.named and not self._mentions(now.start, at):
            now.lead, now.looked = None, True
        now.named = True

    def remember(self, said: Said) -> None:
        """Keep an utterance."""
        self.past.append(said)

    def _last(self, sort: Sort, now: Said) -> str:
        """The last one of a sort who was subject or speaker, where nobody else of it was named since."""
        for said in self._back(now):
            lead = self.lead(said) if said.voice != "direct" else None
            if said.speaker_sort == sort and said.speaker:
                if (
                    lead
                    and lead.sort == sort
                    and lead.name != said.speaker
                    and sort == "organization"
                ):
                    return lead.name
                return said.speaker
            if lead and lead.sort == sort:
                return lead.name
            if said.voice != "direct" and (named := self._names(said.start, said.end, sort)):
                return _only(named)
            if sort == "person" and (
                _SOMEBODY.search(self.cast.text, said.start, said.end)
                or self.cast.unplaced_person(said.start, said.end)
            ):
                return ""
        return ""

    def _recent(self, sort: Sort, now: Said) -> set[str]:
        found: set[str] = set()
        for said in self._back(now):
            found |= self._names(said.start, said.end, sort)
            if said.speaker_sort == sort:
                found.add(said.speaker)
        return found

    def _back(self, now: Said) -> list[Said]:
        """The last utterances of this paragraph and the one before, latest first."""
        return [
            said for said in self.past[: -_BACK - 1 : -1] if now.paragraph - said.paragraph <= 2
        ]

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return self.cast.within(start, end)

    def _names(self, start: int, end: int, sort: Sort) -> set[str]:
        return {m.name for m in self.cast.within(start, end) if m.sort == sort}


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


_NO_COMPANY = re.compile(
    "(?:工厂|厂|博物馆|大学|学院|研究院|研究所|实验室|馆|院|所|站|镇|委员会|协会|University|Museum|Observatory|Board|Council|College)$"
)
_BRACKETED = re.compile("（[^（）]*）")
_SOMEBODY = re.compile(
    "[一这那某][位名]|委员|老板|老人|师傅|\\b(?:one|another|an?) (?:man|woman|visitor|resident|engineer|member|student)\\b"
)
"""A person without a name, who could be meant."""
_ADVERBIAL = {
    "zh": re.compile("(?:在|当|自|随着|作为|除了|为了|与|于|被|由于|虽然|尽管)"),
    "en": re.compile(
        r" ?(?:In|On|At|After|Before|When|While|As|During|Since|With|Although|Because|By|For)\\b"
    ),
}
_CONNECTIVE = {
    "zh": re.compile(
        "(?:(?:但是?|而且?|不过|此外|另外|同时|与此同时|因此|所以|然而|现在|如今|目前|今天|其实|事实上|[\\d年月日底初]{4,12})，?)*"
    ),
    "en": re.compile(
        r"(?:(?:But|And|So|Yet|However|Today|Now|Later|Also|Still|Meanwhile|In \d{4}|Since \d{4}|By \d{4}),? )*"
    ),
}
_JOINED = re.compile("(?:（[^）]*）)?(?:和|与|及|以及)")
_CLAUSE = {"zh": re.compile("[，；：]"), "en": re.compile("[,;:] ")}
_BLOCKED = {
    "zh": re.compile("[在对向与和跟从被把给由让为据于了着过是有如像]"),
    "en": re.compile(
        r"\b(?:in|on|at|of|for|to|from|with|by|is|was|are|were|had|has|and|about|into|than|between|after|before|since)\b",
        re.I,
    ),
}
_PRONOMINAL = re.compile(r"(?:It|He|She|They|We|I|This|That|There|Together|One)\b")


def _verbal(prefix: str, lang: Lang) -> bool:
    """Whether a verb stands before the name: 批评者指责Meta is not about Meta."""
    if lang == "en":
        from data_prep.facts.verbs import finite  # noqa: PLC0415 (facts stand on this package)

        return bool(_PRONOMINAL.match(prefix)) or any(
            finite(word) for word in prefix.split() if word.islower()
        )
    return any(tag in ("v", "vd") for _, tag in rjieba.tag(prefix)) and not prefix.endswith("的")


_POST = {
    "zh": re.compile(f"(?:{ROLES['zh']}|公司|组织|模型|系统|平台|品牌)[ “]?$"),
    "en": re.compile(rf"{ROLES['en']},? $"),
}
_OWNS = {
    "zh": re.compile(f"(?:（[^）]*）)?(?:公司|集团)?(?:[ ]?的|[{HAN}]{{0,12}}(?:{ROLES['zh']}))"),
    "en": re.compile("['’]s? "),
}
_HAS = {"zh": re.compile("(?:（[^）]*）)? ?的"), "en": _OWNS["en"]}
_CLAUSES = 4
_MINOR = {
    "zh": re.compile("(?:但|而|不过)?(?:虽然|尽管|当|如果|由于|因为|随着|自从|只要|即使)"),
    "en": re.compile(r"(?:Although|Though|While|When|If|Because|Since|As|After|Before)\b"),
}


def find_lead(cast: Cast, start: int, end: int) -> Mention | None:
    """The name that the first clause with a named subject is about, in text[start:end]."""
    text, lang = cast.text, cast.lang
    mentions = cast.within(start, end)
    if not mentions:
        return None
    at, minor = start, None
    for _ in range(_CLAUSES):
        comma = _CLAUSE[lang].search(text, at, end)
        stop = comma.start() if comma else end
        for number, mention in enumerate(m for m in mentions if at <= m.start < stop):
            prefix = text[at : mention.start]
            if prefix and not number and _verbal(prefix, lang):
                break
            if _BLOCKED[lang].search(prefix) and not _POST[lang].search(prefix):
                break
            if number and not _POST[lang].search(prefix):
                break
            if not (_HAS if mention.sort == "person" else _OWNS)[lang].match(text, mention.end):
                if comma and _MINOR[lang].match(text, at, stop):
                    minor = minor or mention
                    break
                return mention
        if not comma:
            break
        at = comma.end()
    return minor
