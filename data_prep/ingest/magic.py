"""What a file is by its first bytes, whatever its name says (the magic numbers of file(1))."""

_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x1f\x8b", "gzip"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-zip"),
    (0, b"Rar!\x1a", "RAR"),
    (0, b"\x04\x22\x4d\x18", "LZ4"),
    (257, b"ustar", "tar"),
    (0, b"%PDF-", "PDF"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office (OLE)"),
    (0, b"SQLite format 3\x00", "SQLite"),
    (0, b"PAR1", "Parquet"),
    (0, b"ARROW1\x00", "Arrow"),
    (0, b"\x89HDF\r\n\x1a\n", "HDF5"),
    (0, b"\x89PNG", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF8", "GIF"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (4, b"ftyp", "MP4"),
    (0, b"OggS\x00", "Ogg"),
    (0, b"ID3\x03", "MP3"),
    (0, b"ID3\x04", "MP3"),
    (0, b"\x1a\x45\xdf\xa3", "Matroska"),
    (0, b"\x7fELF", "ELF"),
    (0, b"\xca\xfe\xba\xbe", "Java class"),
    (0, b"\x00asm", "WebAssembly"),
    (0, b"wOF2", "font"),
    (0, b"\x93NUMPY", "NumPy"),
)
"""Where a mark stands, the mark, and what bears it."""
_WITH_NUL: tuple[tuple[bytes, str], ...] = (
    (b"RIFF", "RIFF (WAV, AVI, WebP)"),
    (b"MZ", "Windows program"),
    (b"BM", "BMP"),
)
"""Marks that are plain letters: a text may begin with them, but holds no NUL."""
HEAD = 512
"""Bytes that are enough to tell."""


def kind_of(head: bytes) -> str:
    """What begins with these bytes, "" for text or what we do not know."""
    for at, mark, kind in _MARKS:
        if head.startswith(mark, at) and (at == 0 or b"\x00" in head[:HEAD]):
            return kind
    return next((k for mark, k in _WITH_NUL if head.startswith(mark) and b"\x00" in head[:64]), "")


_OF_FORMAT = {
    "pdf": ("PDF",),
    "parquet": ("Parquet",),
    **dict.fromkeys(("docx", "pptx", "epub"), ("zip", "old Office (OLE)")),
}
_OF_PACKING = {"gz": ("gzip",), "zst": ("zstd",)}


def misnamed(head: bytes, format: str, packing: str) -> str:
    """What the file is if its first bytes contradict its name, else ""."""
    kind = kind_of(head)
    expected = _OF_PACKING.get(packing) if packing else _OF_FORMAT.get(format)
    return "" if kind in (expected or ()) else kind
