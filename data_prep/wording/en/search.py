"""Questions as they are typed into a search box: what is asked for in front, then who did what; no articles, no helping verbs.

Every query keeps its verb: without it nobody can tell whether somebody joined or left.
"""

import re
from collections.abc import Iterator

from data_prep.frame import Frame
from data_prep.wording.en.nouns import lower_first
from data_prep.wording.en.speakers import account

Shape = tuple[str, str]
_SMALL = frozenset(
    "a an the which who whose its it their his her this these those also then there".split()
)
_HELPING = frozenset("is are was were be been being has have had does do did".split())
_HAVING = frozenset("has have had".split())
_MODALS = frozenset("will would can could may might must should".split())
"""Words left out of a query, and the helping verbs that are left out beside a full verb. Prepositions stay."""
_LEAST, _MOST = 2, 12
"""Words of a query without what is asked for."""
_EDGE = re.compile(r"(?<!\d),|,(?!\d)|[^\w%$€£'’./:+#&,-]+|(?<=\w)[.:](?=\s|$)")
_LEADS = ("time", "scene")
_TELLS_WHEN = re.compile(r"(?:in|on|at)$")


def searches(frame: Frame) -> Iterator[Shape]:
    """A query for the answer of `frame`; none where it is asked for by a bare what, or by more than a word or two."""
    if frame.form in ("reason", "clause", "quality", "action") or len(frame.ask.split()) > 5:
        return
    by = account(frame.said).removeprefix("according to ") if frame.said else ""
    if (frame.said and not by) or frame.ask in ("what", "who or what"):
        return
    if frame.ask == "who" and frame.parts[frame.asked - 1].text.strip() == "by":
        return
    roles = [part.role for part in frame.parts]
    if "verb" not in roles or "subject" not in roles:
        return
    verb = roles.index("verb")
    subject_asked = frame.asked < verb and roles[frame.asked] == "subject"
    if not subject_asked and not _kept(frame.parts[verb].text, full=True):
        return  # a place that somewhere is has no verb worth typing
    if frame.form == "number" and frame.parts[frame.asked - 1].role == "modifier":
        return  # a mirror of how many metres: metres alone are not what it has
    exact = "".join(p.text for p in frame.parts[: frame.asked] if p.role == "qualifier")
    early, late, opener = _around(frame, verb)
    told = [*early, *late]
    if not _LEAST <= sum(len(text.split()) for text in told) <= _MOST:
        return
    ask = " ".join(f"{exact} {frame.ask}".split())
    ask = "where" if ask == "which place" else ask
    said = f"according to {by}" if by else ""
    if frame.form == "time" and opener in ("since", "until"):
        yield "search", " ".join(filter(None, [opener, ask, *told, said]))
        return
    yield "search", " ".join(filter(None, [ask, *told, opener, said]))


def _around(frame: Frame, verb: int) -> tuple[list[str], list[str], str]:
    """The words before and behind the answer, times and places last, and the preposition that the answer
    leaves behind: company Orrinelle belongs to."""
    early: list[str] = []
    late: list[str] = []
    moved: list[str] = []
    opener = ""
    roles = [part.role for i, part in enumerate(frame.parts) if i != frame.asked]
    for i, part in enumerate(frame.parts):
        if i == frame.asked or part.role in ("class", "qualifier"):
            continue
        if part.role == "scene" and frame.form == "time" and "object" in roles:
            continue  # when it was founded is asked without where
        if part.role == "modifier" and i < frame.asked:
            continue  # the diesel ferry, of which ferry says enough
        if i == frame.asked - 1 and part.role in ("relation", "after", "time", "scene"):
            opener = _kept(part.text) if i > verb else ""
            continue
        text = _kept(part.text, full=part.role == "verb")
        text = lower_first(text)
        lead = i < verb and part.role in _LEADS
        (moved if lead else early if i < frame.asked else late).append(text)
    if frame.form in ("time", "place") and _TELLS_WHEN.search(opener):
        opener = ""
    if late and opener:
        late.insert(0, opener)
        opener = ""
    return [t for t in early if t], [t for t in (*late, *moved) if t], opener


def _kept(text: str, full: bool = False) -> str:
    """The words that are typed; of a verb group (`full`) without its helpers, where a full verb is left."""
    words = [w for w in _EDGE.split(text) if w and w.casefold() not in _SMALL]
    if not full:
        return " ".join(words)
    modal = any(w.casefold() in _MODALS for w in words)
    if len(words) == 1 and words[0].casefold() in _HAVING:
        return words[0]
    if words[0].casefold() in _HAVING and not words[-1].endswith("ed"):
        return " ".join(words)  # has run: run alone would be no past
    return " ".join(w for w in words if modal or w.casefold() not in _HELPING)
