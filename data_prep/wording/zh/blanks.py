"""A statement with a blank for its answer; one question for several answers of the same kind."""

from collections.abc import Sequence

from data_prep.frame import Frame, Framed
from data_prep.wording.record import Wording
from data_prep.wording.zh.asks import VAGUE, asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.questions import attributed, flat, repaired
from data_prep.wording.zh.said import asking, said
from data_prep.wording.zh.sorting import sort


def cloze(found: Framed) -> Wording | None:
    """The statement with a blank in the answer's place."""
    frame = found.frame
    texts = [p.text for p in frame.parts]
    texts[frame.asked] = "____"
    text = f"填空{_hint(frame)}：{frame.said}{''.join(texts)}。"
    answers = [f for x in (frame.answer, *found.fact.aliases) if len(f := flat(x)) > 1]
    return None if any(a in flat(text) for a in answers) else Wording("cloze", text, "cloze")


def _hint(frame: Frame) -> str:
    """What the blank takes, in brackets, where the sentence may go on in many ways: （年份）, （金额）, （公司名）."""
    noun = asks(frame, "", "", "").noun if frame.form == "time" else frame.noun
    if frame.form == "person":
        return "（人名）"
    if frame.form in ("time", "number"):
        return f"（{'年份和月份' if noun == '年月' else noun}）" if noun else ""
    named = frame.form in ("noun", "place") and frame.ask.startswith("哪") and noun
    return f"（{noun}名）" if named and noun not in VAGUE and len(noun) <= 5 else ""


def listing(founds: Sequence[Framed]) -> Wording | None:
    """One question for all the answers that one entity has to one predicate: X发布了哪些模型？; None where
    the statements differ in more than their answers."""
    clauses = [sort(f.frame) for f in founds]
    answers = list(dict.fromkeys(f.frame.answer for f in founds))
    if len(answers) < 2 or not _listed(clauses[0]):
        return None
    first, frame = clauses[0], clauses[0].frame
    if any(_predicate(c) != _predicate(first) for c in clauses):
        return None
    nouns = {c.frame.noun for c in clauses}
    noun = frame.noun if len(nouns) == 1 and frame.noun not in ("内容", "名称") else "东西"
    which = f"哪些{noun}" if frame.form == "noun" else "哪些人"
    asked = f"{first.opening}{first.mid}{first.verb}{which}？"
    text = repaired(attributed(asking(said(frame.said)), "list", asked, 0))
    if any(flat(a) in flat(text) for a in answers):
        return None
    return Wording("list", text, "list", "、".join(answers))


def _listed(c: Clause) -> bool:
    """Whether the answer stands alone behind its verb, so that several may stand there."""
    bare = c.slot == "object" and c.subject and not (c.after or c.head or c.modifier or c.copula)
    return bool(bare) and c.frame.form in ("noun", "person")


def _predicate(c: Clause) -> tuple[object, ...]:
    """All that is said but the answer."""
    said_of = (c.slot, c.frame.said, c.frame.form, c.subject, c.mid, c.core, c.times, c.scenes)
    return (*said_of, c.after, c.head, c.modifier)
