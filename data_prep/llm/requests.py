"""What a model is asked: the facts of a section; wordings of a fact that is short of them; summaries.

Two steps, each shard → a file of requests. The second looks at what the rules and the earlier rounds gave, so
that nothing is asked that is there.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data_prep.config import DataPrepConfig
from data_prep.llm.asking import Placed, write_requests
from data_prep.llm.candidates import believed, latest, place_of, read_by_document
from data_prep.llm.offers import DocumentOffers, Offers, passage_place
from data_prep.llm.offers import place_of as fact_place
from data_prep.llm.prompts import Task, request
from data_prep.llm.reasons import told
from data_prep.llm.sections import Background, sections
from data_prep.llm.targets import answered_facts
from data_prep.pairs import Made
from data_prep.quotas import quotas_of
from data_prep.records import Document, Fact, Lang, revive
from data_prep.replies import Unparsed
from data_prep.steps import DocumentShard
from data_prep.summaries.ranking import length
from data_prep.summaries.rows import MIN_PASSAGE
from data_prep.worded import Known, RowShard, known_of, passages_of, worded

SHORT_REPLY = 1000
"""Tokens of a reply that holds wordings of one fact, at most."""
SPARE = 2
"""Wordings asked for each that is missing: some are refused."""
MOST = 24
"""Wordings asked for at once: more of one fact only repeat each other."""
SEEN = 400
"""Characters before and behind its evidence that a judge sees at least of a fact's document."""
JUDGED = 200
"""Tokens of a judge's reply, at most."""
SHOWN = 12
"""Existing wordings, and refused ones, that a model is shown."""


@dataclass(frozen=True, slots=True)
class Round:
    """A shard in one round of asking: the first is 0."""

    shard: DocumentShard | RowShard
    number: int


# --- facts


def fact_requests(asked: Round, out: Path) -> None:
    """A request for each section, in later rounds for those whose reply could not be read → `out`."""
    shard = asked.shard
    assert isinstance(shard, DocumentShard)
    write_requests(out, _fact_requests(shard, asked.number))


def _fact_requests(shard: DocumentShard, number: int) -> Iterator[Placed]:
    config = shard.config
    replies = read_by_document(shard.replies)
    for row in shard.documents.rows():
        document = revive(Document, row)
        broken = {
            reply.place
            for reply in latest(replies.get(document.id, ()))
            if not reply.error and isinstance(reply.value(), Unparsed)
        }
        if number and not broken:
            continue
        for section, known in sections(document, config.section_chars, config.section_overlap):
            place = place_of(document, section)
            if number and place not in broken:
                continue
            most = max(4, config.facts_per_section >> number)
            blocks = {
                "known": _background(known, document.lang),
                "before": document.text[section.before : section.start].strip(),
                "source": document.text[section.start : section.end].strip(),
            }
            yield Placed(
                place,
                request(
                    "facts",
                    document.lang,
                    blocks,
                    config.max_tokens,
                    counts={"most": most},
                    broken=number > 0,
                ),
            )


_BACKGROUND: dict[Lang, tuple[str, str, str, str]] = {
    "zh": ("标题：", "写作日期：", "文中说话的人：", "前文出现过的名字："),
    "en": ("Title: ", "Written on: ", "Quoted in it: ", "Named before: "),
}


def _background(known: Background, lang: Lang) -> str:
    mark = "、" if lang == "zh" else ", "
    values = (known.title, known.date, mark.join(known.speakers), mark.join(known.entities))
    return "\n".join(f"{n}{v}" for n, v in zip(_BACKGROUND[lang], values, strict=True) if v)


def judge_requests(asked: Round, out: Path) -> None:
    """A request for each fact that the replies about a shard gave and the gate let pass → `out`."""
    shard = asked.shard
    assert isinstance(shard, DocumentShard)
    write_requests(out, _judge_requests(shard))


def _judge_requests(shard: DocumentShard) -> Iterator[Placed]:
    replies = read_by_document(shard.replies)
    for row in shard.documents.rows():
        document = revive(Document, row)
        runs = [tuple(run) for run in json.loads(document.meta)["map"]]
        made = believed(document, runs, replies.get(document.id, ()), f"llm:{shard.config.model}")
        for one in made.found:
            fact = one.fact
            start = document.text.rfind("\n", 0, max(0, fact.start - SEEN)) + 1
            end = document.text.find("\n", min(len(document.text), fact.end + SEEN))
            source = document.text[start : end if end >= 0 else len(document.text)]
            blocks = {"source": f"{document.title}\n{source.strip()}", "claim": fact.statement}
            yield Placed(fact.id, request("judge", fact.lang, blocks, JUDGED))


