"""Which facts a model answers already, from a scored run of eval: read as JSON lines, nothing is imported."""

import json
from collections import defaultdict
from pathlib import Path

from data_prep.dialect import CommandError

SCORES = "scores.jsonl"


def answered_facts(path: str) -> frozenset[str]:
    """The ids of the facts whose every free answer in the run is right; none for an empty path.

    Raises CommandError where there is no such file or it is of another make.
    """
    if not path:
        return frozenset()
    file = Path(path)
    file = file / SCORES if file.is_dir() else file
    right: dict[str, list[bool]] = defaultdict(list)
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                sample = row["sample"]
                if sample["probe"] == "held_out" and not sample["choices"]:
                    right[sample["fact_id"]].append(row["value"] is True)
    except OSError as error:
        raise CommandError(f"known: cannot read {file}: {error.strerror}") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise CommandError(f"known: {file} is no scored run of eval ({error})") from error
    return frozenset(id for id, values in right.items() if all(values))
