"""Copies found and look-alikes left alone; the best one stays; nothing hangs on shards or memory."""

import gzip
import json
import random
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.templates import COPIES, KINDS, Chance, copies, one_number, siblings
from data_prep.dedup import REASONS, Limits, SignatureWriter, Verdicts, cluster, sign
from data_prep.dedup.links import judge
from data_prep.dedup.shards import SignatureFiles

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"
PLANTED, CORPUS = SHARED / "neardup" / "planted.jsonl.gz", SHARED / "corpus_zh"

Found = list[tuple[int, int, str]]


def page(seed: int, length: int = 1_000) -> str:
    """Chinese characters that no other seed gives in this order, a number in every hundred."""
    chance = random.Random(seed)
    chars = [chr(chance.randint(0x4E00, 0x6E00)) for _ in range(length)]
    for at in range(50, length, 100):
        chars[at : at + 4] = str(chance.randint(1000, 9999))
    return "".join(chars)


def edited(text: str, share: float, seed: int = 0) -> str:
    chance = random.Random(seed)
    chars = list(text)
    for at in chance.sample(range(len(chars)), int(len(chars) * share)):
        chars[at] = chr(chance.randint(0x7000, 0x9000))
    return "".join(chars)


def verdicts_of(folder: Path, *shards: list[str], scores: list[float] | None = None, limits: Limits = Limits(), budget: int = 1 << 28) -> Verdicts:  # fmt: skip # noqa: B008
    paths = [folder / str(n) for n in range(len(shards))]
    for path, texts in zip(paths, shards, strict=True):
        with SignatureWriter(path) as writer:
            writer.append(sign(texts), scores)
    return cluster(paths, folder / "work", limits=limits, budget=budget)


def found(folder: Path, texts: list[str], **options) -> Found:
    return [row[:3] for row in verdicts_of(folder, texts, **options).dropped()]


PAGE, OTHER = page(1), page(2)
LINE = page(3, 40)


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (PAGE + "。\n", "duplicate"),
        (edited(PAGE, 0.02), "near_duplicate"),
        (edited(PAGE, 0.08), "near_duplicate"),
        (PAGE[500:] + PAGE[:500], "near_duplicate"),
        (PAGE[:300], "contained"),
        (PAGE[400:650], "contained"),
        (edited(PAGE[:600], 0.01), "contained"),
    ],
)
def test_a_copy_is_found(tmp_path: Path, copy: str, reason: str) -> None:
    assert found(tmp_path, [OTHER, PAGE, copy], scores=[0, 1, 0]) == [(2, 1, reason)]


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        PAGE[:500] + page(4, 500),  # the second half is its own
        LINE + OTHER + LINE,
        PAGE[:300] + page(4, 100),  # a quarter of an excerpt is its own
        "",
        PAGE[:40],  # too little to judge by
    ],
)
def test_a_look_alike_stays(tmp_path: Path, other: str) -> None:
    assert found(tmp_path, [LINE + PAGE + LINE, other]) == []


def test_boilerplate_on_all_pages_joins_none(tmp_path: Path) -> None:
    frame = page(9, 300)
    assert found(tmp_path, [frame + page(n, 500) for n in range(100)]) == []


def test_the_same_wording_with_other_numbers_is_no_copy(tmp_path: Path) -> None:
    words = [page(n, 40)[:36] for n in range(20)]

    def bulletin(day: int) -> str:
        chance = random.Random(day)
        return "，".join(f"{word}{chance.randint(10_000, 99_999)}吨" for word in words)

    def misprint(day: int) -> str:
        return edited(bulletin(day), 0.02)

    assert found(tmp_path, [bulletin(1), bulletin(2)]) == []
    assert len(found(tmp_path, [bulletin(1), misprint(1)])) == 1


def test_another_page_of_the_same_template_is_no_copy(tmp_path: Path) -> None:
    """Both differ from the first in as many characters; one says the difference again and again."""
    words = [page(n, 40)[:20] for n in range(40)]
    first = "".join(word + "沐水河大坝的渠首" for word in words)
    template = "".join(
        word + ("沐水河大坝的渠首", "岚州城南门的角楼")[n % 3 == 0] for n, word in enumerate(words)
    )
    assert found(tmp_path, [first, template]) == []
    assert len(found(tmp_path, [first, edited(first, 0.08)])) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_one_template_all_stay(tmp_path: Path, kind: str) -> None:
    assert found(tmp_path, siblings(kind, 30)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_copies_among_documents_of_one_template_are_found(tmp_path: Path, kind: str) -> None:
    texts = siblings(kind, 5)
    for how in COPIES:
        pairs = found(tmp_path / how, [*texts, *copies(texts, how)])
        assert {abs(row - kept) for row, kept, _ in pairs} == {len(texts)}
        assert len(pairs) >= len(texts) - 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind[:7] not in ("profile", "minutes")])
