"""A Chinese frame → its clause: which constituent stands where."""

import re
from collections.abc import Sequence

from data_prep.frame import Frame, Part
from data_prep.wording.zh.clause import COPULA, HOLE, Clause
from data_prep.wording.zh.relations import POST
from data_prep.wording.zh.sentences import sentence

MARKERS = frozenset(
    "在 于 到 至 自 从 截至 截止 直到 自从 早在 定于 定在 是在 是 将于 将在 已于 曾于 就在 早于 始于".split()
)


def sort(frame: Frame) -> Clause:
    """`frame` in its places."""
    parts, at = frame.parts, frame.asked
    pre, post = _merged(parts[:at]), _merged(_unpunctuated(parts[at + 1 :]))
    role = parts[at].role
    made = None
    if frame.form == "time":
        made = _time(frame, role, pre, post)
    elif role == "subject":
        made = _subject(frame, pre, post)
    elif role == "object":
        made = _object(frame, pre, post)
    elif role == "relation":
        made = _agent(frame, pre, post)
    return made or sentence(frame) or _inside(frame)


def _inside(frame: Frame) -> Clause:
    """The answer somewhere inside a constituent, a hole in its place."""
    start, stop = frame.asked, frame.asked + 1
    while start and frame.parts[start - 1].role in ("modifier", "class", "qualifier"):
        start -= 1
    if stop < len(frame.parts) and frame.parts[stop].role == "head":
        stop += 1
    title = _title(frame) if frame.form == "person" else ""
    phrase = "".join(
        HOLE if i == frame.asked else frame.parts[i].text
        for i in range(start, stop)
        if frame.parts[i].role != "class"
    )
    phrase = phrase.replace(title + HOLE, HOLE)
    parts = [*frame.parts[:start], Part(frame.parts[frame.asked].role, phrase), *frame.parts[stop:]]
    whole = "".join(p.text for p in parts)
    front, _, back = whole.partition(HOLE)
    subjects = [i for i, p in enumerate(parts) if p.role == "subject"]
    verbs = [i for i, p in enumerate(parts) if p.role == "verb"]
    kind = title or "".join(p.text for p in frame.parts[: frame.asked] if p.role == "class")
    plain = Clause(frame, "inside", kind=kind, front=front, back=back)
    if len(subjects) != 1 or not verbs or verbs[0] < subjects[0]:
        return plain
    first, last = subjects[0], verbs[-1]
    if any(not _movable(p) for p in parts[:first]) or any(
        p.role in ("object", "after") for p in parts[:last]
    ):
        return plain
    early, late = parts[first + 1 : last], parts[last + 1 :]
    times, scenes = _adverbials([*parts[:first], *early])
    return Clause(
        frame,
        "inside",
        times,
        scenes,
        parts[first].text,
        "".join(p.text for p in early if not _movable(p)),
        "".join(p.text for p in early if p.role == "relation"),
        parts[last].text,
        kind=kind,
        rest="".join(p.text for p in late if p.role != "after"),
        after="".join(p.text for p in late if p.role == "after"),
        front=front,
        back=back,
    )


_TITLE = re.compile("(?:^|[向由被对与和给为以，])([^的和与及、，向由被对给为以]{2,12})$")


def _title(frame: Frame) -> str:
    """The title that stands before a person's name: 首席产品官 of 向首席产品官某某."""
    before = frame.parts[frame.asked - 1] if frame.asked else None
    match = _TITLE.search(before.text) if before and before.role == "modifier" else None
    return match[1] if match and POST.search(match[1]) else ""


def _agent(frame: Frame, pre: list[Part], post: list[Part]) -> Clause | None:
    """X 由 ANSWER 设计: who does it, asked like a subject."""
    if not pre or pre[-1].text not in ("由", "被") or len(post) != 1 or post[0].role != "verb":
        return None
    early = pre[:-1]
    subjects = [p.text for p in early if p.role == "subject"]
    if len(subjects) != 1 or any(p.role not in ("time", "scene", "subject") for p in early):
        return None
    times, scenes = _adverbials(early)
    return Clause(frame, "subject", times, scenes, verb=post[0].text, rest=subjects[0])


_DATED = re.compile("[前后时]，?$|期间，?$|以来，?$")


def _merged(parts: Sequence[Part]) -> list[Part]:
    """The parts with a time and what it dates as one: 2022年11月 · 被裁员前，."""
    out: list[Part] = []
    for part in parts:
        if (
            out
            and out[-1].role == "time"
            and part.role == "relation"
            and _DATED.search(part.text)
            and not out[-1].text.endswith("，")
        ):
            out[-1] = Part("time", out[-1].text + part.text)
        else:
            out.append(part)
    return out


def _unpunctuated(parts: tuple[Part, ...]) -> list[Part]:
    """The parts behind the answer with the comma of its phrase given to what follows."""
    out = list(parts)
    if out and out[0].role == "head" and out[0].text.endswith("，"):
        rest = out[0].text[:-1]
        if len(out) > 1 and not out[1].text.startswith("，"):
            out[1] = Part(out[1].role, "，" + out[1].text)
        out[:1] = [Part("head", rest)] if rest else []
    return out


