"""Training speed and memory beside the plain TRL script: tokens/s, peak memory, seconds to the first step.

    python -m bench.train_throughput --shape tiny                      on a CPU: three minutes of its time
    python -m bench.train_throughput --shape 8b --seconds 40 --out docs/throughput_h100.md
    python -m bench.train_throughput --shape 8b --check-plan           the planner's bytes beside measured ones

Contenders, each in a process of its own, with the same random Llama in NF4, rank 32 on all linear layers, and the
same rows (a crash or a full GPU is a line of the table, not the end):
  ours               `python -m train` from rows on: 16 rows a step, packed; cut and checkpointed as planned
  ours_checkpointed  the same with every layer recomputed
  trl                SFTTrainer on prompt/completion rows, 8 × 2 rows with padding, TRL's defaults (all layers recomputed)
  trl_padding_free   the same with padding_free; trl_packed: with packing, whose steps learn many more rows
                     (on a CPU only when asked for)
  unsloth            its notebook script, where it is installed
Workloads: `mixed`, row lengths as data_prep makes them; `long`, rows of 2,048 tokens (512 at the tiny shape);
`short`, when asked for, rows of 60 tokens, of which padding wastes none.
Tokens are real ones, padding not counted. The first step is left out; `tokens/s` is the median of the steps'
rates, `overall` all tokens through all seconds. On a CPU there is one thread, and seconds are the processor's own.
The ceiling is what a large matrix product (8192 × 8192 in bf16 on a GPU) reaches on this device, measured in the
same run, through the operations that a token needs at that contender's own checkpointing.

On a GPU machine without a network: Python 3.12 with torch >= 2.11 (CUDA 13), accelerate, numpy, pandas, pyarrow >= 24,
safetensors, tokenizers 0.23, huggingface-hub >= 1.31, regex, pyyaml, jinja2, psutil and tqdm there; carry these wheels
(60 MB, `pip download --no-deps --only-binary=:all: --python-version 3.12 --platform manylinux_2_28_x86_64
--platform manylinux_2_24_x86_64 --platform manylinux_2_17_x86_64`; install with `--no-index --no-deps --target`):
bitsandbytes 0.50.2, transformers 5.23.0, trl 1.16.0, peft 0.21.2, datasets 5.2.0, dill 0.4.1, multiprocess 0.70.19,
xxhash 4.1.0; liger-kernel 0.8.5 for `liger: true`. The weights of the 8 B shape are made on the GPU one by one: no
16 GB on disk or in memory. Where a command may not last long, one workload a call (`--workloads long`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from bench.throughput_runs import CONTENDERS, RANK, Job, installed

ROOT = Path(__file__).resolve().parents[1]
WORKLOADS = ("mixed", "long", "short")
GIB = 1 << 30
ROWS = {"mixed": 2000, "long": 256, "short": 2000}
TINY_ROWS = {"mixed": 600, "long": 64, "short": 600}
LONG_ROW = {"tiny": 512}
LONGEST = 2048
GRACE = 600
"""Seconds for a contender to load, warm up and stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """A contender on a workload: its result, or why there is none."""

    workload: str
    run: str
    result: Any
    failure: str = ""


def main() -> None:
    options = _options()
    device = _device(options.device)
    with tempfile.TemporaryDirectory() as folder:
        job = _first_job(options, device, Path(folder) / "base")
        machine = spawn(replace(job, run="matmul"), Path(folder)).result
        if options.check_plan:
            _publish(check_plan(job, Path(folder)), options.out)
            return
        lines: list[Line] = []
        for workload in options.workloads:
            for run in options.runs or _default_runs(device):
                lines.append(_contend(job, workload, run, Path(folder)))
                _publish(report(job, machine, lines), options.out, quiet=True)
        _publish(report(job, machine, lines), options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = list(CONTENDERS)
    parser.add_argument("--shape", choices=["tiny", "1b", "8b"], default="tiny")
    parser.add_argument(
        "--seconds",
        type=float,
        default=6,
        help="of steps after the first, per contender; three steps at least",
    )
    parser.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    parser.add_argument("--runs", type=_some_of(names), help=",".join(names))
    parser.add_argument("--workloads", type=_some_of(WORKLOADS), default=["mixed", "long"])
    parser.add_argument("--rows_per_step", type=int, default=16)
    parser.add_argument("--micro_batch_tokens", type=int, default=0, help="ours; 0: as planned")
    parser.add_argument("--checkpointed_layers", type=int, default=-1, help="ours; -1: as planned")
    parser.add_argument("--check-plan", action="store_true")
    parser.add_argument("--out", type=Path, help="the table, rewritten after each contender")
    return parser.parse_args()


def _some_of(names: Iterable[str]) -> Any:
    def some(text: str) -> list[str]:
        chosen = text.split(",")
        unknown = set(chosen) - set(names)
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(names)}")
        return chosen

    return some


