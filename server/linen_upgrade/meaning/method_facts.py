"""What a method of a module class makes, and what that rests on: the facts from which `setup` is written.

Every span counts bytes from the beginning of the top-level statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linen_upgrade.document import Span

if TYPE_CHECKING:
    from linen_upgrade.meaning.constructs import Argument
    from linen_upgrade.meaning.values import Parameter


@dataclass(frozen=True, slots=True)
class Reads:
    """What an expression in a method reads that exists only while the method runs."""

    span: Span
    parameters: tuple[str, ...]
    """Parameters of the method that `apply` has too, or of `apply` itself."""
    others: tuple[str, ...]
    """Other parameters and local variables."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop around something; `header` is '' where it is none over plain names."""

    start: int
    targets: tuple[str, ...]
    header: str
    reads: Reads | None


@dataclass(frozen=True, slots=True)
class Creation:
    """A submodule, a parameter or a state that a method makes.

    `what` is 'call', 'shared', 'dropout', 'param', 'state', or 'open' where a helper makes nobody knows what.
    """

    span: Span
    what: str
    name: str
    """The source of its name, '' where it has none."""
    name_reads: Reads | None
    automatic: str
    """The old automatic name, '' where it has another or where that can't be known."""
    class_name: str
    callee: Reads | None
    arguments: tuple[Reads, ...]
    loops: tuple[Loop, ...]
    taken: tuple[str, str] | None = None
    """The class whose automatic name it takes, in flax.nn and today; None where it takes none.

    Both are '' for what makes nobody knows what; one class that can't be known has no old name, but one of its own.
    """


@dataclass(frozen=True, slots=True)
class OwnCall:
    """`self.name(…)`, with what each argument reads."""

    name: str
    span: Span
    arguments: tuple[Argument, ...]
    reads: tuple[Reads, ...]
    makes: bool
    """Whether that method makes modules, for all that is known."""


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """A method of a module class: `role` is 'apply', 'method' (a module method) or 'helper'."""

    name: str
    role: str
    self_name: str
    parameters: tuple[Parameter, ...]
    own_calls: tuple[OwnCall, ...]
    creations: tuple[Creation, ...]
    rebound: tuple[str, ...]

    @property
    def calls(self) -> tuple[str, ...]:
        """Names of own methods that it calls."""
        return tuple(sorted({call.name for call in self.own_calls}))
