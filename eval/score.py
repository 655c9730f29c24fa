"""`python -m eval.score GOLD ANSWER`: one answer judged, and why."""

import sys
from collections.abc import Sequence

from data_prep import Arguments, CommandError, run
from eval.scorers import score

_DESCRIPTION = """Judge one answer. The first word printed is correct, incorrect or not_attempted.

  python -m eval.score 34万 三十四万块
  python -m eval.score 北京 不是北京，是上海 --question 中国的首都是哪里？
  python -m eval.score 雷朋 "Ray-Ban glasses" --alias Ray-Ban"""


def main(argv: Sequence[str]) -> None:
    parser = Arguments("python -m eval.score", _DESCRIPTION)
    parser.add_argument("gold", metavar="GOLD", help="the expected answer")
    parser.add_argument("answer", metavar="ANSWER", help="what the model said")
    parser.add_argument("--question", default="", help="what was asked")
    parser.add_argument(
        "--alias",
        action="append",
        default=[],
        help="another writing that counts; may be given often",
    )
    given = parser.parse_args(argv)
    try:
        verdict = score([given.gold, *given.alias], given.answer, given.question)
    except ValueError as error:
        raise CommandError(str(error)) from error
    sys.stdout.write(f"{verdict.outcome} {verdict.reason}\n")


if __name__ == "__main__":
    sys.exit(run(main))
