"""A review from the first click to the next build: the real command, a real browser, the keyboard."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data_prep.config import DataPrepConfig
from data_prep.dialect import run as command
from data_prep.pipeline import build
from data_prep.review.__main__ import main
from data_prep.review.decisions import REVIEW, read
from data_prep.store import rows
from tests.browser import CHROMIUM, Page, browser
from tests.data_prep.page.test_browser import ready, text

ROOT = Path(__file__).resolve().parents[3]
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium or google-chrome")


@contextmanager
def serving(run: Path, *more: str) -> Iterator[str]:
    """The address that the command prints; it ends with Ctrl-C."""
    words = [sys.executable, "-m", "data_prep.review", str(run), "--open", "false", *more]
    started = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    )  # fmt: skip
    try:
        assert started.stdout
        yield started.stdout.readline().strip()
    finally:
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=20)
    assert "Traceback" not in err
    assert started.returncode == 0


def go(tab: Page, address: str) -> None:
    tab.events.clear()
    tab.send("Page.navigate", url="about:blank")
    tab.send("Page.navigate", url=address)
    while not tab.run("location.protocol.startsWith('http') && document.readyState === 'complete' && Boolean(document.documentElement.dataset.ready)"):  # fmt: skip
        pass
    ready(tab)


def settled(tab: Page, what: str) -> None:
    """Waits until an expression is true, for five seconds."""
    script = f"new Promise((yes, no) => {{ const start = Date.now(); (function look() {{ if ({what}) yes(true); else if (Date.now() - start > 5000) no('never: ' + document.querySelector('.fact')?.innerText); else setTimeout(look, 20); }})(); }})"
    assert tab.run(script)


def current(tab: Page) -> str:
    return tab.run("factunePage.current()?.id ?? ''")


@needs_browser
def test_a_person_accepts_edits_and_rejects_and_the_next_build_applies_it(
    built_run: Path, corpus: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    build(DataPrepConfig(input=str(corpus), output=run, workers=1))
    facts = {f["id"]: f for f in rows(run / "dataset" / "facts")}
    editable = next(f for f in facts.values() if "58 people" in f["statement"])
    with serving(run) as address, browser(tmp_path / "profile") as tab:
        go(tab, address)
        assert "token" not in tab.run("location.href")
        assert f"0 of {len(facts)} facts decided" in text(tab, "#seen")
        tab.key("n", text="n")
        accepted = current(tab)
        tab.key("a", text="a")
        settled(tab, f"factunePage.data.review.decisions['{accepted}']")
        tab.key("n", text="n")
        rejected = current(tab)
        assert rejected != accepted
        tab.key("r", text="r")
        settled(tab, f"factunePage.data.review.decisions['{rejected}']")
        assert "rejected" in text(tab, ".fact .verdict")
        tab.run(f"factunePage.select('{editable['id']}')")
        tab.key("e", text="e")
        tab.run("(i => { i.value = '85 people'; })(document.querySelector('[data-field=object]'))")
        tab.run("document.querySelector('form.edit').requestSubmit()")
        settled(tab, "document.querySelector('.refused')?.textContent")
        assert "The source does not bear this out: object not in evidence" in text(tab, ".refused")
        tab.run("(i => { i.value = '58'; })(document.querySelector('[data-field=object]'))")
        enter = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"  # fmt: skip
        tab.run("document.querySelector('.refused').textContent = ''")
        assert tab.run(f"document.querySelector('[data-field=object]').dispatchEvent({enter})")
        tab.run("document.querySelector('form.edit').requestSubmit()")
        settled(tab, f"factunePage.data.review.decisions['{editable['id']}']")
        pair = tab.run("document.querySelector('.fact .line .do-reject') && factunePage.current().trained[0][0]")  # fmt: skip
        tab.click(".fact .line .do-reject")
        settled(tab, f"factunePage.data.review.decisions['{pair}']")
        tab.run(f"factunePage.select('{accepted}')")
        tab.key("u", text="u")
        settled(tab, f"!factunePage.data.review.decisions['{accepted}']")
        tab.key("a", text="a")
        settled(tab, f"factunePage.data.review.decisions['{accepted}']")
        go(tab, tab.run("location.origin + '/'"))
        assert f"3 of {len(facts)} facts decided" in text(tab, "#seen")
        tab.run(f"factunePage.select('{rejected}')")
        assert "rejected" in text(tab, ".fact .verdict")
        assert not tab.complaints()
        assert {url.split("?")[0].rsplit("/", 1)[-1] for url in tab.requested()} <= {"", "about:blank", "decide"}  # fmt: skip
    told = {id: one.verdict for id, one in read(run / REVIEW).items()}
    assert told == {accepted: "accept", rejected: "reject", editable["id"]: "edit", pair: "reject"}
    manifest = build(DataPrepConfig(input=str(corpus), output=run, workers=1))
    after = {f["id"]: f for f in rows(run / "dataset" / "facts")}
    assert accepted in after and rejected not in after and editable["id"] not in after
    assert any(f["object"] == "58" for f in after.values())
    review = manifest["review"]
    assert (review["facts_accepted"], review["facts_rejected"], review["facts_edited"]) == (1, 1, 1)


@needs_browser
def test_only_undecided_facts_are_shown_when_asked(built_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(built_run, run)
    with serving(run) as address, browser(tmp_path / "profile") as tab:
        go(tab, address)
        tab.key("n", text="n")
        first = current(tab)
        tab.key("a", text="a")
        settled(tab, f"factunePage.data.review.decisions['{first}']")
        before = tab.run("factunePage.facts().length")
        tab.click(".review input")
        assert tab.run("factunePage.facts().length") == before - 1
        tab.send("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)  # fmt: skip
        assert tab.run("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0  # fmt: skip


def test_the_port_is_this_machine_s_alone_and_a_used_one_is_told(
    built_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert command(main, [str(built_run), "--open", "false", "--port", port]) == 2
    error = capsys.readouterr().err
    assert f"cannot listen on port {port}" in error
    assert error.count("\n") == 1


def test_a_folder_that_is_no_run_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(main, [str(tmp_path)]) == 2
    assert "is no finished run" in capsys.readouterr().err
