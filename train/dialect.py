"""The command dialect over TRL's parser: `--config file.yaml`, every key also a flag, flags win.

Unknown keys and flags are errors that name the nearest known key; YAML values are checked against the
type of the field they set, which TrlParser does not do. Nothing here imports torch: `--help` is quick. Exit status: 0 done, 1 the work failed
(`WorkError`), 2 the command or the config is wrong (`CommandError`).
"""

import argparse
import dataclasses
import difflib
import enum
import sys
import traceback
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from trl.scripts.utils import (
    TrlParser,
)  # this module of TRL imports no torch, so `--help` stays quick

from train import processes


class CommandError(Exception):
    """The command line or the config is wrong; exit status 2."""


class WorkError(Exception):
    """The work itself failed; exit status 1."""


class Parser(TrlParser):
    """TrlParser whose errors are exceptions, so that one place turns them into one line."""

    def __init__(self, config_classes: Iterable[type], **kwargs: Any):
        usage = f"{kwargs.get('prog', '')} [--config FILE.yaml] [--KEY VALUE …] [--debug]"
        super().__init__(list(config_classes), allow_abbrev=False, usage=usage, **kwargs)  # type: ignore[arg-type]
        self.add_argument(
            "--config", metavar="FILE.yaml", help="YAML of these keys; flags win over it"
        )
        for action in self._actions:
            if action.option_strings[0].startswith("--no_"):
                action.help = argparse.SUPPRESS

    def hide(self, keys: Collection[str]) -> None:
        """Leaves `keys` out of the help."""
        for action in self._actions:
            if action.dest in keys:
                action.help = argparse.SUPPRESS

    def error(self, message: str) -> Any:
        raise CommandError(message)


def help_style(description: str, epilog: str = "") -> dict[str, Any]:
    """Arguments of a parser whose texts are printed as they are written."""
    return {"description": description, "epilog": epilog, "formatter_class": _HelpFormatter}


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """One line per key, `--key KEY  what it is (default)`, without the spellings that TRL adds."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        name = action.option_strings[-1] if action.dest == "help" else action.option_strings[0]
        choices = (
            "|".join(map(str, action.choices))
            if action.choices
            else (action.metavar or action.dest.upper())
        )
        return name if action.dest == "help" else f"{name} {choices}"

    def _get_help_string(self, action: argparse.Action) -> str:
        if action.required:
            return f"{action.help} (needed)"
        shown = action.default is not None and action.dest != "help"
        return f"{action.help or ''} (default %(default)s)" if shown else action.help or ""


def parse(
    config_classes: Sequence[type],
    argv: Sequence[str],
    *,
    prog: str,
    description: str,
    needed: Collection[str] = (),
    defaults: Mapping[str, Any] | None = None,
    automatic: Mapping[str, Any] | None = None,
    refused: Mapping[str, str] | None = None,
) -> tuple[Any, ...]:
    """One object per config class, from `argv` over the YAML it names over the classes' defaults.

    `needed` keys must be given though their class has a default; `defaults` replace those of the classes
    where they depend on the machine; for the keys of `automatic` the word `auto` stands for their value
    there, which is their default too; `refused` keys of the classes are not ours to take, each with what
    to do instead. Raises CommandError for an unreadable YAML, an unknown or refused key or flag, or a
    value that does not fit its field. `--help` prints every key with its default and exits.
    """
    automatic, refused = automatic or {}, refused or {}
    parser = Parser(config_classes, prog=prog, **help_style(description))
    for action in parser._actions:
        action.required = action.required or action.dest in needed
    parser.hide(refused)
    parser.set_defaults(**(defaults or {}), **automatic)
    fields = _fields(config_classes)
    config_file = _config_flag(argv)
    argv = _spelled_out(argv, automatic)
    given = {word[2:].split("=")[0] for word in argv if word.startswith("--")}
    if config_file is not None:
        values = _read_yaml(Path(config_file), fields, automatic)
        given |= set(values)
        parser.set_defaults_with_config(**values)
    for key, instead in refused.items():
        if key in given:
            raise CommandError(f"{key} is not used here: {instead}")
    unknown = parser.parse_known_args(list(argv))[1]
    for word in unknown:
        if word.startswith("--"):
            raise CommandError(_unknown("flag", word[2:].split("=")[0], fields, "--"))
        raise CommandError(
            f"unexpected argument {word!r}; every value follows its flag, see --help"
        )
    try:
        parsed = parser.parse_args_into_dataclasses(list(argv), look_for_args_file=False)
    except (ValueError, TypeError) as error:  # the dataclasses' own checks
        raise CommandError(" ".join(str(error).split())) from error
    return parsed[: len(config_classes)]


def run(main: Callable[[Sequence[str]], int | None], argv: Sequence[str] | None = None) -> int:
    """`main(argv)` with every failure as one line on stderr; `--debug` prints the traceback too."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    try:
        return main([word for word in words if word != "--debug"]) or 0
    except KeyboardInterrupt:
        return _fail("interrupted; the same command goes on where it stopped", 1, debug)
    except CommandError as error:
        return _fail(str(error), 2, debug)
    except Exception as error:
        reason = str(error) if isinstance(error, WorkError) else f"{type(error).__name__}: {error}"
        return _fail(reason, 1, debug)


