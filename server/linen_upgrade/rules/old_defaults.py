"""LIN104 on a library class that is named beside others: the old default that it lost is bound there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct, ModuleCall
from linen_upgrade.meaning.old_defaults import NamedClass, lost_defaults
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.layout import arrange, with_keyword

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def bound_default_message(construct: NamedClass) -> str:
    """What a finding on the named class says."""
    lost = " and ".join(f"`{fact.new_name}`" for fact in lost_defaults(construct.module))
    return f"{lost} of nn.{construct.module.name} has no default today, and a call of it may be of another class too"


def named_classes(construct: Construct, file: FileContext) -> Iterator[LocatedFinding]:
    """The findings, in all files, on the classes whose old defaults a call relies on: they are bound all at once."""
    if isinstance(construct, NamedClass) or (isinstance(construct, ModuleCall) and construct.defaults_bound):
        for other in file.code_base.files.values():
            for found in other.of_code("LIN104"):
                if isinstance(found.finding.construct, NamedClass):
                    yield found


def bind_default(construct: NamedClass, file: FileContext) -> Iterator[Action]:
    """`nn.BatchNorm` as `functools.partial(nn.BatchNorm, use_running_average=False)`; a partial has one more."""
    import libcst as cst

    def added() -> list[cst.Arg]:
        facts = lost_defaults(construct.module)
        return [with_keyword(cst.Arg(cst.parse_expression(f.default or "")), f.new_name or "") for f in facts]

    def more(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        last = node.args[-1] if node.args else None
        return node.with_changes(args=arrange([*node.args, *added()], last))

    if construct.binding is not None:
        # Before the call becomes another one.
        yield Change(construct.binding, cst.Call, more, order=-1)
        return
    function = file.names.qualified("functools", "partial")

    def bind(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Attribute)
        plain = node.with_changes(lpar=(), rpar=())
        bound = cst.Call(cst.parse_expression(function), args=arrange([cst.Arg(plain), *added()], None))
        # Linen takes a function that a class keeps for a method, and would hand it the instance.
        return cst.Call(cst.Name("staticmethod"), [cst.Arg(bound)]) if construct.is_attribute else bound

    yield Change(construct.span, cst.Attribute, bind, order=1)