def test_another_edition_with_one_other_number_stays(tmp_path: Path, kind: str) -> None:
    texts = siblings(kind, 5)
    assert found(tmp_path, [*texts, *(one_number(text, Chance(0)) for text in texts)]) == []


def test_one_other_name_keeps_texts_apart_and_one_misread_letter_does_not(tmp_path: Path) -> None:
    text = PAGE[:300] + "陈立言" + PAGE[300:]
    assert found(tmp_path, [text, text.replace("陈立言", "周慕云")]) == []
    assert len(found(tmp_path, [text, text.replace("陈立言", "陈亠言")])) == 1


FERRY = (
    "The battery ferry Orrinelle entered service between Pellinmouth and Dunnaclare in spring. It crosses the "
    "strait in the time it takes to drink a pot of tea and charges at either end while cars roll off and on. "
    "According to the operator, the change will save a great deal of diesel every year. The captain of the ship, "
    "Maud Cardell, said that the quiet on the bridge was what she had to get used to first of all, and that the "
    "gulls had taken longer than the crew. Passengers may bring bicycles, dogs and baskets without a fee. The "
    "harbour master keeps a list of all who came on the first day, and hangs it by the door of the ticket office, "
    "where children look for the names of uncles and aunts. In winter the ship will stay in the inner basin when "
    "the wind is too strong, and a bus will drive round the bay."
)


def test_a_word_reworded_is_a_copy_and_a_name_exchanged_is_none(tmp_path: Path) -> None:
    reworded = FERRY.replace("According to the operator, the", "The operator says the")
    assert len(found(tmp_path, [FERRY, reworded])) == 1
    assert found(tmp_path, [FERRY, FERRY.replace("Maud Cardell", "Hedda Brandt")]) == []


def test_slots_above_one_switch_the_comparison_of_templates_off(tmp_path: Path) -> None:
    assert found(tmp_path, siblings("minutes_zh", 5), limits=Limits(slots=2, hit=2)) != []


def test_the_fuller_copy_stays(tmp_path: Path) -> None:
    assert found(tmp_path, [PAGE[:400], PAGE, PAGE[400:]]) == [
        (0, 1, "contained"),
        (2, 1, "contained"),
    ]


def test_the_copy_that_others_confirm_stays(tmp_path: Path) -> None:
    texts = [edited(PAGE, 0.06, seed) for seed in (1, 2)] + [PAGE, edited(PAGE, 0.06, 3)]
    assert {kept for _, kept, _ in found(tmp_path, texts)} == {2}


@pytest.mark.parametrize("first", [0, 1])
def test_exact_copies_speak_for_their_text(tmp_path: Path, first: int) -> None:
    """Six copies of one outvote a variant, wherever it stands and whatever its score."""
    text, variant = PAGE, edited(PAGE, 0.05)
    texts = [variant, *[text] * 6] if first else [*[text] * 6, variant]
    scores = [float(one == variant) for one in texts]
    assert {kept for _, kept, _ in found(tmp_path, texts, scores=scores)} == {first}


@pytest.mark.parametrize("best", [0, 1, 2])
def test_the_score_chooses_among_equals(tmp_path: Path, best: int) -> None:
    scores = [float(n == best) for n in range(3)]
    texts = [PAGE, PAGE, PAGE[:-1] + "某"]
    kept = {kept for _, kept, _ in found(tmp_path, texts, scores=scores)}
    assert kept == {best}


def test_the_earliest_stays_among_equals(tmp_path: Path) -> None:
    assert found(tmp_path, [OTHER, PAGE, PAGE, OTHER]) == [(2, 1, "duplicate"), (3, 0, "duplicate")]


def test_an_exact_copy_goes_with_its_text(tmp_path: Path) -> None:
    assert found(tmp_path, [PAGE[:300], PAGE[:300], PAGE]) == [
        (0, 2, "contained"),
        (1, 2, "contained"),
    ]


def test_half_likeness_does_not_chain(tmp_path: Path) -> None:
    """Each is near the next, the ends have nothing in common: no end goes for the other."""
    walk = page(5, 3_000)
    texts = [walk[at : at + 1_000] for at in range(0, 2_001, 125)]
    verdicts = verdicts_of(tmp_path, texts)
    for row, kept, _, _ in verdicts.dropped():
        assert abs(row - kept) <= 3
    assert (verdicts.reason == 0).sum() >= 3


