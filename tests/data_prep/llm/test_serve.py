"""A whole build against `transformers serve` with a tiny model: the build ends, nothing untrue enters.

The model has hardly been trained and speaks no language, so its replies are noise; what counts is that a real
server of another make is understood, and that the gate lets nothing through.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from data_prep.__main__ import main
from data_prep.dialect import run
from data_prep.store import json_lines, rows
from tests.data_prep.conftest import MINUTES_MD, NEWS_ZH

pytest.importorskip("fastapi")
QUIET = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TRANSFORMERS_VERBOSITY": "error"}


@pytest.fixture(scope="module")
def served(built_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(base_url, model) of a server on loopback."""
    from train.tiny import TinyConfig, make_base

    base = str(tmp_path_factory.mktemp("bases") / "tiny")
    make_base(
        TinyConfig(
            dataset=str(built_run / "dataset"), output_dir=base, vocab_size=600, hidden_size=32,
            num_hidden_layers=1, num_attention_heads=2, steps=2, batch_size=2, sequence_length=32,
        )
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("transformers")
    args = [
        base,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--device",
        "cpu",
        "--dtype",
        "float32",
    ]
    log = tmp_path_factory.mktemp("serve") / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [str(command), "serve", *args], stdout=out, stderr=out, env=os.environ | QUIET
        )
        try:
            _wait(f"http://127.0.0.1:{port}/health", server, log)
            yield f"http://127.0.0.1:{port}/v1", base
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=1).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    pytest.fail(f"transformers serve did not start: {log.read_text()[-800:]}")


def command(*words: str) -> int:
    """The exit status of `python -m data_prep` with these words."""
    return run(main, words)


def test_a_build_with_a_model_that_knows_nothing(
    served: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, model = served
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "news.txt").write_text(NEWS_ZH, encoding="utf-8")
    (corpus / "minutes.md").write_text(MINUTES_MD, encoding="utf-8")
    common = ["--input", str(corpus), "--workers", "1"]
    offline, both = tmp_path / "offline", tmp_path / "both"
    assert command(*common, "--output", str(offline)) == 0
    keys: dict[str, Any] = {
        "producer": "both", "base_url": url, "model": model, "max_tokens": 24, "reask": 0, "concurrency": 2,
        "timeout": 60, "choices": 0,
    }  # fmt: skip
    flags = [word for key, value in keys.items() for word in (f"--{key}", str(value))]
    assert command(*common, "--output", str(both), *flags) == 0
    told = [
        {(r["statement"], r["object"]) for r in rows(out / "dataset" / "facts")}
        for out in (offline, both)
    ]
    assert told[0] == told[1] != set()
    producer = json.loads((both / "manifest.json").read_text())["producer"]
    assert producer["requests"]["facts"] == 2
    assert producer["without_reply"] == {}
    assert producer["completion_tokens"] > 0
    refused = [r for r in json_lines(both / "dropped.jsonl") if r["step"].startswith("llm_")]
    assert len(refused) == sum(producer["rejected"].values()) >= 2
    assert command(*common, "--output", str(both), *flags) == 0
    assert "already built" in capsys.readouterr().out
    assert command(*common, "--output", str(tmp_path / "llm"), *flags, "--producer", "llm") == 1
    assert "no training pair" in capsys.readouterr().err
