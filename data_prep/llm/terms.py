"""What the licence of a model says of its outputs, as far as it is known by the model's name."""

import re

_TERMS: tuple[tuple[str, str], ...] = (
    (
        r"llama-?_? ?(?:3\.[1-9]|3-[1-3]-\d|[4-9](?!\d))",
        "Llama Community License: outputs may train other models; a model trained on them that is distributed needs a "
        "name that begins with “Llama” and the notice “Built with Llama”",
    ),
    (
        r"llama-?_? ?(?:2|3)(?![.\d])",
        "Llama 2 or 3 Community License: outputs may not be used to improve any other large language model than Llama",
    ),
    (
        r"gemma",
        "Gemma Terms of Use: a model trained on outputs is a model derivative and falls under the same terms",
    ),
    (r"gpt-oss", "Apache-2.0: no condition on outputs"),
    (
        r"(?:^|/)(?:gpt-\d|o[134](?:-|$)|chatgpt)",
        "OpenAI Terms of Use: outputs may not be used to develop models that compete with OpenAI",
    ),
    (r"claude", "Anthropic terms: outputs may not be used to build competing models without approval"),
    (
        r"deepseek",
        "DeepSeek models are under MIT or the DeepSeek Model License, which allow training on outputs",
    ),
)  # fmt: skip
UNKNOWN = "unknown: read the licence of the model before a model that is trained on this dataset is distributed"


def terms_of(model: str) -> str:
    """The terms for outputs of a model with this name, or that they are unknown."""
    return next((terms for name, terms in _TERMS if re.search(name, model, re.I)), UNKNOWN)
