"""A row of another harness's log as a sample of ours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, cast

from data_prep import WorkError
from data_prep.records import Message, content_id
from eval.samples import Sample, Score, judge

Row = Mapping[str, Any]
_OURS = {"id", "fact_id", "input", "targets", "probe"}
_FIELDS = {field.name for field in fields(Sample)}
_HAN = re.compile("[\u4e00-\u9fff]")


def sample_in(
    doc: Row, asked: str, targets: Sequence[str], name: str, choices: Sequence[str] = ()
) -> Sample:
    """The sample that an exported `doc` is, with its key; or one made of a task of others: its question,
    or the prompt `asked` if it names none, under the id `name`."""
    if doc.keys() >= _OURS:
        return Sample.from_row({key: value for key, value in doc.items() if key in _FIELDS})
    question = str(doc.get("question") or asked)
    return Sample(
        id=content_id(name, question),
        fact_id=name,
        doc_id=str(doc.get("doc_id") or name),
        group="taught",
        kind="direct",
        lang="zh" if _HAN.search(question) else "en",
        type=cast(Any, str(doc.get("type") or "")),
        input=(Message("user", question),),
        targets=tuple(targets),
        choices=tuple(choices),
    )


def judged(sample: Sample, completion: str, where: str) -> Score:
    """Our verdict. Raises WorkError, naming `where`, if there is no expected answer to hold it against."""
    try:
        return judge(sample, completion)
    except ValueError as error:
        raise WorkError(f"{where}: cannot be judged: {error}") from error
