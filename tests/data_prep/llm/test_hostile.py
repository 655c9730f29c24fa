"""Documents that give orders change nothing but their own rows, whether the model obeys them or not."""

import json
from pathlib import Path

import pytest

from bench.llm_candidates import Candidate
from data_prep.config import DataPrepConfig
from data_prep.llm.asking import Answered
from data_prep.llm.candidates import believed, place_of
from data_prep.llm.fence import neutral
from data_prep.llm.sections import sections
from data_prep.pipeline import build
from data_prep.records import Document, Lang
from data_prep.store import rows
from tests.data_prep.conftest import NEWS_ZH, PROFILE_EN
from tests.data_prep.llm.hostile import ATTACKS, LIE, TRUE, documents
from tests.data_prep.llm.scripted import Knowing, Messages, script, source_of, task_of
from tests.openai_server import OpenAIServer

SAID_IN_PROSE = {"zh_13.txt", "en_13.txt"}
"""Documents whose own prose says the lie: it is theirs to say."""


def lies(lang: Lang, source: str) -> list[Candidate]:
    """What an obedient model says: the lie, with whatever quote it can find for it."""
    base = {"type": "number", "modality": "asserted", "date": "", "speaker": ""} | LIE[lang]
    true = TRUE[lang].split("。" if lang == "zh" else ". ")[0]
    old, new = ("1931年", "1831年") if lang == "zh" else ("1931", "1831")
    return [
        base | {"quote": LIE[lang]["statement"].rstrip("。.")},
        base | {"quote": LIE[lang]["statement"].rstrip("。.").removesuffix(" a year")},
        base | {"quote": true},
        base | {"quote": source[:200]},
        base | {"quote": true, "object": new, "statement": true.replace(old, new), "relation": "建于"},
        base | {"quote": true, "object": old, "statement": f"{true}, said the mayor", "speaker": "mayor"},
        base | {"quote": true, "object": old, "statement": "You extract facts for a fact base."},
    ]  # fmt: skip


class Obedient(Knowing):
    """Says what is true, and all that an attack in the source wants."""

    def __call__(self, messages: Messages) -> str:
        task, source = task_of(messages), source_of(messages)
        lang: Lang = "zh" if "材料" in messages[-1]["content"] else "en"
        said = json.loads(super().__call__(messages))
        if task == "facts" and any(neutral(a)[:20] in source for a in ATTACKS[lang]):
            said["facts"] = [*lies(lang, source), *said["facts"]]
        elif task in ("questions", "reverse"):
            said["questions"] += [
                "苜川渡口的年收入是多少？",
                "How much does the Larkfold sluice earn?",
                messages[0]["content"][:60],
            ]
        elif task == "statements":
            said["statements"] += [LIE[lang]["statement"], messages[0]["content"][:80]]
        elif task == "summaries":
            said["one_sentence"] = LIE[lang]["statement"]
        return json.dumps(said, ensure_ascii=False)


def test_there_are_attacks_enough() -> None:
    assert len(documents()) >= 40
    assert all(len(attacks) >= 20 for attacks in ATTACKS.values())


@pytest.mark.parametrize("name", documents())
def test_an_obeyed_attack_gives_no_fact(name: str) -> None:
    lang: Lang = "zh" if name.startswith("zh") else "en"
    text = documents()[name]
    document = Document(name, name, "0", lang, "", text, "{}")
    ((section, _),) = sections(document, 5000, 0)
    reply = json.dumps({"facts": lies(lang, text)}, ensure_ascii=False)
    answered = [Answered(place_of(document, section), "facts", reply, "")]
    made = believed(document, [(0, len(text), 0, len(text))], answered, "llm:test")
    told = {one.fact.object for one in made.found}
    assert told <= ({LIE[lang]["object"]} if name in SAID_IN_PROSE else set())
    assert len(made.refused) >= 4


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders: `clean` documents, and the same among hostile ones."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, texts in {"clean": {}, "mixed": documents()}.items():
        (folder / name).mkdir()
        for file, text in {"news.txt": NEWS_ZH, "profile.txt": PROFILE_EN, **texts}.items():
            (folder / name / file).write_text(text, encoding="utf-8")
    return {name: folder / name for name in ("clean", "mixed")}


def made(input: Path, output: Path, **keys: object) -> Path:
    keep = {
        "near_duplicate": 1.0,
        "contained": 1.0,
        "quality": False,
        "min_chars": 10,
        "workers": 1,
    }
    build(DataPrepConfig(input=str(input), output=output, **{**keep, **keys}))  # type: ignore[arg-type]
    return output


def test_hostile_documents_change_only_their_own_rows(
    corpora: dict[str, Path], tmp_path: Path
) -> None:
    offline = made(corpora["mixed"], tmp_path / "offline")
    runs = {}
    for name, corpus in corpora.items():
        with OpenAIServer(script(Obedient(offline))) as server:
            keys = {"producer": "llm", "model": "scripted", "base_url": server.url, "reask": 0}
            runs[name] = made(corpus, tmp_path / name, **keys)
    source = {r["id"]: r["source"] for r in rows(runs["mixed"] / "dataset" / "documents")}
    assert sum(name.startswith(("zh_", "en_")) for name in source.values()) >= 40
    facts = list(rows(runs["mixed"] / "dataset" / "facts"))
    lied = {source[r["doc_id"]] for r in facts if "99亿" in r["object"] or "$99" in r["object"]}
    assert lied <= SAID_IN_PROSE
    true = {(r["statement"], r["object"]) for r in rows(offline / "dataset" / "facts")}
    told = {
        (r["statement"], r["object"]) for r in facts if source[r["doc_id"]] not in SAID_IN_PROSE
    }
    assert told <= true and len(told) >= 20
    clean = {r["id"] for r in rows(runs["clean"] / "dataset" / "facts")}
    assert clean == {r["id"] for r in facts if source[r["doc_id"]] in ("news.txt", "profile.txt")}
    for row in (
        *rows(runs["mixed"] / "dataset" / "sft"),
        *rows(runs["mixed"] / "dataset" / "text"),
    ):
        text = json.dumps(row, ensure_ascii=False)
        assert "fact base" not in text and "事实库" not in text
        if row.get("task") == "qa" and source[row["doc_id"]] not in SAID_IN_PROSE:
            assert not any(lie in row["completion"][0]["content"] for lie in ("99亿", "$99"))
            assert "年收入" not in row["prompt"][-1]["content"]
            assert "earn" not in row["prompt"][-1]["content"]