def _device(asked: str) -> str:
    """Asked in a process of its own: a CUDA context here would take memory from the contenders."""
    if asked != "auto":
        return asked
    ask = "import torch; print('cuda' if torch.cuda.is_available() else 'cpu')"
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return found.stdout.split()[-1]


def _default_runs(device: str) -> list[str]:
    """All; on a CPU without `trl_packed`, whose mask over 16,384 tokens makes a step last minutes there."""
    return [run for run in CONTENDERS if device == "cuda" or run != "trl_packed"]


def _first_job(options: argparse.Namespace, device: str, base: Path) -> Job:
    from bench.throughput_base import SHAPES, write_base  # noqa: PLC0415 - `--help` needs no torch

    base.mkdir()
    write_base(SHAPES[options.shape], base)
    return Job(
        run="",
        shape=options.shape,
        workload="mixed",
        folder=str(base),
        device=device,
        seconds=options.seconds,
        rows=ROWS["mixed"],
        rows_per_step=options.rows_per_step,
        longest=LONGEST,
        begun=0,
        micro_batch_tokens=options.micro_batch_tokens,
        checkpointed_layers=options.checkpointed_layers,
    )


def on_workload(job: Job, workload: str) -> Job:
    """The job with the rows of that workload."""
    longest = LONG_ROW.get(job.shape, LONGEST) if workload == "long" else LONGEST
    rows = (TINY_ROWS if job.shape == "tiny" else ROWS)[workload]
    return replace(job, workload=workload, rows=rows, longest=longest)


def _contend(job: Job, workload: str, run: str, folder: Path) -> Line:
    if not installed(run):
        return Line(workload, run, None, "not installed")
    sys.stderr.write(f"{job.shape} {workload} {run} ...\n")
    if run == "unsloth" and not list(Path(job.folder).glob("*.safetensors")):
        written = spawn(replace(job, run="checkpoint"), folder)
        if written.failure:
            return replace(written, run=run, workload=workload)
    line = spawn(replace(on_workload(job, workload), run=run), folder)
    sys.stderr.write(f"  {line.failure or _rates(line.result)}\n")
    return line


def spawn(job: Job, folder: Path) -> Line:
    """Runs the job in a process of its own and reads what it left."""
    asked, answer = folder / "job.json", folder / "result.json"
    answer.unlink(missing_ok=True)
    asked.write_text(json.dumps(asdict(replace(job, begun=time.time()))), encoding="utf-8")
    command = [sys.executable, "-m", "bench.throughput_runs", str(asked), str(answer)]
    quiet = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}  # fmt: skip
    if job.device == "cpu":
        quiet["OMP_NUM_THREADS"] = "1"  # threads that wait for one another would be counted as work
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | quiet, capture_output=True, text=True,
            timeout=job.seconds + GRACE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Line(job.workload, job.run, None, f"no end after {job.seconds + GRACE:.0f} s")
    if not answer.is_file():
        return Line(job.workload, job.run, None, _last_words(done.stderr, done.returncode))
    return Line(job.workload, job.run, json.loads(answer.read_text(encoding="utf-8")))


def _last_words(stderr: str, status: int) -> str:
    said = [line for line in stderr.splitlines() if line and not line.startswith(" ")]
    return f"failed ({status}): {said[-1][:100] if said else 'no word'}".replace("|", "/")


# --- the tables


def report(job: Job, machine: Any, lines: Sequence[Line]) -> str:
    """The whole document."""
    from bench.throughput_base import SHAPES  # noqa: PLC0415

    shape = SHAPES[job.shape]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    parts = [
        f"## {shape.name}, NF4, rank {RANK}, on {machine['name']}",
        f"{machine['flops'] / 1e12:.2f} TFLOP/s in a {machine['dtype']} matrix product. {versions}.",
    ]
    for workload in dict.fromkeys(line.workload for line in lines):
        of_workload = [line for line in lines if line.workload == workload]
        parts.append(_section(on_workload(job, workload), machine["flops"], of_workload))
    return "\n\n".join(parts) + "\n"


