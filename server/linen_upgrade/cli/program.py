"""The commands and their help. Each command's work is imported when it runs: the server must start fast."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import click

from linen_upgrade import __version__
from linen_upgrade.cli.help import HelpfulCommand, HelpfulGroup
from linen_upgrade.cli.options import Address, file_options, flattened, format_option, from_stdin

NOT_NEGATIVE = click.FloatRange(0)


def run() -> None:
    """Run the program; leaves the process with its exit code."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            # A terminal's encoding may lack what source and messages have; better a sign than a traceback.
            stream.reconfigure(errors="backslashreplace")
        elif stream is None:
            # Whoever closed it does not want to hear of us. Open as long as the process, as the real one is.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    try:
        try:
            program(prog_name="linen-upgrade")
        finally:
            # Here and not when the interpreter ends: what cannot be written has to be in the exit code.
            sys.stdout.flush()
    except OSError as error:
        _output_failed(error)


def _output_failed(error: OSError) -> None:
    """Leave the process because standard output takes no more; `error` says why."""
    # What is still in the buffer would fail once more when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        click.echo(f"error: the output cannot be written: {(error.strerror or str(error)).lower()}", err=True)
    sys.exit(2)


@click.group(
    cls=HelpfulGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    examples=(
        ("linen-upgrade check", "what is pre-Linen in this folder?"),
        ("linen-upgrade fix --diff models.py", "what would be done about it?"),
        ("linen-upgrade fix models.py", "do it"),
        ("linen-upgrade explain LIN103", "why, and what it becomes"),
    ),
)
@click.version_option(__version__, "-V", "--version", message="linen-upgrade %(version)s")
def program() -> None:
    """Upgrade code written for the pre-Linen Flax API (flax.nn, 2020) to Flax Linen.

    It finds every old construct, explains it, and rewrites it so that the new code computes the same numbers.
    Start with `check`; nothing but `fix` ever writes a file.
    """


@program.command(
    cls=HelpfulCommand,
    short_help="Show what is pre-Linen in files and folders.",
    examples=(
        ("linen-upgrade check", "everything below this folder"),
        ("linen-upgrade check models/ train.py", "a folder and a file"),
        ("linen-upgrade check --select LIN1 .", "only what is about modules"),
        ("linen-upgrade check --output-format json .", "for a program to read"),
        ("git show HEAD:net.py | linen-upgrade check -", "a text that is no file"),
    ),
    notes=(
        "Folders give their .py files, and those that list requirements (requirements.txt, pyproject.toml …), less "
        "what .gitignore, `exclude` in pyproject.toml and the usual suspects (.venv, site-packages, node_modules …) "
        "leave out; links to folders are not followed. A file that you name is always taken.",
    ),
    exits=(
        "nothing was found (information aside)",
        "there are findings",
        "wrong use, wrong settings, or a file that could not be read; the other files are done",
    ),
)
@file_options
def check(**arguments: Any) -> None:
    """Show what is pre-Linen in PATHS (files and folders; the current folder if none; - for standard input)."""
    from linen_upgrade.cli.check_command import check

    sys.exit(check(**_common(arguments), output_format=arguments["output_format"]))


