"""One try at an OpenAI-compatible endpoint, and what its failure means."""

import os
import time
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx2
from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError, AsyncOpenAI, omit

from data_prep.dialect import WorkError
from data_prep.replies.config import EndpointConfig
from data_prep.replies.wire import Said, said

_SAID = 200
"""Characters of what a server says that are repeated."""
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
        host = urlsplit(config.base_url).hostname or ""
        http = httpx2.AsyncClient(
            follow_redirects=False,  # a redirect would carry documents and key to another address
            timeout=httpx2.Timeout(config.timeout, connect=min(10.0, config.timeout)),
            limits=httpx2.Limits(
                max_connections=config.concurrency, max_keepalive_connections=config.concurrency
            ),
            trust_env=not _nearby(host),  # a proxy is for the world outside
        )
        self._openai = AsyncOpenAI(
            base_url=config.base_url,
            api_key=self._key or "none",
            max_retries=0,
            http_client=http,
            default_headers={"OpenAI-Organization": omit, "OpenAI-Project": omit},  # type: ignore[dict-item]
        )

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._openai.close()

    async def ask(self, body: dict[str, Any]) -> Said:
        """Raises Again, Refused, Unanswerable or Unwilling."""
        try:
            # the answer is read here, not by the client's models: servers bend the format, and it costs less
            response = await self._openai.post(
                "/chat/completions", cast_to=httpx2.Response, body=body
            )
        except APITimeoutError as error:
            raise Again(f"no answer in {self._config.timeout:g} s", paid=True) from error
        except APIStatusError as error:
            raise self._failure(error) from error
        except APIConnectionError as error:
            raise self._lost(error) from error
        except APIError as error:
            raise Again(self._shown(error.message), paid=True) from error
        try:
            return said(response.content)
        except ValueError as error:
            reason = f"an answer that is no chat completion ({error}): {self._start(response)}"
            raise Again(self._shown(reason), paid=True) from error

    def _lost(self, error: APIConnectionError) -> Exception:
        cause = error.__cause__
        if isinstance(cause, httpx2.UnsupportedProtocol | httpx2.InvalidURL):
            return Refused(f"{self._config.base_url} is no address: {self._shown(str(cause))}")
        reason = self._shown(str(cause or error)) or type(cause or error).__name__
        if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
            return Again(f"it cannot be reached ({reason})", unreachable=True)
        return Again(f"it hung up ({reason})", paid=True)

    def _failure(self, error: APIStatusError) -> Exception:
        status, words = error.status_code, self._start(error.response)
        reason = f"status {status}: {words}"
        low = words.lower()
        if status == 429 and any(word in low for word in _OF_NO_USE):
            return Refused(reason)
        if status in (408, 409, 425, 429) or status >= 500:
            after = _retry_after(error.response.headers.get("retry-after", ""))
            return Again(reason, after=after, crowded=status in (429, 503))
        if status in (400, 413, 422) and any(word in low for word in _TOO_MUCH):
            return Unanswerable(reason)
        if status in (400, 422):
            return Unwilling(reason)
        return Refused(_advice(status, error.response, self._config) + f" ({reason})")

    def _start(self, response: httpx2.Response) -> str:
        return self._shown(response.text) or "nothing said"

    def _shown(self, text: str) -> str:
        """The beginning of a text on one line, without the key."""
        line = " ".join(text[: 4 * _SAID].split())
        if self._key:
            line = line.replace(self._key, "…")
        return "".join(c if c.isprintable() else "�" for c in line)[:_SAID]


def _advice(status: int, response: httpx2.Response, config: EndpointConfig) -> str:
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
