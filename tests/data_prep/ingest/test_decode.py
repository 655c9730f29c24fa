"""Bytes → text: the encodings of Chinese and English pages, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest.decode import Undecodable, decode

SIMPLIFIED = "砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台。“安静是算出来的”，总工程师说。"
TRADITIONAL = (
    "礪汐泵業是一家位於葦渚的公司，去年的產量為三十八萬台。「安靜是算出來的」，總工程師說。"
)
WESTERN = "The café’s owner, Zoë, paid £3 for the naïve painter’s “sea”."


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5", "big5"),
        (WESTERN, "cp1252", "cp1252"),
        ("Café on the quay. " * 12 + "\x81", "latin_1", "latin_1"),
        ("我們的公司在九龍，佢哋嘅計劃是新的，喺今日宣佈。", "big5hkscs", "big5hkscs"),
        (WESTERN, "utf-8", "utf-8"),
        ("plain ascii\r\nlines\n", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str, name: str) -> None:
    assert decode(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\x00\x00\xfe\xff"])
def test_big_endian_marks(mark: bytes) -> None:
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert decode(mark + SIMPLIFIED.encode(encoding))[0] == SIMPLIFIED


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7 \n1 0 obj", "binary_file"),
        (b"PK\x03\x04rest of a .docx", "binary_file"),
        (b"\x89PNG\r\n\x1a\n", "binary_file"),
        (b"\x1f\x8b\x08", "binary_file"),
        (b"text\x00text", "binary_file"),
        (b"\xff\xfe\x00\xd8", "undecodable"),
        (b"\xff\xfea", "undecodable"),
        (b"\xef\xbb\xbf\xff\xff", "undecodable"),
        (bytes(range(1, 32)) + bytes(range(127, 256)), "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_by_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(Undecodable) as refused:
        decode(raw)
    assert refused.value.args == (reason,)


JAPANESE = "これはポンプの工場です。" + b"\xb5\xc4".decode("euc-jp")
"""Its last two bytes are 的 in GB 18030, and its kana are kana there too."""


@pytest.mark.parametrize(
    "raw",
    [
        SIMPLIFIED[:4].encode("gbk"),
        b"x = 1  # " * 9 + "砺汐".encode("gbk"),
        JAPANESE.encode("euc-jp"),
    ],
    ids=["four characters", "a comment in code", "Japanese"],
)
def test_no_other_bytes_pass_as_western_or_chinese(raw: bytes) -> None:
    with pytest.raises(Undecodable, match="undecodable"):
        decode(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_undecodable(raw: bytes) -> None:
    try:
        text, name = decode(raw)
    except Undecodable as refused:
        assert refused.args[0] in ("binary_file", "undecodable")
    else:
        assert raw.decode(name) == text


@given(st.text(alphabet=st.characters(exclude_characters="\x00\ufeff", codec="utf-8")))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    raw = text.encode()
    if not raw.startswith((b"\x7fELF", b"%PDF", b"GIF8", b"PK\x03\x04")):
        assert decode(raw) == (text, "utf-8")


@given(st.lists(st.sampled_from([SIMPLIFIED, "泵2023年", "（一）选址的事", "\n"]), min_size=1))
def test_gb18030_survives_any_cut_between_sentences(parts: list[str]) -> None:
    text = SIMPLIFIED + "".join(parts)
    assert decode(text.encode("gb18030")) == (text, "gb18030")
