"""Learning rate and rank where the config says `auto`: rules, where they come from, and what is assumed.

No torch. docs/recipe.md has a table of both and the evidence for the rest of the recipe.
"""

import math

LEAST_RANK, MOST_RANK = 32, 256

PARAMETERS_PER_FACT = 10_000
"""Adapter parameters that a fact is given: a rule of thumb, see `rank`."""
BITS_PER_PARAMETER = 1.0
"""Knowledge that a parameter holds after about 100 exposures; 2 bits after 1,000 (arXiv 2404.05405)."""


def learning_rate(hidden: int) -> float:
    """Peak learning rate of a LoRA on a Llama `hidden` wide: 5e-4 · (2000 / hidden)^0.781.

    2.86e-4 for 8 B, 3.58e-4 for 3 B, 4.91e-4 for 1 B. The rule is `get_lr` of Tinker's cookbook
    (`tinker_cookbook/hyperparam_utils.py`, with the exponent it gives for Llama), made for
    supervised runs, where rank 32 is the default. It is used at any rank because alpha stays 32: with the
    scale alpha / r the best rate hardly depends on the rank ("LoRA Without Regret"). Assumed for 4-bit bases
    and for models under 1 B; our own tiny one (hidden 128, rule 4.28e-3) recalls best at 3e-3 to 5e-3, with alpha / r = 1.
    Raises ValueError for a width below 1.
    """
    if hidden < 1:
        raise ValueError(f"hidden must be at least 1, got {hidden}")
    return 5e-4 * (2000 / hidden) ** 0.781


def rank(
    facts: int,
    completion_tokens: int,
    *,
    hidden: int,
    parameters_per_rank: int,
    vocabulary: int,
) -> int:
    """Rank of the adapters for so many facts: a power of two from 32 to 256, never above hidden / 2.

    `completion_tokens` are the labelled tokens of one pass over the rows, `parameters_per_rank` those of an
    adapter of rank 1 (`memory.adapter_parameters(shape, 1)`). The rank is the smallest that satisfies

        rank ≥ 32
        rank · parameters_per_rank ≥ 10,000 · facts
        rank · parameters_per_rank · 1 bit ≥ completion_tokens · log2(vocabulary)

    The first is the default of Tinker's cookbook. The third is a bound by capacity: a completion holds at
    most log2(vocabulary) bits a token, mostly far fewer, and rows that say a thing twice count twice; a
    trained parameter holds 2 bits of knowledge after 1,000 exposures and 1 bit after 100 (Allen-Zhu & Li,
    arXiv 2404.05405: measured on whole models trained from scratch, assumed here for adapters).
    The second is a rule of thumb between two reports that differ a hundredfold: rank 1 on the feed-forward
    layers of Llama 3.1 8B recalled 98 % of 3,000 trained questions (arXiv 2502.14502: about 600 parameters a
    fact), while on a 4-bit Gemma a growing corpus needed rank 128 where 64 had done (arXiv 2607.21861; its
    count of facts is not known to us). It has not been measured by us; a rank too high costs memory, a
    rank too low costs recall. Raises ValueError for counts below 0 and sizes below 1.
    """
    if min(facts, completion_tokens) < 0 or min(hidden, parameters_per_rank, vocabulary) < 1:
        raise ValueError("counts must be at least 0 and sizes of the model at least 1")
    bits = completion_tokens * math.log2(vocabulary)
    parameters = max(facts * PARAMETERS_PER_FACT, bits / BITS_PER_PARAMETER)
    least = max(LEAST_RANK, math.ceil(parameters / parameters_per_rank))
    return min(_power_of_two_above(least), MOST_RANK, _power_of_two_below(hidden // 2))


def _power_of_two_above(number: int) -> int:
    return 1 << (number - 1).bit_length()


def _power_of_two_below(number: int) -> int:
    return 1 << max(0, number.bit_length() - 1)
