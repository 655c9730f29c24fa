"""Files as streams of bytes, unpacked on the way: gzip (RFC 1952) and Zstandard (RFC 8878).

What unpacks to far more than text ever does is refused, so that no small file fills the disk or hours.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Unreadable

CHUNK = 1 << 20
MOST_PER_BYTE = 250
"""Bytes that one packed byte may unpack to, beyond `Limits.max_bytes`; prose gives 3 to 10."""
MOST_WINDOW = 128 << 20
"""Memory a Zstandard frame may ask for; `zstd --long` needs no more."""
BROKEN = (gzip.BadGzipFile, zlib.error, zstandard.ZstdError, EOFError)


def chunks(portion: Portion, limits: Limits) -> Iterator[bytes]:
    """The bytes of the file, unpacked, or the range of them that the portion is. Raises Unreadable, OSError."""
    most = limits.max_bytes + MOST_PER_BYTE * portion.path.stat().st_size
    seen = 0
    with portion.path.open("rb") as file:
        if portion.end:
            yield from _range(file, portion.start, portion.end)
            return
        try:
            stream = _unpacked(file, portion.packing)
            while chunk := stream.read(CHUNK):
                seen += len(chunk)
                if seen > most and portion.packing:
                    raise Unreadable("decompression_bomb", f"over {most:,} bytes")
                yield chunk
        except BROKEN as error:
            raise Unreadable("broken_archive", str(error)) from error


def _range(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    while start < end and (chunk := file.read(min(CHUNK, end - start))):
        yield chunk
        start += len(chunk)


def _unpacked(file: BinaryIO, packing: str) -> BinaryIO:
    if packing == "gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if packing == "zst":
        unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
        return cast(BinaryIO, unpacker.stream_reader(file, read_across_frames=True))
    return file


def whole(portion: Portion, limits: Limits) -> bytes:
    """All bytes of a file that is held in memory at once. Raises Unreadable, OSError."""
    parts, size = [], 0
    for chunk in chunks(portion, limits):
        parts.append(chunk)
        size += len(chunk)
        if size > limits.max_bytes:
            raise Unreadable("file_too_large", f"over {limits.max_bytes:,} bytes")
    return b"".join(parts)


def file_sha256(path: Path) -> str:
    """Of the file as it lies on disk, which is what `sha256sum` prints."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
