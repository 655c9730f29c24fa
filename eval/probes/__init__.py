"""The kinds of probes, one pure module each: recall questions and facts in, samples out."""

from eval.probes.asking import Asked, first_wordings
from eval.probes.choice import choice
from eval.probes.held_out import held_out, trained
from eval.probes.invented import invented, people
from eval.probes.names import Stems, unheard_of
from eval.probes.open_book import open_book
from eval.probes.rank import rank
from eval.probes.two_hop import two_hop

__all__ = [
    "Asked",
    "Stems",
    "choice",
    "first_wordings",
    "held_out",
    "invented",
    "open_book",
    "people",
    "rank",
    "trained",
    "two_hop",
    "unheard_of",
]
