"""Intervals, paired tests and measures of answers. Pure functions, no third-party code.

intervals: shares and standard errors, of independent and of clustered answers. paired: two runs on the
same questions. effect: taught against control facts. multiple: many tests at once. recall, abstention, calibration: what a run's answers say.
"""

from eval.stats.abstention import Abstention
from eval.stats.calibration import auroc, brier, ece, risk_coverage
from eval.stats.effect import (
    NetEffect,
    difference_in_differences,
    net_effect,
    net_effect_bootstrap,
)
from eval.stats.intervals import Rate, clustered_rate, clustered_se, design_effect, wilson
from eval.stats.multiple import holm
from eval.stats.paired import (
    Change,
    change,
    detectable,
    forgetting,
    half_width,
    injection,
    mcnemar,
    sign_flip,
)
from eval.stats.quantiles import POWER_Z, Z95, t_quantile, t_within
from eval.stats.recall import chance_corrected, consistency, strict_recall

__all__ = [
    "POWER_Z",
    "Z95",
    "Abstention",
    "Change",
    "NetEffect",
    "Rate",
    "auroc",
    "brier",
    "chance_corrected",
    "change",
    "clustered_rate",
    "clustered_se",
    "consistency",
    "design_effect",
    "detectable",
    "difference_in_differences",
    "ece",
    "forgetting",
    "half_width",
    "holm",
    "injection",
    "mcnemar",
    "net_effect",
    "net_effect_bootstrap",
    "risk_coverage",
    "sign_flip",
    "strict_recall",
    "t_quantile",
    "t_within",
    "wilson",
]