def _movable(part: Part) -> bool:
    return part.role in ("time", "scene")


def _adverbials(parts: list[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(
            t.removeprefix("于") for p in parts if p.role == "time" and (t := p.text.strip("，"))
        ),
        tuple(t for p in parts if p.role == "scene" and (t := p.text.strip("，"))),
    )


def _object(frame: Frame, pre: list[Part], post: list[Part]) -> Clause | None:
    if any(p.role in ("after", "head", "object") for p in pre) or not any(
        p.role == "subject" for p in pre
    ):
        return None
    last = max((i for i, p in enumerate(pre) if p.role == "verb"), default=len(pre) - 1)
    early, late = pre[: last + 1], pre[last + 1 :]
    if any(p.role not in ("qualifier", "modifier", "class") for p in late):
        return None
    verb = early.pop().text if early[-1].role == "verb" else ""
    subjects = [i for i, p in enumerate(early) if p.role == "subject"]
    if len(subjects) != 1 or any(not _movable(p) for p in early[: subjects[0]]):
        return None
    times, scenes = _adverbials(early)
    head = post.pop(0).text if post and post[0].role == "head" else ""
    return Clause(
        frame,
        "object",
        times,
        scenes,
        early[subjects[0]].text,
        "".join(p.text for p in early[subjects[0] + 1 :] if not _movable(p)),
        "".join(p.text for p in early if p.role in ("relation", "verb", "object")),
        verb,
        "".join(p.text for p in late if p.role == "qualifier"),
        "".join(p.text for p in late if p.role != "class"),
        "".join(p.text for p in late if p.role == "modifier"),
        "".join(p.text for p in late if p.role == "class"),
        head,
        after="".join(p.text for p in post),
    )


def _subject(frame: Frame, pre: list[Part], post: list[Part]) -> Clause | None:
    if any(not _movable(p) and p.role not in ("modifier", "class") for p in pre):
        return None
    head = post.pop(0).text if post and post[0].role == "head" else ""
    verbs = [i for i, p in enumerate(post) if p.role == "verb"]
    if not verbs:
        return None
    last = verbs[-1]
    early, late = post[:last], post[last + 1 :]
    times, scenes = _adverbials([*pre, *early])
    rest = [p for p in late if p.role not in ("after", "time", "scene")]
    return Clause(
        frame,
        "subject",
        times,
        scenes,
        "",
        "".join(p.text for p in early if not _movable(p)),
        "".join(p.text for p in early if p.role not in ("adverb", "time", "scene")),
        post[last].text,
        modifier="".join(p.text for p in pre if p.role == "modifier"),
        kind="".join(p.text for p in pre if p.role == "class"),
        head=head,
        rest="".join(p.text for p in rest),
        after="".join(p.text for p in late if p not in rest),
    )


_TIME_VERB = re.compile("^(.+?)(?:于|在|自)$")


def _time(frame: Frame, role: str, pre: list[Part], post: list[Part]) -> Clause | None:
    before = behind = ""
    if role != "time" and not (role == "object" and pre and _TIME_VERB.match(pre[-1].text)):
        return None
    if pre and pre[-1].text in MARKERS:
        before = pre.pop().text
    elif pre and pre[-1].role == "verb" and (match := _TIME_VERB.match(pre[-1].text)):
        pre[-1] = Part("verb", match[1])  # 成立于 1956年: founded, without its date
        if post and post[0].role != "after":
            return None
    if post and (
        post[0].role == "head"
        or post[0].text.startswith(("的", "以", "前", "后", "起", "底", "初", "左右", "之", "末"))
    ):
        behind = post.pop(0).text
    if post and post[0].text.startswith("，") and post[0].role != "after":
        post[0] = Part(post[0].role, post[0].text[1:])
    parts = [*pre, *post]
    subjects = [i for i, p in enumerate(parts) if p.role == "subject"]
    verbs = [i for i, p in enumerate(parts) if p.role == "verb"]
    if len(subjects) != 1 or not verbs or verbs[-1] < subjects[0]:
        return None
    early, late = parts[subjects[0] + 1 : verbs[-1]], parts[verbs[-1] + 1 :]
    if any(p.role not in ("time", "scene") for p in parts[: subjects[0]]):
        return None
    if parts[verbs[-1]].text in COPULA and not late:
        return None  # 开馆时间是 9:00: the time is no adverbial
    times, scenes = _adverbials([*parts[: subjects[0]], *early])
    rest = [p for p in late if p.role != "after"]
    return Clause(
        frame,
        "time",
        times,
        scenes,
        parts[subjects[0]].text,
        "".join(p.text for p in early if not _movable(p)),
        "".join(p.text for p in early if p.role not in ("adverb", "time", "scene")),
        parts[verbs[-1]].text,
        rest="".join(p.text for p in rest),
        after="".join(p.text for p in late if p.role == "after"),
        before=before,
        behind=behind.rstrip("，"),
    )
