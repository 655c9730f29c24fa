"""An append-only file of JSON lines found by key, for many writes, few bytes of memory, and kill -9 at any of them.

Each line begins `{"key": "<16 hex digits>", `. A line is written with one call, so a killed process leaves
whole lines and perhaps the beginning of one: a last line without its end is no line, and is cut off before
the next one is written. Any other line that is none (a disk that lost power) is skipped and counted.

The index is two sorted arrays, 16 bytes a line, and a dictionary of the latest lines: 10⁶ replies take 16 MB.
"""

import json
import os
import re
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from data_prep.dialect import WorkError

_LINE = re.compile(rb'\{"key": "([0-9a-f]{16})"(?:, .*)?\}\n\Z', re.DOTALL)
_RECENT = 65_536
"""Lines that wait in the dictionary until they are sorted in."""
_CHUNK = 1 << 20


class KeyedLog:
    """`path` and its index. A key that stands on several lines has the last one's value."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        seen: Callable[[bytes], None] = lambda line: None,
    ) -> None:
        """`seen` is told each whole line that is there already. Raises WorkError when it can't be opened."""
        self.path = path
        self.damaged = 0
        """Lines that are none."""
        self._keys = np.empty(0, np.uint64)
        self._offsets = np.empty(0, np.int64)
        self._recent: dict[int, int] = {}
        self._unsynced = False
        self._file: int | None = None
        try:
            if not read_only or path.exists():
                flags = os.O_RDONLY if read_only else os.O_RDWR | os.O_CREAT
                self._file = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)
            self._end = self._indexed(seen)
            if self._file is not None and not read_only:
                os.ftruncate(self._file, self._end)
        except OSError as error:
            raise WorkError(f"cannot open {path}: {error.strerror}") from error

    def _indexed(self, seen: Callable[[bytes], None]) -> int:
        """Read the file once; gives the end of its last whole line."""
        keys, offsets, end = array("Q"), array("q"), 0
        for line in self._raw_lines():
            if not line.endswith(b"\n"):
                break
            if found := _LINE.match(line):
                keys.append(int(found[1], 16))
                offsets.append(end)
                seen(line)
            else:
                self.damaged += 1
            end += len(line)
        self._sort_in(np.frombuffer(keys, np.uint64), np.frombuffer(offsets, np.int64))
        return end

    def _raw_lines(self) -> Iterator[bytes]:
        if self._file is None:
            return
        with os.fdopen(os.dup(self._file), "rb", buffering=_CHUNK) as file:
            file.seek(0)
            yield from file

    def _sort_in(self, keys: np.ndarray, offsets: np.ndarray) -> None:
        """Add lines to the arrays; of a key's lines the last stays."""
        keys = np.concatenate([self._keys, keys])
        offsets = np.concatenate([self._offsets, offsets])
        order = np.lexsort((offsets, keys))
        keys, offsets = keys[order], offsets[order]
        last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
        self._keys, self._offsets = keys[last], offsets[last]

    def __len__(self) -> int:
        """Different keys."""
        return len(self._keys) + sum(self._sorted_offset(key) is None for key in self._recent)

    def __contains__(self, key: str) -> bool:
        return self._offset(int(key, 16)) is not None

    def _offset(self, key: int) -> int | None:
        recent = self._recent.get(key)
        return self._sorted_offset(key) if recent is None else recent

    def _sorted_offset(self, key: int) -> int | None:
        at = int(np.searchsorted(self._keys, np.uint64(key)))
        found = at < len(self._keys) and self._keys[at] == np.uint64(key)
        return int(self._offsets[at]) if found else None

    def get(self, key: str) -> dict[str, Any] | None:
        """The value of `key`, without the key; None when there is none, or its line is damaged."""
        offset = self._offset(int(key, 16))
        if offset is None or self._file is None:
            return None
        try:
            value = json.loads(self._line_at(offset))
            return value if value.pop("key") == key else None
        except (ValueError, KeyError, AttributeError):
            return None

    def _line_at(self, offset: int) -> bytes:
        assert self._file is not None
        line, size = b"", 4096
        while b"\n" not in line:
            more = os.pread(self._file, size, offset + len(line))
            if not more:
                break
            line, size = line + more, size * 4
        return line.partition(b"\n")[0]

    def append(self, key: str, value: dict[str, Any]) -> None:
        """Add a line. Raises WorkError when it can't be written, and then leaves nothing of it."""
        assert self._file is not None, "opened to be read"
        text = json.dumps({"key": key, **value}, ensure_ascii=False) + "\n"
        line = text.encode("utf-8", "replace")
        try:
            written = os.pwrite(self._file, line, self._end)
            while written < len(line):
                written += os.pwrite(self._file, line[written:], self._end + written)
        except OSError as error:
            os.ftruncate(self._file, self._end)
            raise WorkError(
                f"cannot write {self.path}: {error.strerror}; the same command goes on"
            ) from error
        self._recent[int(key, 16)] = self._end
        self._end += len(line)
        self._unsynced = True
        if len(self._recent) >= _RECENT:
            self._sort_in(
                np.fromiter(self._recent.keys(), np.uint64, len(self._recent)),
                np.fromiter(self._recent.values(), np.int64, len(self._recent)),
            )
            self._recent = {}

    def sync(self) -> None:
        """Have what was written survive a loss of power too."""
        if self._file is not None and self._unsynced:
            self._unsynced = False
            os.fsync(self._file)

    def close(self) -> None:
        if self._file is not None:
            self.sync()
            os.close(self._file)
            self._file = None
