"""LIN110: library classes that have another name or another protocol today; recurrent cells, all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import (
    CarryCall,
    Construct,
    ModuleCall,
    PartialCall,
    RenamedName,
    SharedModuleCall,
)
from linen_upgrade.meaning.module_values import alternatives
from linen_upgrade.meaning.moved import is_cell
from linen_upgrade.meaning.values import Function, ModuleClass, Value, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.cell_features import CARRY, sized_by
from linen_upgrade.rules.module_state import callable_form
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class RenamedModule(Rule):
    """`nn.ConvLSTM` becomes `nn.ConvLSTMCell`, and a first carry is asked of an instance."""

    code, name = "LIN110", "renamed-module"
    summary = "Recurrent cell by its old name, or its carry by the old protocol"
    constructs = (CarryCall, RenamedName)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every `nn.ConvLSTM`, and every `initialize_carry` asked of a class."""
        if isinstance(construct, RenamedName):
            yield self.finding(construct, f"`nn.{construct.name}` is called `nn.{construct.new_name}` today")
        else:
            yield self.finding(construct, "`initialize_carry` belongs to an instance today, which knows the size")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the cell or the arguments can't be known."""
        construct = finding.finding.construct
        if isinstance(construct, RenamedName):
            return SAFE
        modules = list(module_classes(construct.callee))
        kinds = {_is_image(m) if _is_class(construct.callee) else m.builtin for m in modules}
        if len(kinds) != 1 or not all(map(is_cell, modules)):
            return (
                Applicability.MANUAL,
                "ask an instance, `Cell(features).initialize_carry(rng, input_shape)`: which cell it is can't be known",
            )
        places = given(construct, CARRY)
        if places is None or not {"rng", "batch_dims", "size"} <= set(places):
            return Applicability.MANUAL, "ask an instance of the cell: which argument is which can't be told"
        if _calls(file.text(finding, places["size"].value_span)):
            return Applicability.UNSAFE, "the size is written twice, and computing it calls something"
        if "#" in file.text(finding, construct.arguments_span):
            return Applicability.MANUAL, "ask an instance of the cell: a comment between the arguments would be lost"
        held = places["init_fn"].value if "init_fn" in places else None
        if isinstance(held, Function) and len(held.positional) == 2:
            return Applicability.UNSAFE, "`init_fn` is called with a third argument today: let it take `dtype` too"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The call that a name is there for, which is known by it; the shared cells that learn their size from here."""
        construct = finding.finding.construct
        if isinstance(construct, CarryCall):
            yield from sized_by(construct, finding, file)
        if isinstance(construct, RenamedName):
            for found in file.findings:
                other = found.finding.construct
                is_call = isinstance(other, (ModuleCall, PartialCall, SharedModuleCall)) and found.base == finding.base
                if is_call and other.callee_span == construct.span:
                    yield found

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        construct = finding.construct
        return f"Write nn.{construct.new_name}" if isinstance(construct, RenamedName) else "Ask an instance of the cell"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct
        if isinstance(construct, RenamedName):
            new_name = construct.new_name

            def rename(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
                assert isinstance(node, cst.Attribute)
                before: cst.BaseExpression = node
                for _ in range(construct.parts):
                    assert isinstance(before, cst.Attribute)
                    before = before.value
                return node.with_changes(value=before, attr=cst.Name(new_name))

            yield Change(construct.span, cst.Attribute, rename)
            return
        builtin = flax_api.module(next(module_classes(construct.callee)).builtin or "")
        is_class = _is_class(construct.callee)
        named = None if is_class or builtin is None else file.names.linen(builtin.new_name)

        def ask(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            return cst.parse_expression(_asked(node, construct, named, done), done.module.config_for_parsing)

        yield Change(construct.span, cst.Call, ask)


def _is_class(callee: Value) -> bool:
    """Whether an instance can be made by calling it: a partial may hold a name, a shared module is one already."""
    return all(isinstance(option, ModuleClass) for option in alternatives(callee))


def _is_image(module: ModuleClass) -> bool:
    """Whether a cell's size has dimensions of space besides the features."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin is not None and "kernel_size" in builtin.new_fields


def _asked(node: cst.Call, construct: CarryCall, named: str | None, done: Rewritten) -> str:
    """`Cell(size, parent=None).initialize_carry(rng, (*batch_dims, size))`."""
    import libcst as cst

    assert isinstance(node.func, cst.Attribute)
    places = given(construct, CARRY) or {}
    held = {name: node.args[construct.arguments.index(argument)].value for name, argument in places.items()}
    size = done.code(held["size"])
    fields, sizes = [size], [size]
    if any(map(_is_image, module_classes(construct.callee))):
        # The kernel does not matter to the carry, but that it has as many dimensions as the image does.
        parts = _parts(held["size"], done)
        whole = done.code(callable_form(held["size"]))
        starred = any(part.startswith("*") for part in parts)
        kernel = f"(1,) * (len({size}) - 1)" if starred else repr((1,) * (len(parts) - 1))
        fields = [parts[-1], kernel] if parts and not parts[-1].startswith("*") else []
        fields = fields or [f"{whole}[-1]", f"(1,) * (len({size}) - 1)"]
        sizes = parts or [f"*{whole}"]
    # Without a parent: a module that makes one only for its carry must not use up an automatic name.
    fields.append("parent=None")
    if "init_fn" in held:
        fields.append(f"carry_init={done.code(held['init_fn'])}")
    shape = [*(_parts(held["batch_dims"], done) or _spread(held["batch_dims"], done)), *sizes]
    listed = shape[0] + "," if len(shape) == 1 else ", ".join(shape)
    cell = named or done.code(node.func.value)
    return f"{cell}({', '.join(fields)}).initialize_carry({done.code(held['rng'])}, ({listed}))"


def _parts(value: cst.BaseExpression, done: Rewritten) -> list[str]:
    """The elements of a tuple as it is displayed; none of anything else."""
    import libcst as cst

    elements: Iterable[cst.BaseElement] = value.elements if isinstance(value, cst.Tuple) else ()
    return [done.code(element.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for element in elements]


def _spread(value: cst.BaseExpression, done: Rewritten) -> list[str]:
    import libcst as cst

    return [] if isinstance(value, cst.Tuple) else [f"*{done.code(callable_form(value))}"]


def _calls(expression: str) -> bool:
    """Whether computing an expression calls anything."""
    try:
        return any(isinstance(node, ast.Call) for node in ast.walk(ast.parse(f"({expression})", mode="eval")))
    except SyntaxError:
        return True
