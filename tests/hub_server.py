"""A Hub on this machine: repositories with commits, branches and tags behind the HTTP that the real client speaks.

Plain HTTP and Git LFS (basic and multipart). The client prefers Xet, which is no open protocol: HF_HUB_DISABLE_XET=1. Faults
are planned per path: a status, a cut connection, a slow answer, a damaged download.
"""

import hashlib
import json
import re
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import yaml

TOKEN = "hf_" + "s3cret" * 6
REGULAR = (".md", ".svg", ".json", ".jinja", ".txt", ".jsonl")
"""Endings of files that a commit carries itself; others go through LFS."""
LICENCES = {"unknown", "other", "mit", "apache-2.0", "cc-by-4.0", "cc-by-sa-4.0", "llama3.1", "llama3.2", "llama2"}  # fmt: skip


@dataclass
class Fault:
    """What happens to requests whose path holds `path`, `times` times after the first `after`.

    `status` answers so; `cut` ends the connection, "before" or "after" the request took effect; `slow` waits so
    many seconds first; `damage` changes a byte of a download.
    """

    path: str
    status: int = 0
    times: int = 1_000
    headers: dict[str, str] = field(default_factory=dict)
    method: str = ""
    after: int = 0
    cut: str = ""
    slow: float = 0
    damage: bool = False


@dataclass(frozen=True)
class Commit:
    """One commit: all files at it, what changed, and its parent's oid."""

    oid: str
    files: dict[str, bytes]
    lines: list[dict[str, Any]]
    message: str


@dataclass
class Repo:
    """One repository."""

    id: str
    private: bool
    commits: list[Commit] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add("main", {}, [], "initial commit")

    def add(
        self, branch: str, files: dict[str, bytes], lines: list[dict[str, Any]], message: str
    ) -> Commit:
        seed = f"{self.id} {len(self.commits)} {branch}".encode()
        self.commits.append(Commit(hashlib.sha1(seed).hexdigest(), files, lines, message))
        self.refs[branch] = self.commits[-1].oid
        return self.commits[-1]

    def at(self, revision: str) -> Commit | None:
        oid = self.refs.get(revision) or self.tags.get(revision) or revision
        return next((commit for commit in self.commits if commit.oid == oid), None)


