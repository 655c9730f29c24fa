"""The report as one HTML file.

Questions, answers and documents are untrusted text. They reach the page only as JSON in an inert data
block, and the page's own script puts them into the document as text nodes. The policy in the head admits
that one script and that one style by their SHA-256 and nothing else, no network either.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from eval.markdown import as_markdown
from eval.page.content import content
from eval.page.evidence import FactView
from eval.samples import Sample, Score
from eval.table import Effect, Table

_HERE = Path(__file__).parent
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def page(
    title: str,
    about: Mapping[str, Any],
    recall: Table,
    by_type: Table,
    effect: Effect | None,
    samples: Sequence[Sample],
    runs: Mapping[str, Sequence[Score]],
    *,
    by_probe: Table | None = None,
    facts: Mapping[str, FactView] | None = None,
    neutral: Mapping[str, float] | None = None,
) -> str:
    """The report as HTML, which UTF-8 can always encode.

    `runs`: name → scores in the order of `samples`, one or two of them. `by_probe`: recall by probe and
    group, counted here if None. `facts`: fact id → what is shown of it; questions on other facts are
    shown without evidence. `neutral`: run → bits per byte on neutral text.
    """
    shown = content(
        title, about, recall, by_type, effect, samples, runs, by_probe, facts or {}, neutral or {}
    )
    plain = as_markdown(title, recall, effect=effect, neutral=neutral or {})
    return _html(title, plain, shown)


def _html(title: str, plain: str, shown: Mapping[str, Any]) -> str:
    style, script = (
        (_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "script.js")
    )
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{style}</style></head>\n<body>\n"
        f"<noscript><p>The details need scripts. 详情需要启用脚本。</p><pre>{_text(plain)}</pre></noscript>\n"
        '<header id="head"></header>\n<main id="main"></main>\n'
        f'<script type="application/json" id="data">{inert(shown)}</script>\n'
        f"<script>{script}</script>\n</body></html>\n"
    )


def inert(data: Mapping[str, Any]) -> str:
    """JSON that cannot end its data block or open a comment in it, and that UTF-8 can encode."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _text(text: str) -> str:
    return escape(_CONTROL.sub("\ufffd", text))


def _hash(source: str) -> str:
    """A CSP source that allows this inline text and no other."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