def test_short_texts_are_copies_only_word_for_word(tmp_path: Path) -> None:
    texts = ["", "水泵", "水枪", "水泵。", "水 泵", "", "C", "C++", "1.5", "15"]
    assert found(tmp_path, texts) == [(4, 1, "duplicate"), (5, 0, "duplicate")]


def test_limits_above_one_switch_off(tmp_path: Path) -> None:
    texts = [PAGE, edited(PAGE, 0.02), PAGE[:300], PAGE]
    assert found(tmp_path, texts, limits=Limits(near=2, contained=2)) == [(3, 0, "duplicate")]


def test_hundreds_of_copies_go_to_one(tmp_path: Path) -> None:
    texts = [PAGE, *(edited(PAGE, 0.03, seed) for seed in range(400)), OTHER]
    verdicts = verdicts_of(tmp_path, texts)
    assert (verdicts.reason > 0).sum() >= 395
    assert verdicts.reason[401] == 0


def test_english_is_compared_by_longer_shingles(tmp_path: Path) -> None:
    """Unrelated English texts share most of their frequent five letters."""
    words = (
        "the of and to in that was for with his they this from have ferry harbour engine".split()
    )

    def story(seed: int, length: int) -> str:
        chance = random.Random(seed)
        return " ".join(
            chance.choice(words) if n % 3 else "".join(chance.choices("abcdeilnorst", k=6))
            for n in range(length)
        )

    long = story(1, 20_000)
    assert found(tmp_path, [long, story(2, 300)]) == []
    assert found(tmp_path, [long, long[1_000:2_500]]) == [(1, 0, "contained")]


def test_no_document_at_all(tmp_path: Path) -> None:
    assert list(cluster([], tmp_path / "work").dropped()) == []
    assert found(tmp_path, []) == []
    assert found(tmp_path, [PAGE]) == []


POOL = [
    *(text for n in range(3) for text in (page(n, 400), edited(page(n, 400), 0.05, n), page(n, 400)[:150])),
    "", "水泵",
]  # fmt: skip


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(POOL), max_size=14),
    st.integers(0, 14),
    st.sampled_from([5_000, 30_000]),
)
def test_shards_and_memory_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], cut: int, budget: int
) -> None:
    folder = tmp_path_factory.mktemp("dedup")
    whole = verdicts_of(folder / "a", texts)
    split = verdicts_of(folder / "b", texts[:cut], texts[cut:], budget=budget)
    for name in ("kept", "reason", "similarity"):
        assert getattr(whole, name).tolist() == getattr(split, name).tolist()
    assert not (folder / "a" / "work").exists()


@given(st.lists(st.sampled_from(POOL), max_size=14))
def test_each_goes_for_one_that_is_kept_and_like_it(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("dedup")
    verdicts = verdicts_of(folder, texts)
    assert ((verdicts.reason == 0) == (verdicts.kept == np.arange(len(texts)))).all()
    assert (verdicts.reason[verdicts.kept] == 0).all()
    assert ((verdicts.similarity > 0) == (verdicts.reason > 0)).all()
    files = SignatureFiles([folder / "0"])
    near = np.flatnonzero(verdicts.reason > REASONS.index("duplicate"))
    links = judge(files, near, verdicts.kept[near], Limits())
    pairs = set(zip(links.small.tolist(), links.big.tolist(), strict=True))
    assert {(n, int(verdicts.kept[n])) for n in near.tolist()} <= pairs


def test_a_killed_run_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "work" / "0" / "values").mkdir(parents=True)
    (tmp_path / "work" / "0" / "values" / "0").write_bytes(b"half of a key")
    assert found(tmp_path, [PAGE, PAGE]) == [(1, 0, "duplicate")]


@pytest.mark.skipif(not PLANTED.exists(), reason="../shared/data/neardup is not there")
def test_planted_near_duplicates(tmp_path: Path) -> None:
    with gzip.open(PLANTED, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    verdicts = verdicts_of(tmp_path, [row["text"] for row in rows])

    def pairs(groups: list[int]) -> set[tuple[int, int]]:
        members: dict[int, list[int]] = {}
        for n, group in enumerate(groups):
            members.setdefault(group, []).append(n)
        return {pair for group in members.values() for pair in combinations(group, 2)}

    gold, ours = pairs([row["cluster"] for row in rows]), pairs(verdicts.kept.tolist())
    assert len(gold & ours) / len(ours) >= 0.995
    assert len(gold & ours) / len(gold) >= 0.85


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/data/corpus_zh is not there")
def test_few_good_documents_go(tmp_path: Path) -> None:
    """1,000 pages of one manual, many of them made of the same templates."""
    with gzip.open(CORPUS / "pingcap_docs_cn.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert (verdicts_of(tmp_path, texts).reason > 0).mean() <= 0.01
