"""Bytes → text: the encodings of Chinese and English pages, what is repaired in the open, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest.decode import SAMPLE, Survey, decode, decoded, identify
from data_prep.ingest.raw import Unreadable

SIMPLIFIED = "砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台。“安静是算出来的”，总工程师说。"
TRADITIONAL = (
    "礪汐泵業是一家位於葦渚的公司，去年的產量為三十八萬台。「安靜是算出來的」，總工程師說。"
)
MIXED = "砺汐泵业（Lixi Pumps）于2019年发布 H6 型水泵，its flow rate 是每小时 38 立方米。"
HONG_KONG = "我們的公司在九龍，佢哋嘅計劃是新的，喺今日宣佈。"
WESTERN = "The café’s owner, Zoë, paid £3 for the naïve painter’s “sea”."
FRENCH = "L'élève a reçu une leçon très sévère : « les forêts brûlées repoussent » près du théâtre."
GERMAN = "Über die Straße läuft ein Mädchen. Die Größe der Häuser ist möglich."


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (SIMPLIFIED * 90, "gb18030", "gb18030"),
        (SIMPLIFIED[:20], "gb18030", "gb18030"),
        (SIMPLIFIED[:20], "utf-16-le", "utf-16-le"),
        (MIXED, "gb18030", "gb18030"),
        (MIXED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16-le", "utf-16-le"),
        (TRADITIONAL[:20], "big5", "big5"),
        (TRADITIONAL * 90, "big5", "big5"),
        (HONG_KONG, "big5hkscs", "big5hkscs"),
        (WESTERN, "cp1252", "cp1252"),
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-16-le", "utf-16-le"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH[:20], "cp1252", "cp1252"),
        (GERMAN * 50, "cp1252", "cp1252"),
        ("Café on the quay. " * 12 + "\x81", "latin_1", "latin_1"),
        ("plain ascii\r\nlines\n", "ascii", "utf-8"),
        ("plain ascii\r\nlines\n", "utf-16-be", "utf-16-be"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str, name: str) -> None:
    found, encoding_found = decode(text.encode(encoding))
    assert (found, encoding_found.meta) == (text, {"encoding": name})


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
        (bytes(range(256)) * 40, "binary_file"),
        (b"\xff\xfe\x00\xd8", "undecodable"),
        (b"\xff\xfea", "undecodable"),
        (b"\xef\xbb\xbf\xff\xff", "undecodable"),
        (bytes(range(1, 32)) + bytes(range(127, 256)), "undecodable"),
        ("砺汐泵业的".encode() * 3 + b"\xd0\xc4", "undecodable"),
        ("Съешь ещё этих мягких французских булок".encode("cp1251"), "undecodable"),
        ("これはポンプの工場です。水を運ぶ。".encode("euc-jp"), "undecodable"),
        ("これはポンプの工場です。水を運ぶ。".encode("shift_jis"), "undecodable"),
        ("펌프 공장은 작년에 삼십팔만 대를 생산했다".encode("euc-kr"), "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_by_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(raw)
    assert refused.value.reason == reason


# --- damage


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (MIXED, "utf-8")],
)
def test_a_lone_bad_byte_is_marked_and_counted(text: str, encoding: str) -> None:
    half = (text * 30).encode(encoding)
    found, by = decode(half + b"\xff" + half)
    assert found == text * 30 + "\ufffd" + text * 30
    assert by.damaged == 1
    assert by.meta["undecodable_bytes"] == "1"


def test_a_text_cut_off_within_a_character_loses_only_that() -> None:
    found, by = decode((SIMPLIFIED * 3).encode()[:-1])
    assert found == (SIMPLIFIED * 3)[:-1] + "\ufffd"
    assert by.meta == {"encoding": "utf-8", "undecodable_bytes": "1"}


def test_u_fffd_that_the_file_holds_is_no_damage() -> None:
    for encoding in ("utf-8", "gb18030"):
        text = SIMPLIFIED + "\ufffd" + SIMPLIFIED
        assert decode(text.encode(encoding)) == (text, (decode(text.encode(encoding))[1].name, 0))


def test_two_encodings_in_one_file_are_refused_with_the_place() -> None:
    head = SIMPLIFIED.encode() * 5
    with pytest.raises(Unreadable) as refused:
        decode(head + SIMPLIFIED.encode("gb18030"))
    assert refused.value.args == ("undecodable", f"first bad byte at {len(head)}")


# --- charsets that pages declare


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("砺汐", "gbk", "GB2312"),
        ("礪汐", "big5", "big5"),
        (SIMPLIFIED, "utf-8", "gb2312"),  # the bytes prove it
        (SIMPLIFIED, "gbk", "iso-8859-1"),  # what servers say by default
        (SIMPLIFIED, "gbk", "big5"),
        (SIMPLIFIED, "gbk", "no-such-charset"),
        (FRENCH, "cp1252", "gb2312"),
    ],
)
def test_a_declared_charset_is_taken_when_its_reading_is_legible(
    text: str, encoding: str, declared: str
) -> None:
    assert decode(text.encode(encoding), declared)[0] == text


# --- streams


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_stream_is_read_like_the_whole(encoding: str, size: int) -> None:
    text = {"big5": TRADITIONAL, "cp1252": FRENCH}.get(encoding, SIMPLIFIED) * 3
    raw = text.encode(encoding)
    chunks = [raw[at : at + size] for at in range(0, len(raw), size)]
    found = identify(Survey.of(chunks), lambda: chunks)
    assert found == decode(raw)[1]
    assert "".join(decoded(chunks, found.name)) == text


def test_the_survey_of_a_long_file_is_short_and_sees_its_end() -> None:
    ascii_part = [b"plain text \n" * 10_000] * 20
    chunks = [*ascii_part, SIMPLIFIED.encode("gb18030") * 2000]
    survey = Survey.of(chunks)
    assert len(survey.head) + len(survey.sample) <= 2 * SAMPLE
    assert identify(survey, lambda: chunks).name == "gb18030"


@given(st.binary(max_size=300), st.integers(1, 7))
def test_a_survey_does_not_depend_on_the_chunks(raw: bytes, size: int) -> None:
    one = Survey.of([raw])
    many = Survey.of(raw[at : at + size] for at in range(0, len(raw), size))
    assert (one.good, one.places, one.damaged_at) == (many.good, many.places, many.damaged_at)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text, by = decode(raw)
    except Unreadable as refused:
        assert refused.reason in ("binary_file", "undecodable")
    else:
        assert raw.decode(by.name, "replace") == text
        if not by.damaged:
            assert raw.decode(by.name) == text


@given(st.text(alphabet=st.characters(exclude_characters="\x00\ufeff", codec="utf-8")))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    raw = text.encode()
    if not raw.startswith((b"\x7fELF", b"%PDF", b"GIF8", b"PK\x03\x04", b"Rar!", b"PAR1")):
        assert decode(raw) == (text, ("utf-8", 0))


@given(
    st.sampled_from(["gb18030", "big5", "cp1252", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig"]),
    st.lists(st.integers(0, 2), min_size=1, max_size=8),
)  # fmt: skip
def test_what_was_encoded_is_decoded(encoding: str, picks: list[int]) -> None:
    sentences = {
        "big5": (TRADITIONAL, "工廠在一九九八年建成。", "\r\n「水泵」\n"),
        "cp1252": (FRENCH, GERMAN, "\r\n"),
    }.get(encoding, (SIMPLIFIED, "（一）选址的事，2023年。", "\r\n"))
    text = sentences[0] + "".join(sentences[i] for i in picks)
    assert decode(text.encode(encoding)) == (text, (encoding, 0))
