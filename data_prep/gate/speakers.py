"""Who says it: the speaker of a fact must stay, and nobody else may be put in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_prep.gate.reading import Reading
from data_prep.gate.tables import SAYING, either
from data_prep.records import Lang

_ZH = {"称", "说", "讲"}
_SAID = {
    "zh": re.compile(
        "(?=[" + "".join(sorted({w[0] for w in SAYING["zh"].split()} | set("所口眼之"))) + "])(?:"
        "(?:"
        + either(*(w for w in SAYING["zh"].split() if w not in _ZH))
        + ")|(?<![名号简全统职俗人代昵堪被宣声])称(?![为作号呼之赞得])|(?<![小传听据来])说(?![明法到起出服来了一])|(?<![演])讲(?![究话座台述])|所言|口中|眼中|之见)"
    ),
    "en": re.compile(rf"\b(?:{either(SAYING['en'])})\b"),
}
_SAYING_WORDS = frozenset(SAYING["en"].split()) | {"according"}
_BY = {
    "zh": re.compile("根据|依据|按照|依照|据(?![点说悉])|按(?![钮键时期])|依(?![靠赖然])"),
    "en": re.compile(r"\baccording to (?:the )?"),
}
_BREAK = re.compile('[,;。?!:"“”]')
_VIEW = {
    "zh": re.compile("说法|看法|观点|态度|立场|报道|来源|心目中|眼里|的话|公开"),
    "en": re.compile(
        r"\b(?:view|opinion|words|report\w*|account|statement|describ\w*|thinks?|according)\b"
    ),
}
_REACH = {"zh": 10, "en": 26}


def forms(names: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Casefolded ways to name a person: all of `names`, and the family name of each."""
    found: dict[str, None] = {}
    for name in names:
        folded = name.casefold()
        found[folded] = None
        last = re.split(r"[·\s]" if lang == "zh" else r"\s", folded)[-1]
        if len(last) > 1:
            found[last] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Said:
    """An entity that says something; `beside` where it stands right before the verb, and so surely does."""

    name: str
    beside: bool


def attributed(reading: Reading, entities: Sequence[str]) -> list[Said]:
    """The entities that a text lets say something: X表示, 据X介绍; X said, according to X."""
    text, lang = reading.folded, reading.lang
    reach = _REACH[lang]
    found: list[Said] = []
    if lang == "en" and reading.lowered.isdisjoint(_SAYING_WORDS):
        return found
    for match in _SAID[lang].finditer(text):
        if lang == "zh" and text[match.start() - 1 : match.start()] == "的":
            continue
        clause = _BREAK.split(text[max(match.start() - reach - 12, 0) : match.start()])[-1]
        best, end = "", -1
        for entity in entities:
            at = clause.rfind(entity)
            if at >= 0 and (at + len(entity), len(entity)) > (end, len(best)):
                best, end = entity, at + len(entity)
        if best and len(clause) - end <= reach:
            found.append(Said(best, len(clause) - end <= 1))
        elif lang == "en":
            after = text[match.end() : match.end() + 30].lstrip(" ,")
            found += [Said(e, True) for e in entities if after.startswith(e)]
    for match in _BY[lang].finditer(text):
        behind = text[match.end() : match.end() + 40]
        found += [Said(e, True) for e in entities if behind.startswith(e)]
    return found


def says_something(reading: Reading) -> bool:
    """Whether a text attributes what it says to anybody."""
    text, lang = reading.folded, reading.lang
    return bool(_SAID[lang].search(text) or _BY[lang].search(text) or _VIEW[lang].search(text))
