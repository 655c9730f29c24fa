"""A frame without what a person who asks would leave out: where it happened, what kind of thing a name is."""

import re
from dataclasses import replace

from data_prep.frame import Frame, Part

_KIND = re.compile(
    "(?:(?<=^)|(?<=[的了、和与向把将在对于]))(?:(?![的和与向把将在对于为由从])[\u4e00-\u9fff]){2,12}?"
    "(?:社区|平台|模型|机器人|实验室|机构|组织|网站|软件|工具|框架|系统|助手|芯片)(?=[A-Z][A-Za-z]{2})"
)
"""What a Latin name is, right before it: 开源人工智能社区Hugging Face."""
_BRACKET = re.compile("（[^（）]*）")
_WHERE = re.compile("^在.{2,20}(?:中|上|里|内|之外|以外|方面|背后|内部|期间|之中|之下|下)，?$")
_WHY = re.compile("^(?:由于|因为|为了|虽然|尽管)[^，]+，$")
"""Why it was so, or what didn't hinder it: the rest is true without."""
_LEAST, _LEAST_ANYWHERE = 8, 10
"""Characters that must be left beside the answer; without the place or the field it holds in, more."""


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