@program.command(
    cls=HelpfulCommand,
    short_help="Upgrade files and folders in place.",
    examples=(
        ("linen-upgrade fix --diff", "show the changes, write nothing"),
        ("linen-upgrade fix models/", "write them"),
        ("linen-upgrade fix --select LIN103 net.py", "one pattern at a time"),
        ("linen-upgrade fix --unsafe-fixes --diff .", "with the fixes that want a review"),
        ("linen-upgrade fix --pin-names .", "so that old checkpoints load as they are"),
        ("linen-upgrade fix - < old.py > new.py", "as a filter"),
    ),
    notes=(
        "Only fixes that are known to keep the numbers are applied, unless you ask for the unsafe ones. A file is "
        "written whole or not at all; its encoding, line endings and permissions stay. Files with uncommitted "
        "changes are left alone, so that `git checkout` can always take you back.",
    ),
    exits=(
        "everything is fixed (with --diff: nothing would change)",
        "findings are left (with --diff: something would change)",
        "wrong use, wrong settings, or a file that could not be read or written; the other files are done",
    ),
)
@click.option("--allow-dirty", is_flag=True, help="Write files with uncommitted changes too.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that want a review as well.")
@click.option("--pin-names", is_flag=True, help="Give submodules the automatic names that flax.nn gave (LIN602).")
@click.option("--diff", is_flag=True, help="Print the changes as a diff instead of writing them.")
@file_options
def fix(diff: bool, unsafe_fixes: bool, allow_dirty: bool, pin_names: bool, **arguments: Any) -> None:
    """Upgrade PATHS in place (files and folders; the current folder if none; - for standard input)."""
    from linen_upgrade.cli.fix_command import FixOptions, fix

    as_json = arguments["output_format"] == "json"
    if as_json and diff:
        raise click.UsageError("--diff prints a diff, so it cannot be combined with --output-format json")
    common = _common(arguments)
    if as_json and common["stdin"]:
        raise click.UsageError("standard output holds the fixed text, so --output-format json cannot go there too")
    options = FixOptions(diff=diff, unsafe=unsafe_fixes, allow_dirty=allow_dirty, as_json=as_json, pin_names=pin_names)
    sys.exit(fix(**common, options=options))


@program.command(
    cls=HelpfulCommand,
    short_help="Run a class before and after the upgrade, and compare.",
    examples=(
        ("linen-upgrade verify net.py:Net --input 'f32[2,8]'", "are its numbers kept?"),
        ("… --field features=10 --call train=False", "arguments by name"),
        ("… --before HEAD~1", "the old file is in git"),
        ("linen-upgrade verify old.py:Net new.py …", "upgraded by hand"),
    ),
    notes=(
        "It RUNS YOUR CODE, in two environments that it makes on first use: the old class with Flax 0.3.4, the new one "
        "with today's. PYTHONPATH reaches both. Inputs and parameters are the same in both, drawn from fixed seeds: "
        "f32[2,28] (also f16, bf16) are normal numbers, i32[2,5]<10 (i16, i8, u32, u8) integers below 10, bool[2,5], "
        "`key` is a PRNG key, and anything else is Python in the file's own names.",
        "Compared are the parameter tree, outputs, gradients by parameter, state and what jit gives; random draws are "
        "made alike in both, and looked at apart. Two numbers count as equal if they are apart by no more than ATOL, "
        "or RTOL of the largest number in the old array.",
    ),
    exits=("equal", "different: it says where", "could not be run: it says why"),
)
@click.argument("before", metavar="BEFORE.py:CLASS")
@click.argument("after", metavar="[AFTER.py[:CLASS]]", required=False)
@click.option("--input", "inputs", multiple=True, metavar="VALUE", help="An input, in the order in which they come.")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="A hyper-parameter, as features=10.")
@click.option("--call", "calls", multiple=True, metavar="NAME=VALUE", help="An input by name, as train=False.")
@click.option("--rng", "rngs", multiple=True, metavar="STREAM", help="A stream of random draws; dropout if none.")
@click.option("--before", "revision", metavar="REV", default="", help="Take the old file from this git revision.")
@click.option("--rtol", type=NOT_NEGATIVE, metavar="NUMBER", default=1e-5, help="Relative tolerance; 1e-5 if left out.")
@click.option("--atol", type=NOT_NEGATIVE, metavar="NUMBER", default=1e-5, help="Absolute tolerance; 1e-5 if left out.")
@click.option("--unsafe-fixes", is_flag=True, help="Without AFTER: upgrade with the fixes that want a review as well.")
@format_option
@click.option("--old-python", type=click.Path(path_type=Path), metavar="PATH", help="An interpreter with old Flax.")
@click.option("--new-python", type=click.Path(path_type=Path), metavar="PATH", help="An interpreter with today's Flax.")
def verify(**arguments: Any) -> None:
    """Run a class before and after the upgrade, and say whether both compute the same.

    Without AFTER, the file is upgraded as `fix` does it, with its code base, in a temporary place.
    """
    from linen_upgrade.cli.verify_command import options_of, verify

    sys.exit(verify(options_of(arguments)))


