"""Whether a text closes what it opens."""

import re


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks close in the order they open."""
    pairs = {"）": "（", "”": "“", "》": "《", "’": "‘", ")": "(", "】": "【", "」": "「"}
    stack: list[str] = []
    for char in re.sub(r"(?<=\w)[’'](?=\w|\s|$)", "", text):
        if char in pairs.values():
            stack.append(char)
        elif char in pairs and (not stack or stack.pop() != pairs[char]):
            return False
    return not stack and text.count('"') % 2 == 0
