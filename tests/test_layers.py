"""The floors of the house: what may import what, read from the source and seen in a fresh process."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("data_prep", "train", "eval")
FACE = {"data_prep", "data_prep.records", "data_prep.values"}
"""What eval may see of data_prep."""
HEAVY = {"torch", "transformers", "trl", "peft", "bitsandbytes", "accelerate"}
LIGHT = (
    "data_prep", "eval/scorers", "eval/stats", "eval/score.py", "eval/agreement.py", "eval/compare.py",
    "eval/page", "eval/markdown.py", "eval/probes", "eval/contamination.py", "eval/server.py", "eval/harnesses/logs.py",
)  # fmt: skip
"""Code that runs where no torch is installed."""


def sources(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (str(a.value) for a in node.args if isinstance(a, ast.Constant))


def modules_of(place: str) -> dict[Path, set[str]]:
    return {path.relative_to(ROOT): set(imported(path)) for path in sources(place)}


def inside(module: str, packages: set[str]) -> bool:
    return module.split(".")[0] in packages


@pytest.mark.parametrize("package", OURS)
def test_there_is_code_to_judge(package: str) -> None:
    modules = modules_of(package)
    assert len(modules) > 5
    assert any(inside(module, {package}) for found in modules.values() for module in found)


@pytest.mark.parametrize(
    ("package", "others"), [("data_prep", {"train", "eval"}), ("train", {"data_prep", "eval"})]
)
def test_these_packages_import_no_other(package: str, others: set[str]) -> None:
    found = {(path, m) for path, ms in modules_of(package).items() for m in ms if inside(m, others)}
    assert found == set()


def test_the_replies_engine_knows_nothing_of_facts() -> None:
    own = {f"data_prep.{name}" for name in ("dialect", "engine", "mix", "records", "replies")}
    for path, modules in modules_of("data_prep/replies").items():
        for name in modules:
            module = name if is_module(name) else name.rpartition(".")[0]
            assert not inside(name, {"data_prep"}) or module.startswith(tuple(own)), (
                f"{path}: {name}"
            )


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists()


def test_eval_sees_the_face_of_data_prep_only() -> None:
    for path, modules in modules_of("eval").items():
        for name in modules:
            assert not inside(name, {"train"}), path
            if inside(name, {"data_prep"}):
                module = name if is_module(name) else name.rpartition(".")[0]
                assert module in FACE, f"{path}: {name}"


@pytest.mark.parametrize("place", LIGHT)
def test_no_torch_in_what_must_run_without(place: str) -> None:
    modules = modules_of(place)
    assert modules
    found = {(path, m) for path, ms in modules.items() for m in ms if inside(m, HEAVY)}
    assert found == set()


@pytest.mark.parametrize(
    "module", ["data_prep.pipeline", "data_prep.__main__", "eval.score", "eval.agreement"]
)
def test_light_modules_leave_torch_alone(module: str) -> None:
    code = (
        "import sys, importlib\n"
        f"importlib.import_module({module!r})\n"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
