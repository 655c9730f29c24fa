"""One try at an OpenAI-compatible endpoint, and what its failure means.

Over aiohttp: the `openai` client takes nine times as much of a core for a request (`bench.replies`), too much to keep
512 of them out, and its models are stricter than the servers that speak its format.
"""

import asyncio
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from data_prep.dialect import WorkError
from data_prep.replies.config import EndpointConfig
from data_prep.replies.wire import Said, said

_SAID = 200
"""Characters of what a server says that are repeated."""
_READ = 4_000
"""Bytes of it that are looked at."""
_CONNECT = 10.0
"""Seconds to reach the endpoint, at most."""
_TOO_MUCH = (
    "context length", "context_length", "context window", "maximum context", "too long", "too large",
    "max_model_len", "content_filter", "content filter", "content management policy",
)  # fmt: skip
"""Words of a refusal that is about this one request."""
_OF_NO_USE = ("insufficient_quota", "billing", "exceeded your current quota")
"""Words of a 429 that waiting doesn't mend."""


class Again(Exception):
    """A failure that another try may mend."""

    def __init__(
        self,
        reason: str,
        *,
        after: float | None = None,
        crowded: bool = False,
        paid: bool = False,
        unreachable: bool = False,
    ):
        """`after`: seconds the server asks to wait; `crowded`: it has too much to do; `paid`: it may have
        answered, and nobody knows; `unreachable`: nobody has heard the question."""
        super().__init__(reason)
        self.after, self.crowded, self.paid, self.unreachable = after, crowded, paid, unreachable


class Refused(Exception):
    """A failure that no try mends, of no request: it ends the run."""


class Unanswerable(Exception):
    """A failure that no try mends, of this request alone."""


class Unwilling(Exception):
    """The endpoint doesn't take one of the parameters; the words say which."""


def warning(config: EndpointConfig) -> str:
    """What to say before documents and key go to this address in the clear; "" when they don't."""
    address = urlsplit(config.base_url)
    if address.scheme == "https" or _nearby(address.hostname or ""):
        return ""
    return f"{config.base_url} is not https: documents and key can be read on their way there"


def _nearby(host: str) -> bool:
    """Whether the host is this machine or in a private network, as far as its name tells."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return (
            host == "localhost"
            or host.endswith((".localhost", ".local", ".internal"))
            or "." not in host
        )


class Client:
    """The endpoint of `config`, over kept connections. An async context manager; one event loop."""

    def __init__(self, config: EndpointConfig) -> None:
        self._config = config
        self._key = os.environ.get(config.api_key_env, "")
        self._url = config.base_url.rstrip("/") + "/chat/completions"

    async def __aenter__(self) -> "Client":
        key = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        connect = min(_CONNECT, self._config.timeout)
        self._session = aiohttp.ClientSession(
            headers={"Content-Type": "application/json", "User-Agent": "factune", **key},
            connector=aiohttp.TCPConnector(limit=self._config.concurrency),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect),
            trust_env=not _nearby(urlsplit(self._url).hostname or ""),  # proxies lead outside
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def ask(self, body: Mapping[str, Any]) -> Said:
        """Raises Again, Refused, Unanswerable or Unwilling."""
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            # a redirect would carry documents and key to another address
            sending = self._session.post(self._url, data=data, allow_redirects=False)
            async with asyncio.timeout(self._config.timeout), sending as response:
                status, headers, content = response.status, response.headers, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise self._unreached(error) from error
        except TimeoutError as error:
            raise Again(f"no answer in {self._config.timeout:g} s", paid=True) from error
        except aiohttp.InvalidURL as error:
            raise Refused("base_url is no address") from error
        except (aiohttp.ClientError, ConnectionError) as error:
            reason = self._shown(str(error)) or type(error).__name__
            raise Again(f"it hung up ({reason})", paid=True) from error
        if status != 200:
            raise self._failure(status, content, headers.get("Retry-After", ""))
        try:
            return said(content)
        except ValueError as error:
            reason = f"an answer that is no chat completion ({self._shown(str(error))})"
            raise Again(f"{reason}: {self._start(content)}", paid=True) from error

    def _unreached(self, error: Exception) -> Exception:
        reason = self._shown(str(error)) or type(error).__name__
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return Refused(f"its certificate is not trusted ({reason})")
        return Again(f"it cannot be reached ({reason})", unreachable=True)

    def _failure(self, status: int, content: bytes, after: str) -> Exception:
        reason = f"status {status}: {self._start(content)}"
        low = content[:_READ].decode("utf-8", "replace").lower()
        if status == 429 and any(word in low for word in _OF_NO_USE):
            return Refused(reason)
        if status in (408, 409, 425, 429) or status >= 500:
            return Again(reason, after=_retry_after(after), crowded=status in (429, 503))
        if status in (400, 413, 422) and any(word in low for word in _TOO_MUCH):
            return Unanswerable(reason)
        if status in (400, 422):
            return Unwilling(reason)
        return Refused(_advice(status, self._config) + f" ({reason})")

    def _start(self, content: bytes) -> str:
        """What a server says, or the message of an error in the format of OpenAI."""
        said = content[:_READ].decode("utf-8", "replace")
        with suppress(ValueError, RecursionError, LookupError, TypeError):
            error = json.loads(said)
            said = str(error["error"]["message"] if "error" in error else error["message"])
        return self._shown(said) or "nothing said"

    def _shown(self, text: str) -> str:
        """The beginning of a text on one line, without the key."""
        if self._key:
            text = text.replace(self._key, "…")
        line = " ".join(text[: 4 * _SAID].split())
        return "".join(c if c.isprintable() else "�" for c in line)[:_SAID]


def _advice(status: int, config: EndpointConfig) -> str:
    if 300 <= status < 400:
        return "it sends elsewhere, which is not followed: name the address itself as base_url"
    advice = {
        401: f"it does not accept the key: set the environment variable {config.api_key_env}",
        403: f"the key in {config.api_key_env} may not use the model {config.model}",
        404: f"it knows no model {config.model}, or base_url lacks its /v1",
    }
    return advice.get(status, "it refuses")


def _retry_after(value: str) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3)."""
    try:
        seconds = float(value)
        return seconds if 0 <= seconds < float("inf") else None
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError, TypeError):
        return None


def unreachable(config: EndpointConfig, reason: str) -> WorkError:
    """The error that ends a run, with the way on."""
    return WorkError(
        f"{config.base_url}: {reason}; what was answered is kept, and the same command goes on"
    )