@program.command(
    cls=HelpfulCommand,
    short_help="Convert an old checkpoint for the migrated code.",
    examples=(
        ("linen-upgrade checkpoint old new --model net.py:CNN --input 'f32[1,28,28,1]' --dry-run", "see the table"),
        ("linen-upgrade checkpoint old new --model net.py:CNN --input 'f32[1,28,28,1]'", "do it"),
        ("linen-upgrade checkpoint old new --model net.py:CNN --tx train.py:tx …", "the optimizer too"),
    ),
    notes=(
        "IN is a file that `flax.training.checkpoints.save_checkpoint` or `flax.serialization.to_bytes` wrote in 2020, "
        "a folder of such, or an .npz whose keys are paths. OUT is new; nothing is ever overwritten.",
        "The migrated class is initialised with today's Flax, in an environment that is made on first use, to know "
        "names and shapes: this runs your code. Nothing in IN is run, and nothing in it is unpickled.",
    ),
    exits=("converted", None, "it could not be: the sentence says why, and OUT was not made"),
)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--model", required=True, metavar="FILE:CLASS", help="The migrated class that the parameters are of.")
@click.option("--input", "inputs", multiple=True, metavar="ARRAY", help="What it is called with, as f32[1,28,28,1].")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="A field of it, or an argument.")
@click.option("--before", default="", metavar="REV", help="The revision that has the old source of FILE.")
@click.option("--tx", default="", metavar="FILE:NAME", help="The optax transformation, or a function that makes it.")
@click.option("--optimizer", default="", metavar="NAME", help="The old class of flax.optim, where several fit.")
@click.option("--to", "form", type=click.Choice(["msgpack", "orbax"]), default="msgpack", help="What OUT is.")
@click.option("--dry-run", is_flag=True, help="Print the table, write nothing.")
@click.option("--new-python", "python", type=click.Path(path_type=Path), help="An interpreter that has today's Flax.")
def checkpoint(**arguments: Any) -> None:
    """Convert checkpoint IN, written by pre-Linen code, to OUT, for the migrated class."""
    from linen_upgrade.cli.checkpoint_command import Conversion, checkpoint

    sys.exit(checkpoint(Conversion(**arguments)))


@program.command(
    cls=HelpfulCommand,
    short_help="List the rules, and whether each has a fix.",
    examples=(
        ("linen-upgrade rules", "all of them, a line each"),
        ("linen-upgrade rules --output-format json", "for a program to read"),
    ),
)
@format_option
def rules(output_format: str) -> None:
    """List the rules: code, name, fix, and what each finds.

    Under FIX stands the most that can be hoped for: a `safe` fix keeps the numbers, an `unsafe` one wants a review,
    and where it says `none`, `explain` tells what to do by hand. The single finding knows better; see `check`.
    """
    from linen_upgrade.cli.rules_command import list_rules

    list_rules(output_format)


@program.command(
    cls=HelpfulCommand,
    short_help="Explain a rule: what changed, why, and what old code becomes.",
    examples=(
        ("linen-upgrade explain LIN103", "by code"),
        ("linen-upgrade explain inline-submodule-call", "by name"),
        ("linen-upgrade explain LIN103 > LIN103.md", "as Markdown"),
    ),
)
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain RULE, a code or a name: what changed, why, and what old code becomes."""
    from linen_upgrade.cli.rules_command import explain

    explain(rule)


@program.command(
    cls=HelpfulCommand,
    short_help="Run the language server, which editors start by themselves.",
    examples=(
        ("linen-upgrade server", "over standard input and output, as editors want it"),
        ("linen-upgrade server --tcp 127.0.0.1:2087", "for one client, over a socket"),
    ),
)
@click.option("--tcp", type=Address(), metavar="HOST:PORT", help="Wait for a client here; without HOST: loopback.")
def server(tcp: tuple[str, int] | None) -> None:
    """Run the language server, which editors start by themselves."""
    from linen_upgrade.lsp import serve

    serve(tcp)


def _common(arguments: dict[str, Any]) -> dict[str, Any]:
    """What `check` and `fix` have in common, in the form that their work takes."""
    stdin_filename: Path | None = arguments["stdin_filename"]
    return {
        "stdin": from_stdin(arguments["paths"], stdin_filename),
        "paths": [stdin_filename or Path("-")] if stdin_filename else list(arguments["paths"] or (Path(),)),
        "select": flattened(arguments["select"]),
        "ignore": flattened(arguments["ignore"]),
    }
