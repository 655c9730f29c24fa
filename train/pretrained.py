"""Where a model lies: in a folder, on the Hub, or, when the Hub cannot be asked, in its local cache."""

from pathlib import Path
from typing import Any

from train import hub
from train.dialect import WorkError


def existing(name: str) -> str:
    """`name` when it is a model's folder or may be a Hub id; WorkError when it can be neither."""
    if (Path(name) / "config.json").is_file():
        return name
    if Path(name).is_dir() or name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise WorkError(f"there is no model in {name}; `python -m train.tiny` makes a tiny one")
    return name


def from_pretrained(auto_class: Any, name: str, **kwargs: Any) -> Any:
    """`auto_class.from_pretrained(name)`.

    Raises WorkError when there is nothing of that name, or when it cannot be read.
    """
    asked = not Path(name).is_dir()
    unreachable = asked and hub.offline()
    try:
        return auto_class.from_pretrained(name, local_files_only=unreachable, **kwargs)
    except (OSError, ValueError) as error:
        if unreachable:
            raise WorkError(
                f"there is no model folder {name} (`python -m train.tiny` makes a tiny one), "
                "the Hub cannot be reached, and its cache does not hold it"
            ) from error
        reason = str(error).strip().splitlines()[0]
        raise WorkError(f"cannot load {name}: {reason}") from error
