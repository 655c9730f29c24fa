"""Questions for what something is like, and for several things at once: the noun is known, its kind is asked for."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.nouns import described
from data_prep.wording.zh.relations import passive

Shape = tuple[str, str]
_LONGEST_NOUN, _LONGEST_DESCRIPTION = 10, 28
_EMPTY = frozenset("是 为 成 成为 令 让 使 使得 属于 来自 等于".split())
"""Verbs that describe nothing before 的."""
_WHAT_ONE_CAN = re.compile(
    "(?:能力|机会|潜力|承诺|任务|计划|问题|挑战|方式|方法|观点|建议|要求|条件|障碍|功能|措施|目标|愿景|方案)$"
)
"""Nouns whose content is asked for by 是什么 as well as by 是什么样的."""
_HAVING = frozenset("拥有 持有 享有 具有 占有".split())
"""Verbs that end in 有 and can stand before 的."""
_LOOKS = re.compile(
    "(?:人|员|者|家|公司|企业|世界|城市|社会|市场|产品|技术|模型|系统|工具|平台|设备|环境|团队|头发|卷发|短发|风格|形象|关系|生活|作品|照片|社区|生态)$"
)
"""Nouns of what can be described."""
_HANGING = re.compile("[，；：]|[向对与和给从被由把将]$")


def qualities(c: Clause, a: Asks) -> Iterator[Shape]:
    """The shapes of 预见到 什么样的虚拟世界."""
    noun = a.noun
    if not _describes(c) or a.owner or c.head or not 1 < len(noun) <= _LONGEST_NOUN:
        return
    what = described(c)
    if what.count("的") < 2:
        if _LOOKS.search(noun):
            yield "quality_noun", f"{what}的{noun}是什么样的？"
            yield "quality_which", f"{what}的，是怎样的{noun}？"
            yield "quality_order", f"请描述{c.close}{c.subject}{c.mid}{c.relative}的{noun}。"
        if _WHAT_ONE_CAN.search(noun):
            yield "quality_what", f"{what}的{noun}是什么？"
            yield "quality_exactly", f"{what}的{noun}，具体指的是什么？"
            yield "quality_say", f"请说明{c.close}{c.subject}{c.mid}{c.relative}的{noun}。"
    by = passive(c.core, c.mid) if not c.relation and "被" not in c.mid else ""
    if by and len(c.subject) <= 16 and _LOOKS.search(noun):
        yield "quality_passive", f"{c.lead}{c.mid}{by}{c.subject}{c.relative}的{noun}是什么样的？"


def several(c: Clause) -> Iterator[Shape]:
    """The shapes of 覆盖 哪些: the answer is a list."""
    if not _describes(c) or c.head:
        return
    what, outer = described(c), f"{c.opening}{c.mid}{c.relative}"
    yield "list_cleft", f"{outer}的有哪些？"
    yield "list_each", f"{what}的分别是什么？"
    yield "list_front", f"有哪些是{what}的？"
    yield "list_order", f"{outer}的都有哪些？请一一列出。"


def _describes(c: Clause) -> bool:
    """Whether subject and verb can stand before 的."""
    return bool(
        c.subject
        and c.verb
        and not c.after
        and not c.copula
        and c.core not in _EMPTY
        and not c.core.endswith(("于", "为", "成"))
        and (not c.core.endswith("有") or c.core in _HAVING)
        and not _HANGING.search(c.mid)
        and len(described(c)) <= _LONGEST_DESCRIPTION
    )
