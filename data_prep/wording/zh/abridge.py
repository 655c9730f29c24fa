"""A frame without what a person who asks would leave out: where it happened, what kind of thing a name is."""

import re
from dataclasses import replace

from data_prep.frame import Frame, Part
from data_prep.wording.zh.relations import AGENTS, BORN, FOUNDING, MADE, PATIENTS

_KIND = re.compile(
    "(?:(?<=^)|(?<=[的了、和与向把将在对于]))(?:(?![的和与向把将在对于为由从受])[\u4e00-\u9fff]){2,12}?"
    "(?:社区|平台|模型|机器人|实验室|机构|组织|网站|软件|工具|框架|系统|助手|芯片)(?=[A-Z][A-Za-z]{2})"
)
"""What a Latin name is, right before it: 开源人工智能社区Hugging Face."""
_BRACKET = re.compile("（[^（）]*）")
_WHERE = re.compile("^在.{2,20}(?:中|上|里|内|之外|以外|方面|背后|内部|期间|之中|之下|下)，?$")
_WHY = re.compile("^(?:由于|因为|为了|虽然|尽管)[^，]+，$")
"""Why it was so, or what didn't hinder it: the rest is true without."""
_ONCE = frozenset({*AGENTS, *MADE, *BORN, *FOUNDING, *PATIENTS} - {"拥有", "控制", "管理", "领导"})
_LEAST, _LEAST_ANYWHERE = 8, 10
"""Characters that must be left beside the answer; without the place or the field it holds in, more."""


_DAY = re.compile(r"^(?:在|于|截至)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?，?$")
_LASTS = re.compile("[不没未]|将|会|计划|预计|正在|目前|每")
"""What isn't done once and for all: it held then, and may not hold at another time."""
_LEAST_UNDATED = 9
_GENERAL = ("什么", "哪些")


def briefer(frame: Frame) -> list[Frame]:
    """`frame` in fewer and fewer words, each still asking for the same fact; none where nothing can be left out."""
    out: list[Frame] = []
    for shorter in (abridged, _undated, _bare_subject):
        less = shorter(out[-1] if out else frame)
        if less != (out[-1] if out else frame):
            out.append(less)
    return out


def _undated(frame: Frame) -> Frame:
    """A deed without its date: 2022年，X收购了哪家公司 is asked as X收购了哪家公司; it was done but once. So is what
    has come to be by the time of writing (截至2024年9月，X已经成为…), but not what is going on."""
    verbs = [p.text for p in frame.parts if p.role == "verb"]
    dated = [i for i, p in enumerate(frame.parts) if p.role == "time"]
    as_of = len(dated) == 1 and frame.parts[dated[0]].text.startswith("截至")
    done = as_of or any(v.endswith("了") or v in _ONCE for v in verbs)
    if not done or len(dated) != 1 or dated[0] == frame.asked or frame.form in ("number", "time"):
        return frame
    left = "".join(p.text for i, p in enumerate(frame.parts) if i not in (dated[0], frame.asked))
    if (
        not _DAY.match(frame.parts[dated[0]].text)
        or _LASTS.search(frame.text)
        or frame.ask in _GENERAL
        or len(left) < _LEAST_UNDATED
    ):
        return frame
    return _left(frame, dated[0], "")


def _bare_subject(frame: Frame) -> Frame:
    """A named subject without what is said of it: 造出“榫头一号”的砺汐泵业 → 砺汐泵业."""
    for i, part in enumerate(frame.parts):
        if part.role != "subject" or i == frame.asked or "，" in part.text:
            continue
        said, _, name = part.text.rpartition("的")
        if len(said) > 3 and name in frame.asks and name not in said:
            return _left(frame, i, name)
    return frame


def _left(frame: Frame, at: int, text: str) -> Frame:
    """The frame with `text` for its part `at`, "" for none; a comma that led it goes with it."""
    parts = [*frame.parts[:at], *([Part(frame.parts[at].role, text)] if text else [])]
    asked = frame.asked - (not text and at < frame.asked)
    return replace(frame, parts=(*parts, *frame.parts[at + 1 :]), asked=asked)


def abridged(frame: Frame) -> Frame:
    """The frame in fewer words that still ask for the same fact; itself where nothing can be left out."""
    answer = frame.parts[frame.asked]
    kept: list[Part] = []
    for part in frame.parts:
        if part is answer:
            kept.append(part)
        elif (part.role == "scene" and _WHY.match(part.text) and frame.form != "reason") or (
            part.role == "scene" and _WHERE.match(part.text) and not re.search(r"\d", part.text)
        ):
            continue
        else:
            text = _BRACKET.sub("", part.text)
            text = text if part.role in ("class", "head") else _KIND.sub("", text)
            kept.append(Part(part.role, text))
    left = sum(len(p.text) for p in kept if p is not answer)
    placed = sum(p.role == "scene" for p in kept) < sum(p.role == "scene" for p in frame.parts)
    if (
        left < (_LEAST_ANYWHERE if placed else _LEAST)
        or not any(p.role == "subject" for p in kept)
        or not all(p.text for p in kept)
    ):
        return frame
    asked = next(i for i, p in enumerate(kept) if p is answer)
    return replace(frame, parts=tuple(kept), asked=asked)
