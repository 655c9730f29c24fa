"""One dialect for every command: `--config file.yaml`, every key also a flag, flags win.

A config is a frozen dataclass whose fields carry their help text: `field(default=…, metadata={"help":
…})`. Unknown keys and flags are errors that name the nearest known key. Exit status: 0 done, 1 the
work failed (`WorkError`), 2 the command or the config is wrong (`CommandError`).
"""

import argparse
import dataclasses
import difflib
import os
import sys
import traceback
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

import yaml

Config = TypeVar("Config")


class CommandError(Exception):
    """The command line or the config is wrong; exit status 2."""


class WorkError(Exception):
    """The work itself failed; exit status 1."""


_COMMON = {"config", "debug", "help"}
"""Flags that every command has beside its keys."""


class Arguments(argparse.ArgumentParser):
    """The command line of a door that takes words: its errors are CommandErrors, one line, exit status 2."""

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


def parse(
    config_class: type[Config], argv: Sequence[str], *, prog: str, description: str
) -> Config:
    """`argv` over the YAML it names over the defaults of `config_class`.

    Raises CommandError for an unreadable YAML, an unknown key, or a value of the wrong type, naming
    the key. `--help` prints every key with its default and exits.
    """
    parser = _parser(config_class, prog, description)
    flags, unknown = parser.parse_known_args(list(argv))
    known = {f.name for f in dataclasses.fields(config_class)}  # type: ignore[arg-type]
    for word in unknown:
        if word.startswith("--"):
            raise CommandError(_unknown("flag", word[2:].split("=")[0], known | _COMMON, "--"))
        raise CommandError(
            f"unexpected argument {word!r}; every value follows its flag, see --help"
        )
    values = _read_yaml(Path(flags.config), known) if flags.config else {}
    values |= {k: v for k, v in vars(flags).items() if k in known and v is not None}
    hints = get_type_hints(config_class)
    checked = {key: _check(key, value, hints[key]) for key, value in values.items()}
    missing = [f.name for f in dataclasses.fields(config_class)  # type: ignore[arg-type]
               if f.default is dataclasses.MISSING and f.name not in checked]  # fmt: skip
    if missing:
        raise CommandError(f"--{missing[0]} is needed; see --help")
    try:
        return config_class(**checked)
    except ValueError as error:
        raise CommandError(str(error)) from error


def run(main: Callable[[Sequence[str]], int | None], argv: Sequence[str] | None = None) -> int:
    """`main(argv)` with every failure as one line on stderr; `--debug` prints the traceback too."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    try:
        return main([w for w in words if w != "--debug"]) or 0
    except BrokenPipeError:  # whoever read our output has enough, `head` say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted; the same command goes on where it stopped", 1, debug)
    except CommandError as error:
        return _fail(str(error), 2, debug)
    except Exception as error:
        reason = str(error) if isinstance(error, WorkError) else f"{type(error).__name__}: {error}"
        return _fail(reason, 1, debug)


def _fail(reason: str, status: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    sys.stderr.write(f"error: {' '.join(reason.split())}\n")
    return status


def _parser(config_class: type, prog: str, description: str) -> argparse.ArgumentParser:
    parser = Arguments(prog, description)
    parser.add_argument(
        "--config", metavar="FILE.yaml", help="YAML of the keys below; flags win over it"
    )
    hints = get_type_hints(config_class)
    for item in dataclasses.fields(config_class):
        default = "needed" if item.default is dataclasses.MISSING else f"default {item.default}"
        text = f"{item.metadata.get('help', '')} ({default})".replace("%", "%%")
        flag = parser.add_argument(f"--{item.name}", metavar=_metavar(hints[item.name]), help=text)
        if hints[item.name] is bool:
            flag.nargs, flag.const = "?", "true"  # --dry_run alone says yes
    return parser


def _metavar(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return "|".join(map(str, get_args(hint)))
    if get_origin(hint) in (types.UnionType,):
        return _metavar(next(a for a in get_args(hint) if a is not type(None)))
    return getattr(hint, "__name__", str(hint)).upper()


def _read_yaml(path: Path, known: set[str]) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"cannot read the config {path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise CommandError(f"{path} must hold `key: value` lines, got a {type(values).__name__}")
    for key in values:
        if key not in known:
            raise CommandError(f"{path}: {_unknown('key', str(key), known)}")
    return {key: value for key, value in values.items() if value is not None}


def _unknown(what: str, word: str, known: set[str], dashes: str = "") -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.0)
    return (
        f"unknown {what} {dashes}{word}; did you mean {dashes}{near[0]}?"
        if near
        else f"unknown {what} {word}"
    )


def _check(key: str, value: Any, hint: Any) -> Any:
    """`value` (from YAML, or a flag's string) as `hint` wants it."""
    if get_origin(hint) is types.UnionType:
        hint = next(a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        if value not in choices:
            raise CommandError(
                f"{key} must be one of {', '.join(map(str, choices))}, got {value!r}"
            )
        return value
    if hint is bool:
        return _check_bool(key, value)
    if hint in (int, float, str, Path):
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise CommandError(f"{key} must be {_article(hint)}, got {value!r}")
        try:
            if hint is int and isinstance(value, float) and not value.is_integer():
                raise ValueError
            make: Any = hint
            return make(str(value) if hint is Path else value)
        except ValueError as error:
            raise CommandError(f"{key} must be {_article(hint)}, got {value!r}") from error
    raise TypeError(f"{key}: the dialect has no type {hint!r}")


def _check_bool(key: str, value: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    answer = words.get(str(value).lower())
    if answer is None:
        raise CommandError(f"{key} must be true or false, got {value!r}")
    return answer


def _article(hint: type) -> str:
    return {int: "a whole number", float: "a number", str: "a text", Path: "a path"}[hint]
