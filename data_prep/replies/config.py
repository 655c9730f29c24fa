"""Every default of an endpoint, documented where it stands."""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit


def _key(default: Any, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class EndpointConfig:
    """The keys of an OpenAI-compatible endpoint. Seconds, tokens, and money in the currency of the prices.

    The API key itself is no key of a config: it is read from the environment variable `api_key_env`
    when the endpoint is first asked, and stands in no file, log or message.
    """

    base_url: str = _key(
        "",
        "where the endpoint is, up to /v1 (http://127.0.0.1:8000/v1); empty: nothing is asked, stored "
        "and imported replies are all there is",
    )
    model: str = _key("", "the model's name as the endpoint knows it")
    api_key_env: str = _key("OPENAI_API_KEY", "the environment variable that holds the API key")
    temperature: float = _key(0.7, "sampling temperature")
    top_p: float = _key(1.0, "share of the probability that is sampled from")
    seed: int | None = _key(None, "sampling seed, where the endpoint takes one")
    max_tokens: int = _key(2048, "tokens of one reply, at most")
    structured: Literal["auto", "json_schema", "guided", "none"] = _key(
        "auto",
        "how a reply is held to its schema: response_format json_schema, guided (vLLM's "
        "structured_outputs), none; auto tries json_schema and drops it once the endpoint refuses it",
    )
    concurrency: int = _key(
        32, "requests that are out at once, at most; halved when the endpoint is crowded"
    )
    timeout: float = _key(120.0, "seconds that one try may take")
    retries: int = _key(6, "further tries of a request that failed in a way another try may mend")
    breaker: int = _key(
        5, "requests in a row whose tries are all used up, no reply between them, that end the run"
    )
    price_in: float = _key(0.0, "price of a million prompt tokens")
    price_out: float = _key(0.0, "price of a million completion tokens")
    budget: float | None = _key(
        None,
        "money that the replies of the store may cost in all; no request is begun that could exceed it",
    )
    budget_tokens: int | None = _key(
        None, "tokens, prompts and completions, that the replies of the store may take in all"
    )

    def __post_init__(self) -> None:
        for name in ("concurrency", "max_tokens", "breaker"):
            if (value := getattr(self, name)) < 1:
                raise ValueError(f"{name} must be at least 1, got {value!r}")
        for name in ("temperature", "retries", "price_in", "price_out", "budget", "budget_tokens"):
            if (value := getattr(self, name)) is not None and not value >= 0:
                raise ValueError(f"{name} must not be negative, got {value!r}")
        if not 0 < self.top_p <= 1:
            raise ValueError(f"top_p must be above 0 and at most 1, got {self.top_p!r}")
        if not self.timeout > 0:
            raise ValueError(f"timeout must be above 0, got {self.timeout!r}")
        if self.base_url and not self.base_url.startswith(("http://", "https://")):
            raise ValueError(f"base_url must begin with http:// or https://, got {self.base_url!r}")
        if "@" in urlsplit(self.base_url).netloc:
            raise ValueError("base_url must hold no password; name a variable as api_key_env")
        if self.base_url and not self.model:
            raise ValueError("base_url needs model, the name of a model that the endpoint serves")
        if self.budget is not None and not (self.price_in or self.price_out):
            raise ValueError("budget needs price_in and price_out, the prices of a million tokens")
