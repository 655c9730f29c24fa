"""Mapping a step over shards: here, in processes, after a kill, and through a failure."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data_prep.dialect import WorkError
from data_prep.engine import map_shards

ROOT = Path(__file__).resolve().parents[2]


def square(item: int, out: Path) -> None:
    """Writes the square and the process it was made in."""
    part = out.with_suffix(".part")
    part.write_text(f"{item * item} {os.getpid()}")
    part.replace(out)


def square_unless_zero(item: int, out: Path) -> None:
    if item == 0:
        raise ZeroDivisionError("shard 0 is bad")
    time.sleep(0.02)
    square(item, out)


def die(item: int, out: Path) -> None:
    os._exit(9)


def note_collection(item: int, out: Path) -> None:
    out.write_text(str(gc.get_threshold()[0]))


def outs_of(folder: Path, count: int) -> list[Path]:
    return [folder / f"{n:05d}.txt" for n in range(count)]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_every_item_gets_its_out(tmp_path: Path, workers: int) -> None:
    outs = outs_of(tmp_path, 5)
    map_shards(square, range(5), outs, workers=workers, label="squares")
    made = [out.read_text().split() for out in outs]
    assert [int(value) for value, _ in made] == [0, 1, 4, 9, 16]
    pids = {int(pid) for _, pid in made}
    if workers == 1:
        assert pids == {os.getpid()}
    if workers == 2:
        assert os.getpid() not in pids


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_there_is_not_made_again(tmp_path: Path, workers: int) -> None:
    outs = outs_of(tmp_path, 4)
    outs[1].write_text("kept")
    outs[2].write_text("kept")
    map_shards(square, range(4), outs, workers=workers, label="squares")
    assert [out.read_text().split()[0] for out in outs] == ["0", "kept", "kept", "9"]


def test_nothing_to_do_is_done(tmp_path: Path) -> None:
    map_shards(square, [], [], workers=2, label="none")
    (tmp_path / "a").write_text("kept")
    map_shards(die, [1], [tmp_path / "a"], workers=2, label="all there")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_failure_ends_the_map_and_the_same_call_goes_on(
    tmp_path: Path, workers: int
) -> None:
    items = [1, 0, *range(2, 100)]
    outs = outs_of(tmp_path, len(items))
    with pytest.raises(ZeroDivisionError, match="shard 0 is bad"):
        map_shards(square_unless_zero, items, outs, workers=workers, label="squares")
    assert sum(out.exists() for out in outs) < len(items) // 2
    kept = {out: out.read_text() for out in outs if out.exists()}
    map_shards(square, items, outs, workers=workers, label="squares")
    assert [int(out.read_text().split()[0]) for out in outs] == [n * n for n in items]
    assert all(out.read_text() == text for out, text in kept.items())


def test_a_killed_worker_is_an_error_not_a_hang(tmp_path: Path) -> None:
    with pytest.raises(WorkError, match="a worker of the step killed was ended from outside"):
        map_shards(die, [1, 2, 3], outs_of(tmp_path, 3), workers=2, label="killed")


def sleep(_: int, out: Path) -> None:
    out.write_text(str(os.getpid()))
    time.sleep(60)


ORPHANED = """
import sys; sys.path.insert(0, {tests!r})
from pathlib import Path
from test_engine import sleep
from data_prep.engine import map_shards
if __name__ == "__main__":
    map_shards(sleep, [1, 2], [Path({folder!r}) / "a", Path({folder!r}) / "b"], workers=2, label="asleep")
"""


def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(ORPHANED.format(tests=str(Path(__file__).parent), folder=str(tmp_path)))
    parent = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    try:
        assert wait_for(lambda: (tmp_path / "a").exists() and (tmp_path / "b").exists())
        workers = [int((tmp_path / name).read_text()) for name in "ab"]
    finally:
        parent.kill()
        parent.wait()
    assert wait_for(lambda: not any(map(alive, workers)))


def wait_for(condition: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_items_and_outs_must_be_as_many(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        map_shards(square, [1, 2], outs_of(tmp_path, 1), workers=1, label="odd")


def test_garbage_is_seldom_looked_for_while_a_step_runs(tmp_path: Path) -> None:
    before = gc.get_threshold()
    out = tmp_path / "here.txt"
    map_shards(note_collection, [0], [out], workers=1, label="noting")
    assert int(out.read_text()) > before[0]
    assert gc.get_threshold() == before
