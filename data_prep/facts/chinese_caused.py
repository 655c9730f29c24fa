"""What an event led somebody to decide, as a clause of its own: 并直接导致X决定…"""

import re

from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_words import words
from data_prep.facts.tokens import Names

_CAUSED = re.compile("(?:并|也|最终|进而|从而|直接)*(?:导致|致使)")


def caused(text: str, names: Names) -> str:
    """What 导致 says somebody named decided, as a clause of its own: the cause stands in another sentence."""
    match = _CAUSED.match(text)
    rest = text[match.end() :] if match else ""
    ws = words(rest, names) if rest else []
    decides = len(ws) > 2 and bool(ws[0].kind) and ws[1].text in _DECIDES
    return rest if decides and any(c.role == "subject" for c in parse(ws) or ()) else text


_DECIDES = frozenset("决定 宣布 停止 开始 放弃 取消 推迟 暂停 关闭".split())
