"""The page as one HTML file.

Corpus text is not trusted. It reaches the page only as data in an inert block, and the page's script puts it into the
document as text; the policy in the page's head admits that script and that style by their SHA-256 and nothing else, no network either.
"""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from data_prep.page.content import page_data
from data_prep.page.words import WORDS
from data_prep.store import write_text

_HERE = Path(__file__).parent
SCRIPTS = ("base.js", "overview.js", "reading.js", "tables.js", "main.js")
LATER = ("parts", "facts", "summaries", "changes")
"""Of a document, what the overview does not need: it is unpacked once the overview is drawn."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def write_page(run: Path, manifest: dict[str, Any]) -> None:
    """`run`/report.html, from the tables of `run`/dataset, the files beside them and the manifest to be written."""
    name = Path(manifest["config"]["output"]).resolve().name  # `run` may be where it is being made
    write_text(run / "report.html", render(name, page_data(run, manifest)))


def render(
    title: str, data: Mapping[str, Any], *, before: str = "", style: str = "", connect: bool = False
) -> str:
    """The page as HTML that UTF-8 can always encode.

    `before` is a script that runs before the page's own, `style` more CSS; `connect` lets scripts ask the page's own origin.
    """
    script = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    css = (_HERE / "style.css").read_text(encoding="utf-8") + style
    scripts = [text for text in (before, script) if text]
    own = "connect-src 'self'; " if connect else ""
    policy = (
        f"default-src 'none'; style-src {_hash(css)}; script-src {' '.join(map(_hash, scripts))}; "
        f"{own}base-uri 'none'; form-action 'none'"
    )
    name = escape(_CONTROL.sub("\ufffd", title))
    first, later = _halves(data)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name} · factune</title>\n<style>{css}</style></head>\n<body>\n"
        "<noscript><p>This page draws itself with a script. 本页需要启用脚本。</p></noscript>\n"
        '<header id="head"></header>\n<main id="main"></main>\n'
        f'<script type="text/plain" id="data">{packed({**first, "title": title, "words": WORDS})}</script>\n'
        f'<script type="text/plain" id="later">{packed(later)}</script>\n'
        + "".join(f"<script>{text}</script>\n" for text in scripts)
        + "</body></html>\n"
    )


def _halves(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the overview needs, and the rest: of each document, and the list of what was left out."""
    documents = data.get("documents", [])
    first = {
        **{key: value for key, value in data.items() if key != "drops"},
        "documents": [{k: v for k, v in d.items() if k not in LATER} for d in documents],
    }
    later = {
        "documents": [{k: d[k] for k in LATER if k in d} for d in documents],
        "drops": data.get("drops", []),
    }
    return first, later


def packed(data: Mapping[str, Any]) -> str:
    """JSON, compressed (RFC 1952) and in letters (RFC 4648), the same for the same data."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode()


def _hash(source: str) -> str:
    """A Content-Security-Policy source that admits this inline text and no other."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
