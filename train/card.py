"""The adapter's card: what it was trained from, how, and how to load it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def model_card(run: Mapping[str, Any]) -> str:
    """README.md of an adapter folder, from the contents of its `run.json`."""
    header = {
        "library_name": "peft",
        "pipeline_tag": "text-generation",
        "tags": ["lora", "trl", "sft"],
    }
    if not Path(
        run["base_model"]
    ).is_dir():  # the Hub links a base by its id, and a local path is none
        header["base_model"] = run["base_model"]
    config = run["config"]
    final = f"{run['losses'][-1]['loss']:.4f}" if run["losses"] else "not logged"
    bits = "4-bit NF4" if config["load_in_4bit"] else str(config["dtype"])
    rows = run["rows"]
    return f"""---
{yaml.safe_dump(header, sort_keys=False, allow_unicode=True).strip()}
---
# LoRA adapter for {run["base_model"]}

| | |
|---|---|
| base | `{run["base_model"]}`, {bits} while training |
| rows | {rows["rows"]:,} of `{run["dataset"]}` (tasks {config["tasks"]}), {sum(rows["dropped"].values()):,} left out |
| adapter | rank {config["lora_r"]}, alpha {config["lora_alpha"]}, on {config["lora_target_modules"]}, fp32 |
| steps | {run["steps"]:,}, learning rate {config["learning_rate"]}, {config["lr_scheduler_type"]}, seed {run["seed"]} |
| trained tokens | {run["trained_tokens"]:,}, completions only |
| last loss | {final} nats per token |

```python
from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("THIS_FOLDER")  # carries the chat template of the training
model = AutoPeftModelForCausalLM.from_pretrained("THIS_FOLDER")
```

`run.json` holds every setting, the fingerprints of rows and base, and the losses.
"""
