"""docs/quickstart.ipynb from top to bottom, on three sample documents and with few steps."""

import json
import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOK = DOCS / "quickstart.ipynb"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    texts = sorted((DOCS.parent / "samples").glob("**/*.md"))[:3]
    assert len(texts) == 3
    for path in texts:
        shutil.copy(path, folder)
    return folder


def test_the_notebook_runs_on_a_machine_without_a_gpu(documents: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cell = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    cell.source += (
        f"\nDOCUMENTS, RUN = {str(documents)!r}, {str(tmp_path / 'run')!r}"
        "\nDATA_FLAGS = '--workers 1'"
        "\nTINY_FLAGS = '--steps 4 --vocab_size 1000 --hidden_size 64 --num_hidden_layers 2 --num_attention_heads 2'"
        "\nTRAIN_FLAGS = '--max_steps 4 --save_steps 4'\nEVAL_FLAGS = '--probes held_out --limit 12'"
    )
    environment = os.environ | {"CUDA_VISIBLE_DEVICES": "", "HF_HUB_OFFLINE": "1"}
    client = NotebookClient(
        notebook, timeout=280, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}}
    )
    client.execute(env=environment)
    printed = ["".join(o.get("text", "") for o in c.get("outputs", [])) for c in notebook.cells]
    text = "\n".join(printed)
    assert "no GPU: the tiny model" in text
    assert re.search(r"\d+ facts, \d+ pairs, \d+ recall questions", text)
    assert "taught" in text
    assert "dry run: nothing was pushed" in text
    assert json.loads((tmp_path / "run" / "eval" / "results.json").read_text(encoding="utf-8"))


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = [c for c in notebook.cells if c.cell_type == "code"]
    assert all(not c.outputs and c.execution_count is None for c in code)


@pytest.mark.parametrize("page", [*sorted(DOCS.glob("*.md")), NOTEBOOK], ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target
