"""How an English answer is asked for: its form, its interrogative, its noun."""

import re
from dataclasses import dataclass

from data_prep.discourse.words import ORG_SUFFIX
from data_prep.facts.english_phrases import Noun
from data_prep.facts.english_words import DATE, MONTHS, YEAR, Word
from data_prep.frame import Form
from data_prep.records import FactType


@dataclass(frozen=True, slots=True)
class Asking:
    """words[start:end] is the answer; how it is asked for and what type of fact it makes."""

    start: int
    end: int
    form: Form
    ask: str
    noun: str
    type: FactType
    weight: int
    aliases: tuple[str, ...] = ()


_TIME_NOUNS = frozenset(
    "year years month months week weeks day days decade decades century centuries spring summer autumn winter morning afternoon"
    " evening night nights season weekend hour hours minute minutes second seconds midnight noon time".split()
)
_TIME_OPENERS = frozenset(
    "in on at by since until from during before after between for within over through throughout till as".split()
) | {"as of"}
_PLACE_OPENERS = frozenset(
    "in at on near from to into outside above below off along across".split()
)
_MEASURES = frozenset(
    "percent % kilometres kilometers km metres meters m centimetres centimeters cm millimetres millimeters mm miles feet inches hectares acres"
    " kilowatt-hours kwh megawatt-hours kilowatts kw megawatts mw watts volts litres liters tonnes tons kilograms kg kilos grams degrees decibels"
    " years months weeks days hours minutes seconds nights light-years magnitudes gb mb tb ghz mhz km/h knots kelvin dollars euros pounds francs crowns"
    " square cubic percentage points".split()
)
_MONEY_WORDS = frozenset("dollars euros pounds francs crowns yen yuan".split())
_DIMENSIONS = {
    "long": "long", "wide": "wide", "high": "high", "tall": "tall", "deep": "deep", "thick": "thick", "old": "old", "away": "far away",
    "heavy": "heavy", "broad": "broad",
}  # fmt: skip


def time_asked(
    opener: str, inner: list[Word], whole: list[Word], at: int, start: int
) -> Asking | None:
    """A time behind a preposition: inner = words behind it, which begin at `at`; `start` is the opener's place."""
    text = " ".join(word.text for word in inner)
    end = at + len(inner)
    if opener not in _TIME_OPENERS:
        return None
    if opener in (
        "in",
        "on",
        "at",
        "by",
        "since",
        "until",
        "from",
        "before",
        "after",
        "during",
        "as of",
    ):
        if YEAR.fullmatch(text):
            return Asking(at, end, "time", "which year", "year", "date", 3)
        if len(inner) == 1 and inner[0].tag == "DATE":
            body = text.removeprefix("the ")
            skip = 0
            if re.fullmatch(r"(?:the )?\d{4}s", text):
                return Asking(at + skip, end, "time", "which decade", "decade", "date", 3)
            if re.search(r"\d{1,2}(?:st|nd|rd|th)?(?: |, )", body) and not re.fullmatch(
                rf"(?:{MONTHS}),? \d{{4}}", body
            ):
                return Asking(at, end, "time", "which date", "date", "date", 3)
            if re.fullmatch(rf"(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?", body):
                return Asking(at, end, "time", "which date", "date", "date", 3)
            if re.search(r"\d{4}", body):
                return Asking(at, end, "time", "which month and year", "month and year", "date", 3)
            return Asking(at, end, "time", "which month", "month", "date", 2)
        if re.fullmatch(r"\d{1,2}:\d\d", text):
            return Asking(at, end, "time", "what time", "time", "date", 3)
    last = inner[-1].lower
    dated = (
        inner[-1].tag == "DATE"
        or bool(YEAR.fullmatch(inner[-1].text))
        or (last in _TIME_NOUNS and any(word.tag == "DATE" for word in inner))
    )
    if opener in ("from", "between") and dated:
        return Asking(start, end, "time", "when", "period", "date", 3)
    if opener == "for" and last in _TIME_NOUNS and any(w.tag == "CRD" for w in inner):
        return Asking(at, end, "number", "how long", "length of time", "number", 2)
    if dated and (
        last in _TIME_NOUNS
        or any(w.lower in _TIME_NOUNS for w in inner)
        or any(w.lower in ("end", "beginning", "start", "middle") for w in inner)
    ):
        return Asking(start, end, "time", "when", "time", "date", 3)
    return None


