"""Constructions of one clause that only their two ends show: 因…而, 以…为…, and compounds with a verb inside."""

from collections.abc import Sequence

from data_prep.facts.chinese_lexicon import VERBS
from data_prep.facts.chinese_word import Word

SHOWS = frozenset("表示 感到 深感 持 抱有 充满 寄予 提出 给予 予以 加以".split())
"""Verbs of what somebody shows towards something."""


def hence(words: Sequence[Word], i: int) -> int:
    """Where 而 stands that a last verb follows, and a reason before it that begins at `i`: 因桥身弯曲而得名; else 0."""
    at = len(words) - 2
    reason = words[i].text in ("因", "因为") and at > i + 1 and words[at].text == "而"
    return at if reason and words[-1].tag in ("v", "vn") else 0


def taken_as(words: Sequence[Word], i: int) -> int:
    """Where 以…为… that begins at `i` ends, where it describes no noun; else 0."""
    at = next((k for k in range(i + 2, min(i + 8, len(words))) if words[k].text == "为"), 0)
    if not at or any(w.tag in ("x", "v", "de") for w in words[i + 1 : at]):
        return 0
    stop = at + 1
    while stop < len(words) and words[stop].tag in ("n", "vn", "a") and not words[stop].kind:
        stop += 1
    ends = stop > at + 1 and stop < len(words) and words[stop].tag != "de"
    return stop if ends else 0


TAKES_NOUNS = frozenset(
    "缺乏 缺少 提供 拥有 具备 采用 建设 开发 推出 设有 配备 安装 增设 发出 获得 建有 生产 销售".split()
)
"""Verbs that take things alone, never what somebody does."""


def compound(words: Sequence[Word], end: int) -> bool:
    """Whether a verb that is no predicate joins the nouns around it: 甲醇 | 加注设施."""
    rest = words[end:]
    plain = all(w.tag in ("n", "vn") and not w.kind for w in rest[1:])
    return rest[0].tag == "v" and rest[0].text not in VERBS and len(rest) in (2, 3) and plain
