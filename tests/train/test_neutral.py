import json
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch

from train.attention import PACKED
from train.dialect import CommandError
from train.neutral import neutral_loss, neutral_texts

ROOT = Path(__file__).parents[2]
TEXTS = ["The Moon reflects the light of the Sun.", "水稻喜欢温暖湿润的环境。", "a"]


@pytest.fixture(scope="module")
def models(tiny_base: str) -> tuple[Any, Any]:
    """The base with packed attention and with transformers' own."""
    from transformers import AutoModelForCausalLM

    load = AutoModelForCausalLM.from_pretrained
    packing, plain = (
        load(tiny_base, attn_implementation=name, dtype=torch.float32) for name in (PACKED, "sdpa")
    )
    return packing, plain


def of_transformers(model: Any, tokenizer: Any, text: str) -> tuple[float, int]:
    """transformers' own mean loss of one text, and over how many tokens."""
    ids = [tokenizer.bos_token_id, *tokenizer(text, add_special_tokens=False)["input_ids"]]
    with torch.no_grad():
        loss = model(input_ids=torch.tensor([ids]), labels=torch.tensor([ids])).loss
    return float(loss), len(ids) - 1


@pytest.mark.parametrize("text", TEXTS)
def test_of_one_text_it_is_the_loss_of_transformers(
    models: tuple[Any, Any], tokenizer: Any, text: str
):
    packing, plain = models
    loss, tokens = of_transformers(plain, tokenizer, text)
    got = neutral_loss(packing, tokenizer, [text], 64)
    assert got.nats_per_token == pytest.approx(loss, rel=1e-5)
    assert got.bits_per_byte == pytest.approx(loss * tokens / math.log(2) / len(text.encode()))


def test_every_token_weighs_the_same(models: tuple[Any, Any], tokenizer: Any):
    packing, plain = models
    alone = [of_transformers(plain, tokenizer, text) for text in TEXTS]
    mean = sum(loss * tokens for loss, tokens in alone) / sum(tokens for _, tokens in alone)
    for most in (1, 30, 10_000):
        assert neutral_loss(packing, tokenizer, TEXTS, most).nats_per_token == pytest.approx(mean)


def test_a_text_beyond_the_context_is_read_in_pieces(
    models: tuple[Any, Any], tokenizer: Any, monkeypatch: pytest.MonkeyPatch
):
    packing, plain = models
    monkeypatch.setattr(packing.config, "max_position_embeddings", 9)
    ids = tokenizer(TEXTS[1] * 5, add_special_tokens=False)["input_ids"]
    nats = 0.0
    for at in range(0, len(ids), 8):
        piece = torch.tensor([[tokenizer.bos_token_id, *ids[at : at + 8]]])
        with torch.no_grad():
            nats += float(plain(input_ids=piece, labels=piece).loss) * (piece.shape[1] - 1)
    got = neutral_loss(packing, tokenizer, [TEXTS[1] * 5], 64)
    assert got.nats_per_token == pytest.approx(nats / len(ids), rel=1e-5)


def test_the_packaged_texts_are_half_chinese_and_all_different():
    lines = (ROOT / "train" / "neutral.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    texts = neutral_texts()
    assert texts == neutral_texts(None) == [record["text"] for record in records]
    assert len(set(texts)) == 48
    assert Counter(record["lang"] for record in records) == {"zh": 24, "en": 24}
    for record in records:
        long = len(record["text"]) if record["lang"] == "zh" else len(record["text"].split())
        low, high = (100, 200) if record["lang"] == "zh" else (60, 120)
        assert low <= long <= high, record["field"]
    assert len({(record["lang"], record["field"]) for record in records}) == 48


def test_a_file_of_the_users_own(tmp_path: Path):
    lines = tmp_path / "mine.jsonl"
    lines.write_text('{"text": "一\u2028段"}\n\n"plain"\n', encoding="utf-8")
    assert neutral_texts(str(lines)) == ["一\u2028段", "plain"]
    paragraphs = tmp_path / "mine.TXT"
    paragraphs.write_bytes("\ufeffone\r\ntwo\r\n \r\n\r\n三\r\n".encode())
    assert neutral_texts(str(paragraphs)) == ["one\ntwo", "三"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", b"{}", "line 1 of .*a.jsonl has no text"),
        ("a.jsonl", b'"x"\n{"text": 5}', "line 2 of .*a.jsonl has no text"),
        ("a.jsonl", b'"x"\n[', "line 2 of .*a.jsonl is no JSON"),
        ("a.jsonl", b"\n", "a.jsonl holds no text"),
        ("a.txt", b" \n\n", "a.txt holds no text"),
        ("a.txt", b"\xff\xfe", "a.txt is not UTF-8"),
        ("a.csv", b"text", "must be a .jsonl or .txt file, got .*a.csv"),
    ],
)
def test_a_file_without_text_is_named(tmp_path: Path, name: str, content: bytes, reason: str):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        neutral_texts(str(path))


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(CommandError, match=r"cannot read neutral_text .*no\.txt: No such file"):
        neutral_texts(str(tmp_path / "no.txt"))
    with pytest.raises(CommandError, match="Is a directory"):
        (tmp_path / "dir.txt").mkdir()
        neutral_texts(str(tmp_path / "dir.txt"))


def test_reading_them_needs_no_torch():
    code = (
        "import sys; from train.neutral import neutral_texts; neutral_texts(); "
        "assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