def is_time(opener: str, inner: list[Word]) -> bool:
    """Whether a phrase says when or how long, whether or not it is an answer."""
    if opener not in _TIME_OPENERS:
        return False
    last = inner[-1]
    return (
        last.tag == "DATE"
        or YEAR.fullmatch(last.text) is not None
        or last.lower in _TIME_NOUNS
        or re.fullmatch(r"\d{1,2}:\d\d", last.text) is not None
        or re.fullmatch(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?", last.lower) is not None
    )


def number_asked(words: list[Word], noun: Noun) -> Asking | None:
    """The number that a noun phrase opens with, and its unit."""
    at = noun.number
    if at < 0:
        return None
    text = words[at].text
    if YEAR.fullmatch(text) and noun.end == at + 1:
        return None
    if re.fullmatch(r"\d{1,2}:\d\d|\d{5,}", text):
        return None
    end = at + 1
    while end < noun.end and words[end].tag == "CRD" and words[end].lower in (
        "million", "billion", "trillion", "thousand", "hundred", "dozen",
    ):  # fmt: skip
        end += 1
    if end < noun.end and words[end].lower in ("and",) and words[end - 1].lower == "hundred":
        end += 2
    if text[0] in "€$£¥":
        return Asking(at, end, "number", "how much", "amount", "number", 3)
    if end >= noun.core:
        return (
            None if text.isalpha() else Asking(at, end, "number", "how many", "number", "number", 2)
        )
    unit = words[end].lower
    if unit in ("percent", "%", "percentage"):
        return Asking(
            at,
            end + 1 + (unit == "percentage"),
            "number",
            "what percentage",
            "percentage",
            "number",
            3,
        )
    if unit == "per" and words[end + 1].lower == "cent":
        return Asking(at, end + 2, "number", "what percentage", "percentage", "number", 3)
    if unit == "°":
        return Asking(at, noun.core, "number", "how many degrees", "temperature", "number", 3)
    if unit in ("square", "cubic") or unit in _MEASURES:
        close = end + (2 if unit in ("square", "cubic") else 1)
        close = _compound(words, noun, close)
        if close < noun.core:  # a 60 centimetre lens: the number belongs to what follows
            return None
        many = " ".join(
            w.text for w in words[end : end + (2 if unit in ("square", "cubic") else 1)]
        )
        if close > end + 2:
            return Asking(at, close, "number", "how long", "duration", "number", 3)
        if unit in _MONEY_WORDS:
            return Asking(at, close, "number", "how much", "amount", "number", 3)
        return Asking(at, close, "number", f"how many {many}", f"number of {many}", "number", 3)
    if words[noun.head].tag != "NN2" and words[noun.head].lower not in ("people", "staff"):
        return None
    if words[end : noun.core] and any(w.tag in ("PUN", "CJC") for w in words[end : noun.core]):
        return None
    counted = " ".join(w.text for w in words[end : noun.core])
    if end + 1 == noun.core and words[end].tag in ("NN2", "NN0"):
        aliases = (" ".join(w.text for w in words[at:end]),) if text[0].isdigit() else ()
        return Asking(
            at,
            noun.core,
            "number",
            f"how many {counted}",
            f"number of {counted}",
            "number",
            3,
            aliases,
        )
    return Asking(at, end, "number", "how many", f"number of {counted}", "number", 3)


def _compound(words: list[Word], noun: Noun, close: int) -> int:
    """2 hours and 35 minutes; 1 minute 48 seconds."""
    nxt = close + (close < noun.end and words[close].lower == "and")
    number = nxt + 1 < len(words) and words[nxt].tag == "CRD" and nxt < noun.end
    return nxt + 2 if number and words[nxt + 1].lower in _MEASURES else close


def is_measure(word: str) -> bool:
    """Whether a word is a unit: 2 hours and 35 minutes are one length of time."""
    return word in _MEASURES


def dimension(word: str) -> str:
    """long → how long; "" for an adjective that takes no measure."""
    return _DIMENSIONS.get(word, "")


_CLASSES = (
    "university museum observatory bridge festival telescope school college hospital library station park river island street quay road"
    " theatre church company bank newspaper journal prize award medal yard hotel lake mountain canal railway airport port orchestra band"
    " harbour tower square award institute laboratory academy foundation committee council board ministry agency association society"
    " aquarium zoo tunnel cathedral glacier desert reserve conservatory polytechnic gallery archive castle palace abbey stadium brewery creamery fund trust club"
    " department team group act treaty project programme program system engine model".split()
)  # fmt: skip
_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|Inc|Company|Corporation|Ferries|Systems|Works|Industries|Motors|Group|Brothers|& Sons|Labs|Technologies)\.?$"
)


