"""The phrases by which a statement describes its answer."""

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause

Shape = tuple[str, str]


def which(a: Asks) -> str:
    if a.short == "怎样的":
        return f"是怎样的{a.noun}"
    return f"是哪一{a.measure}" if a.measure not in ("种", "类") else f"是哪{a.measure}"


def described(c: Clause) -> str:
    """All that stands before 的 when the answer's noun is described by its statement."""
    return f"{c.plain}{c.mid}{c.qualifier}{c.relative}"
