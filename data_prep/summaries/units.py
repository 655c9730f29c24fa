"""A passage as the sentences that a summary may be made of: each understood alone, none without its speaker."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import rjieba

from data_prep.facts.discourse import Sentence, no_assertion
from data_prep.records import Lang
from data_prep.summaries.compress import QUOTE, masked, shorter, without_asides
from data_prep.summaries.tables import (
    CONNECTIVE,
    DANGLING,
    DATELINE,
    DEMONSTRATIVE,
    FIRST_PERSON,
    IMPERATIVE,
    MAX_UNIT,
    MIN_UNIT,
    OPEN_CLAUSE,
    SAME_AGAIN,
    SAYS,
    THERE,
    THIRD_PERSON,
    TOLD_ME,
    TOLD_TODAY,
    TOO,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage, made to stand alone: `text` ends in a full stop, `source` is as written."""

    text: str
    source: str
    start: int
    """Where `source` begins in the passage."""
    paragraph: int
    quoted: bool
    """Whether most of it is quoted speech."""
    headless: bool
    """Whether it begins with a verb: its subject stands elsewhere, or it tells the reader what to do."""
    generic: bool
    """Whether its subject is a bare common noun (公司)."""
    stated: bool = False
    """Whether it is a statement of the ledger in its sentence's place."""


def units(
    passage: list[Sentence], lang: Lang, people: Callable[[], tuple[str, ...]]
) -> Iterator[Unit]:
    """The sentences that can stand alone, in order. `people` gives the names of persons when needed."""
    person, paragraph = "", -1
    for sentence in passage:
        if sentence.paragraph != paragraph:
            person, paragraph = "", sentence.paragraph
        before, person = person, _person(sentence.text, person, lang, people)
        text = _alone(sentence, before, lang, people)
        if text:
            quote = max((len(q) for q in QUOTE[lang].findall(text)), default=0)
            generic = lang == "zh" and bool(GENERIC.match(text))
            headless = headless_start(text) if lang == "zh" else bool(IMPERATIVE.match(text))
            if headless and sentence.speaker:
                continue
            for version in (text, *shorter(text, lang)):
                yield Unit(
                    version,
                    sentence.text,
                    sentence.start,
                    paragraph,
                    quote * 2 > len(text),
                    headless,
                    generic,
                )


_DAY_OF_WRITING = {
    "zh": re.compile("今年|明年|去年|前年|本月|上月|下月|本周|上周|下周|今天|昨天|明天|昨晚|今晚"),
    "en": re.compile(
        r"\b(?:(?:this|last|next) (?:year|month|week|night|spring|summer|autumn|winter)|today|yesterday|tomorrow|tonight)\b",
        re.I,
    ),
}
"""Times that only the day of writing resolves: a summary that keeps them dates the fact wrongly."""


def _alone(
    sentence: Sentence, person: str, lang: Lang, people: Callable[[], tuple[str, ...]]
) -> str:
    """The sentence as it is understood without its neighbours, or "" when it is not."""
    text = DATELINE[lang].sub("", sentence.text)
    text = TOLD_TODAY[lang].sub("", text, count=1)
    if len(text) < MIN_UNIT[lang] or no_assertion(text, lang) or _DAY_OF_WRITING[lang].search(text):
        return ""
    while (stripped := CONNECTIVE[lang].sub("", text, count=1)) != text:
        text = stripped[:1].upper() + stripped[1:] if lang == "en" else stripped
    outside = masked(text, lang)
    if lang == "zh":
        told = TOLD_ME.search(outside)
        if told and told.start() <= 24:
            text = text[: told.start()] + "表示" + text[told.end() :]
    text = _named(text, person, lang, people)
    if not text or not _speech_is_attributed(text, lang):
        return ""
    outside = masked(text, lang)
    quoted = max(QUOTE[lang].findall(text), key=len, default="")
    if 2 * len(quoted) > len(text) and (
        DEMONSTRATIVE[lang].search(quoted) or THIRD_PERSON[lang].search(quoted)
    ):
        return ""
    if (
        THERE[lang].search(outside)
        or DANGLING[lang].match(outside)
        or FIRST_PERSON[lang].search(outside)
    ):
        return ""
    if _points_back(outside, lang) or SAME_AGAIN[lang].search(outside):
        return ""
    if too := TOO[lang].search(outside, 0, 16 if lang == "zh" else 60):
        text = text[: too.start()] + text[too.end() :]
    text = without_asides(text, lang)
    if sentence.speaker and lang == "zh" and not _names_a_thing(text):
        return ""
    if sentence.speaker not in text and names_somebody(sentence.speaker):
        text = _attributed(text, sentence.speaker, lang)
    return text if MIN_UNIT[lang] <= len(text) <= MAX_UNIT[lang] else ""


