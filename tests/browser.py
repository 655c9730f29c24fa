"""A headless chromium that a test drives over DevTools, through a pipe: no driver, no port, no library."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


class Page:
    """One tab. `events` holds what the browser told by itself: console lines, errors, requests."""

    def __init__(self, to: BinaryIO, back: BinaryIO):
        self.to, self.back = to, back
        self.calls = 0
        self.events: list[dict[str, Any]] = []
        self.session = ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.calls += 1
        message: dict[str, Any] = {"id": self.calls, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        while (answer := self._read()).get("id") != self.calls:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def _read(self) -> dict[str, Any]:
        line = bytearray()
        while (byte := self.back.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("chromium is gone")
            line += byte
        return json.loads(line)

    def open(self, path: Path, at: str = "") -> None:
        """Loads the file anew and waits for it, whatever page was open."""
        self.events.clear()
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=path.as_uri() + (f"#{at}" if at else ""))
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self._read())
        while self.run("document.readyState + location.protocol") != "completefile:":
            pass

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression, awaited. Not bound by the page's own policy."""
        done = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in done:
            raise RuntimeError(str(done["exceptionDetails"]))
        return done["result"].get("value")

    def key(self, key: str, **more: Any) -> None:
        """A key pressed and let go."""
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, **more)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def click(self, selector: str) -> None:
        """A real click at the middle of the first element that `selector` finds."""
        self.run(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        box = self.run(
            f"(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector({selector!r}).getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            place = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
            self.send("Input.dispatchMouseEvent", type=kind, **place)

    def requested(self) -> list[str]:
        """Addresses that the page asked for, itself included."""
        return [
            e["params"]["request"]["url"]
            for e in self.events
            if e.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[Mapping[str, Any]]:
        """Errors that the script threw and what the policy refused."""
        told = ("Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening")
        return [e["params"] for e in self.events if e.get("method") in told]


@contextmanager
def browser(profile: Path, language: str = "en-US") -> Iterator[Page]:
    """A tab of a fresh chromium whose profile lies in `profile`; it is ended with the block."""
    read, to = os.pipe()
    back, write = os.pipe()
    command = (
        f'exec "{CHROMIUM}" --headless --no-sandbox --disable-gpu --remote-debugging-pipe --lang={language} '
        f'--user-data-dir="{profile}" about:blank 3<&{read} 4>&{write}'
    )
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(
        ["bash", "-c", command], pass_fds=(read, write), stdout=quiet, stderr=quiet
    )
    os.close(read)
    os.close(write)
    try:
        with os.fdopen(to, "wb") as out, os.fdopen(back, "rb") as into:
            yield Page(out, into)
    finally:
        started.terminate()
        started.wait(20)
