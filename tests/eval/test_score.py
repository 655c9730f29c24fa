"""The command that explains one verdict."""

import pytest

from data_prep import run
from eval.score import main


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["34万", "三十四万块"], "correct same amount: 34万\n"),
        (["北京", "不是北京，是上海"], "incorrect denies it, repeats the question, or offers it among others: 北京\n"),
        (["雷朋", "Ray-Ban glasses", "--alias", "Ray-Ban"], "correct stated in the answer: Ray-Ban\n"),
        (["北京", "我不知道"], "not_attempted says that it does not know\n"),
        (["北京", ""], "not_attempted empty answer\n"),
        (["北京", "🤷"], "not_attempted empty answer\n"),
        (["2023年7月18日", "7月18日", "--question", "2023年的哪一天？"], "correct same date: 2023年7月18日\n"),
    ],
)  # fmt: skip
def test_prints_the_verdict_then_the_reason(
    argv: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(main, argv) == 0
    assert capsys.readouterr().out == line


def test_a_gold_without_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, ["。", "北京"]) == 2
    assert "no expected answer" in capsys.readouterr().err
