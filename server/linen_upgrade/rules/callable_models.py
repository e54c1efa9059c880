"""Models as functions that hold their parameters, for programs in which a place that calls one can't name its module.

`jax.tree_util.Partial(module.apply, {'params': params})` is a tree of arrays that can be called, as `nn.Model` was: it
goes through `jit`, `pmap` and `vmap`, and what is differentiated by it is one again. The TrainState of an optimizer
holds the parameters alone, so that optax and checkpoints see nothing of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.meaning.training_kinds import Model
from linen_upgrade.meaning.values import Value
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.training import passes_callable

if TYPE_CHECKING:
    import libcst as cst


def is_callable(model: Value, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether such a function stands for a model of the program that a finding belongs to."""
    return isinstance(model, Model) and passes_callable(finding, file)


def partial_of(file: FileContext) -> str:
    """How the file names `jax.tree_util.Partial`; to be asked for before the pass, which imports it."""
    return file.names.qualified("jax.tree_util", "Partial")


def callable_model(partial: str, apply: str, params: str, file: FileContext) -> cst.BaseExpression:
    """The function that holds `params`; all are sources."""
    import libcst as cst

    return cst.parse_expression(f"{partial}({apply}, {{{file.quoted('params')}: {params}}})")


def parameters_in(model: cst.BaseExpression, file: FileContext) -> cst.BaseExpression:
    """The parameters that such a function holds."""
    import libcst as cst

    from linen_upgrade.rules.model_object import in_parentheses

    plain = (cst.Name, cst.Attribute, cst.Call, cst.Subscript)
    held = cst.Attribute(model if isinstance(model, plain) else in_parentheses(model), cst.Name("args"))
    first = cst.SubscriptElement(cst.Index(cst.Integer("0")))
    named = cst.SubscriptElement(cst.Index(cst.SimpleString(file.quoted("params"))))
    return cst.Subscript(cst.Subscript(held, [first]), [named])
