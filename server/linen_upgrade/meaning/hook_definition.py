"""What is known of a method of an heir that takes settings from its base's `apply`.

Every span counts bytes from the beginning of the top-level statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.values import ModuleClass


@dataclass(frozen=True, slots=True)
class HookDefinition(Construct):
    """An heir's own method that gets the `**kwargs` of its base's `apply` (see `meaning.hooks`)."""

    module: ModuleClass
    self_name: str
    class_span: Span
    apply: Span
    """`def …`, without decorators."""
    parameter_list: Span
    class_body: Span
    docstring: Span | None
    fields_after: Span | None
    """See `ModuleDefinition`, as for the others of those names."""
    read_below: frozenset[str]
    body_first: Span
    references: tuple[tuple[str, tuple[Span, ...]], ...]
    rebound: tuple[str, ...]
    one_line: bool
