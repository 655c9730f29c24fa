"""The local server of a review: the run's page, and the decisions a person takes on it.

It listens on 127.0.0.1 alone. The address it prints holds a random token, which becomes a cookie that no script and no other
site can use; whoever asks without it, by another host name (DNS rebinding) or from another origin gets nothing.
"""

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from data_prep.dialect import CommandError
from data_prep.gate import PASSED, Verdict
from data_prep.page import page_data, render
from data_prep.review.applied import edited_fact, edited_row, told
from data_prep.review.decisions import REVIEW, Decision, append, decision, read
from data_prep.review.lookup import Lookup
from data_prep.store import read_manifest

COOKIE = "factune_review_{port}"
"""A browser keeps cookies by host and not by port: two reviews at once need two names."""
LARGEST = 64 * 1024
"""Bytes of one request."""
_HERE = Path(__file__).parent
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
Answer = Callable[[Request], Awaitable[Response]]


class Review:
    """A finished run under review."""

    def __init__(self, run: Path) -> None:
        manifest = read_manifest(run)
        if manifest is None:
            raise CommandError(f"{run} is no finished run: it has no manifest.json")
        self.run, self.path, self.manifest = run, run / REVIEW, manifest
        read(self.path)
        self.lookup = Lookup(run / "dataset")

    @property
    def stale(self) -> bool:
        """Whether the run was built anew since the server started."""
        now = read_manifest(self.run) or {}
        return now.get("dataset_sha256") != self.manifest["dataset_sha256"]

    def page(self) -> str:
        """The report with the review's script and the decisions so far."""
        data = page_data(self.run, self.manifest)
        found = {id: _shown(one) for id, one in read(self.path).items()}
        data["review"] = {"decisions": found, "facts": self.lookup.count("fact")}
        script, style = ((_HERE / name).read_text(encoding="utf-8") for name in ("review.js", "review.css"))  # fmt: skip
        return render(self.run.resolve().name, data, before=script, style=style, connect=True)

    def verdict(self, one: Decision) -> Verdict:
        """What the gate says of an edit. Raises KeyError for an id that the run does not hold."""
        if one.sort == "fact":
            fact = self.lookup.fact(one.id)
            document, runs = self.lookup.document(fact.doc_id)
            return edited_fact(fact, one.changes, document, runs)[1] if one.changes else PASSED
        row = self.lookup.row(one.sort, one.id)
        return edited_row(row, one.changes, self.lookup.facts_of(row))[1] if one.changes else PASSED

    def seen(self, one: Decision) -> dict[str, str]:
        """What the person saw; of a rejected fact it tells the same fact elsewhere."""
        if one.sort == "fact":
            fact = self.lookup.fact(one.id)
            return {"statement": fact.statement, "object": fact.object}
        row = self.lookup.row(one.sort, one.id)
        if one.sort == "pair":
            return {"question": told(row), "answer": row.completion[-1].content}
        return {"text" if one.sort == "text" else "question": told(row)}

    def decide(self, row: object) -> dict[str, Any]:
        """Take a decision down, unless the gate refuses it. Raises ValueError, KeyError."""
        one = decision(row)
        if not self.lookup.holds(one.sort, one.id):
            if one.verdict != "open" or one.id not in read(self.path):
                raise KeyError(one.id)
            append(self.path, replace(one, at=_now()))  # the last build took it out of the run
            return {"ok": True, "decision": None}
        if not (verdict := self.verdict(one)):
            return {"ok": False, "reason": verdict.reason, "detail": verdict.detail}
        one = replace(one, was=self.seen(one), at=_now())
        append(self.path, one)
        return {"ok": True, "decision": None if one.verdict == "open" else _shown(one)}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _shown(one: Decision) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if key in ("verdict", "changes", "at")}


# --- over HTTP


def application(review: Review, token: str, port: int) -> Starlette:
    """The server's routes behind their guard; `port` is the one it listens on."""

    async def page(request: Request) -> Response:
        if request.query_params.get("token"):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(
                COOKIE.format(port=port), token, httponly=True, samesite="strict", path="/"
            )
            return answer
        if review.stale:
            return PlainTextResponse("The run was built anew: start the review again.", 409)
        return HTMLResponse(review.page())

    async def decide(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return JSONResponse({"error": "too large"}, 413)
        if review.stale:
            return JSONResponse({"error": "the run was built anew: start the review again"}, 409)
        try:
            return JSONResponse(review.decide(json.loads(body)))
        except KeyError as error:
            return JSONResponse({"error": f"the run does not hold {error}"}, 404)
        except (ValueError, RecursionError) as error:
            return JSONResponse({"error": str(error)}, 400)

    async def guarded(request: Request, call: Answer) -> Response:
        refused = refusal(request, token, port)
        answer = PlainTextResponse(refused, 403) if refused else await call(request)
        answer.headers.update(_HEADERS)
        return answer

    routes = [Route("/", page), Route("/decide", decide, methods=["POST"])]
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guarded)])


def refusal(request: Request, token: str, port: int) -> str:
    """Why a request gets nothing; "" for one of the person who started the server."""
    here = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host = request.headers.get("host", "")
    if host not in here:
        return "wrong host"
    given = request.cookies.get(COOKIE.format(port=port)) or ""
    if request.method == "GET" and request.url.path == "/":
        given = given or request.query_params.get("token", "")
        if "token" in request.query_params:
            given = request.query_params["token"]
    if not secrets.compare_digest(given.encode(), token.encode()):
        return "this address needs the token that the command printed"
    if request.method == "POST":
        if request.headers.get("origin") != f"http://{host}":
            return "wrong origin"
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "wrong origin"
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            return "wrong content type"
    return ""


async def _body(request: Request) -> bytes | None:
    """The body, None for one that is too large."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)
