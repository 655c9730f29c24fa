"""Language: scripts, Latin-script neighbours of English, code, titles; offline and without a trace on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean.language import WINDOW, WINDOWS, language, sample
from data_prep.records import Lang

ROOT = Path(__file__).resolve().parents[3]
EN = "The battery ferry entered service in March, and the harbour board says that it has carried more passengers than planned."
ZH = "砺汐泵业苇渚工厂去年投产，当年生产水泵三万台，比前年增长一成，工人两百余名。"

LANGUAGES: list[tuple[str, Lang | None]] = [
    # --- zh
    ("砺汐泵业苇渚工厂去年投产", "zh"),
    ("網頁是繁體中文的", "zh"),
    ("今日天氣好熱，我哋去咗飲茶，佢哋話唔使等，呢間茶樓啲點心好好食。", "zh"),
    ("渚人有卖泵者，昼夜不舍。其邻问之曰：子何勤也？对曰：水不待人，吾是以不敢息焉。", "zh"),
    ("Meta 发布了 Llama 3 和 LoRA 的代码", "zh"),
    ("日文里的の相当于中文的「的」，街上的招牌常写成优の良品，读音是no。", "zh"),
    ("该片的主题曲是《ミズノウタ》，片尾曲是《アシノフネ》，都是由同一位歌手唱的，在当年的榜上停留了九周。", "zh"),
    (f"{ZH}\n{ZH}\n{EN}", "zh"),
    # --- en
    ("The battery ferry entered service in March", "en"),
    (EN, "en"),
    ("The word 泵 means pump in Chinese and that is all", "en"),
    ("Home improvement tips for winter", "en"),
    ("Battery Ferry Enters Service After Delay", "en"),
    ("How to install nginx on a small server", "en"),
    # --- neither
    ("Der Bürgermeister sagte am Montag, dass die Brücke im Herbst wieder geöffnet wird und die Fähre bis dahin stündlich fährt.", None),
    ("Le maire a déclaré lundi que le pont rouvrira en automne et que le bac passera toutes les heures jusque-là.", None),
    ("El alcalde dijo el lunes que el puente volverá a abrir en otoño y que el barco pasará cada hora hasta entonces.", None),
    ("Il sindaco ha detto che il ponte riapre in autunno e che il traghetto passa ogni ora fino ad allora, come prima.", None),
    ("De burgemeester zei maandag dat de brug in de herfst weer opengaat en dat de veerboot tot dan elk uur vaart.", None),
    ("Thị trưởng nói hôm thứ Hai rằng cây cầu sẽ mở lại vào mùa thu và phà sẽ chạy mỗi giờ cho đến lúc đó.", None),
    ("市長は月曜日、橋は秋に再開し、それまで渡し船が毎時運航すると述べた。", None),
    ("渡し船の運航開始、月曜日から", None),
    ("시장은 월요일에 다리가 가을에 다시 열릴 것이라고 말했다.", None),
    ("Мэр сказал в понедельник, что мост снова откроется осенью.", None),
    ("قال رئيس البلدية يوم الاثنين إن الجسر سيفتح مرة أخرى في الخريف.", None),
    ("นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสะพานจะเปิดอีกครั้ง", None),
    ("1,000 2,000 — 3%", None),
    ("去年", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang"), LANGUAGES)
def test_language(text: str, lang: Lang | None) -> None:
    assert language(text) == lang


CODE = """import os
from pathlib import Path

def pump_rate(volume: float, seconds: float) -> float:
    if seconds <= 0:
        raise ValueError("seconds must be positive")
    return volume / seconds

class PumpStation(BaseStation):
    max_flow_rate = 120
    def start(self): self.motor.start(); return self.state
$ sudo apt-get install pump-tools
$ pump --rate 20 --output /var/log/pump.log
"""


def test_code_does_not_outvote_the_prose_beside_it() -> None:
    chinese = (
        f"水泵流量的计算\n下面的函数求出流量：\n{CODE}运行后可以看到每秒的流量。\n{CODE}结束。"
    )
    assert language(chinese * 3) == "zh"
    assert language(f"How the rate of a pump is found.\n{CODE}{EN}\n{CODE}") == "en"


def test_a_long_document_is_judged_by_all_its_parts() -> None:
    preface = ZH * 60
    assert language(preface + EN * 800) == "en"
    assert language(EN * 20 + ZH * 400) == "zh"


def test_a_sample_is_spread_and_bounded() -> None:
    text = "".join(chr(0x4E00 + i // 1000) for i in range(100_000))
    seen = sample(text)
    assert len(seen) <= WINDOWS * (WINDOW + 1)
    assert len(set(seen) - {"\n"}) >= WINDOWS
    assert sample("短") == "短"


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert language(text) in ("zh", "en", None)


OFFLINE = """
import socket
def refuse(*_args, **_named): raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = refuse
from data_prep.clean.language import language
assert language("Le maire a dit lundi que le pont rouvrira en automne et que le bac passera.") is None
"""


def test_it_needs_no_network_and_leaves_no_file(tmp_path: Path) -> None:
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "FTLANG_CACHE")}
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        cwd=ROOT, env={**os.environ, **places}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*")) == []