class Hub(ThreadingHTTPServer):
    """The repositories by kind and id, and what was asked for."""

    daemon_threads = True

    def __init__(self, part_bytes: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.repos: dict[tuple[str, str], Repo] = {}
        self.objects: dict[str, bytes] = {}
        """Large files by their SHA-256."""
        self.parts: dict[tuple[str, int], bytes] = {}
        self.part_bytes = part_bytes
        """From this size on, files are uploaded in such parts; 0 never."""
        self.uploaded: list[str] = []
        """SHA-256 of every large file that was sent, again when sent again."""
        self.created: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str]] = []
        self.tokens: set[str | None] = set()
        self.agents: set[str] = set()
        self.faults: list[Fault] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.requests]

    def repo(self, id: str = "org/name", kind: str = "datasets") -> Repo:
        return self.repos[kind, id]

    def fault(self, method: str, path: str) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                if fault.path in path and fault.method in ("", method) and fault.times > 0:
                    if fault.after > 0:
                        fault.after -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is killed cuts its connections; that is no error here."""


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    size: int | None = None
    """Content-Length of an answer to HEAD."""


def answer(value: Any, status: int = 200, **headers: str) -> Answer:
    told = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(json.dumps(value).encode(), status, {"Content-Type": "application/json"} | told)


NO_REPO = answer({"error": "Repository not found"}, 404, X_Error_Code="RepoNotFound")
NO_REVISION = answer({"error": "Invalid rev id"}, 404, X_Error_Code="RevisionNotFound")
NO_ENTRY = answer({"error": "Entry not found"}, 404, X_Error_Code="EntryNotFound")
_API = re.compile(r"/api/(models|datasets)/([^/]+/[^/]+)(?:/(\w[\w-]*)(?:/(.*))?)?$")
_BATCH = re.compile(r"/(datasets/)?([^/]+/[^/]+)\.git/info/lfs/objects/batch$")
_RESOLVE = re.compile(r"/(datasets/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)$")


class _Handler(BaseHTTPRequestHandler):
    server: Hub  # type: ignore[assignment]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        hub, (path, query) = self.server, urlsplit(self.path)[2:4]
        path = unquote(path)
        hub.requests.append((self.command, path))
        hub.agents.add(self.headers.get("User-Agent", ""))
        if not path.startswith("/lfs"):  # a signed address, which gets no token
            hub.tokens.add(self.headers["Authorization"])
        fault = hub.fault(self.command, path) or Fault("")
        time.sleep(fault.slow)
        if fault.cut == "before":
            self._cut()
        elif fault.status:
            self._send(answer({"error": f"refused, said to {TOKEN}"}, fault.status), fault)
        else:
            with hub.lock:
                given = self._serve(path, parse_qs(query), body)
            if fault.cut == "after":
                self._cut()
            else:
                self._send(given, fault)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _serve(self, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        hub = self.server
        if path == "/api/whoami-v2":
            return answer(
                {"name": "org", "type": "user", "auth": {"type": "access_token"}, "orgs": []}
            )
        if path == "/api/repos/create":
            return _create(hub, json.loads(body))
        if path == "/api/validate-yaml":
            return _validated(json.loads(body)["content"])
        if path.startswith("/lfs"):
            return _stored(hub, path, self.command, body)
        if match := _BATCH.match(path):
            return _batch(hub, json.loads(body))
        if match := _RESOLVE.match(path):
            return self._resolve("datasets" if match[1] else "models", *match.groups()[1:])
        if match := _API.match(path):
            kind, id, verb, rest = match.groups()
            if not (repo := hub.repos.get((kind, id))):
                return NO_REPO
            if self.command in ("POST", "DELETE"):
                return _changed(hub, repo, kind, self.command, verb, rest or "", body)
            return _told(repo, verb or "", rest or "", query)
        return NO_ENTRY

    def _resolve(self, kind: str, id: str, revision: str, path: str) -> Answer:
        repo = self.server.repos.get((kind, id))
        if not repo:
            return NO_REPO
        if not (commit := repo.at(revision)):
            return NO_REVISION
        if (data := commit.files.get(path)) is None:
            return NO_ENTRY
        headers = {
            "X-Repo-Commit": commit.oid,
            "ETag": f'"{_etag(path, data)}"',
            "Accept-Ranges": "bytes",
        }
        if _large(path):
            headers |= {"X-Linked-Etag": f'"{_etag(path, data)}"', "X-Linked-Size": str(len(data))}
        span = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not span:
            return Answer(data, 200, headers)
        low, high = int(span[1]), min(int(span[2] or len(data) - 1), len(data) - 1)
        headers["Content-Range"] = f"bytes {low}-{high}/{len(data)}"
        return Answer(data[low : high + 1], 206, headers)

    def _send(self, given: Answer, fault: Fault) -> None:
        body = given.body
        if fault.damage and body:
            body = bytes([body[0] ^ 1]) + body[1:]
        self.send_response(given.status)
        for name, text in (given.headers | fault.headers).items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


# --- what the endpoints do


def _large(path: str) -> bool:
    return not path.endswith(REGULAR)


def _etag(path: str, data: bytes) -> str:
    if _large(path):
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def _create(hub: Hub, request: dict[str, Any]) -> Answer:
    hub.created.append(request)
    kind = f"{request.get('type', 'model')}s"
    id = f"{request['organization']}/{request['name']}"
    url = f"{hub.url}/datasets/{id}" if kind == "datasets" else f"{hub.url}/{id}"
    if (kind, id) in hub.repos:
        return answer({"error": "You already created this repo", "url": url}, 409)
    hub.repos[kind, id] = Repo(id, request.get("visibility") == "private" or bool(request.get("private")))  # fmt: skip
    return answer({"url": url})


def _validated(card: str) -> Answer:
    """As the Hub checks a card's metadata: what the YAML holds must be what it knows."""
    errors = []
    front = re.match(r"---\n(.*?)\n---\n", card, re.S)
    try:
        values = yaml.safe_load(front[1]) if front else {}
    except yaml.YAMLError as error:
        return answer({"errors": [{"message": f"invalid YAML: {error}"}], "warnings": []}, 400)
    stated = values.get("license")
    for one in stated if isinstance(stated, list) else [stated or "unknown"]:
        if one not in LICENCES:
            errors.append({"message": f'"license" must be one of {sorted(LICENCES)}'})
    for lang in values.get("language") or []:
        if not re.fullmatch(r"[a-z]{2,3}", lang):
            errors.append({"message": '"language" must be ISO 639 codes'})
    for size in values.get("size_categories") or []:
        if not re.fullmatch(r"n<1K|\d+K<n<\d+[KM]|100K<n<1M|n>1[MT]", size):
            errors.append({"message": '"size_categories" is none that the Hub knows'})
    for config in values.get("configs") or []:
        if not {"config_name", "data_files"} <= config.keys():
            errors.append({"message": '"configs" need config_name and data_files'})
    return answer({"errors": errors, "warnings": []}, 400 if errors else 200)


