"""What `python -m data_prep.inspect` prints of documents whose damage is known."""

from pathlib import Path

import pytest

from data_prep.clean.steps import Change
from data_prep.dialect import run
from data_prep.inspect import changes, main


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(main, list(words)) == 0
    return capsys.readouterr().out


def kept(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    return printed(capsys, *words, "--show", "kept")


def test_names_every_change_by_rule(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(corpus / "zh" / "pinyin.txt")
    out, text = printed(capsys, path), kept(capsys, path)
    assert "pinyin_bracket ×5" in out
    for bracket in ("(wù)", "(yōng)", "(chéng)", "(fā)", "(cè)"):
        assert f"'{bracket}' → (nothing)" in out
        assert bracket not in text
    assert "'擁' → '拥'" in out
    assert "苔原研究所拥有137名研究员" in text
    assert "verdict    kept" in out


def test_each_change_is_marked_where_it_was_made(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(corpus / "zh" / "pinyin.txt")
    plain = printed(capsys, path, "--show", "marked")
    assert "[-(wù)-]‹pinyin_bracket›" in plain and "[-擁-]{+拥+}‹simplified›" in plain
    coloured = printed(capsys, path, "--show", "marked", "--color", "always")
    assert "\x1b[31;9m擁\x1b[0m\x1b[32m拥\x1b[0m\x1b[2m‹simplified›\x1b[0m" in coloured


def test_personal_data_is_shown_redacted_with_its_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("砺汐泵业的联系人逄若蘅，手机13812345678，欢迎来电。", encoding="utf-8")
    assert "[-13812345678-]{+[PHONE]+}‹pii_phone›" in printed(capsys, str(path))
    assert "13812345678" in kept(capsys, str(path), "--pii", "keep")


def test_the_script_key_is_obeyed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(corpus / "zh" / "pinyin.txt")
    out = printed(capsys, path, "--script", "keep")
    assert "simplified" not in out
    assert "擁有137名研究員" in kept(capsys, path, "--script", "keep")


def test_says_what_is_dropped_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "short.txt"
    path.write_text("很短的一页。\n责任编辑：小王\n", encoding="utf-8")
    out = printed(capsys, str(path))
    assert "dropped: too_short" in out
    assert "line 2  '责任编辑：小王' → (nothing)" in out


def test_shows_the_rows_of_a_jsonl_file(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, str(corpus / "rows.jsonl"))
    assert "=== rows.jsonl#1" in out and "=== rows.jsonl#2" in out
    assert "青禾软件公司成立于2009年" in out and "The Ostler Ferry began" in out


def test_names_the_encoding_it_found(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "encoding=gb18030" in printed(capsys, str(corpus / "zh" / "legacy.txt"))


def test_same_changes_are_one_line_with_their_count() -> None:
    made = [Change("width", line, ",", "，") for line in range(1, 12)]
    made += [Change("entity", 3, "&ldquo;", "“"), Change("width", 2, ";", "；")]
    assert list(changes(made)) == [
        "width ×12",
        "  line 1, 2, 3, 4, 5, 6, 7, 8, …  ',' → '，'  ×11",
        "  line 2  ';' → '；'",
        "entity ×1",
        "  line 3  '&ldquo;' → '“'",
    ]


def test_a_change_is_the_same_wherever_it_stands_and_the_list_ends() -> None:
    made = [Change("width", 1, ",", "，", at, at + 1) for at in (3, 9)]
    made += [Change("simplified", 1, chr(0x4E00 + n), "x", n, n + 1) for n in range(20)]
    listed = list(changes(made))
    assert listed[:2] == ["width ×2", "  line 1  ',' → '，'  ×2"]
    assert listed[-1] == "  … and 8 other changes by this rule, all marked in the text"


def test_a_long_rewriting_is_shown_where_it_differs() -> None:
    line = "x" * 300
    (_, shown) = changes([Change("mojibake", 1, f"{line}â€œ hello", f"{line}“ hello")])
    assert "â€œ hello" in shown and "“ hello" in shown
    assert len(shown) < 120


@pytest.mark.parametrize(
    ("name", "content", "status", "reason"),
    [
        ("gone.txt", None, 2, "there is no file"),
        ("photo.png", b"\x89PNG", 1, "unknown_format"),
        ("table.csv", b"a,b\n1,2\n", 1, "no_text_column"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n", 1, "binary_file"),
        ("empty.txt", b"", 1, "empty_file"),
        ("rows.jsonl", b"{no json\n", 1, "no_json"),
    ],
)
def test_bad_files_end_in_one_line(
    name: str,
    content: bytes | None,
    status: int,
    reason: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert run(main, [str(path)]) == status
    err = capsys.readouterr().err
    assert reason in err
    assert err.count("\n") == 1


def test_a_wrong_command_names_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, []) == 2
    assert "FILE" in capsys.readouterr().err
