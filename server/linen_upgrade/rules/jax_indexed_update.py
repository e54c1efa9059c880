"""JAX002: `jax.ops.index_update` and its kin, which are methods of arrays today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.constructs import Argument, Construct
from linen_upgrade.meaning.gone_names import INDEX, GoneCall, GoneImport, GoneName
from linen_upgrade.meaning.values import Array
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.jax_names import JaxRule, gone_members, import_without, renamed
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_PARAMETERS = ("x", "idx", "y", "indices_are_sorted", "unique_indices")
_INDEX_MAKERS = (INDEX, "jax.numpy.s_", "jax.numpy.index_exp", "numpy.s_", "numpy.index_exp")


class JaxIndexedUpdate(JaxRule):
    """`jax.ops.index_update(x, i, y)` becomes `x.at[i].set(y)`."""

    code, name = "JAX002", "jax-indexed-update"
    summary = "Indexed update by a function of jax.ops"
    constructs = (GoneCall, GoneImport, GoneName)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every call, every `jax.ops.index`, and one finding for each import statement."""
        if isinstance(construct, GoneImport):
            yield from self.found_import(construct, _told)
            return
        assert isinstance(construct, (GoneCall, GoneName))
        found = jax_names.gone(construct.path)
        if found is not None and (message := _told(found)):
            yield self.finding(construct, message)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where it isn't called, or where it can't be told which argument is which."""
        construct = finding.finding.construct
        if isinstance(construct, GoneCall):
            places = given(construct, _PARAMETERS)
            if places is None or not set(_PARAMETERS[:3]) <= set(places):
                return Applicability.MANUAL, "write `x.at[…]`: which argument is which can't be told"
            if "#" in file.text(finding, construct.arguments_span):
                return Applicability.MANUAL, "write `x.at[…]`: a comment between the arguments would be lost"
        if isinstance(construct, GoneName) and construct.path != INDEX:
            return Applicability.MANUAL, "a function that calls `x.at[…]` can take its place: `lambda x, i, y: …`"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The index that is written between the brackets; with an import, all that reads its names."""
        construct, span = finding.finding.construct, finding.construct_span
        for other in file.of_code(self.code):
            inside = span.start <= other.construct_span.start and other.construct_span.end <= span.end
            is_index = isinstance(other.finding.construct, GoneName)
            if isinstance(construct, GoneCall) and inside and is_index:
                yield other
            if isinstance(construct, GoneImport) and not isinstance(other.finding.construct, GoneImport):
                yield other

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        construct = finding.construct
        found = jax_names.gone(construct.path) if isinstance(construct, GoneCall) else None
        if found is not None:
            return f"Write .at[…].{found.method}(…)"
        return "Write jnp.s_" if isinstance(construct, GoneName) else "Take it out of the import"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct = finding.finding.construct
        if isinstance(construct, GoneImport):
            dropped = [member for member, found in gone_members(construct) if _told(found)]
            yield from import_without(finding, file, {}, dropped)
        elif isinstance(construct, GoneName):
            yield renamed(construct, file.names.dotted("jax.numpy", "s_", "jnp"))
        else:
            yield _method_call(construct, file)


def _told(found: jax_names.GoneName) -> str:
    if found.path == INDEX:
        return f"`{found.path}` is `jnp.s_` today"
    return f"`{found.path}` is `x.at[…].{found.method}(…)` today" if found.method else ""


def _method_call(construct: GoneCall, file: FileContext) -> Action:
    import libcst as cst

    places = given(construct, _PARAMETERS) or {}
    found = jax_names.gone(construct.path)
    assert found is not None
    # Functions of `jax.ops` took NumPy's arrays too, which have no `at`.
    wrapper = None if isinstance(places["x"].value, Array) else file.names.dotted("jax.numpy", "asarray", "jnp")

    def rewrite(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        held = {name: node.args[_position(construct, argument)].value for name, argument in places.items()}
        text = done.code(held["x"])
        if wrapper is not None:
            text = f"{wrapper}({text})"
        elif not isinstance(held["x"], (cst.Name, cst.Attribute, cst.Call, cst.Subscript)):
            text = f"({text})"
        index = _between_brackets(held["idx"], file, done)
        rest = "".join(f", {name}={done.code(held[name])}" for name in _PARAMETERS[3:] if name in held)
        method = f"{text}.at[{index}].{found.method}({done.code(held['y'])}{rest})"
        return cst.parse_expression(method, done.module.config_for_parsing)

    return Change(construct.span, cst.Call, rewrite)


def _position(construct: GoneCall, argument: Argument) -> int:
    return construct.arguments.index(argument)


def _between_brackets(index: cst.BaseExpression, file: FileContext, done: Rewritten) -> str:
    """The index as it is written in `x[…]`: what stands in the brackets of `jax.ops.index[…]`, too."""
    import libcst as cst

    if isinstance(index, cst.Subscript) and file.names.path(done.code(index.value)) in _INDEX_MAKERS:
        written = done.code(index)
        return written[written.index("[") + 1 : -1].strip()
    if isinstance(index, cst.Tuple) and len(index.elements) > 1:
        return done.code(index.with_changes(lpar=(), rpar=()))
    return done.code(index)
