"""A page as a browser splits it, and its data."""

import gzip
import json
from base64 import b64decode
from html.parser import HTMLParser
from typing import Any


class Parsed(HTMLParser):
    """Tags with attributes, and the raw text of script and style elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag
        if tag in ("script", "style"):
            self.raw.append((f"{tag} {dict(attrs).get('type', '')}".strip(), ""))

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style"):
            kind, text = self.raw[-1]
            self.raw[-1] = (kind, text + data)

    @property
    def data(self) -> dict[str, Any]:
        """Both blocks, put together as the page's script does."""
        first, later = (
            json.loads(gzip.decompress(b64decode(text)))
            for kind, text in self.raw
            if kind == "script text/plain"
        )
        documents = [a | b for a, b in zip(first["documents"], later["documents"], strict=True)]
        return {**first, "documents": documents, "drops": later["drops"]}
