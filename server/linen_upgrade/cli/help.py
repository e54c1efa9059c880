"""Help texts: usage, what it does, options, examples, exit codes, in that order and in a terminal's width."""

from __future__ import annotations

import difflib
import os
import sys
from typing import Any

import click

Examples = tuple[tuple[str, str], ...]


class HelpfulCommand(click.Command):
    """A command whose help ends with notes, examples (a command line and what it is for) and its exit codes."""

    def __init__(
        self,
        *args: Any,
        examples: Examples = (),
        notes: tuple[str, ...] = (),
        exits: tuple[str | None, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.examples, self.notes, self.exits = examples, notes, exits

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write notes, examples and exit codes to `formatter`."""
        for note in self.notes:
            formatter.write_paragraph()
            formatter.write_text(note)
        _write_examples(self.examples, formatter)
        if self.exits:
            with formatter.section("Exit codes"):
                formatter.write_dl([(str(code), text) for code, text in enumerate(self.exits) if text])


class HelpfulGroup(click.Group):
    """A group of commands with examples in its help and a helping hand for who forgot the command."""

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples to `formatter`."""
        _write_examples(self.examples, formatter)
        formatter.write_paragraph()
        formatter.write_text("`linen-upgrade COMMAND --help` tells more of a command.")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an interruption ends with 130, as shells have it, since 1 would mean findings."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            sys.exit(130)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are written down, which is the order of their use."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` name. Raises click.UsageError with what was probably meant."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            if os.path.exists(name):
                raise click.UsageError(f"`{name}` is not a command; did you mean `linen-upgrade check {name}`?", ctx)
            near = difflib.get_close_matches(name, self.commands, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the commands are {', '.join(self.commands)}"
            raise click.UsageError(f"`{name}` is not a command; {hint}", ctx)
        return super().resolve_command(ctx, args)


def _write_examples(examples: Examples, formatter: click.HelpFormatter) -> None:
    if examples:
        with formatter.section("Examples"):
            formatter.write_dl(examples, col_max=60)
