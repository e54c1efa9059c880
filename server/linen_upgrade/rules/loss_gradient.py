"""What LIN503 writes where an optimizer was given a loss function, and computed the gradient by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from linen_upgrade.document import Span, free_name, identifiers
from linen_upgrade.meaning.training_constructs import GradientApplied
from linen_upgrade.rewriting.actions import Action, Change, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.added_statements import added_behind
from linen_upgrade.rules.callable_models import callable_model, is_callable, partial_of
from linen_upgrade.rules.layout import with_keyword
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import is_name

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_BY_HAND = "ask `jax.value_and_grad` for the gradient, and `apply_gradients` for the update"


def verdict(construct: GradientApplied, finding: LocatedFinding, file: FileContext) -> Verdict:
    """Manual where a statement doesn't take apart what it gave: whether that is two or three values can't be told."""
    if len(construct.targets) not in (2, 3):
        return Applicability.MANUAL, _BY_HAND
    if file.has_comment(finding, construct.span):
        return Applicability.MANUAL, "a comment stands in it, and would be lost: move that first"
    is_read_twice = construct.updates or is_callable(construct.optimizer.target, finding, file)
    if is_read_twice and not is_name(file.text(finding, construct.receiver)):
        return Applicability.MANUAL, "give what it is called on a name first: it is read more than once today"
    return SAFE


def rewrite(construct: GradientApplied, finding: LocatedFinding, file: FileContext, settings: str) -> Iterator[Action]:
    """`optimizer, loss = optimizer.optimize(loss_fn)` becomes a gradient and an update of its own.

    `settings` is the source that puts hyper-parameters into the optimizer first, or that of the optimizer.
    """
    import libcst as cst

    assert construct.pattern is not None
    targets = [file.text(finding, target) for target in construct.targets]
    outputs, grad = targets[:-1], targets[-1]
    if construct.updates:
        outputs, grad = targets[1:], free_name("grad", _names_around(construct, finding, file))
    differentiate = cst.parse_expression(file.names.qualified("jax", "value_and_grad"))
    has_aux = [with_keyword(cst.Arg(cst.Name("True")), "has_aux")] if len(outputs) == 2 else []

    partial = partial_of(file) if is_callable(construct.optimizer.target, finding, file) else ""

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        assert isinstance(node.func, cst.Attribute)
        function = next(a for a in node.args if a.keyword is None or a.keyword.value == "loss_fn")
        made = cst.Call(differentiate, args=[cst.Arg(function.value), *has_aux])
        target: cst.BaseExpression = cst.Attribute(node.func.value, cst.Name("params"))
        if partial:
            target = callable_model(partial, f"{done.code(node.func.value)}.apply_fn", done.code(target), file)
        return cst.Call(made, args=[cst.Arg(target)])

    given = outputs[0] if len(outputs) == 1 else f"({', '.join(outputs)})"
    yield Replace(construct.pattern, f"{given}, {grad}")
    yield Change(construct.span, cst.Call, change)
    if construct.updates:
        held = f"{grad}.args[0][{file.quoted('params')}]" if partial else grad
        text = f"{targets[0]} = {settings}.apply_gradients(grads={held})"
        yield added_behind(text, Span(construct.pattern.start, construct.span.end), finding, file)


def given_today(
    construct: GradientApplied, names: Mapping[str, str], finding: LocatedFinding, file: FileContext
) -> str:
    """The source of each hyper-parameter that is given beside the loss function, by today's names."""
    given = {a.keyword: file.text(finding, a.value_span) for a in construct.arguments if a.keyword in names}
    return ", ".join(f"{names[old]}={text}" for old, text in given.items() if old)


def _names_around(construct: GradientApplied, finding: LocatedFinding, file: FileContext) -> frozenset[str]:
    """What names the function around, or the file, uses."""
    root = file.document.tree.root_node
    span = construct.function.shifted(finding.base) if construct.function is not None else None
    around = root.named_descendant_for_byte_range(span.start, span.end) if span is not None else root
    return identifiers(around or root)
