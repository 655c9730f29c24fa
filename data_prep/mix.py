"""How the rows are mixed: which are learnt first, how much running text stands beside the questions, in what order.

Order (pre-instruction-tuning, arXiv 2402.12847: 48.1 % against 30.3 % for documents before questions):
the `sft` rows begin with a *warm-up* that holds every taught fact in half of its wordings and nothing
else; behind it stands the *mix*: the other wordings, summaries and replay, to be learnt together with
the `text` rows. The column `stage` says so (0, 1), the order of the rows too, and `mix.stages` of the
manifest counts them; a trainer may shuffle inside a stage.

Amount (synthetic mixed training, arXiv 2603.23562: 1:1 by tokens): where a document's statements are
fewer tokens than its questions, its passages follow as they are, then paragraphs of its statements in
ever other order and wording, until the ratio is reached.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute

from data_prep.records import Document, Example, TextRow, content_id

pc: Any = pyarrow.compute
HAN, WORD, MARK = 0.7, 1.3, 0.5
"""Tokens that a Han character, a word of letters or digits, and any other mark count as, about. A
tokenizer for many languages takes two to three tokens for three Han and four for three English words; no
tokenizer is needed, and ratios hardly depend on it."""
ROUNDS = 12
"""Paragraphs that one document's statements are told in, at most, to reach the ratio."""

_HAN = "[\u3400-\u9fff]"
_WORD = r"[0-9A-Za-z\u00C0-\u024F]+"
_MARK = r"[^\s0-9A-Za-z\u00C0-\u024F\u3400-\u9fff]"
_COUNTED = tuple(
    (re.compile(pattern), cost) for pattern, cost in ((_HAN, HAN), (_WORD, WORD), (_MARK, MARK))
)
_COSTS = (("\\p{Han}", HAN), (r"[0-9A-Za-z\x{C0}-\x{24F}]+", WORD))
_MARKS = r"[^\s\p{Z}\x{0B}\x{1C}-\x{1F}\x{85}0-9A-Za-z\x{C0}-\x{24F}\p{Han}]"


def tokens(text: str) -> float:
    """About how many tokens `text` has."""
    return sum(len(pattern.findall(text)) * cost for pattern, cost in _COUNTED)


def column_tokens(column: pa.ChunkedArray) -> float:
    """About how many tokens a column of strings has."""
    counts = (
        (pc.count_substring_regex(column, pattern), cost)
        for pattern, cost in (*_COSTS, (_MARKS, MARK))
    )
    return sum((pc.sum(count).as_py() or 0) * cost for count, cost in counts)


# --- the stages


