"""JAX005: arrays as static arguments of `jax.jit`, which have to be hashable today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.static_arguments import StaticArguments
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.jax_names import JaxRule
from linen_upgrade.rules.layout import first_call
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class JaxStaticArray(JaxRule):
    """`functools.partial(jax.jit, static_argnums=(1, 2))` becomes `…static_argnums=(2,))` where 1 is an array."""

    code, name = "JAX005", "jax-static-array"
    summary = "Array as a static argument of jax.jit"
    constructs = (StaticArguments,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every keyword that makes an array static."""
        assert isinstance(construct, StaticArguments)
        named = " and ".join(f"`{name}`" for name in construct.arrays)
        what = "is an array" if len(construct.arrays) == 1 else "are arrays"
        found = self.finding(
            construct, f"{named} {what}: `{construct.path}` can't hash that as a static argument today"
        )
        # Where nothing stays static, the call loses the keyword.
        yield found if _stays(construct) else replace(found, construct_span=construct.call)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Unsafe where something else is handed to the same parameter; manual for `pmap`, which would map over it."""
        construct: StaticArguments = finding.finding.construct
        if construct.path != "jax.jit":
            return Applicability.MANUAL, "give it `None` in `in_axes` and take it out of here"
        if construct.others:
            return Applicability.UNSAFE, f"`{construct.others[0]}` is handed something else than an array, too"
        return SAFE

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Trace {', '.join(finding.construct.arrays)}"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: StaticArguments = finding.finding.construct
        if _stays(construct):
            yield Change(construct.span, cst.Arg, lambda node, done: _without(node, construct, done))
            return

        def traced(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            if construct.alone:
                return node.args[0].value
            return first_call(node, [a for a in node.args if not _is(a, file.text(finding, construct.token))])

        yield Change(construct.call, cst.Call, traced)


def _stays(construct: StaticArguments) -> bool:
    """Whether some of the arguments stay static."""
    return any(place.name not in construct.arrays for place in construct.places)


def _is(argument: cst.Arg, keyword: str) -> bool:
    return argument.keyword is not None and argument.keyword.value == keyword


def _without(argument: cst.CSTNode, construct: StaticArguments, done: Rewritten) -> cst.CSTNode:
    """The keyword with what is left of its tuple or list."""
    import libcst as cst

    assert isinstance(argument, cst.Arg)
    shown = argument.value
    assert isinstance(shown, (cst.Tuple, cst.List))
    kept = [e for e, place in zip(shown.elements, construct.places, strict=True) if place.name not in construct.arrays]
    # The comma of the last one is set anew: one alone is a tuple by its comma.
    kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return argument.with_changes(value=shown.with_changes(elements=kept))


__all__ = ["JaxStaticArray"]
