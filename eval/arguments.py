"""Command lines of the doors that take words rather than a config."""

import argparse
from typing import NoReturn

from data_prep import CommandError


class Arguments(argparse.ArgumentParser):
    """An ArgumentParser whose errors are CommandErrors: one line, exit status 2."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_argument("--debug", action="store_true", help="print the traceback of an error")

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message}; see --help")
