"""What `--input` designates → the files, in a fixed order: a file, a folder, a glob."""

import fnmatch
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data_prep.ingest.raw import InputError, Reject


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and its name below the input."""

    path: Path
    name: str


_MAGIC = re.compile(r"[*?\[]")


def find(designation: Path) -> Iterator[Found | Reject]:
    """The files in the order of their names; hidden ones are left out, links are followed once.

    What cannot be entered or is no file comes as a Reject in its place. Raises InputError.
    """
    if designation.is_file():
        yield Found(designation, shown(designation.name))
    elif designation.is_dir():
        yield from _below(designation, designation, set())
    elif _MAGIC.search(str(designation)):
        yield from _matching(designation)
    else:
        raise InputError(f"there is no {shown(str(designation))}")


def _matching(pattern: Path) -> Iterator[Found | Reject]:
    """Files below the folder before the first wildcard whose names fit; `**` is any number of folders."""
    fixed = next(i for i, part in enumerate(pattern.parts) if _MAGIC.search(part))
    root, wanted = Path(*pattern.parts[:fixed]), pattern.parts[fixed:]
    if not root.is_dir():
        raise InputError(
            f"there is no folder {shown(str(root))}, where {shown(str(pattern))} begins"
        )
    for found in _below(root, root, set()):
        if isinstance(found, Reject) or _fits(found.path.relative_to(root).parts, wanted):
            yield found


def _fits(parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    reached = {0}  # how many of `wanted` the parts so far may have used up
    for part in parts:
        reached = _closed(reached, wanted)
        reached = {
            i if wanted[i] == "**" else i + 1
            for i in reached
            if i < len(wanted) and (wanted[i] == "**" or fnmatch.fnmatchcase(part, wanted[i]))
        }
    return len(wanted) in _closed(reached, wanted)


def _closed(reached: set[int], wanted: tuple[str, ...]) -> set[int]:
    """With what is reached when a `**` stands for no folder."""
    out = set(reached)
    for i, part in enumerate(wanted):
        if part == "**" and i in out:
            out.add(i + 1)
    return out


def _below(folder: Path, root: Path, entered: set[tuple[int, int]]) -> Iterator[Found | Reject]:
    try:
        stat = folder.stat()
        if (stat.st_dev, stat.st_ino) in entered:  # a link back, or a second one to the same folder
            return
        entered.add((stat.st_dev, stat.st_ino))
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=_key)
    except OSError as error:
        yield Reject(_name(folder, root), "unreadable", error.strerror or "")
        return
    for entry in ordered:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if path.is_dir():
            yield from _below(path, root, entered)
        elif path.is_file():
            yield Found(path, _name(path, root))
        else:  # a broken link, a pipe, a device
            yield Reject(_name(path, root), "unreadable", "no regular file")


def _key(entry: os.DirEntry[str]) -> str:
    """So that the whole walk is in the order of the names: `a.html` before `a/z.md`."""
    return entry.name + "/" if _is_dir(entry) else entry.name


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _name(path: Path, root: Path) -> str:
    return shown(path.relative_to(root).as_posix() if path != root else path.name)


def shown(name: str) -> str:
    """A file name as text: one that is no UTF-8 is read as GB 18030, the way old archives spell Chinese."""
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
