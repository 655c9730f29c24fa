"""An English sentence → who says which part of it: "…," X said; X said that …; According to X, …"""

import re
from collections.abc import Iterator

from data_prep.discourse.speech import Piece, Source
from data_prep.discourse.units import Quote, Unit, units
from data_prep.discourse.words import SAYING

_WHO = r"(?:(?:the |a |an |one |two |The |A |An |One )?[\w’'.-]+(?: [\w’'.-]+){0,5})"
_SAY = SAYING["en"]
_BACKWARD = re.compile(
    rf",? ?(?:(?P<verb>{_SAY})(?: (?:me|us|reporters))? (?P<who>{_WHO})|(?P<who2>{_WHO}?) (?P<verb2>{_SAY})(?! that))(?P<rest>(?:, [^.,\"“]{{3,70}}|,? (?:in|on|at|with|to|after|during|when|of|from|chief|managing|director|the|an?)\b[^.\"“]*)?)(?=[.,:;]|$)"
)
"""X said on the quay, said X: behind a quotation."""
_FORWARD = re.compile(
    rf"^(?P<lead>(?:(?:In|On|At|After|Before|When|While|But|And|Yet|So|However|Later|Then|Also|Still|During|For|By|Asked|With|From|Meanwhile|Eventually|Today|Yesterday)\b[^.;:\"“]{{0,60}}?,? )?)(?P<who>[^;:\"“]{{2,110}}?),? (?:(?:also|later|once|then|again|further|publicly|therefore|has|have|had|is|likes|liked to) )*(?P<verb>{_SAY})(?: (?:me|us|them|him|her|reporters|the [\w ]{{3,24}}?))?(?P<that> that|:|,(?= ?[\"“])| (?=\"|“)| (?=(?:the|a|an|it|he|she|they|his|her|its|there|this|such|most|nights|[A-Z][\w’'-]+)\b))\s?"
)
_BARE_VERBS = frozenset(
    "said says believes believed thinks thought argued argues claims claimed insists hopes".split()
)
"""Verbs that take what is said without "that"."""
_ACCOUNT = re.compile(
    r"(?P<said>According to (?P<who>[^,]{2,60}?)(?P<more>, which [^,]{2,80}|, \w+ [^,]{2,60}(?= ?,))?), ",
    re.I,
)
_ACCOUNT_END = re.compile(r",? according to (?P<who>[^,.;]{2,60})(?=[.,;])", re.I)
_INSIDE = re.compile(
    rf"(?P<comma>, )(?P<who>(?:he|she|it|{_WHO}))(?: also| later| then| once)? (?P<verb>(?!found|finds|shows|showed|reported|reports|expects|stated){_SAY})(?! that)(?P<rest>(?: (?:in|on|at|with) [^,.]{{2,40}})?)(?P<end>,(?= )|(?=[.!]?[\"”]?$))"
)
"""…, she explained, … or …, he said."""
_NO_SPEAKER = re.compile(
    r"^(?:Had|If|Who|What|Which|That|Whether|Because|Since|Although|Though|As|which|who|that|where|when)\b|\b(?:who|which|that|what|whether|if|not|never|nobody|be|been|to|is|are|was|were|has|have|had)$"
)
_TERM_WORDS = 4


def attributions(text: str, unit: Unit) -> Iterator[Piece]:
    """The pieces of a sentence in order; together they hold all that it says."""
    start, end = unit.start, unit.end
    speech = [q for q in unit.quotes if _is_speech(text, q, start, end)]
    if not speech:
        yield from _indirect(text, start, end, start, end)
        return
    yield from _spoken(text, start, end, speech)


def _is_speech(text: str, quote: Quote, start: int, end: int) -> bool:
    """Whether a quotation is somebody's sentence rather than a term, a title or a part of ours."""
    before, after = text[start : quote.start].rstrip(), text[quote.end : end]
    ends = text[quote.stop - 1] in ".!?," or not quote.closed
    words = text[quote.inner : quote.stop].count(" ") + 1
    if not before:
        return (ends and (words >= 2 or not after)) and (
            not after.strip(" .") or text[quote.stop - 1] in ".!?" or bool(_BACKWARD.match(after))
        )
    if before.endswith((",", ":")):
        return words >= _TERM_WORDS and (ends or before.endswith(":"))
    if before[-1] in '.!?"”':
        return ends
    return False


