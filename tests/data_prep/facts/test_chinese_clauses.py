"""The words of a clause → its constituents."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from tests.data_prep.facts.chinese_world import KINDS, NAMES, pieces, written

CLAUSES = """\
subject|屈映川 verb|创办了 object|砺汐泵业
subject|砺汐泵业 time|到2026年底 adverb|将 verb|拥有 object|超过3.4万台静涛水泵
subject|砺汐泵业 adverb|正在 verb|研发 object|大流量水泵ST-90
subject|造船业最稀缺的资源 verb|是 object|深水船坞
subject|苇渚工厂 relation|把总装线 verb|迁到了 object|岚舸市
subject|砺汐泵业 adverb|正 relation|把业务 verb|转向 object|矿山
subject|砺汐泵业 relation|向数百家合作社 adverb|免费 verb|赠送了 object|静涛手册
subject|砺汐泵业 relation|从岚舸大学 verb|引进了 object|潮语二号
subject|砺汐泵业 relation|以3.2亿元 verb|收购 object|北闸工厂
subject|砺汐泵业 adverb|希望 relation|用ST-90 verb|取代 object|静涛水泵
subject|静涛水泵 relation|被砺汐泵业 verb|用于 object|农田灌溉
subject|静涛水泵 relation|比同类产品 verb|便宜
subject|岚舸大学与海测所 adverb|共同 verb|推出了 object|潮位预报模型潮语二号
subject|砺汐泵业和岚舸大学合作的项目 adverb|已经 verb|结束
subject|砺汐泵业2019年发布的静涛水泵 verb|使用 object|铸铁外壳
subject|砺汐泵业早前发布的两款水泵 verb|使用 object|铸铁外壳
subject|砺汐泵业最近发布的两款水泵 verb|使用 object|铸铁外壳
subject|参与研发的工程师 verb|来自 object|霁川
subject|包括潜水泵和管道泵在内的水泵 adverb|已经 verb|售出 object|4.2万台
subject|砺汐泵业面临的最大问题 verb|是 object|缺乏熟练技工
subject|砺汐泵业的工程师 time|于2019年 adverb|首次 verb|测试 object|ST-90
subject|屈映川 time|从2015年起 verb|负责 object|研发部门
time|1998年 subject|砺汐泵业 verb|成立
subject|砺汐泵业 verb|成立于 object|1998年
subject|《霁川舆图》 verb|绘于 object|1641年
subject|砺汐泵业 verb|位于 object|苇渚县
subject|砺汐泵业的总部 verb|设在 object|岚舸市
subject|砺汐泵业 scene|在岚舸市 verb|设有 object|研究中心
subject|砺汐泵业 adverb|首次 scene|在岚舸市以外的地方 verb|招聘 object|工程师
subject|砺汐泵业 adverb|不 verb|生产 object|潜水泵
subject|砺汐泵业 adverb|没有 verb|公布 object|销量
subject|静涛水泵的噪声 adverb|不 verb|超过 object|62分贝
subject|砺汐泵业的新厂房 adverb|已经 verb|竣工
subject|静涛水泵 adverb|十分 verb|耐用
subject|澜汀灯塔 verb|高 object|47米
subject|每台静涛水泵 verb|重 object|86公斤
subject|静涛水泵的销量 verb|增长了 object|18%
subject|砺汐泵业 verb|让 object|农户以更低的价格租用静涛水泵
subject|砺汐泵业 verb|要求 object|供应商提供检测报告
subject|砺汐泵业 verb|致力于 object|研发低噪声水泵
subject|砺汐泵业 verb|投入 object|3.2亿元 after|用于研发ST-90
subject|全国60%的矿山 verb|使用 object|静涛水泵
scene|在人才之外
scene|在砺汐泵业发布静涛水泵之后
scene|作为最大的水泵制造商
scene|根据苇渚工厂的统计
scene|由于海风侵蚀
scene|为了降低能耗
scene|除静涛水泵外
scene|在屈映川的带领下
time|2024年4月
time|截至2023年6月
subject|砺汐泵业""".split("\n")


@pytest.mark.parametrize("expected", CLAUSES)
def test_clauses(expected: str) -> None:
    clause = "".join(chunk.partition("|")[2] for chunk in expected.split(" "))
    assert written(clause) == expected


@pytest.mark.parametrize("clause", ["", "和", "，", "的静涛水泵"])
def test_no_reading_is_better_than_a_guess(clause: str) -> None:
    assert parse(words(clause, NAMES)) is None


@pytest.mark.parametrize("join", ["并", "而", "但"])
def test_what_joins_clauses_belongs_to_none(join: str) -> None:
    found = [p for p in pieces(f"{join}推出了潮语二号") if p.role != "adverb"]
    assert [(p.role, p.text) for p in found] == [("verb", "推出了"), ("object", "潮语二号")]


@given(
    st.lists(
        st.sampled_from(
            [*KINDS, *"的了在于和与把被将不都大高对从，", "2022年", "3万台", "发布", "生产", "工程师", "之后", "没有", "能够"]
        ),
        max_size=16,
    ).map("".join)
)  # fmt: skip
def test_chunks_follow_each_other_and_cover_the_clause(clause: str) -> None:
    ws = words(clause, NAMES)
    chunks = parse(ws)
    if chunks is None:
        return
    assert all(c.start < c.stop for c in chunks)
    assert all(a.stop == b.start for a, b in itertools.pairwise(chunks))
    assert chunks[-1].stop == len(ws)
    assert {w.tag for w in ws[: chunks[0].start]} <= {"cc", "x"}


_WORDS = [
    Word(text, tag, 0)
    for text, tag in (
        ("砺汐泵业", "n"), ("的", "de"), ("发布", "v"), ("了", "le"), ("已经", "d"), ("将", "ba"),
        ("在", "p"), ("对", "p"), ("由", "p"), ("通过", "p"), ("2023年", "t"), ("三台", "m"),
        ("需求", "v"), ("新", "a"), ("和", "c"), ("而", "cc"), ("中", "f"), ("可以", "md"), ("，", "x"),
    )
]  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_any_words_are_read_or_refused(found: list[Word]) -> None:
    chunks = parse(found)
    if chunks:
        assert all(chunk.start < chunk.stop for chunk in chunks)
        assert [c.start for c in chunks[1:]] == [c.stop for c in chunks[:-1]]
        assert chunks[-1].stop == len(found)
