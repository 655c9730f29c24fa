"""The phrases by which a statement describes its answer, and what kind of phrase its object is."""

import re
from functools import lru_cache

import rjieba

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause

Shape = tuple[str, str]
_ACT = re.compile(
    "(?:仪式|活动|会议|发布会|比赛|典礼|合作|工作|服务|研究|调查|谈判|演出|任务|战争|决定|愿景|意见)$"
)

_DID = re.compile("[^的]{2,}了[^解得的不却。]{1,8}$")
"""A clause at its end: 对手“忽悠”了用户."""


def which(a: Asks) -> str:
    return f"是哪一{a.measure}" if a.measure not in ("种", "类") else f"是哪{a.measure}"


def described(c: Clause) -> str:
    """All that stands before 的 when the answer's noun is described by its statement."""
    return f"{c.plain}{c.mid}{c.qualifier}{c.relative}"


@lru_cache(maxsize=4096)
def is_thing(phrase: str) -> bool:
    """Whether `phrase` is a noun phrase that can be a subject, no clause and no deed: not 领导一个团队, 与他合作."""
    tokens = rjieba.tag(phrase)
    if not tokens or _DID.search(phrase):
        return False
    first, tag = tokens[0]
    if tag in ("p", "c", "d") and first not in ("本", "该"):
        return False
    if len(tokens) > 2 and tokens[1][0].startswith("一") and tokens[1][1][0] == "m":
        return False  # 领导 一个 团队
    if tag[0] != "v" or tag == "vn" or len(tokens) == 1:
        return True
    following = tokens[1]
    if following[0] == "的":
        return len(tokens) > 2
    return following[1][0] not in "mrpud" and following[0] not in ("“", "《", "（")


def is_event(phrase: str) -> bool:
    """Whether a noun phrase names what people do rather than what they make."""
    return bool(_ACT.search(phrase))
