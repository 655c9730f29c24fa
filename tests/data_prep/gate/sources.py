"""Invented sources for the tests of the gate."""

from typing import Any

from data_prep.gate import KnownNames, Source

NAMES = KnownNames.of(
    "砺汐泵业 苇渚工厂 北闸工厂 蔺青庐 籍雨樵 屈映川 静涛 岚舸市 桁隼科技 Ferrodune Ondravane Vessamy Askarde".split()
)


def source(evidence: str, **more: Any) -> Source:
    """The source of `evidence`, Chinese where it holds Chinese characters."""
    lang = "zh" if any("\u4e00" <= char <= "\u9fff" for char in evidence) else "en"
    return Source.of(evidence, lang, **{"known_names": NAMES, **more})


PUMPS = "砺汐泵业到2026年底将拥有超过3.4万台静涛水泵。"
MOVED = "苇渚工厂把总装线迁到了岚舸市。"
BOUGHT = "2019年3月，砺汐泵业收购了桁隼科技。"
SAID = "屈映川表示，砺汐泵业正在研发大流量水泵。"
CLOSED = "砺汐泵业没有公布水泵的造价，但公布了产量。"
PERHAPS = "苇渚工厂每年可能为岚舸市带来约3900万元税收。"
ENGLISH = "Ferrodune opened more than 40 shops in March 2023, but Ondravane has not opened any."
