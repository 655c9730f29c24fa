"""The gate that every fact, statement and question passes, whoever made it: rules, a model or a person.

`Source.of_fact` prepares once what the wordings of a fact may say; `judge_fact`, `judge_statement` and
`judge_question` give a `Verdict` that names the very thing that is wrong. Deterministic, Chinese and English.
"""

from data_prep.gate.judge import judge_fact, judge_question, judge_statement
from data_prep.gate.names import KnownNames
from data_prep.gate.source import Source
from data_prep.gate.verdict import PASSED, Verdict

__all__ = [
    "PASSED",
    "KnownNames",
    "Source",
    "Verdict",
    "judge_fact",
    "judge_question",
    "judge_statement",
]
