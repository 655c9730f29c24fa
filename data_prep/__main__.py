"""python -m data_prep --config configs/data_prep/samples.yaml"""

import sys
from collections.abc import Sequence
from typing import Any

from data_prep.config import DataPrepConfig
from data_prep.dialect import parse, run

DESCRIPTION = """Corpus → clean documents, facts with evidence, instruction pairs, recall probes: a Hugging Face dataset.

  python -m data_prep --input my_documents --output runs/mine
  python -m data_prep --config configs/data_prep/samples.yaml --wordings 6
  python -m data_prep --input my_documents --output runs/mine --producer both --base_url http://127.0.0.1:8000/v1 --model NAME

Works offline and deterministically; with a producer other than offline a model finds and words facts too, and
what it says is kept only where the source says it. Its replies are kept in OUTPUT/replies and paid once. What is not kept stands in OUTPUT/dropped.jsonl with its reason;
manifest.json is written last, so a run without it did not finish: the same command goes on."""


def main(argv: Sequence[str]) -> int:
    config = parse(DataPrepConfig, argv, prog="python -m data_prep", description=DESCRIPTION)
    from data_prep.pipeline import build, foretell

    if config.dry_run:
        print("\n".join(foretell(config)))
        print(
            "nothing was asked; facts and what follows from them are estimated, and what is asked again is not counted"
        )
        return 0
    _print(build(config), config)
    return 0


def _print(manifest: dict[str, Any], config: DataPrepConfig) -> None:
    counts = manifest["counts"]
    if manifest.get("already_built"):
        print(f"{config.output} was already built from this input and these keys")
    files = manifest["input"]["files"]
    print(f"documents  {counts['documents']:>7,} of {counts['in']:,} in {files:,} files")
    print(
        f"facts      {counts.get('facts_taught', 0):>7,} taught, {counts.get('facts_control', 0):,} control"
    )
    print(
        f"sft        {counts.get('sft_qa', 0):>7,} qa, {counts.get('sft_summarization', 0):,} summarization"
    )
    print(f"text       {counts.get('text', 0):>7,}")
    print(
        f"recall     {counts.get('recall_taught', 0):>7,} taught, {counts.get('recall_control', 0):,} control"
    )
    _print_facts(manifest)
    if manifest["producer"]:
        _print_model(manifest["producer"])
    if not counts.get("facts"):
        print(
            "no fact was found: the offline patterns need sentences that name their subject; see README.md"
        )
    if manifest["dropped"]:
        print("dropped    " + ", ".join(f"{n} {key}" for key, n in manifest["dropped"].items()))
    print(f"→ {config.output}/dataset, {config.output}/report.html")


def _print_model(producer: dict[str, Any]) -> None:
    """What the model was asked, and what of its words was not believed."""
    asked = ", ".join(f"{n:,} {task}" for task, n in producer["requests"].items())
    print(f"model      {producer['model']}: {asked}")
    failed, rejected = sum(producer["without_reply"].values()), sum(producer["rejected"].values())
    print(
        f"           {producer['prompt_tokens']:,} + {producer['completion_tokens']:,} tokens, "
        f"{rejected:,} of its facts and wordings not believed"
        + (f", {failed:,} requests without a reply" if failed else "")
    )


def _print_facts(manifest: dict[str, Any]) -> None:
    """The ledger, the quotas, what is covered, and the mix."""
    counts, covered, mix = manifest["counts"], manifest["coverage"], manifest["mix"]
    print(
        f"ledger     {counts.get('facts_merged', 0):>7,} repeated facts merged, "
        f"{counts.get('facts_contradicted', 0):,} contradicted, {counts.get('facts_unique', 0):,} unique"
    )
    short = {k.removeprefix("quotas_short_"): n for k, n in counts.items() if "quotas_short_" in k}
    said = ", ".join(f"{n:,} short of {name}" for name, n in short.items())
    print(
        f"quotas     {counts.get('quotas_met', 0):>7,} of {counts.get('facts_taught', 0):,} taught facts meet all"
        + (f" ({said})" if said else "")
    )
    print(
        f"coverage   {covered['with_facts']:>7,} of {covered['sentences']:,} sentences have facts"
    )
    print(
        f"tokens     {mix['qa_tokens']:>7,} of questions and answers, {mix['text_tokens']:,} of text, about"
    )


if __name__ == "__main__":
    sys.exit(run(main))
