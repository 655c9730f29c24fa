"""Questions for what somebody aims at, where the aim is a deed: Meta的目标是构建…"""

import re
from collections.abc import Iterator

from data_prep.wording.zh.clause import Clause

Shape = tuple[str, str]
_AIMED = {
    "目标": "想实现什么", "目的": "想达到什么目的", "使命": "肩负着什么使命", "任务": "要完成什么任务", "愿景": "有什么样的愿景", "理想": "怀着什么样的理想",
    "计划": "计划做什么", "打算": "打算做什么", "愿望": "有什么愿望", "宗旨": "奉行什么宗旨", "职责": "负责做什么", "策略": "采取什么策略", "战略": "采取什么战略",
    "做法": "是怎么做的", "办法": "用的是什么办法", "方法": "用的是什么方法", "建议": "建议怎么做", "要求": "要求做什么",
}  # fmt: skip
"""Noun → what its owner does."""
_DONE_AS = frozenset("目标 使命 任务 宗旨 愿景 职责 目的".split())


def goals(c: Clause) -> Iterator[Shape]:
    """The shapes of X的目标是什么, whose answer says what X wants to do."""
    owner, _, noun = c.subject.rpartition("的")
    tail = next((n for n in _AIMED if noun.endswith(n)), "")
    if not tail or not 1 < len(owner) <= 20 or c.after or c.head or re.search("[，：]", owner):
        return
    lead, only = c.lead, noun == tail
    yield "in_place", f"{lead}{c.subject}是什么？"
    yield "goal_order", f"请说出{c.close}{c.subject}。"
    yield "goal_exactly", f"{lead}{c.subject}具体是什么？"
    if only:
        yield "goal_does", f"{lead}{owner}{_AIMED[tail]}？"
    if tail in _DONE_AS and not c.mid:
        yield "goal_as", f"{lead}{owner}把什么当作{noun}？"
        yield "goal_by", f"{lead}{owner}以什么为{noun}？"
        yield "goal_cleft", f"{lead}被{owner}视为{noun}的是什么？"
        yield "goal_do", f"{lead}{owner}的{noun}是要做什么？"
