"""A dataset whose questions have choices, one of them with a template's braces in it."""

from pathlib import Path

import pytest

from tests.eval.conftest import fact_rows, probe_rows, sft_rows, write_dataset

HOSTILE = "{{ 7 * 7 }} {% raw %}\u2028的智能眼镜叫什么？"
"""Jinja's braces, and a character at which str.splitlines breaks."""


@pytest.fixture(scope="session")
def with_choices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    probes = [row | {"choices": ["甲", "乙丙", "Delta"]} for row in probe_rows()]
    probes[5]["question"] = HOSTILE
    facts = fact_rows()
    for row in facts:
        row["statement"] = f"据说{row['subject']}的答案是{row['object']}。"
    configs = [("recall", "test", probes), ("facts", "train", facts), ("sft", "train", sft_rows())]
    return write_dataset(tmp_path_factory.mktemp("chosen") / "dataset", configs)