def is_warm_up(rank: int, share: float) -> bool:
    """Whether the wording `rank` (from 0) of a fact belongs to the warm-up: `share` of them, spread evenly,
    the first one among them."""
    return share > 0 and -(-(rank + 1) * share // 1) > -(-rank * share // 1)


def validates(id: str, share: float) -> bool:
    """Whether a fact or a document is among the `share` of which some rows are held back. It follows from
    the id alone, so that it stays the same when others come or go."""
    return int(id[:8], 16) < share * (1 << 32)


VALIDATION_WORDINGS = 2
"""Wordings of such a fact that are held back, at most; a quarter of them if it has few."""


def held_back(examples: Sequence[Example]) -> frozenset[str]:
    """Ids of the rows of one fact that validate: of its direct questions the last ones by hash."""
    direct = sorted((e.id for e in examples if e.kind == "direct"), reverse=True)
    return frozenset(direct[: min(VALIDATION_WORDINGS, len(direct) // 4)])


# --- the text


def filled(
    document: Document,
    passages: Iterable[str],
    texts: Sequence[TextRow],
    wanted: float,
) -> Iterator[TextRow]:
    """The text rows to add to `texts`, a document's statements, so that they have `wanted` tokens."""
    missing = wanted - tokens("\n".join(row.text for row in texts))
    more = chain(
        (("passage", passage, []) for passage in passages),
        (("paragraph", *paragraph) for paragraph in _paragraphs(texts, document)),
    )
    told: set[str] = set()
    for kind, text, fact_ids in more:
        size = tokens(text)
        if text in told:
            continue
        told.add(text)
        if 2 * missing >= size:  # else the ratio is nearer without it
            missing -= size
            yield _text(document, kind, text, fact_ids)
        elif missing <= 0:
            return


def _paragraphs(texts: Sequence[TextRow], document: Document) -> Iterator[tuple[str, list[str]]]:
    """Each round every fact once, in another wording than the round before and in another order
    (knowledge is kept in what is permuted: arXiv 2309.14316)."""
    by_fact: dict[str, list[TextRow]] = {}
    for row in texts:
        by_fact.setdefault(row.fact_ids[0], []).append(row)
    if len(by_fact) < 2:
        return
    for turn in range(ROUNDS):
        order = sorted(by_fact, key=lambda id: content_id(document.id, str(turn), id))
        rows = [by_fact[id][turn % len(by_fact[id])] for id in order]
        mark = "" if document.lang == "zh" else " "
        for some in _portions(rows):
            ids = dict.fromkeys(id for row in some for id in row.fact_ids)
            yield mark.join(row.text for row in some), list(ids)


def _portions(rows: Sequence[TextRow], size: int = 10) -> Iterator[Sequence[TextRow]]:
    """Rows in portions of about `size`, none of a single one."""
    count = max(1, round(len(rows) / size))
    for number in range(count):
        yield rows[number * len(rows) // count : (number + 1) * len(rows) // count]


def _text(document: Document, kind: str, text: str, fact_ids: list[str]) -> TextRow:
    id = content_id("text", kind, document.id, text)
    return TextRow(id, kind, document.lang, document.id, fact_ids, text)


# --- the count


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one config, split, kind and language."""

    config: str
    split: str
    kind: str
    lang: str


class TokenLedger:
    """Rows and tokens by source, counted as the rows are written."""

    def __init__(self) -> None:
        self.rows: Counter[Source] = Counter()
        self.tokens: Counter[Source] = Counter()

    def count(self, config: str, split: str, table: pa.Table) -> None:
        """Add the rows of a table of `sft` or `text`."""
        if not table.num_rows:
            return
        names = [
            f"{kind}\t{lang}"
            for kind, lang in zip(table["kind"].to_pylist(), table["lang"].to_pylist(), strict=True)
        ]
        labels = pa.chunked_array([pa.array(names)])
        for label in sorted(set(names)):
            some = table.filter(pc.equal(labels, label))
            kind, lang = label.split("\t")
            source = Source(config, split, kind, lang)
            self.rows[source] += some.num_rows
            for column in _texts(config, some):
                self.tokens[source] += column_tokens(column)  # type: ignore[assignment]

    def summary(self) -> dict[str, Any]:
        """What the manifest says: one entry a source, and the ratio of question to text tokens."""
        sources = [
            {
                **{name: getattr(source, name) for name in ("config", "split", "kind", "lang")},
                "rows": self.rows[source],
                "tokens": round(self.tokens[source]),
            }
            for source in sorted(self.rows, key=lambda s: (s.config, s.split, s.kind, s.lang))
        ]
        text = sum(s["tokens"] for s in sources if s["config"] == "text")
        asked = sum(
            s["tokens"]
            for s in sources
            if s["config"] == "sft" and s["kind"] in QA and s["split"] == "train"
        )
        return {"sources": sources, "qa_tokens": asked, "text_tokens": text}


QA = frozenset({"direct", "reverse", "cloze", "list"})
"""Kinds of rows that ask for a fact without showing the text."""


def _texts(config: str, table: pa.Table) -> Iterator[pa.ChunkedArray]:
    if config == "text":
        yield table["text"]
        return
    for name in ("prompt", "completion"):
        turns = pc.list_flatten(table[name])
        yield pc.struct_field(turns, "content")
