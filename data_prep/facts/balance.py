"""Whether a text closes what it opens."""

import re

_PAIRS = {"）": "（", "”": "“", "》": "《", "’": "‘", ")": "(", "】": "【", "」": "「"}
_PAIRED = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w|\s|$)")


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks close in the order they open."""
    stack: list[str] = []
    for char in _PAIRED.findall(_APOSTROPHE.sub("", text) if "’" in text else text):
        if (opening := _PAIRS.get(char)) is None:
            stack.append(char)
        elif not stack or stack.pop() != opening:
            return False
    return not stack and text.count('"') % 2 == 0