# --- wordings, summaries


def word_requests(asked: Round, out: Path) -> None:
    """Requests for what the facts of a shard are short of, and in the first round for the summaries of its
    passages → `out`."""
    shard = asked.shard
    assert isinstance(shard, RowShard)
    write_requests(out, _word_requests(shard, asked.number))


def _word_requests(shard: RowShard, number: int) -> Iterator[Placed]:
    facts_of = dict(known_of(shard))
    offers, answered = Offers(shard), answered_facts(shard.config.known)
    for row in shard.documents.rows():
        document = revive(Document, row)
        known = facts_of.pop(document.id, [])
        offered = offers.of(document)
        for one, made in worded(known, shard, offered.wordings):
            if one.fact.id not in answered:
                yield from _fact_tasks(one, made, offered, shard.config)
        if number == 0:
            yield from _summary_tasks(document, known, shard.config)


def _fact_tasks(
    one: Known, made: Made, offered: DocumentOffers, config: DataPrepConfig
) -> Iterator[Placed]:
    fact = one.fact
    trained = [e.prompt[-1].content for e in made.examples if e.kind == "direct"]
    held = [probe.question for probe in made.probes]
    texts = [row.text for row in made.texts]
    for task, count in _missing(one, made, config).items():
        there = {"questions": [*trained, *held], "statements": texts or [fact.statement]}.get(task)
        place = fact_place(fact.id, task)
        refused = offered.turned_away.get(place, [])[-SHOWN:]
        blocks = {"source": _told(fact, task, held or trained)}
        if there is not None:
            blocks["there"] = "\n".join(there[:SHOWN])
        yield Placed(
            place,
            request(
                task,
                fact.lang,
                blocks,
                min(config.max_tokens, SHORT_REPLY),
                counts={"count": min(MOST, count * SPARE)},
                refused=[told(text, verdict, fact.lang) for text, verdict in refused],
            ),
        )


def _missing(one: Known, made: Made, config: DataPrepConfig) -> dict[Task, int]:
    """How many wordings of each sort a fact is short of. Of a control fact only its probes count."""
    quotas = quotas_of(config)
    out: dict[Task, int] = {}
    trained = sum(e.kind == "direct" for e in made.examples)
    held = max(0, quotas.held_out - len(made.probes))
    asks = {probe.question for probe in made.probes}
    if not one.taught:
        if held:
            out["questions"] = (
                held + 2
            )  # two forms are left to train on: `choose` holds out no others
    else:
        least = quotas.wordings if config.producer == "llm" and not trained else quotas.least
        if missing := max(0, least - trained) + held:
            out["questions"] = missing
        if (missing := quotas.statements - len(made.texts)) > 0:
            out["statements"] = missing
        if "reverse" in made.short:
            out["reverse"] = max(1, quotas.reverse)
    choices = min((len(probe.choices) for probe in made.probes), default=config.choices)
    if asks and choices < config.choices:
        out["distractors"] = config.choices - choices
    return out


_TOLD: dict[Lang, dict[str, str]] = {
    "zh": {"fact": "事实：", "question": "问题：", "answer": "答案：", "subject": "主语：", "speaker": "说话人：", "hedged": "说明：这条事实说得不肯定，问法和说法都要保留这一点。", "also": "答案也可以写成："},
    "en": {"fact": "Fact: ", "question": "Question: ", "answer": "Answer: ", "subject": "Subject: ", "speaker": "Speaker: ", "hedged": "Note: the fact is hedged, and every wording keeps the hedge.", "also": "The answer is also written: "},
}  # fmt: skip


def _told(fact: Fact, task: str, asked: Sequence[str]) -> str:
    """A fact as the prompts of its wordings show it."""
    label = _TOLD[fact.lang]
    lines = [label["fact"] + fact.statement]
    if task == "distractors" and asked:
        lines.append(label["question"] + asked[0])
    lines += [label["answer"] + fact.object, label["subject"] + fact.subject]
    if fact.aliases and task in ("questions", "distractors"):
        lines.append(label["also"] + " / ".join(fact.aliases[:4]))
    if fact.speaker:
        lines.append(label["speaker"] + fact.speaker)
    if fact.modality == "hedged":
        lines.append(label["hedged"])
    return "\n".join(lines)


def _summary_tasks(
    document: Document, known: Sequence[Known], config: DataPrepConfig
) -> Iterator[Placed]:
    for passage, _, _ in passages_of(document, known, config):
        if length(passage, document.lang) >= MIN_PASSAGE[document.lang]:
            blocks = {"known": document.title, "source": passage}
            asked = request("summaries", document.lang, blocks, config.max_tokens)
            yield Placed(passage_place(document, passage), asked)
