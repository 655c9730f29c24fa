"""What the tests of the readers share: writing a file, and reading it whole."""

from pathlib import Path

from data_prep.ingest import Limits, Portion, Raw, Reject, plan, read

LIMITS = Limits(part_chars=1_000, max_bytes=200_000, portion_bytes=4_000)

Found = list[Raw | Reject]


def read_file(folder: Path, name: str, content: bytes, limits: Limits = LIMITS) -> Found:
    """The documents of a file of that content, planned and read."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return read_all(path, limits)


def read_all(designation: str | Path, limits: Limits = LIMITS) -> Found:
    found: Found = []
    for portion in plan(designation, limits):
        found += list(read(portion, limits)) if isinstance(portion, Portion) else [portion]
    return found


def only(found: Found) -> Raw:
    (raw,) = found
    assert isinstance(raw, Raw), raw
    return raw


def told(found: Found) -> list[tuple[str, str]]:
    """(source, text or drop reason) of each."""
    return [(f.source, f.reason if isinstance(f, Reject) else f.text.text) for f in found]


def proven(raw: Raw) -> None:
    """The map is as long as the text and lies inside the decoded source, in order."""
    assert len(raw.text.text) == len(raw.text.starts) == len(raw.text.ends)
    assert (raw.text.starts <= raw.text.ends).all()
    if len(raw.text.text):
        assert raw.text.starts.min() >= 0
        assert raw.text.ends.max() <= len(raw.decoded)
