"""What a page converter's injected readings do to a text: the damage that cleaning must undo, made on purpose.

The converter works on GBK bytes, as PHP's strtr does: from left to right, wherever two bytes spell a
character of its table, aligned or not, the reading is put behind them. Decoding then shows `?` for a
lead byte before a bracket, and pairs what follows one byte too early.
"""

from collections.abc import Mapping

from pypinyin import Style, pinyin

from data_prep.clean.pinyin import gbk


def table(chars: str, *, tones: bool = True) -> dict[bytes, str]:
    """GBK bytes → bracket, for each of `chars` that has two bytes."""
    style = Style.TONE if tones else Style.NORMAL
    return {gbk(char): f"({pinyin(char, style=style)[0][0]})" for char in chars if gbk(char)}


def inject(text: str, brackets: Mapping[bytes, str]) -> str:
    """`text` as a visitor of the converted page sees it. Characters outside GBK are not taken."""
    source, out, at = text.encode("gbk"), bytearray(), 0
    while at < len(source):
        pair = source[at : at + 2]
        if bracket := brackets.get(pair):
            out += pair + bracket.encode("gb18030")
            at += 2
        else:
            out.append(source[at])
            at += 1
    return _shown(bytes(out))


def _shown(page: bytes) -> str:
    """GBK decoded as browsers and iconv do: a lead byte without a second is lost, with what follows."""
    out, at = [], 0
    while at < len(page):
        if page[at] <= 0x80 or page[at] == 0xFF:
            out.append(chr(page[at]) if page[at] < 0x80 else "€" if page[at] == 0x80 else "?")
            at += 1
            continue
        pair = page[at : at + 2]
        try:
            char = pair.decode("gb18030")
        except UnicodeDecodeError:
            char = "?"
        out.append(char)
        at += 2
    return "".join(out)
