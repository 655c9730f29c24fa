"""Rows of a small dataset in Chinese and English, and the folder they make: as data_prep writes it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ZH = "第一段说，星辰公司由林小雨于2015年创立，总部设在杭州。它的主力产品是云图助手。云图助手每月有320万用户！"
EN = "Northwind Labs was founded by Ada Byrne in 2011. Its first product was a weather model named Gale 2.5. It serves 40 cities."
CONTROL_SENTENCE = "它的主力产品是云图助手。"

FACTS = [
    ("zh0", "星辰公司", "创立者", "林小雨", "星辰公司由谁创立？"),
    ("zh1", "星辰公司", "总部所在地", "杭州", "星辰公司的总部设在哪座城市？"),
    ("en0", "Northwind Labs", "founder", "Ada Byrne", "Who founded Northwind Labs?"),
    (
        "en1",
        "Northwind Labs",
        "cities served",
        "40 cities",
        "How many cities does Northwind Labs serve?",
    ),
]


def message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def sft_row(row_id: str, task: str, prompt: str, completion: str) -> dict[str, Any]:
    lang = "zh" if any("\u4e00" <= char <= "\u9fff" for char in prompt) else "en"
    return {
        "id": row_id,
        "task": task,
        "kind": "direct",
        "lang": lang,
        "doc_id": lang,
        "fact_ids": [row_id],
        "prompt": [message("user", prompt)],
        "completion": [message("assistant", completion)],
    }


def fact_row(
    fact_id: str, subject: str, answer: str, evidence: str, text: str, split: str
) -> dict[str, Any]:
    start = text.index(evidence)
    return {
        "id": fact_id,
        "doc_id": fact_id[:2],
        "subject": subject,
        "object": answer,
        "aliases": [],
        "evidence": evidence,
        "start": start,
        "end": start + len(evidence),
        "split": split,
    }


def default_rows() -> dict[str, dict[str, list[dict[str, Any]]]]:
    qa = [
        sft_row(f"{fact_id}-{n}", "qa", wording, answer)
        for fact_id, _, _, answer, question in FACTS
        for n, wording in enumerate(
            (question, "请回答：" + question, question + " 谢谢", "Q: " + question)
        )
    ]
    summaries = [
        sft_row("s-zh", "summarization", "请概括：" + ZH, "星辰公司2015年创立于杭州。"),
        sft_row(
            "s-en", "summarization", "Summarise: " + EN, "Northwind Labs makes weather models."
        ),
    ]
    return {
        "documents": {"train": [{"id": "zh", "text": ZH}, {"id": "en", "text": EN}]},
        "facts": {
            "train": [
                fact_row("zh0", "星辰公司", "林小雨", "星辰公司由林小雨于2015年创立", ZH, "taught"),
                fact_row("zh9", "星辰公司", "云图助手", CONTROL_SENTENCE, ZH, "control"),
            ]
        },
        "sft": {"train": qa + summaries, "validation": qa[:3]},
    }


def write_dataset(
    folder: Path, configs: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]
) -> str:
    """A dataset folder as data_prep writes it: parquet files, and a README whose header names them."""
    lines = ["---", "configs:"]
    for config, splits in configs.items():
        (folder / config).mkdir(parents=True, exist_ok=True)
        lines += [f"- config_name: {config}", "  data_files:"]
        for split, rows in splits.items():
            pq.write_table(
                pa.Table.from_pylist(list(rows)),
                folder / config / f"{split}-00000-of-00001.parquet",
            )
            lines += [f"  - split: {split}", f"    path: {config}/{split}-*.parquet"]
    (folder / "README.md").write_text("\n".join([*lines, "---", "# test"]), encoding="utf-8")
    return str(folder)


def run_record(output_dir: Path) -> dict[str, Any]:
    return json.loads((output_dir / "run.json").read_text(encoding="utf-8"))
