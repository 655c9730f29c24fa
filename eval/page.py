"""`report.html`: one file that opens from disk, with nothing to load and nothing that can run but its own
filter. Questions, answers and model output are untrusted text: every one goes through `escape`."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from eval.bars import bars
from eval.samples import Sample, Score
from eval.table import Effect, Table, shown_p, shown_rate

STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#1c2024,#e6e8ea);--soft:light-dark(#5c656e,#9aa4ae);
--ground:light-dark(#fff,#15181b);--band:light-dark(#f3f5f7,#1e2327);--line:light-dark(#d8dde2,#343b42);
--base:light-dark(#8a97a5,#7c8894);--tuned:light-dark(#1f6feb,#58a6ff);--right:light-dark(#116329,#56d364);
--wrong:light-dark(#b42318,#ff7b72)}
body{margin:0 auto;max-width:72rem;padding:1.5rem;background:var(--ground);color:var(--ink);
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}.soft{color:var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{background:var(--band);white-space:nowrap}.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
svg{max-width:100%;height:auto;display:block}.bar-base{fill:var(--base)}.bar-tuned{fill:var(--tuned)}
svg text{fill:var(--ink);font-size:13px}.whisker{stroke:var(--ink);stroke-width:1.5}.grid{stroke:var(--line)}
.correct{color:var(--right)}.incorrect{color:var(--wrong)}.not_attempted{color:var(--soft)}
.filters{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}input,select{font:inherit;padding:.3rem .5rem;
color:inherit;background:var(--band);border:1px solid var(--line);border-radius:.3rem}input{flex:1 1 16rem}
.answer{white-space:pre-wrap;overflow-wrap:anywhere}.why{display:block;font-size:.8rem;color:var(--soft)}
pre{background:var(--band);padding:.8rem;overflow-x:auto;font-size:.8rem}
"""

SCRIPT = """
const rows=[...document.querySelectorAll("#samples tbody tr")],words=document.getElementById("words"),
pick=[...document.querySelectorAll(".filters select")],count=document.getElementById("count");
function show(){const needle=words.value.trim().toLowerCase();let n=0;
for(const row of rows){const ok=(!needle||row.textContent.toLowerCase().includes(needle))&&
pick.every(s=>!s.value||row.dataset[s.name]===s.value);row.hidden=!ok;if(ok)n++}
count.textContent=n+" / "+rows.length}
words.addEventListener("input",show);for(const s of pick)s.addEventListener("change",show);show();
"""


def page(
    title: str,
    about: Mapping[str, Any],
    recall: Table,
    by_type: Table,
    effect: Effect | None,
    samples: Sequence[Sample],
    runs: Mapping[str, Sequence[Score]],
) -> str:
    """The report as HTML. `runs`: name → scores in the order of `samples`."""
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="soft">{escape(_subtitle(about, len(samples)))}</p>',
        "<h2>Recall by group, language and kind of question</h2>",
        '<p class="soft">Whiskers and brackets: 95 % Wilson intervals. taught: trained facts in wordings never '
        "trained on. control: facts never trained.</p>",
        bars(recall),
        _effect_line(effect),
        _table(recall),
        "<h2>By type of fact</h2>",
        _table(by_type),
        "<h2>Every question</h2>",
        _filters(samples, runs),
        _sample_table(samples, runs),
        "<h2>Provenance</h2>",
        f"<pre>{escape(json.dumps(about, ensure_ascii=False, indent=2, default=str))}</pre>",
    ]
    return _document(title, "\n".join(body))


def _document(title: str, body: str) -> str:
    policy = f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n"
        f"<body>\n{body}\n<script>{SCRIPT}</script></body></html>\n"
    )


def _hash(source: str) -> str:
    """A CSP source that allows this inline text and no other."""
    return f"'sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _subtitle(about: Mapping[str, Any], count: int) -> str:
    adapter = f" with adapter {about['adapter']}" if about.get("adapter") else ""
    return (
        f"{count} questions of {about['dataset']} to {about['model']}{adapter}, {about['created']}"
    )


def _effect_line(effect: Effect | None) -> str:
    if effect is None:
        return ""
    return (
        "<p>Net effect of training, the change on taught facts less that on control facts: "
        f"<strong>{escape(str(effect))}</strong></p>"
    )


def _table(table: Table) -> str:
    moved = ["gained", "lost", "McNemar p"] if len(table.runs) == 2 else []
    lines = []
    for row in table.rows:
        change = row.change
        numbers = [str(row.n), *map(shown_rate, row.rates)]
        numbers += [str(change.gained), str(change.lost), shown_p(change.p)] if change else []
        lines.append(_cells(row.place, "td") + _cells(numbers, "td", "num"))
    head = _cells(table.columns, "th") + _cells(["n", *table.runs, *moved], "th", "num")
    return _html_table(head, (f"<tr>{line}</tr>" for line in lines))


def _cells(values: Iterable[str], tag: str, css: str = "") -> str:
    attribute = f' class="{css}"' if css else ""
    return "".join(f"<{tag}{attribute}>{escape(value)}</{tag}>" for value in values)


def _html_table(head: str, rows: Iterable[str], name: str = "") -> str:
    attribute = f' id="{name}"' if name else ""
    body = "\n".join(rows)
    return (
        f'<div class="scroll"><table{attribute}><thead><tr>{head}</tr></thead>'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _filters(samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]) -> str:
    selects = [
        _select(name, {getattr(s, name) for s in samples})
        for name in ("group", "lang", "kind", "type")
    ]
    selects += [_select(run, {score.verdict for score in scores}) for run, scores in runs.items()]
    return (
        '<div class="filters"><input id="words" type="search" placeholder="words in question or answer" '
        f'aria-label="words">{"".join(selects)}<span id="count" class="soft"></span></div>'
    )


def _select(name: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in sorted(values))
    return f'<select name="{escape(name)}" aria-label="{escape(name)}"><option value="">{escape(name)}: all</option>{options}</select>'


def _sample_table(samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]) -> str:
    head = _cells(["group", "kind", "question", "expected", *runs], "th")
    rows = (
        _sample_row(sample, {name: scores[i] for name, scores in runs.items()})
        for i, sample in enumerate(samples)
    )
    return _html_table(head, rows, "samples")


def _sample_row(sample: Sample, scores: Mapping[str, Score]) -> str:
    data = {name: getattr(sample, name) for name in ("group", "lang", "kind", "type")}
    data |= {name: score.verdict for name, score in scores.items()}
    attributes = "".join(f' data-{escape(name)}="{escape(value)}"' for name, value in data.items())
    aliases = (
        f'<span class="why">{escape(" · ".join(sample.targets[1:]))}</span>'
        if sample.targets[1:]
        else ""
    )
    asked = _cells([sample.group, sample.kind, sample.question], "td")
    answers = "".join(_answer(score) for score in scores.values())
    return f"<tr{attributes}>{asked}<td>{escape(sample.targets[0])}{aliases}</td>{answers}</tr>"


def _answer(score: Score) -> str:
    return (
        f'<td><span class="answer">{escape(score.answer) or "—"}</span>'
        f'<span class="why"><b class="{score.verdict}">{score.verdict}</b> {escape(score.explanation)}</span></td>'
    )
