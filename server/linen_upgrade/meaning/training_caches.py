"""Reads what training code does with caches of attention: make, initialise, hand to a run of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import free_name, identifiers
from linen_upgrade.meaning.training_constructs import CacheUse
from linen_upgrade.meaning.training_contexts import is_entered
from linen_upgrade.meaning.training_kinds import Cache
from linen_upgrade.meaning.values import UNKNOWN, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite

from linen_upgrade.meaning.training_notes import TrainingNotes


class CacheReader(TrainingNotes):
    """The part of reading that concerns caches of attention."""

    def cache_made(self, site: CallSite) -> Value:
        """`nn.attention.Cache(…)`."""
        outer = site.node.parent
        if outer is None or not is_entered(outer):
            function = site.node.child_by_field_name("function") or site.node
            token = function.child_by_field_name("attribute") or function
            self._cache("()", token, site.node, whole=not site.arguments)
        return Cache(is_empty=not site.arguments)

    def of_cache(self, node: Node, name: str) -> Value:
        """A member of a cache that is not called."""
        self._cache(name, node.child_by_field_name("attribute") or node, node)
        return UNKNOWN

    def method_of_cache(self, cache: Cache, name: str, site: CallSite, function: Node, held: Node) -> Value:
        """What a method of a cache gives."""
        token = function.child_by_field_name("attribute") or function
        if name == "mutate":
            if not is_entered(function):
                self._cache(name, token, site.node, held)
            return cache
        shape, dtype = _given(site, "shape", 0), _given(site, "dtype", 1)
        whole = shape is not None and len(site.nodes) == 1 + (dtype is not None)
        self._cache(name, token, site.node, held, shape, dtype, whole)
        return Cache() if name == "initialize_cache" else UNKNOWN

    def _cache(
        self,
        name: str,
        token: Node,
        node: Node,
        held: Node | None = None,
        shape: Node | None = None,
        dtype: Node | None = None,
        whole: bool = True,
    ) -> None:
        if self.reader.owner() is not None:
            return
        span = self.reader.span
        read = {name for part in (shape, dtype) if part is not None for name in identifiers(part)}
        self.reader.constructs.append(
            CacheUse(
                **self.reader.standing(token, node),
                name=name,
                receiver=span(held) if held is not None else None,
                shape=span(shape) if shape is not None else None,
                dtype=span(dtype) if dtype is not None else None,
                is_whole=whole,
                leaf=free_name("x", read),
            )
        )


def _given(site: CallSite, name: str, place: int) -> Node | None:
    """The value of an argument, by its keyword or its position."""
    positions = 0
    for argument, node in site.passed:
        if argument.keyword == name:
            return node.child_by_field_name("value")
        if argument.keyword is None and not argument.star:
            if positions == place:
                return node
            positions += 1
    return None