def _names_a_thing(text: str) -> bool:
    """Whether an answer in a talk names what it speaks of: it holds a noun, a figure or a Latin name."""
    return any(tag[:1] in ("n", "m", "e") or word[0].isascii() for word, tag in rjieba.tag(text))


# -- pronouns ---------------------------------------------------------------------------------------


def _person(text: str, before: str, lang: Lang, people: Callable[[], tuple[str, ...]]) -> str:
    """Who a pronoun in the next sentence means, or "" when that is not sure: more than one is named
    here, or the one is not what the sentence begins with."""
    if not people():
        return ""
    outside = masked(text, lang)
    named = [name for name in people() if name in outside]
    named = [n for n in named if not any(n != m and n in m for m in named)]
    if len(named) > 1:
        return ""
    if not named:
        return before if _PRONOUN[lang].search(outside) and not _others(outside, "", lang) else ""
    head, _, rest = outside.partition(named[0])
    begins = not _TIME_HEAD[lang].sub("", head).count("，") and len(head) <= 20
    if lang == "en":
        begins = not head.strip()
    return named[0] if begins and not _others(rest, named[0], lang) else ""


_PRONOUN = {
    "zh": re.compile("[他她](?!们|人)"),
    "en": re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b"),
}
_TIME_HEAD = {
    "zh": re.compile("^(?:现在|近日|日前|目前|[^，]{0,8}[年月日后前时]|在[^，]{0,16})，"),
    "en": re.compile("^"),
}


def _others(text: str, name: str, lang: Lang) -> bool:
    """Whether a text may speak of another person: one of a role, or a word tagged as a name."""
    if lang == "en":
        return bool(
            re.search(
                r"\b(?:Mr|Ms|Mrs|Dr|Professor|mother|father|brother|sister|wife|husband)\b", text
            )
        )
    return any(tag == "nr" and len(word) > 1 and word not in name for word, tag in rjieba.tag(text))


def _named(text: str, person: str, lang: Lang, people: Callable[[], tuple[str, ...]]) -> str:
    """The sentence with its first pronoun replaced by the name it means; "" when that is not sure."""
    outside = masked(text, lang)
    found = _THIRD[lang].search(outside)
    if not found:
        return text
    head = outside[: found.start()]
    if any(name in head for name in people()):
        return text
    if found[0].lower() not in ("他", "她", "he", "she"):
        return text if _noun(head, lang) else ""
    if _ROLE[lang].search(head):
        return text
    if person and _FREE_HEAD[lang].match(head):
        return text[: found.start()] + person + text[found.end() :]
    return ""


_THIRD = {
    "zh": THIRD_PERSON["zh"],
    "en": re.compile(r"\b(?:[Hh]e|[Ss]he|they|them|their|him|his|her)\b"),
}
_ROLE = {
    "zh": re.compile("[者员师家长人官生工民]|教授|总裁|经理|主任|总监|CEO|作者"),
    "en": re.compile(
        r"\b(?:[a-z]+(?:er|or|ist|ian|man|woman)|[Mm]s|[Mm]r|chair|child|mother|father|[A-Z][a-z]+ [A-Z][a-z]+|(?!In|At|On|By|For|The|One|Since|After|When|While)[A-Z][a-z]+)\b"
    ),
}
_FREE_HEAD = {
    "zh": re.compile(
        "^(?:尽管|虽然|虽|自从|据|在|对|现在|目前|当时|后来|[^，]{0,12}[年月日]，?|在[^，他她]{0,20}，|尽管如此，)?$"
    ),
    "en": re.compile(r"^(?:(?:In|At|On|By|For|Since|After|When|While|One)[^,]{0,50},? )?$"),
}
"""What may stand before a pronoun that means the one named in the sentence before."""


