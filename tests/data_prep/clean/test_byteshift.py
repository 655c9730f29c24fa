"""Shifted bytes come back, and nothing else is touched. Damage is made by the converter's own rule."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.damage import inject, table
from data_prep.clean import Traced
from data_prep.clean.byteshift import LOST, restored
from data_prep.clean.pinyin import injected


def after(text: str) -> str:
    shifted = Traced.of(text)
    shifted = shifted.apply(restored(shifted.text))
    return shifted.apply(injected(shifted.text)).text


RUNS = [
    ("因?yàn)橛X(jué)得", "因為覺得"),
    ("們?cè)诨浉郯拇鬄硡^(qū)", "們在粵港澳大灣區"),
    ("是因?yàn)樗鼛\ue746?lái)了", "是因為它帶來了"),
    ("人們?cè)跀?shù)學(xué)方面", "人們在數學方面"),
    ("廣泛關(guān)注?,F(xiàn)如今", "廣泛關注。現如今"),
    ("恰當(dāng)?shù)淖饔?/p>", "恰當的作用\n"),
    ("因?yàn )橛X(jué )得", "因為覺得"),
    (
        "元?dú)獯髠8鶕?jù)資(zī)料",
        "元氣大傷。根據資料",
    ),  # 。根 as a digit, a private-use character gone
    ("演變?yōu)樾D(zhuǎn)位置", "演變為旋轉位置"),  # a private-use character gone
    ("無(wú)限魅力??只诺氖?他", "無限魅力。恐慌的\ufffd他"),
    ("水泵很安靜??偟膩?lái)說(shuō)", "水泵很安靜。總的來說"),
    ("出資方是政府?，F在渠道多了", "出資方是政府。現在渠道多了"),
    ("這樣算不足?！懊嫦蛐姓u(píng)價(jià)時(shí)", "這樣算不足。“面向行政評價時"),
    ("學?！邦w粒無(wú)收”", "學\ufffd“顆粒無收”"),  # 學校“ or 學。“
    ("談?wù)摵芏嗟?ldquo;規(guī)模”", "談論很多的“規模”"),
]


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_a_shifted_run_is_restored(text: str, expected: str) -> None:
    assert after(text) == expected


CONVERTED = "驗冊數侖現設緗亞綁櫻憤諸"
SENTENCES = [
    "砺汐泵業認為，因為覺得安靜是算出來的，所以我們在苇渚建廠。",
    "總工程師說，值得我們在數學方面更進一步地研究這個問題。",
    "工廠的產品由此進入市場，設備和數據都在那裡，沒有人懷疑。",
    "如果沒有資金，我們在大灣區的合作夥伴就不會來，這是現實。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("start", range(0, 12, 3))
def test_what_a_converter_breaks_is_restored(sentence: str, start: int) -> None:
    chars = (
        CONVERTED[start : start + 6]
        + "為覺廠業產設備數據資灣區夥會來這現實進場問題說總師認個"[start:]
    )
    damaged = inject(sentence, table(chars))
    assert damaged != sentence
    assert after(damaged) == sentence


SOUND = [
    "什麼??真的嗎?是啊",
    "他問??為什麼要走?我不知道。",
    "你好??吃飯沒有 yes",
    "真的嗎?！天哪，他說什麼?,好的。",
    "你看?,Are you sure?！好吧。是不是?，真不知道。",
    "價格漲了8倍?好(hǎo)",
    "真的?因為(wèi)什麼",
    "What(is)this? 是的?好",
    "你來嗎?yes)",
    "真的？他說（yes）",
    "https://a.b/?ldquo=1",
    "?",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_question_is_no_lost_byte(text: str) -> None:
    assert restored(text) == []


UNKNOWABLE = [
    "朝?fēng)}啓太原本",
    "垃圾?yàn)橛橛橛橛X",
    "?yàn)",
    "abc?yàn)橛",
    "因?yàn)",
]


@pytest.mark.parametrize("text", UNKNOWABLE)
def test_what_cannot_be_told_stays(text: str) -> None:
    assert restored(text) == []


def test_a_lost_digit_is_not_made_up() -> None:
    damaged = "於5月?wén)庸ぃ?014年完工"  # 動工，2014年: the converter's bytes took the 2 with them
    assert after(damaged) in (damaged, f"於5月動工{LOST}014年完工")


@given(st.text(alphabet="因?yàn)橛X(jué)得們cè诨浉\ue746&ldquo;，,.?F abc\n。"))
def test_any_text_is_taken(text: str) -> None:
    done = Traced.of(text).apply(restored(text))
    assert len(done.starts) == len(done.text)


@pytest.mark.parametrize("piece", ["因?yàn)橛", "?ldquo;"])
def test_a_page_full_of_question_marks_takes_time_by_its_length(piece: str) -> None:
    def seconds(count: int) -> float:
        before = time.process_time()
        restored(piece * count)
        return time.process_time() - before

    assert seconds(4_000) < 24 * seconds(
        500
    )  # eight times as long, or 64 if each looked at all others