def name_asked(name: Word, whole: str, place: bool) -> tuple[Form, str, str, FactType]:
    """(form, interrogative, noun, type) for an answer that is the name `whole`."""
    if name.kind == "person":
        return "person", "who", "person", "person_role"
    last = whole.rsplit(" ", 1)[-1].lower()
    first = whole.removeprefix("the ").removeprefix("The ").split(" ", 1)[0].lower()
    heads = re.match(
        rf"(?:[Tt]he )?{re.escape(first)} (?:of |\S+$)", whole, re.I
    )  # the Port of Corren, Lake Orin
    inner = re.match(
        r"(?:[Tt]he )?(?:[\w’-]+ )+?([\w’-]+) of ", whole
    )  # the Royal Library of Corren
    for word in (last, first if heads else "", inner[1].lower() if inner else ""):
        if word in _CLASSES and " " in whole:
            kind: FactType = (
                "location"
                if place
                else "organization"
                if name.kind == "organization"
                else "product"
            )
            return ("place" if place else "noun"), f"which {word}", word, kind
    if name.kind == "organization":
        if _COMPANY.search(whole):
            return "noun", "which company", "company", "organization"
        return "noun", "which organisation", "organisation", "organization"
    if name.kind == "location" or (place and (is_place(whole) or not re.search(r"\d$", whole))):
        return "place", "which place", "place", "location"
    return "noun", "what", "thing", "product"


_PLACE_NOUN = re.compile(
    r"\b(?:hall|yard|cannery|city|town|office|offices|building|house|street|island|village|room|valley|walk|country|border|coast|museum|park|region|area"
    r"|mountains?|plant|factory|boundary|district|square|harbour|port|quay|pier|bridge|university|school|college|hospital|library|church|theatre|station"
    r"|lane|road|bay|lake|river|forest|field|farm|castle|palace|tower|hotel|stadium|airport|market|county|state|province|peninsula|desert|sea|ocean"
    r"|observatory|laboratory|institute|academy|campus|garden|gardens|cemetery|prison|studio|workshop|warehouse|mill|mine|suburb|neighbou?rhood|side"
    r"|north|south|east|west|mouth|foot|centre|center|end|corner|top|outskirts)$",
    re.I,
)


def is_place(phrase: str) -> bool:
    """Whether a noun phrase, without what follows its head, names a place."""
    return bool(_PLACE_NOUN.search(re.sub(r" \d+$", "", phrase))) or bool(
        re.match(r"(?:the )?(?:University|Polytechnic|Port|Isle|Bay|Gulf|Lake|Mount|Cape) ", phrase)
    )


def is_place_opener(opener: str) -> bool:
    return opener in _PLACE_OPENERS


_HUMAN = re.compile(
    r"\b(?:[a-z]{3,}(?:ist|ian|eer|man|woman)|actor|actress|author|singer|songwriter|writer|host|leader|founder|player|director|president|king|queen|king|emperor"
    r"|minister|general|officer|painter|composer|poet|teacher|professor|keeper|builder|designer|inventor|explorer|conqueror|scholar|doctor|lawyer|editor"
    r"|captain|manager|owner|governor|mayor|brother|sister|father|mother|son|daughter|wife|husband|child|youngest|eldest|man|woman|winner|champion|member"
    r"|philosopher|astronomer|person|quarterback|soldier|farmer|activist|rapper|producer|broadcaster|dancer|chef|architect)\b"
)


def is_human(phrase: str) -> bool:
    """Whether the head words of a noun phrase speak of a person: the host of a show."""
    return bool(
        _HUMAN.search(re.split(r" (?:of|who|that|which|in|at|from|by|for|and) ", phrase)[0])
    )


def is_date(text: str) -> bool:
    return DATE.fullmatch(text) is not None


__all__ = [
    "ORG_SUFFIX", "Asking", "dimension", "is_date", "is_place_opener", "is_time", "name_asked", "number_asked", "time_asked",
]  # fmt: skip
