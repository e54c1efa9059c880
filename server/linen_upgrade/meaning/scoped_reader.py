"""What every reader of a statement shares: the source, the current scope, and where the current statement begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct, Evidence, Nesting, OldName
from linen_upgrade.meaning.scope import ModuleScope, Scope
from linen_upgrade.meaning.values import ModuleClass, Value, qualified

_EXCERPT = 60


class ScopedReader:
    """The state of reading one top-level statement, and what is found on the way."""

    def __init__(self, source: bytes, statement: Node, module: ModuleScope) -> None:
        self.source, self.base, self.module, self.root = source, statement.start_byte, module, statement
        self.scope = Scope("module", None)
        self.depth, self.unread = 0, False
        self.constructs: list[Construct] = []
        self.evidence: list[Evidence] = []
        self.old_names: list[OldName] = []
        self.results: list[tuple[str, Value]] = []
        """Facts that the statement tells: of its functions, and of names outside it."""
        self.foreign_calls: list[tuple[str, Span]] = []
        self.open_members: list[tuple[str, Span]] = []
        """See `StatementMeaning`."""
        self.nesting = Nesting(Span(0, 0), inline=False, liftable=True)

    # -- positions and text

    def text(self, node: Node) -> str:
        """The source of a node."""
        return self.source[node.start_byte : node.end_byte].decode(errors="replace")

    def span(self, node: Node) -> Span:
        """Where a node stands, in bytes from the statement's beginning."""
        return Span(node.start_byte - self.base, node.end_byte - self.base)

    def excerpt(self, node: Node) -> str:
        """A node's source on one line, shortened for people."""
        line = " ".join(self.text(node).split())
        return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"

    def standing(self, token: Node, whole: Node, owned: bool = True) -> dict[str, Any]:
        """What all constructs have. One that is not `owned` is rewritten with its class or without."""
        function = self.scope.function() if owned else None
        return {
            "token": self.span(token),
            "span": self.span(whole),
            "owner": self.owner() if owned else None,
            "function": function.span if function is not None else None,
            "certain": True,
        }

    # -- scopes

    def unsure(self) -> str | None:
        """Why nobody can tell the form of what stands at the current place."""
        scope: Scope | None = self.scope
        while scope is not None and scope.unsure is None:
            scope = scope.parent
        return scope.unsure if scope is not None else None

    def owner(self) -> str | None:
        """The pre-Linen class around the current place."""
        scope: Scope | None = self.scope
        while scope is not None:
            if scope.owner is not None:
                return scope.owner if scope.pre_linen else None
            scope = scope.parent
        return None

    def class_of(self, key: str) -> ModuleClass | None:
        """The own class of that key, as far as this file defines it at its top level."""
        home, _, name = key.rpartition(":")
        found = self.module.lookup(name) if home == self.module.home else None
        return found if isinstance(found, ModuleClass) else None

    def owner_key(self) -> str | None:
        """The key of the pre-Linen class around the current place."""
        owner = self.owner()
        return qualified(self.module.home, owner) if owner is not None else None

    @contextmanager
    def nested(self, kind: str) -> Iterator[Scope]:
        """Run with a new scope inside the current one."""
        outer = self.scope
        self.scope = Scope(kind, outer)
        try:
            yield self.scope
        finally:
            self.scope = outer

    @contextmanager
    def unliftable(self) -> Iterator[None]:
        """Run where nothing can be moved in front of the statement: it may be evaluated never, or many times."""
        outer = self.nesting
        self.nesting = Nesting(outer.statement, outer.inline, liftable=False)
        try:
            yield
        finally:
            self.nesting = outer