def _batch(hub: Hub, request: dict[str, Any]) -> Answer:
    objects = []
    for wanted in request["objects"]:
        oid, size = wanted["oid"], wanted["size"]
        if oid in hub.objects:
            objects.append(wanted)
            continue
        upload: dict[str, Any] = {"href": f"{hub.url}/lfs-put/{oid}"}
        if hub.part_bytes and size > hub.part_bytes:
            count = -(-size // hub.part_bytes)
            parts = {str(n): f"{hub.url}/lfs-part/{oid}/{n}" for n in range(1, count + 1)}
            upload = {
                "href": f"{hub.url}/lfs-complete/{oid}",
                "header": {"chunk_size": str(hub.part_bytes), **parts},
            }
        verify = {"href": f"{hub.url}/lfs-verify/{oid}"}
        objects.append(wanted | {"actions": {"upload": upload, "verify": verify}})
    return answer({"transfer": "basic", "objects": objects})


def _stored(hub: Hub, path: str, method: str, body: bytes) -> Answer:
    verb, oid, *part = path[1:].split("/")
    if verb == "lfs-part":
        hub.parts[oid, int(part[0])] = body
        return Answer(headers={"ETag": f'"{hashlib.md5(body).hexdigest()}"'})
    if verb == "lfs-verify":
        return answer({}) if oid in hub.objects else NO_ENTRY
    if verb == "lfs-complete":
        count = len(json.loads(body)["parts"])
        body = b"".join(hub.parts.pop((oid, n)) for n in range(1, count + 1))
    if hashlib.sha256(body).hexdigest() != oid:
        return answer({"error": "the content is not what its oid says"}, 400)
    hub.objects[oid] = body
    hub.uploaded.append(oid)
    return answer({})


def _changed(
    hub: Hub, repo: Repo, kind: str, method: str, verb: str, rest: str, body: bytes
) -> Answer:
    head = repo.at(rest) if verb in ("preupload", "commit", "paths-info") else None
    if verb in ("preupload", "commit", "paths-info") and head is None:
        return NO_REVISION
    if verb == "preupload" and head:
        return answer({"files": [_mode(f["path"], head) for f in json.loads(body)["files"]]})
    if verb == "paths-info" and head:
        wanted = parse_qs(body.decode()).get("paths") or json.loads(body or b"{}").get("paths", [])
        return answer([_entry(name, head) for name in wanted if name in head.files])
    if verb == "branch":
        start = json.loads(body or b"{}").get("startingPoint") or "main"
        if rest in repo.refs:
            return answer({"error": "Reference already exists"}, 409)
        commit = repo.at(start)
        repo.refs[rest] = commit.oid if commit else ""
        return answer({})
    if verb == "tag" and method == "DELETE":
        return answer({}) if repo.tags.pop(rest, None) else NO_REVISION
    if verb == "tag":
        name = json.loads(body)["tag"]
        if name in repo.tags:
            return answer({"error": "Tag already exists"}, 409)
        commit = repo.at(rest)
        if not commit:
            return NO_REVISION
        repo.tags[name] = commit.oid
        return answer({})
    if verb == "commit" and head:
        return _commit(
            hub, repo, kind, rest, head, [json.loads(line) for line in body.splitlines()]
        )
    return NO_ENTRY


def _mode(path: str, head: Commit) -> dict[str, Any]:
    data = head.files.get(path)
    return {
        "path": path,
        "uploadMode": "lfs" if _large(path) else "regular",
        "shouldIgnore": False,
        "oid": None if data is None else _etag(path, data),
    }


def _commit(
    hub: Hub, repo: Repo, kind: str, branch: str, head: Commit, lines: list[dict[str, Any]]
) -> Answer:
    parent = lines[0]["value"].get("parentCommit")
    if parent not in (None, head.oid):
        return answer({"error": "A commit has happened since"}, 412)
    files = dict(head.files)
    for line in lines[1:]:
        value = line["value"]
        if line["key"] == "deletedFile":
            if value["path"] not in files:
                return answer({"error": "A file with this name doesn't exist"}, 404, X_Error_Code="EntryNotFound")  # fmt: skip
            del files[value["path"]]
        elif line["key"] == "lfsFile":
            files[value["path"]] = hub.objects[value["oid"]]
        else:
            files[value["path"]] = b64decode(value["content"])
    done = repo.add(branch, files, lines, lines[0]["value"]["summary"])
    where = f"datasets/{repo.id}" if kind == "datasets" else repo.id
    url = f"{hub.url}/{where}/commit/{done.oid}"
    return answer({"success": True, "commitUrl": url, "commitOid": done.oid, "hookOutput": ""})


def _told(repo: Repo, verb: str, rest: str, query: dict[str, list[str]]) -> Answer:
    if verb == "refs":
        return answer({
            "branches": [{"name": n, "ref": f"refs/heads/{n}", "targetCommit": oid} for n, oid in repo.refs.items()],
            "tags": [{"name": n, "ref": f"refs/tags/{n}", "targetCommit": oid} for n, oid in repo.tags.items()],
            "converts": [],
        })  # fmt: skip
    if verb == "tree":
        return _tree(repo, rest, query)
    if verb not in ("", "revision"):
        return NO_ENTRY
    if not (commit := repo.at(rest or "main")):
        return NO_REVISION
    siblings = [{"rfilename": name} for name in sorted(commit.files)]
    return answer({
        "id": repo.id, "private": repo.private, "sha": commit.oid, "siblings": siblings,
        "lastModified": "2026-01-02T03:04:05.000Z", "tags": [], "disabled": False, "gated": False, "downloads": 0,
        "likes": 0, "author": repo.id.split("/")[0], "createdAt": "2026-01-02T03:04:05.000Z", "cardData": {},
    })  # fmt: skip


def _tree(repo: Repo, rest: str, query: dict[str, list[str]]) -> Answer:
    revision, _, folder = rest.partition("/")
    if not (commit := repo.at(revision)):
        return NO_REVISION
    inside = [name for name in sorted(commit.files) if not folder or name.startswith(folder + "/")]
    if folder and not inside:
        return NO_ENTRY
    if query.get("recursive", ["false"])[0].lower() in ("true", "1"):
        found = [_entry(name, commit) for name in inside]
        return answer([*_folders(inside, folder), *found])
    depth = folder.count("/") + 1 if folder else 0
    files = [_entry(name, commit) for name in inside if name.count("/") == depth]
    return answer([*[f for f in _folders(inside, folder) if f["path"].count("/") == depth], *files])


def _folders(names: list[str], folder: str) -> list[dict[str, Any]]:
    found: dict[str, None] = {}
    for name in names:
        pieces = name.split("/")[:-1]
        found.update(dict.fromkeys("/".join(pieces[: n + 1]) for n in range(len(pieces))))
    below = [path for path in found if not folder or path.startswith(folder + "/")]
    return [{"type": "directory", "path": p, "size": 0, "oid": "0" * 40} for p in below]


def _entry(name: str, commit: Commit) -> dict[str, Any]:
    data = commit.files[name]
    git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    entry: dict[str, Any] = {"type": "file", "path": name, "size": len(data), "oid": git}
    if _large(name):
        oid = hashlib.sha256(data).hexdigest()
        entry["lfs"] = {"oid": oid, "size": len(data), "pointerSize": 134}
    return entry


@contextmanager
def running(part_bytes: int = 0) -> Iterator[Hub]:
    """A Hub that serves until the block ends."""
    server = Hub(part_bytes)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
