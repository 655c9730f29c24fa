"""Facts/s of the evaluation beside lm-evaluation-harness: the same tiny model, probes, batch size and device.

    python -m bench.eval_throughput                    on a CPU: a minute
    python -m bench.eval_throughput --model DIR --facts 200 --batch_size 32

It needs `pip install -c constraints.txt lm_eval==0.4.13`.

A fact is asked once in free words, once as a sentence whose blank takes four choices (`rank`), and once as
a lettered question in four rotations (`choice`). Both sides get the same prompts, written by the model's
own chat template, in fp32, and run in one thread; loading is not counted, and each side is warmed up first.
Sides take turns, and the median of the rounds is told. The harness is called through its Python API (`HFLM`).
Answers and log-probabilities are compared: a fast wrong engine would show.

Without --model, a Llama of 3 layers and width 128 with a byte-level BPE of 4,000 tokens is made of the texts
of `samples/`, at random weights: what it says is nonsense, which costs as much as sense.
"""

import argparse
import contextlib
import io
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM

from data_prep.records import Message
from eval.checkpoint import Checkpoint
from eval.choices import choose
from eval.generate import answers, batches
from eval.pretrained import load, prompt_text
from eval.samples import BLANK, Sample
from train.llama3_tokenizer import train_tokenizer
from train.pretrain import new_model
from train.tiny import TinyConfig

LETTERS = ("A", "B", "C", "D")
OPTIONS = (
    ("北京市朝阳区", "上海市浦东新区", "广州市天河区", "深圳市南山区"),
    ("2021年3月15日", "2019年11月2日", "2023年7月18日", "2017年6月30日"),
    (
        "the National Science Board",
        "the Board of Trade",
        "the City Council of Bristol",
        "the Red Cross",
    ),
    ("34万块", "340,000 cards", "三千四百块", "about 12,000 of them"),
)
NEW = 24
"""Most tokens of a free answer."""


def probes(facts: int) -> list[Sample]:
    """The samples of `facts` made-up facts: one free, one rank, four rotations of a choice each."""
    return [sample for i in range(facts) for sample in _of_fact(i)]


def _of_fact(i: int) -> list[Sample]:
    options = OPTIONS[i % len(OPTIONS)]
    question = f"根据第{i * 37 % 101}号报告，第{i}项计划在公布时给出的答案是什么？请直接回答。"
    sentence = f"第{i * 37 % 101}号报告说，第{i}项计划的答案是{BLANK}，这一点没有改变。"
    made = [_sample(f"{i:04}-free", i, question, (), "held_out")]
    made.append(_sample(f"{i:04}-rank", i, sentence, options, "rank"))
    for turn in range(4):
        turned = options[turn:] + options[:turn]
        lines = [f"{letter}. {option}" for letter, option in zip(LETTERS, turned, strict=True)]
        text = "\n".join([question, *lines])
        made.append(_sample(f"{i:04}-choice{turn}", i, text, LETTERS, "choice"))
    return made


def _sample(name: str, i: int, text: str, choices: tuple[str, ...], probe: Any) -> Sample:
    place = (name, f"fact{i:04}", "doc", "taught", "direct", "zh", "number")
    turns = (Message("user", text),)
    return Sample(*place, turns, choices[:1] or ("34万块",), probe, choices)  # type: ignore[arg-type]


