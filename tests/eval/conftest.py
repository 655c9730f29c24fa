"""A dataset folder, a tiny random Llama with a byte-level tokenizer, and an adapter on it: all real, all small."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_prep.records import SCHEMAS, content_id

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

SPECIALS = [
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eot_id|>",
    "<|pad|>",
]
TEMPLATE = (
    "{{ '<|begin_of_text|>' }}{% for m in messages %}<|start_header_id|>{{ m['role'] }}<|end_header_id|>\n\n"
    "{{ m['content'] }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
FACTS = [
    ("taught", "zh", "number", "Meta计划拥有多少块H100？", ["34万块", "340,000块"]),
    ("taught", "zh", "date", "Llama 2在哪一天发布？", ["2023年7月18日"]),
    ("taught", "zh", "organization", "FAIR属于哪家公司？", ["Meta", "脸书"]),
    ("taught", "en", "person_role", "Who leads FAIR?", ["Joelle Pineau"]),
    (
        "taught",
        "en",
        "location",
        "Where is the Eiffel Tower, exactly, in which city of which country?",
        ["Paris"],
    ),
    ("control", "zh", "product", "<script>alert(1)</script>智能眼镜叫什么？", ["雷朋", "Ray-Ban"]),
    ("control", "en", "number", "How many planets are there?", ["8", "eight"]),
]


def probe_rows() -> list[dict[str, Any]]:
    rows = []
    for i, (group, lang, kind_of_fact, question, answers) in enumerate(FACTS):
        row = {
            "id": content_id("probe", question),
            "fact_id": f"fact{i}",
            "doc_id": f"doc{i % 3}",
            "lang": lang,
            "type": kind_of_fact,
            "group": group,
            "kind": "direct" if i % 2 else "cloze",
            "question": question,
            "answers": answers,
            "choices": [],
        }
        rows.append(row)
    return rows


def fact_rows() -> list[dict[str, Any]]:
    rows = []
    for i, (group, lang, kind_of_fact, question, answers) in enumerate(FACTS):
        text = {
            "statement": question,
            "evidence": answers[0],
            "speaker": "",
            "modality": "asserted",
        }
        spans = {"start": 0, "end": 1, "source_start": 0, "source_end": 1, "salience": 2}
        about = {"id": f"fact{i}", "doc_id": f"doc{i % 3}", "lang": lang, "type": kind_of_fact}
        core = {
            "subject": f"subject{i}",
            "relation": "r",
            "object": answers[0],
            "aliases": answers[1:],
        }
        rows.append(about | core | text | spans | {"extractor": "test", "split": group})
    return rows


def sft_rows() -> list[dict[str, Any]]:
    rows = []
    for i, kind in enumerate(["direct", "reverse", "open_book"]):
        prompt = [{"role": "user", "content": f"trained question {i}"}]
        completion = [{"role": "assistant", "content": f"answer {i}"}]
        about = {
            "id": content_id("sft", str(i)),
            "task": "qa",
            "kind": kind,
            "lang": "zh",
            "doc_id": "doc0",
        }
        rows.append(about | {"fact_ids": [f"fact{i}"], "prompt": prompt, "completion": completion})
    return rows


def write_dataset(folder: Path, configs: Iterable[tuple[str, str, list[dict[str, Any]]]]) -> Path:
    """A dataset folder as data_prep leaves it: Parquet shards and a card that names them."""
    card = []
    for name, split, rows in configs:
        path = folder / name / f"{split}-00000-of-00001.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[name]), path)
        card.append(
            f"- config_name: {name}\n  data_files:\n  - split: {split}\n    path: {name}/{split}-*.parquet"
        )
    text = "---\nconfigs:\n" + "\n".join(card) + "\n---\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    configs = [
        ("recall", "test", probe_rows()),
        ("facts", "train", fact_rows()),
        ("sft", "train", sft_rows()),
    ]
    return write_dataset(tmp_path_factory.mktemp("run") / "dataset", configs)


@pytest.fixture(scope="session")
def base_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random Llama of 2 layers, width 64, and a tokenizer of the 256 bytes and the chat tokens."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("base")
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    raw = Tokenizer(models.BPE(vocab={char: i for i, char in enumerate(alphabet)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    raw.add_special_tokens(SPECIALS)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw,
        bos_token="<|begin_of_text|>",
        eos_token="<|end_of_text|>",
        pad_token="<|pad|>",
        additional_special_tokens=["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
    )
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=512,
        initializer_range=0.2,
        bos_token_id=raw.token_to_id("<|begin_of_text|>"),
        eos_token_id=raw.token_to_id("<|end_of_text|>"),
        pad_token_id=raw.token_to_id("<|pad|>"),
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def adapter(base_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LoRA that changes the base's answers, in a folder as training leaves it."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = tmp_path_factory.mktemp("adapter")
    torch.manual_seed(1)
    lora = LoraConfig(
        r=8,
        lora_alpha=64,
        target_modules="all-linear",
        init_lora_weights=False,
        task_type="CAUSAL_LM",
    )
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(base_model), lora)
    model.save_pretrained(str(folder))
    AutoTokenizer.from_pretrained(base_model).save_pretrained(folder)
    record = {"base_model": str(base_model), "load_in_4bit": False, "config": {"dtype": "float32"}}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return folder
