"""Plain text and Markdown: any encoding, long ones in parts, packed ones unpacked on the way."""

import gzip
import hashlib
import io
import tracemalloc
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest import Limits, Raw, Reject, read
from data_prep.ingest.portions import Portion
from tests.data_prep.ingest.reading import only, proven, read_file, told

TEXT = "砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台。\n第二行。"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_text_in_any_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    content = TEXT.encode(encoding)
    raw = only(read_file(tmp_path, "泵.TXT", content))
    assert (raw.source, raw.text.text, raw.meta) == ("泵.TXT", TEXT, {"encoding": name})
    assert raw.sha256 == hashlib.sha256(content).hexdigest()
    assert (raw.decoded, raw.base) == (TEXT, 0)
    assert list(raw.text.starts) == list(range(len(TEXT)))


def zst(content: bytes, pieces: int = 1) -> bytes:
    size = -(-len(content) // pieces)
    frames = [content[at : at + size] for at in range(0, len(content), size)]
    return b"".join(zstandard.compress(frame) for frame in frames)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", gzip.compress(TEXT.encode())),
        ("a.txt.gz", gzip.compress(TEXT.encode()[:30]) + gzip.compress(TEXT.encode()[30:])),
        ("a.txt.zst", zst(TEXT.encode())),
        ("a.text.zst", zst(TEXT.encode(), 3)),
        ("a.md.GZ", gzip.compress(TEXT.encode("gb18030"))),
    ],
)
def test_packed_text_is_unpacked_and_the_hash_is_of_the_file(
    tmp_path: Path, name: str, content: bytes
) -> None:
    raw = only(read_file(tmp_path, name, content))
    assert raw.text.text == TEXT
    assert raw.sha256 == hashlib.sha256(content).hexdigest()


def zeros(count: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as file:
        file.write(b"0" * count)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b"\x7fELF\x02\x01", "binary_file"),
        ("a.txt", b"a\x00b", "binary_file"),
        ("a.txt", b"\xff\xfea", "undecodable"),
        ("a.md", b"%PDF-1.4", "binary_file"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-20], "broken_archive"),
        ("a.txt.gz", b"no gzip at all", "broken_archive"),
        ("a.txt.zst", b"no zstd at all", "broken_archive"),
        ("a.txt.gz", zeros(5_000_000), "decompression_bomb"),
        ("a.txt.zst", zstandard.compress(b"0" * 5_000_000), "decompression_bomb"),
    ],
)
def test_what_cannot_be_read_is_rejected(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    assert told(read_file(tmp_path, name, content, Limits(max_bytes=1000))) == [(name, reason)]


def test_a_file_that_is_gone_is_rejected(tmp_path: Path) -> None:
    (reject,) = read(Portion(tmp_path / "gone.txt", "gone.txt", "text"))
    assert isinstance(reject, Reject)
    assert (reject.source, reject.reason) == ("gone.txt", "unreadable")


# --- parts


PARAGRAPH = "砺汐泵业的水泵在苇渚的工厂里生产，去年的产量为三十八万台。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("gap", ["\n\n", "\r\n", "\r", ""])
def test_a_long_text_comes_in_parts(tmp_path: Path, encoding: str, packed: bool, gap: str) -> None:
    whole = gap.join([PARAGRAPH] * 60)
    content = whole.encode(encoding)
    name = "big.txt.gz" if packed else "big.txt"
    found = read_file(tmp_path, name, gzip.compress(content) if packed else content)
    assert [f.source for f in found] == [f"{name}@{n}" for n in range(1, len(found) + 1)]
    assert len(found) > 5
    at = 0
    for number, raw in enumerate(found, 1):
        assert isinstance(raw, Raw)
        proven(raw)
        assert (raw.base, raw.decoded, raw.meta["part"]) == (at, raw.text.text, str(number))
        assert len(raw.decoded) <= 1_000
        assert raw.text.starts[0] == 0
        at += len(raw.decoded)
    assert "".join(raw.decoded for raw in found if isinstance(raw, Raw)) == whole
    assert len({raw.sha256 for raw in found if isinstance(raw, Raw)}) == 1


@given(st.text(alphabet="泵。\r\n a", max_size=120), st.integers(2, 30))
def test_parts_joined_are_the_decoded_file(tmp_path_factory, text: str, part_chars: int) -> None:
    found = read_file(
        tmp_path_factory.mktemp("parts"), "a.txt", text.encode(), Limits(part_chars=part_chars)
    )
    raws = [raw for raw in found if isinstance(raw, Raw)]
    assert "".join(raw.decoded for raw in raws) == text
    assert all(text[raw.base :].startswith(raw.decoded) for raw in raws)


@pytest.mark.parametrize("gap", ["\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, gap: str, encoding: str) -> None:
    def peak(times: int) -> int:
        path = tmp_path / "big.txt"
        path.write_bytes((PARAGRAPH + gap).encode(encoding) * times)
        portion = Portion(path, path.name, "text")
        tracemalloc.start()
        assert sum(1 for _ in read(portion, Limits(part_chars=20_000))) > 10
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    assert peak(60_000) < 1.2 * peak(15_000)


# --- Markdown


def test_markdown_front_matter_is_read_and_the_map_starts_behind_it(tmp_path: Path) -> None:
    page = '---\ntitle: "水泵手册"\ndate: 2024-05-06\ntags: [a]\n---\n# 安装\n正文。'
    raw = only(read_file(tmp_path, "a.md", page.encode()))
    assert (raw.title, raw.text.text) == ("水泵手册", "# 安装\n正文。")
    assert raw.meta == {"encoding": "utf-8", "format": "markdown", "date": "2024-05-06"}
    assert page[raw.text.starts[0] :] == raw.text.text
    assert raw.decoded == page


def test_markdown_without_front_matter_is_all_text(tmp_path: Path) -> None:
    page = "安装\n---\n正文\n---\n"
    assert only(read_file(tmp_path, "a.markdown", page.encode())).text.text == page


def test_long_markdown_keeps_its_front_matter_out_and_its_format_in_each_part(
    tmp_path: Path,
) -> None:
    page = "---\r\ntitle: 水泵\r\n---\r\n" + (PARAGRAPH + "\r\n\r\n") * 30
    found = read_file(tmp_path, "a.md", page.encode())
    assert len(found) > 2
    first = found[0]
    assert isinstance(first, Raw) and first.title == "水泵"
    assert first.text.text.startswith("砺汐") and first.decoded.startswith("---")
    assert all(isinstance(raw, Raw) and raw.meta["format"] == "markdown" for raw in found)
