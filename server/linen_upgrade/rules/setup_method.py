"""Writes `setup`, and reads from it where things were made before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Edit, Span
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.rewriting.actions import Action, Change, Pieces
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.layout import arrange
from linen_upgrade.rules.setup_plan import Moved, SetupPlan

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def setup_actions(definition: LocatedFinding, plan: SetupPlan, file: FileContext) -> Iterator[Action]:
    """Puts `setup` in front of `apply`, and its attributes in the place of what it makes."""
    import libcst as cst

    if not plan.moved:
        return
    construct: ModuleDefinition = definition.finding.construct
    made: dict[int, str] = {}
    for index, moved in enumerate(plan.moved):
        for facts, creation in moved.places:
            yield Change(creation.span, cst.Call, _moved_away(index, moved, facts.self_name, made), order=2)

    def pieces(node: cst.CSTNode, done: Rewritten) -> list[Edit]:
        place = construct.span.start
        outer = file.newline + file.indent(definition, place)
        inner = file.newline + _body_indent(definition, construct, file)
        body = "".join(_lines(plan, construct.self_name, made, done, inner))
        return [Edit(Span(place, place), f"def setup({construct.self_name}):{body}{file.newline}{outer}")]

    yield Pieces(construct.class_span, cst.ClassDef, pieces)


def _body_indent(definition: LocatedFinding, construct: ModuleDefinition, file: FileContext) -> str:
    if not construct.one_line:
        return file.indent(definition, construct.body_first.start)
    inner, outer = file.indent(definition, construct.span.start), file.indent(definition, construct.class_span.start)
    return inner + inner.removeprefix(outer)


def _lines(plan: SetupPlan, self_name: str, made: dict[int, str], done: Rewritten, indent: str) -> Iterator[str]:
    """The statements of `setup`, each with the line break and the indentation before it."""
    import libcst as cst

    unit = done.module.default_indent
    before: tuple[object, ...] = ()
    for index, moved in enumerate(plan.moved):
        at = indent
        for depth, loop in enumerate(moved.loops):
            node = done.result_at(loop.start, cst.For)
            if isinstance(node, cst.For) and before[: depth + 1] != moved.loops[: depth + 1]:
                yield f"{at}for {done.code(node.target)} in {done.code(node.iter)}:"
            at += unit
        before = moved.loops
        if moved.attribute:
            yield f"{at}{self_name}.{moved.attribute} = {made[index]}"
        else:
            yield f"{at}setattr({self_name}, {moved.name}, {made[index]})"


def _moved_away(index: int, moved: Moved, self_name: str, made: dict[int, str]):  # type: ignore[no-untyped-def]
    import libcst as cst

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        # An old call has become a constructor that is called; all else is made by the call itself.
        is_called = isinstance(node.func, cst.Call)
        maker = cst.ensure_type(node.func if is_called else node, cst.Call)
        maker = _with_values(maker, dict(moved.replaced))
        constructor = _without_name(maker) if not moved.keeps_name else _with_name(maker, moved.name)
        made.setdefault(index, done.code(constructor.with_changes(lpar=(), rpar=())))
        if moved.attribute:
            attribute = cst.parse_expression(f"{self_name}.{moved.attribute}")
        else:
            attribute = cst.parse_expression(f"getattr({self_name}, {moved.name})")
        return node.with_changes(func=attribute) if is_called else attribute

    return change


def _with_values(call: cst.Call, values: dict[str, str]) -> cst.Call:
    """A constructor that reads the fields that a helper was handed."""
    import libcst as cst

    class Replacing(cst.CSTTransformer):
        def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:  # noqa: N802
            return cst.parse_expression(values[original_node.value]) if original_node.value in values else updated_node

        def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:  # noqa: N802
            return updated_node.with_changes(keyword=original_node.keyword)

        def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:  # noqa: N802
            return updated_node.with_changes(attr=original_node.attr)

    return cst.ensure_type(call.visit(Replacing()), cst.Call) if values else call


def _without_name(call: cst.Call) -> cst.Call:
    kept = [a for a in call.args if a.keyword is None or a.keyword.value != "name"]
    return call.with_changes(args=arrange(kept, call.args[-1] if call.args else None))


def _with_name(call: cst.Call, name: str) -> cst.Call:
    """The constructor of a submodule whose attribute is called otherwise; parameters have their name in any case."""
    import libcst as cst

    from linen_upgrade.rules.layout import with_keyword

    named = any(a.keyword is not None and a.keyword.value == "name" for a in call.args)
    is_variable = isinstance(call.func, cst.Attribute) and call.func.attr.value in ("param", "variable")
    if named or is_variable:
        return call
    added = with_keyword(cst.Arg(cst.parse_expression(name)), "name")
    return call.with_changes(args=arrange([*call.args, added], call.args[-1] if call.args else None))


__all__ = ["setup_actions"]