def _section(job: Job, flops: float, lines: Sequence[Line]) -> str:
    from bench.throughput_base import SHAPES, flops_per_token, row_lengths  # noqa: PLC0415

    lengths = row_lengths(job.workload, job.rows, job.longest)
    mean = sum(row.total for row in lengths) / len(lengths)

    def ceiling(recomputed: float) -> float:
        return flops / flops_per_token(SHAPES[job.shape], lengths, recomputed)

    base = next((_median_rate(x.result) for x in lines if x.run == "trl" and x.result), None)
    table = [
        _row(line, ceiling, base) if line.result else [line.run, line.failure, *[""] * 9]
        for line in lines
    ]
    memory = "peak memory" if job.device == "cuda" else "grew by"
    header = [
        "", "tokens/s", "overall", "÷ TRL", "of ceiling", "steps", "s/step", "padding", memory, "first step, s", "micro-batch; recomputed",
    ]  # fmt: skip
    title = (
        f"**{job.workload}**: rows of {mean:,.0f} tokens on average, {max(x.total for x in lengths):,} at most; "
        f"ceiling {ceiling(1):,.0f} tokens/s with all layers recomputed, {ceiling(0):,.0f} with none"
    )
    return f"{title}\n\n{_markdown(header, table)}"


def _row(line: Line, ceiling: Any, base: float | None) -> list[str]:
    result = line.result
    rate = _median_rate(result)
    return [
        line.run,
        f"{rate:,.0f}",
        f"{_overall(result):,.0f}",
        f"{rate / base:.2f}" if base else "",
        f"{rate / ceiling(result['recomputed']):.1%}",
        f"{len(result['step_seconds'])}",
        f"{median(result['step_seconds']):.3f}",
        f"{result['padding']:.0%}",
        f"{result['peak_bytes'] / GIB:.2f} GiB",
        f"{result['first_step']:.1f}",
        result["layout"],
    ]


def _median_rate(result: Any) -> float:
    return median(
        tokens / seconds
        for tokens, seconds in zip(result["step_tokens"], result["step_seconds"], strict=True)
    )


def _overall(result: Any) -> float:
    return sum(result["step_tokens"]) / sum(result["step_seconds"])


def _rates(result: Any) -> str:
    steps = len(result["step_seconds"])
    return f"{_median_rate(result):,.0f} tokens/s in {steps} steps, {result['peak_bytes'] / GIB:.2f} GiB"


def _markdown(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "\n".join(
        f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *lines)
    )


def _publish(text: str, out: Path | None, *, quiet: bool = False) -> None:
    if out is not None:
        out.write_text(text, encoding="utf-8")
    if not quiet:
        sys.stdout.write(text)


# --- the planner's arithmetic beside what a GPU really holds


def check_plan(job: Job, folder: Path) -> str:
    """Estimated and measured bytes of three layouts: all layers recomputed, half of them, none."""
    from bench.throughput_base import SHAPES  # noqa: PLC0415
    from train import memory  # noqa: PLC0415

    plan: Any = memory
    if not hasattr(plan, "parts"):
        raise SystemExit("train.memory has no `parts`: there is no plan by tokens to check")
    shape, setup = SHAPES[job.shape], plan.Setup(rank=RANK)
    longest = LONG_ROW.get(job.shape, LONGEST)
    layouts = [(8, shape.layers), (4, shape.layers // 2), (2, 0)]
    table = []
    for rows, checkpointed in layouts:
        parts = plan.parts(shape, setup, rows * longest, checkpointed)
        estimate = parts.total - parts.context  # the allocator does not count the context
        table.append([f"{rows * longest:,}", f"{checkpointed} of {shape.layers}", f"{estimate / GIB:.2f} GiB"])  # fmt: skip
        if job.device != "cuda":
            table[-1] += ["no GPU", ""]
            continue
        asked = replace(
            on_workload(job, "long"), run="ours", seconds=1, rows_per_step=rows,
            micro_batch_tokens=rows * longest, checkpointed_layers=checkpointed,
        )  # fmt: skip
        line = spawn(asked, folder)
        if line.failure:
            table[-1] += [line.failure, ""]
            continue
        peak = line.result["peak_bytes"]
        table[-1] += [f"{peak / GIB:.2f} GiB", f"{estimate / peak - 1:+.1%}"]
    header = ["tokens in a micro-batch", "recomputed", "estimated", "measured", "error"]
    return _markdown(header, table) + "\n"


if __name__ == "__main__":
    main()