def _noun(head: str, lang: Lang = "zh") -> bool:
    """Whether something is named in the text before a pronoun that it may mean."""
    if lang == "en":
        return len(head.split()) > 2 or bool(_AND_THEIRS.match(head))
    if re.search("[A-Za-z]{2}", head):
        return True
    nouns = [len(word) for word, tag in rjieba.tag(head) if tag[:1] == "n"] if head else []
    return max(nouns, default=0) > 1 or len(nouns) > 1


_AND_THEIRS = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* and $")
"""X and (her colleagues): who is meant is named."""
_ADVERBIAL = re.compile(
    r"(?:For|In|On|At|By|With|To|From|During|After|Before|Since|Under)(?: [\w’'-]+){1,3} ?$"
)


def _points_back(outside: str, lang: Lang) -> bool:
    """Whether this, that or its means something before the sentence."""
    found = DEMONSTRATIVE[lang].search(outside)
    if not found:
        return False
    head = outside[: found.start()]
    if lang == "en":
        if found[0] in ("it", "its"):
            return len(head.split()) < 2 or bool(_ADVERBIAL.match(head))
        return len(head.split()) < 4
    if found[0] == "其":
        return not _noun(head)
    clauses = re.split("[，,；;：:]", head)[:-1]
    return not any(_noun(c) and not OPEN_CLAUSE["zh"].search(c) for c in clauses)


# -- speakers ---------------------------------------------------------------------------------------

_SPEECH = {
    "zh": re.compile("[：:，,]?\\s*“[^“”]*[。！？，…]”|[：:]\\s*“[^“”]{6,}”"),
    "en": re.compile('“[^“”]{12,}”|"[^"]{12,}"'),
}
_SAYS = {
    "zh": re.compile(f"(?:{SAYS['zh']})"),
    "en": re.compile(rf"\b(?:{SAYS['en']}|called?|calls|described?)\b"),
}
_NOBODY = re.compile("^[，。“”□\\s]*(?:有人|一些人|他们|大家|他|她)?(?:还|也|又|继续|接着)?$")


def _speech_is_attributed(text: str, lang: Lang) -> bool:
    """Whether a sentence that quotes speech says whose it is, with a word that is no pronoun."""
    if not _SPEECH[lang].search(text):
        return "“" not in text[:1] or lang == "en" or not text.endswith("”")
    outside = masked(text, lang)
    says = _SAYS[lang].search(outside)
    if not says:
        return False
    if lang == "en":
        return bool(re.search(r"\b(?!The\b|In\b|On\b|But\b)[A-Z][a-z]+", outside))
    clause = re.split(r"[”。]", outside[: says.start()])[-1]
    return not _NOBODY.match(clause)


def names_somebody(speaker: str) -> bool:
    """Whether the words in front of a turn are a name (蔺青庐：), not 他说."""
    return bool(speaker) and not _NO_NAME.search(speaker)


_NO_NAME = re.compile("^[他她它我]|[说道称]$|表示$")


def _attributed(text: str, speaker: str, lang: Lang) -> str:
    if lang == "zh":
        return f"{speaker}表示，{text}"
    return f"According to {speaker}, {lowered(text)}"


def lowered(text: str) -> str:
    """An English sentence as it stands behind another: its first word small if it is no name."""
    first, _, rest = text.partition(" ")
    return f"{first.lower() if first in _LOWERED else first} {rest}"


_LOWERED = frozenset(
    "The A An In On At After Before Since When While Because There If As From".split()
)


_PREPOSITIONS = frozenset(
    "为了 为 由于 随着 根据 按照 通过 自 从 在 对 对于 关于 当 经过 截至 经 据 除 除了 以 用 由 与 和 把 将 如 虽然 尽管 因 因为 作为 基于 针对 是否 有 没有 正如 像".split()
)


GENERIC = re.compile(
    "(?:公司|集团|工厂|新厂|学校|博物馆|团队|报告|年报|论文|研究组|会议|项目|软件|系统|产品|用户可以|研究人员可以)(?=[\u4e00-\u9fff])(?!的|和|与)"
)
"""A bare common noun as the subject: which one, the text before says."""


def headless_start(text: str) -> bool:
    if text[0].isascii() or "的" in text.partition("，")[0]:
        return False
    word, tag = rjieba.tag(text[:12])[0]
    return tag == "v" and word not in _PREPOSITIONS