def _spelled_out(argv: Sequence[str], automatic: Mapping[str, Any]) -> list[str]:
    """`argv` with the value that `auto` stands for, where a flag of `automatic` says so."""
    words = list(argv)
    for at, word in enumerate(words):
        key, _, value = word.removeprefix("--").partition("=")
        if word.startswith("--") and key in automatic:
            if value == "auto":
                words[at] = f"--{key}={automatic[key]}"
            elif not value and words[at + 1 : at + 2] == ["auto"]:
                words[at : at + 2] = [f"--{key}={automatic[key]}", ""]
    return [word for word in words if word]


def _fail(reason: str, status: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    if processes.reports_failure():
        # Another process may have a progress bar on the line.
        sys.stderr.write(("\n" if processes.count() > 1 else "") + f"error: {reason}\n")
    return status


def _fields(config_classes: Iterable[type]) -> dict[str, tuple[Any, Any]]:
    """Key → (type hint, allowed values or None) over all config classes."""
    found: dict[str, tuple[Any, Any]] = {}
    for config_class in config_classes:
        hints = get_type_hints(config_class)
        for item in dataclasses.fields(config_class):
            if item.init:
                found[item.name] = (hints[item.name], item.metadata.get("choices"))
    return found


def _config_flag(argv: Sequence[str]) -> str | None:
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--config")
    try:
        return early.parse_known_args(list(argv))[0].config
    except argparse.ArgumentError as error:
        raise CommandError(str(error)) from error


def _read_yaml(
    path: Path, fields: dict[str, tuple[Any, Any]], automatic: Mapping[str, Any]
) -> dict[str, Any]:
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
    for key, value in values.items():
        if key not in fields:
            raise CommandError(f"{path}: {_unknown('key', str(key), fields)}")
        if key in automatic and value == "auto":
            values[key] = value = automatic[key]
        check_value(key, value, *fields[key])
    return values


def check_value(key: str, value: Any, hint: Any, choices: Sequence[Any] | None = None) -> None:
    """Raises CommandError when the YAML `value` cannot be a `hint`, or is none of `choices`."""
    if get_origin(hint) is Literal:
        choices = get_args(hint)
    if choices is not None and value is not None and value not in choices:
        raise CommandError(f"{key} must be one of {', '.join(map(str, choices))}, got {value!r}")
    if not _fits(value, hint):
        raise CommandError(f"{key} must be {_name(hint)}, got {value!r}")


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return any(_fits(value, part) for part in get_args(hint))
    if hint is type(None):
        return value is None
    if hint is bool:
        return isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is float:
        return _is_number(value)
    if hint is str:
        return isinstance(value, str | int | float) and not isinstance(value, bool)
    if origin is list:
        return isinstance(value, str) or (
            isinstance(value, list) and all(_fits(v, get_args(hint)[0]) for v in value)
        )
    if origin is dict or hint in (list, dict):
        return isinstance(value, origin or hint)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return value in [member.value for member in hint]
    return True


def _is_number(value: Any) -> bool:
    """YAML 1.1 reads `2e-4`, without a dot, as a text; it is still the number that was meant."""
    if isinstance(value, bool):
        return False
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _name(hint: Any) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(_name(part) for part in get_args(hint))
    names = {
        int: "a whole number",
        float: "a number",
        str: "a text",
        bool: "true or false",
        type(None): "null",
    }
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return "one of " + ", ".join(str(member.value) for member in hint)
    return names.get(
        hint, {list: "a list", dict: "a mapping"}.get(get_origin(hint) or hint, str(hint))
    )


def _unknown(what: str, word: str, known: Iterable[str], dashes: str = "") -> str:
    near = difflib.get_close_matches(word.replace("-", "_"), sorted(known), n=1, cutoff=0.0)
    return (
        f"unknown {what} {dashes}{word}; did you mean {dashes}{near[0]}?"
        if near
        else f"unknown {what} {word}"
    )