def _indirect(text: str, start: int, end: int, first: int, last: int) -> Iterator[Piece]:
    """The pieces of text[start:end], which holds no quoted speech."""
    sentence = text[start:end]
    if match := _ACCOUNT.match(sentence):
        source = Source(
            start + match.start("who"), start + match.end("who"), "", match["said"] + ", "
        )
        yield Piece(start + match.end(), end, first, last, "indirect", source)
        return
    if match := _forward(sentence):
        source = Source(start + match.start("who"), start + match.end("who"), match["verb"])
        yield Piece(start + match.end(), end, first, last, "indirect", source)
        return
    if match := _ACCOUNT_END.search(sentence):
        source = Source(
            start + match.start("who"),
            start + match.end("who"),
            "",
            f"According to {match['who']}, ",
        )
    elif (match := _INSIDE.search(sentence)) and not _NO_SPEAKER.search(match["who"]):
        source = Source(start + match.start("who"), start + match.end("who"), match["verb"])
    else:
        yield Piece(start, end, first, last, "document")
        return
    tail = not sentence[match.end() :].strip(' .!"”')
    if tail:
        yield Piece(start, start + match.start(), first, last, "indirect", source)
    else:
        stop = start + match.end()
        cut = (start + match.start(), stop + (text[stop : stop + 1] == ","))
        yield Piece(start, end, first, last, "indirect", source, cut=cut)


def _forward(sentence: str) -> re.Match[str] | None:
    """X said that …: the attribution in front of what is said."""
    match = _FORWARD.match(sentence)
    if not match:
        return None
    if match["that"] not in (" that", ":") and match["verb"] not in _BARE_VERBS:
        return None
    if _NO_SPEAKER.search(match["who"]):
        return None
    return match


def _spoken(text: str, start: int, end: int, speech: list[Quote]) -> Iterator[Piece]:
    """The pieces of a sentence with quoted speech."""
    at, source, known = start, None, True
    for number, quote in enumerate(speech):
        first = quote.start
        if number == 0 and text[start : quote.start].strip():
            if match := _forward(text[start : quote.start] + '"'):
                source = Source(start + match.start("who"), start + match.end("who"), match["verb"])
                first = start
            else:
                stop = start + len(text[start : quote.start].rstrip(" ,:"))
                yield Piece(start, stop, start, quote.start, "document")
                known = False
        stop = speech[number + 1].start if number + 1 < len(speech) else end
        behind = _BACKWARD.match(text, quote.end, stop)
        following = quote.end
        if behind:
            which = "" if behind["who"] else "2"
            source = Source(
                behind.start("who" + which), behind.end("who" + which), behind["verb" + which]
            )
            following = behind.end()
        yield from _quoted(
            text, quote, first, following, source, "" if source or known else "unknown_speaker"
        )
        at = following
    rest = text[at:end]
    if len(rest.strip(" .,;")) > 12:
        begin = at + len(rest) - len(rest.lstrip(" .,;"))
        yield from _indirect(text, begin, end, begin, end)


def _quoted(
    text: str, quote: Quote, first: int, last: int, source: Source | None, trouble: str
) -> Iterator[Piece]:
    """The sentences inside a quotation."""
    inside = list(units(text, quote.inner, quote.stop, 0, "en"))
    for number, unit in enumerate(inside):
        nested = any(q.stop - q.inner >= 16 for q in unit.quotes)
        begins = first if number == 0 else unit.start
        ends = last if number + 1 == len(inside) else unit.end
        yield Piece(
            unit.start,
            unit.end - (text[unit.end - 1] == ","),
            begins,
            ends,
            "direct",
            source,
            "nested_quote" if nested else trouble,
        )