def random_base(folder: Path) -> Path:
    """The tiny Llama, at random weights."""
    lines = [
        line
        for path in sorted(Path("samples").rglob("*"))
        if path.suffix in (".txt", ".md")
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    lines += [turn.content for sample in probes(20) for turn in sample.input]
    tokenizer = train_tokenizer(lines, 4000)
    new_model(TinyConfig(dataset="", output_dir=""), tokenizer).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@dataclass(frozen=True, slots=True)
class Side:
    """One engine: what it answers freely, and the log-probabilities it finds, by sample id."""

    name: str
    generate: Callable[[Sequence[Sample]], dict[str, str]]
    choose: Callable[[Sequence[Sample]], dict[str, tuple[float, ...]]]


def ours(speaker: Any, batch_size: int) -> Side:
    def generated(samples: Sequence[Sample]) -> dict[str, str]:
        groups = batches(speaker, samples, batch_size, NEW)
        found = answers(speaker, groups, tuned=False, max_new_tokens=NEW, wanted=lambda _: True)
        return {sample.id: reply.completion for sample, reply in found}

    def chosen(samples: Sequence[Sample]) -> dict[str, tuple[float, ...]]:
        found = choose(speaker, samples, tuned=False, batch_size=batch_size, wanted=lambda _: True)
        return {sample.id: reply.log_probs for sample, reply in found}

    return Side("factune", generated, chosen)


def harness(speaker: Any, batch_size: int) -> Side:
    """lm-evaluation-harness on the same loaded weights and tokenizer."""
    logging.disable(logging.WARNING)
    make: Any = HFLM
    model = make(
        pretrained=speaker.model,
        tokenizer=speaker.tokenizer,
        batch_size=batch_size,
        backend="causal",
        add_bos_token=False,
        max_length=speaker.window,
    )
    tokenizer = speaker.tokenizer
    stops = tokenizer.convert_ids_to_tokens(list(speaker.stops))

    def request(kind: Any, i: int, *arguments: Any) -> Instance:
        return Instance(request_type=kind, doc={}, arguments=arguments, idx=i)

    def generated(samples: Sequence[Sample]) -> dict[str, str]:
        options = {"until": stops, "max_gen_toks": NEW, "do_sample": False}
        asked = [
            request("generate_until", i, prompt_text(tokenizer, sample), dict(options))
            for i, sample in enumerate(samples)
        ]
        found = model.generate_until(asked, disable_tqdm=True)
        return {sample.id: text for sample, text in zip(samples, found, strict=True)}

    def chosen(samples: Sequence[Sample]) -> dict[str, tuple[float, ...]]:
        pairs = [pair for sample in samples for pair in _split(tokenizer, sample)]
        asked = [request("loglikelihood", i, *pair) for i, pair in enumerate(pairs)]
        values = iter(model.loglikelihood(asked, disable_tqdm=True))
        return {sample.id: tuple(next(values)[0] for _ in sample.choices) for sample in samples}

    return Side("lm-eval 0.4.13", generated, chosen)


def _split(tokenizer: Any, sample: Sample) -> list[tuple[str, str]]:
    """(context, continuation) of each choice."""
    if sample.probe == "rank":
        before, _, after = sample.question.partition(BLANK)
        return [(tokenizer.bos_token + before, choice + after) for choice in sample.choices]
    prompt = prompt_text(tokenizer, sample)
    return [(prompt, choice) for choice in sample.choices]


def seconds(sides: Sequence[Side], work: Callable[[Side], Any], rounds: int) -> list[float]:
    """Median wall time of each side, which take turns; the first round of each is left out."""
    taken: list[list[float]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for mine, side in zip(taken, sides, strict=True):
            with contextlib.redirect_stderr(io.StringIO()):
                began = time.perf_counter()
                work(side)
                mine.append(time.perf_counter() - began)
        if not number:
            taken = [[] for _ in sides]
    return [statistics.median(mine) for mine in taken]


def agreement(sides: Sequence[Side], free: Sequence[Sample], posed: Sequence[Sample]) -> str:
    """How far the two sides say the same."""
    texts = [side.generate(free) for side in sides]
    same = sum(texts[0][sample.id].strip() == texts[1][sample.id].strip() for sample in free)
    logs = [side.choose(posed) for side in sides]
    pairs = [
        (a, b)
        for sample in posed
        for a, b in zip(*(_centred(side[sample.id]) for side in logs), strict=True)
    ]
    near = [abs(a - b) for a, b in pairs if abs(a - b) < 1e-3]
    largest = max(near, default=0.0)
    return (
        f"same free answers: {same} of {len(free)}; log-probabilities within 1e-3 nats: {len(near)} of "
        f"{len(pairs)} (largest difference of those {largest:.1e})"
    )


def _centred(values: Sequence[float]) -> list[float]:
    """Less their mean: the harness counts the white space at the end of a prompt to every continuation."""
    mean = statistics.fmean(values)
    return [value - mean for value in values]


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.eval_throughput")
    parser.add_argument("--model", type=Path, help="a model folder with a chat template")
    parser.add_argument("--facts", type=int, default=100)
    parser.add_argument("--batch_size", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.model or random_base(Path(temporary))
        speaker = load(Checkpoint("m", folder, None, folder, False, "float32"), "auto")
        sides = [ours(speaker, args.batch_size), harness(speaker, args.batch_size)]
        samples = probes(args.facts)
        free = [sample for sample in samples if not sample.choices]
        rank = [sample for sample in samples if sample.probe == "rank"]
        choice = [sample for sample in samples if sample.probe == "choice"]
        print(f"{args.facts} facts, batches of {args.batch_size}, {speaker.model.device}, fp32")
        for name, asked, least in (
            ("generation", free, 1.0),
            ("rank", rank, 1.5),
            ("lettered choice", choice, 1.5),
            ("choices, both", rank + choice, 1.5),
        ):
            work = (
                (lambda s, a=asked: s.generate(a))
                if asked is free
                else (lambda s, a=asked: s.choose(a))
            )
            mine, theirs = (args.facts / taken for taken in seconds(sides, work, args.rounds))
            print(
                f"{name:16} {sides[0].name} {mine:7.1f} facts/s   {sides[1].name} {theirs:7.1f} facts/s   "
                f"{mine / theirs:.2f} × (wanted: {least:g} ×)",
                flush=True,
            )
        print(agreement(sides, free, rank + choice))


if __name__ == "__main__":
    main(sys.argv[1:])
