"""The options that commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
STDIN = Path("-")

if TYPE_CHECKING:
    _CodesType = click.ParamType[tuple[str, ...]]
    _AddressType = click.ParamType[tuple[str, int]]
else:
    # Only the newest click can be told the type of the value.
    _CodesType = _AddressType = click.ParamType


class Codes(_CodesType):
    """Rule codes or prefixes, separated by commas; every one must be known."""

    name = "codes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The codes in `value`, a string. Ends with wrong use for an unknown one."""
        from linen_upgrade.project.codes import unknown_code
        from linen_upgrade.rules import codes

        given = tuple(code.strip() for code in value.split(",") if code.strip())
        for code in given:
            if sentence := unknown_code(code, codes()):
                self.fail(sentence, param, ctx)
        if not given:
            self.fail("no rule code given: `linen-upgrade rules` lists them", param, ctx)
        return given


class Address(_AddressType):
    """A host and a port, `HOST:PORT` or just `PORT`."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Host (empty where none is given) and port of `value`, a string. Ends with wrong use for anything else."""
        host, _, port = value.rpartition(":")
        if not (port.isascii() and port.isdigit() and int(port) < 65536):
            self.fail(f"`{value}` is not HOST:PORT, as in 127.0.0.1:2087", param, ctx)
        return host.removeprefix("[").removesuffix("]"), int(port)


def flattened(values: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The codes of an option that was given several times."""
    return tuple(code for codes in values for code in codes)


def file_options(command: Command) -> Command:
    """PATHS, --select, --ignore, --output-format and --stdin-filename."""
    for decorate in (
        click.option("--stdin-filename", type=click.Path(path_type=Path), metavar="PATH", help=_STDIN_HELP),
        format_option,
        click.option("--ignore", type=Codes(), multiple=True, metavar="CODES", help=_IGNORE_HELP),
        click.option("--select", type=Codes(), multiple=True, metavar="CODES", help=_SELECT_HELP),
        click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    ):
        command = decorate(command)
    return command


def format_option(command: Command) -> Command:
    """--output-format."""
    option = click.option(
        "--output-format", type=click.Choice(["text", "json"]), default="text", help="What to print: text or json."
    )
    return option(command)


def from_stdin(paths: tuple[Path, ...], stdin_filename: Path | None) -> bool:
    """Whether the text comes from standard input: `-` is the only path, or only its name is given.

    Raises click.UsageError for `-` among other paths, and for a name where files are given.
    """
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("`-` (standard input) cannot be mixed with other paths")
    if stdin_filename is not None and paths not in ((), (STDIN,)):
        raise click.UsageError("--stdin-filename goes with standard input (`-`), not with paths")
    return paths == (STDIN,) or stdin_filename is not None


_SELECT_HELP = "Only these rules: codes or prefixes such as LIN1, separated by commas. Overrides pyproject.toml."
_IGNORE_HELP = "Not these rules. Adds to pyproject.toml."
_STDIN_HELP = "What to call standard input: for messages, settings and per-file-ignores."
