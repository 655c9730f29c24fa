"""A Hub on this machine: the endpoints that the real client uses to push a model, over HTTP, with faults."""

import hashlib
import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

TOKEN = "hf_" + "s3cret" * 6


@dataclass
class Fault:
    """Answers requests whose path holds `path` with `status`, `times` times."""

    path: str
    status: int
    times: int = 1_000
    headers: dict[str, str] = field(default_factory=dict)


class Hub(ThreadingHTTPServer):
    """One model repository: its files, its commits, and what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.exists = False
        self.private = True
        self.files: dict[str, bytes] = {}
        self.commits: list[list[dict[str, Any]]] = []
        self.objects: dict[str, bytes] = {}
        """Large files by their SHA-256."""
        self.created: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.tokens: set[str | None] = set()
        self.faults: list[Fault] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def sha(self) -> str:
        return f"{len(self.commits):040x}"

    def fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.path in path and fault.times > 0:
                fault.times -= 1
                return fault
        return None


class _Handler(BaseHTTPRequestHandler):
    server: Hub  # type: ignore[assignment]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])))

    do_PUT = do_POST

    def _serve(self, body: bytes) -> None:
        hub, path = self.server, urlsplit(self.path).path
        hub.paths.append(path)
        fault = hub.fault(path)
        if "/lfs-put/" not in path:  # a signed address, which gets no token
            hub.tokens.add(self.headers["Authorization"])
        if fault:
            answer = {"error": f"refused, said to {TOKEN}"}
            self._answer(answer, fault.status, fault.headers)
        elif self.command == "GET":
            self._get(path)
        else:
            self._take(path, body)

    def _get(self, path: str) -> None:
        hub = self.server
        if not hub.exists:
            self._answer({"error": "Repository not found"}, 404, {"X-Error-Code": "RepoNotFound"})
        elif "/tree/" in path:
            files = [{"type": "file", "path": name, "size": len(data), "oid": "0" * 40} for name, data in hub.files.items()]  # fmt: skip
            self._answer(files)
        else:
            self._answer({"id": "org/name", "private": hub.private, "sha": hub.sha, "siblings": []})

    def _take(self, path: str, body: bytes) -> None:
        hub = self.server
        if path.endswith("/repos/create"):
            self._create(json.loads(body))
        elif "/preupload/" in path:
            files = [self._mode(file["path"]) for file in json.loads(body)["files"]]
            self._answer({"files": files})
        elif path.endswith("/objects/batch"):
            self._answer({"transfer": "basic", "objects": [self._upload(o) for o in json.loads(body)["objects"]]})  # fmt: skip
        elif "/lfs-put/" in path:
            assert hashlib.sha256(body).hexdigest() == path.rsplit("/", 1)[1]
            hub.objects[path.rsplit("/", 1)[1]] = body
            self._answer({})
        elif "/commit/" in path:
            self._commit([json.loads(line) for line in body.splitlines()])
        else:
            self._answer({})

    def _create(self, request: dict[str, Any]) -> None:
        hub = self.server
        hub.created.append(request)
        if hub.exists:
            self._answer({"error": "exists", "url": f"{hub.url}/org/name"}, 409)
            return
        hub.exists = True
        self._answer({"url": f"{hub.url}/{request['organization']}/{request['name']}"})

    def _mode(self, path: str) -> dict[str, Any]:
        large, data = path.endswith(".safetensors"), self.server.files.get(path)
        oid = None
        if data is not None:
            git = hashlib.sha1(b"blob %d\0" % len(data) + data)
            oid = hashlib.sha256(data).hexdigest() if large else git.hexdigest()
        return {
            "path": path, "uploadMode": "lfs" if large else "regular", "shouldIgnore": False, "oid": oid,
        }  # fmt: skip

    def _upload(self, wanted: dict[str, Any]) -> dict[str, Any]:
        href = f"{self.server.url}/lfs-put/{wanted['oid']}"
        return wanted | {"actions": {"upload": {"href": href}}}

    def _commit(self, lines: list[dict[str, Any]]) -> None:
        hub = self.server
        parent = lines[0]["value"].get("parentCommit")
        if parent not in (None, hub.sha):
            self._answer({"error": "the parent is not the head"}, 412)
            return
        for line in lines[1:]:
            value = line["value"]
            if line["key"] == "deletedFile":
                del hub.files[value["path"]]
            elif line["key"] == "lfsFile":
                hub.files[value["path"]] = hub.objects[value["oid"]]
            else:
                hub.files[value["path"]] = b64decode(value["content"])
        hub.commits.append(lines)
        self._answer({"commitUrl": f"{hub.url}/org/name/commit/{hub.sha}", "commitOid": hub.sha})

    def _answer(self, value: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        for name, content in (headers or {}).items():
            self.send_header(name, content)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
