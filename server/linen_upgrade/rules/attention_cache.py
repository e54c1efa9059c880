"""LIN204: caches of attention, by which models decode step by step; a collection of variables today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import CacheUse, Context, OldType
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.layout import filled
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import type_named
from linen_upgrade.rules.training_contexts import ContextRule

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

CACHE_TYPE = "flax.nn.attention.Cache"


class AttentionCache(ContextRule):
    """`with cache.mutate() as new_cache: y = model(x, cache=new_cache)` becomes an `apply` that takes and gives it."""

    code, name = "LIN204", "attention-cache"
    summary = "Cache of attention, which is the collection 'cache' today"
    constructs = (Context, CacheUse, OldType)
    kind = "cache"
    message = "`nn.attention.Cache` is gone: `apply` takes the collection 'cache', and gives back the new one"

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every cache that is made, initialised, entered, asked or named."""
        if isinstance(construct, Context):
            yield from super().detect(construct)
        elif isinstance(construct, CacheUse) or (isinstance(construct, OldType) and construct.path == CACHE_TYPE):
            yield self.finding(construct, "`nn.attention.Cache` is gone: it is the collection 'cache' today")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what a dictionary of arrays doesn't have."""
        construct = finding.finding.construct
        if isinstance(construct, Context):
            return super().verdict_on_form(finding, file)
        if isinstance(construct, OldType):
            why = "nothing stands for the class itself: a dictionary does for its objects"
            return SAFE if construct.is_annotation else (Applicability.MANUAL, why)
        if construct.name == "()" and construct.is_whole:
            return SAFE
        if construct.name == "initialize_cache" and construct.is_whole:
            return SAFE
        if construct.name in ("()", "initialize_cache"):
            return Applicability.MANUAL, "what it is given can't be told: write it out"
        if construct.name == "mutate":
            return Applicability.MANUAL, "enter it in a `with` statement, by itself"
        why = f"a dictionary has no `{construct.name}`: take the entry of the submodule, and of that `cached_key`, "
        return Applicability.MANUAL, f"{why}`cached_value` or `cache_index`"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct
        if isinstance(construct, Context):
            yield from super().rewrite(finding, file)
            return
        if isinstance(construct, OldType):
            text = file.names.member("typing", "Any")
            yield type_named(construct, text)
            return

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            if construct.name == "()":
                return cst.Dict([])
            assert isinstance(node.func, cst.Attribute)
            text = _initialised(node.func.value, construct, finding, done, file)
            made = cst.parse_expression(text, done.module.config_for_parsing)
            assert isinstance(made, cst.Call)
            return filled(made, file.width, done)

        yield Change(construct.span, cst.Call, change)


def _initialised(
    held: cst.BaseExpression, construct: CacheUse, finding: LocatedFinding, done: Rewritten, file: FileContext
) -> str:
    """A cache of that shape: arrays of zeros for the keys and values, and indices of zero."""
    assert construct.shape is not None
    leaf, shape = construct.leaf, file.text(finding, construct.shape)
    dtype = file.text(finding, construct.dtype) if construct.dtype is not None else "None"
    dtype = f"{leaf}.dtype" if dtype == "None" else dtype
    mapped = file.names.dotted("jax.tree_util", "tree_map")
    zeros, like = (file.names.qualified("jax.numpy", name, "jnp") for name in ("zeros", "zeros_like"))
    array = f"{zeros}({_operand(shape)} + {leaf}.shape[-2:], {dtype})"
    return f"{mapped}(lambda {leaf}: {array} if {leaf}.ndim else {like}({leaf}), {done.code(held)})"


def _operand(shape: str) -> str:
    """An expression as it can stand before a `+`."""
    import libcst as cst

    simple = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.Tuple, cst.BinaryOperation)
    return shape if isinstance(cst.parse_expression(shape), simple) else f"({shape})"
