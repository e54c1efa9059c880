"""An optimizer's definition as optax writes it, once its form is chosen (see `optax_form`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from linen_upgrade.flax_api.optimizers import BuiltinOptimizer, OptimizerForm
from linen_upgrade.meaning.optimizers import OptimizerDefinition
from linen_upgrade.rewriting.actions import Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.optax_form import RATE, Chosen

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def written(finding: LocatedFinding, file: FileContext, chosen: Chosen) -> Change:
    """The change of the call to its form."""
    import libcst as cst

    construct: OptimizerDefinition = finding.finding.construct
    known, form = chosen.known, chosen.form
    template = cst.parse_expression(spelled(form.source, file)) if "(" in form.source else None
    inject = cst.parse_expression(spelled("optax.inject_hyperparams", file)) if chosen.injected else None

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        if template is None:
            return node.with_changes(func=cst.Name(form.source))
        assert isinstance(template, cst.Call)
        order = [a.keyword or known.parameters[position].name for position, a in enumerate(construct.arguments)]
        values = {name: argument.value for name, argument in zip(order, node.args, strict=True)}
        starts = _handed_over(chosen, values)
        is_plain = form.source.count("(") == 1
        call = _plain(node, template, order, chosen, values) if is_plain else _filled(template, known, form, values)
        return call if inject is None else _injecting(inject, call, starts)

    return Change(construct.span, cst.Call, change)


def _handed_over(chosen: Chosen, values: dict[str, cst.BaseExpression]) -> dict[str, cst.BaseExpression]:
    """Put what is handed over in place of `values`; what the injected ones are before the first step."""
    import libcst as cst

    starts: dict[str, cst.BaseExpression] = {}
    defaults = {p.name: p.default for p in chosen.known.parameters}
    for name, handed in chosen.handed.items():
        said = cst.parse_expression(handed.source) if handed.source else None
        if name in chosen.injected:
            own = values.get(name) or cst.parse_expression(defaults[name] or "None")
            new = chosen.injected[name]
            starts[new] = _start(said if said is not None else own)
            values[name] = cst.Name(new)
        elif said is not None:
            values[name] = said
    return starts


def _start(value: cst.BaseExpression) -> cst.BaseExpression:
    """What a hyper-parameter is before the first step: of the type that it is going to have, so no integer."""
    import libcst as cst

    if isinstance(value, cst.Name) and value.value == "None":
        return cst.Float("0.0")
    return cst.Float(f"{value.value}.0") if isinstance(value, cst.Integer) else value


def _injecting(inject: cst.BaseExpression, call: cst.Call, starts: Mapping[str, cst.BaseExpression]) -> cst.Call:
    """An optimizer whose hyper-parameters are part of its state: they alone, so that no other one is rounded."""
    import libcst as cst

    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    parameters = cst.Parameters([cst.Param(cst.Name(name)) for name in starts])
    made = cst.Call(inject, [cst.Arg(cst.Lambda(parameters, call))])
    return cst.Call(made, [cst.Arg(start, cst.Name(name), equal=tight) for name, start in starts.items()])


def spelled(source: str, file: FileContext) -> str:
    """Source written for `jax`, `jnp` and `optax`, with the names that the file has for them; imports are noted."""
    import libcst as cst

    module = cst.parse_module(source)
    names: dict[str, str] = {}
    for alias, path in (("jax", "jax"), ("jnp", "jax.numpy"), ("optax", "optax")):
        if f"{alias}." in source:
            found = file.names.dotted(path, "x", alias if alias != path else None)
            names[alias] = found.removesuffix(".x")

    class Spell(cst.CSTTransformer):
        def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:  # noqa: N802
            other = names.get(updated_node.value, updated_node.value)
            return updated_node if other == updated_node.value else cst.parse_expression(other)

    return module.visit(Spell()).code


def _plain(
    node: cst.Call,
    template: cst.Call,
    order: Sequence[str],
    chosen: Chosen,
    values: Mapping[str, cst.BaseExpression],
) -> cst.Call:
    """One call for one: the arguments keep their places, comments and line breaks."""
    import libcst as cst

    places = {name: part for part in template.args for name in _placeholders(part)}
    arguments: list[cst.Arg] = []
    for name, argument in zip(order, node.args, strict=True):
        place = places.get(name)
        if place is not None:
            keyword = place.keyword or (cst.Name(name) if arguments else None)
            arguments.append(_argument(argument, keyword, values[name]))
    for name, place in places.items():
        if name in values and name not in order:
            argument = _argument(cst.Arg(values[name]), place.keyword, values[name])
            arguments.insert(0 if name == RATE else len(arguments), argument)
    for part in template.args:
        inner = _placeholders(part)
        if not inner or (inner[0] not in values and inner[0] not in chosen.form.omitted):
            arguments.append(_filled_argument(part, chosen.known, values).with_changes(comma=cst.MaybeSentinel.DEFAULT))
    return node.with_changes(func=template.func, args=_laid_out(arguments, node))


def _laid_out(arguments: list[cst.Arg], node: cst.Call) -> list[cst.Arg]:
    """Arguments with the commas, lines and comments that the call had, for all that some are gone and some new."""
    import libcst as cst

    last = node.args[-1].comma if node.args else cst.MaybeSentinel.DEFAULT
    closing = last.whitespace_after if isinstance(last, cst.Comma) else None
    on_lines = isinstance(closing, cst.ParenthesizedWhitespace)
    between = node.whitespace_before_args if on_lines else cst.SimpleWhitespace(" ")
    laid_out = []
    for argument in arguments:
        comma, is_last = argument.comma, argument is arguments[-1]
        space = comma.whitespace_after if isinstance(comma, cst.Comma) else cst.SimpleWhitespace("")
        if isinstance(space, cst.ParenthesizedWhitespace):
            wanted = closing if is_last else between if space is closing else space
            indent = wanted.last_line if isinstance(wanted, cst.ParenthesizedWhitespace) else cst.SimpleWhitespace("")
            has_comment = space.first_line.comment is not None
            if is_last and closing is None and not has_comment:
                comma = cst.MaybeSentinel.DEFAULT
            else:
                comma = cst.Comma(whitespace_after=space.with_changes(last_line=indent))
        elif is_last:
            comma = cst.MaybeSentinel.DEFAULT if closing is None else cst.Comma(whitespace_after=_bare(closing))
        elif not isinstance(comma, cst.Comma) or space is closing:
            comma = cst.Comma(whitespace_after=between)
        laid_out.append(argument.with_changes(comma=comma))
    return laid_out


def _bare(space: cst.BaseParenthesizableWhitespace) -> cst.BaseParenthesizableWhitespace:
    """White space without the comment in it."""
    import libcst as cst

    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())


def _argument(argument: cst.Arg, keyword: cst.Name | None, value: cst.BaseExpression) -> cst.Arg:
    """An argument under another keyword, or without one."""
    import libcst as cst

    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    equal = argument.equal if argument.keyword is not None else tight
    return argument.with_changes(
        keyword=keyword, value=value, equal=equal if keyword is not None else cst.MaybeSentinel.DEFAULT
    )


def _separated(arguments: list[cst.Arg]) -> list[cst.Arg]:
    """Arguments with a comma behind each but the last."""
    import libcst as cst

    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    return [
        a if isinstance(a.comma, cst.Comma) or a is arguments[-1] else a.with_changes(comma=comma) for a in arguments
    ]


def _placeholders(node: cst.CSTNode) -> list[str]:
    """The old arguments that a part of a form's source stands for, as they come."""
    import libcst as cst
    import libcst.matchers as m

    place = m.Set(elements=[m.Element(m.Name())])
    found = m.findall(node, place)
    return [e.value.value for f in found if isinstance(f, cst.Set) for e in f.elements if isinstance(e.value, cst.Name)]


def _filled_argument(part: cst.Arg, known: BuiltinOptimizer, values: Mapping[str, cst.BaseExpression]) -> cst.Arg:
    """A part of the source with the arguments, or their old defaults, in the places that stand for them."""
    import libcst as cst

    defaults = {p.name: p.default for p in known.parameters}

    class Fill(cst.CSTTransformer):
        def leave_Set(self, original_node: cst.Set, updated_node: cst.Set) -> cst.BaseExpression:  # noqa: N802
            (name,) = _placeholders(original_node)
            value = values.get(name)
            return value if value is not None else cst.parse_expression(defaults[name] or "None")

    filled = part.visit(Fill())
    assert isinstance(filled, cst.Arg)
    return filled


def _filled(
    source: cst.Call,
    known: BuiltinOptimizer,
    form: OptimizerForm,
    values: Mapping[str, cst.BaseExpression],
) -> cst.Call:
    """A form of several calls, filled in; a step of a chain whose argument is None is left out."""
    import libcst as cst

    is_chain = isinstance(source.func, cst.Attribute) and source.func.attr.value == "chain"
    parts: list[cst.Arg] = []
    for part in source.args:
        step, inner = part.value, _placeholders(part)
        if is_chain and isinstance(step, cst.Call):
            if not _is_none(step, known, values):
                parts.append(part.with_changes(value=_filled(step, known, form, values)))
        elif not inner or inner[0] in values or inner[0] not in form.omitted:
            parts.append(_filled_argument(part, known, values))
    parts = [part.with_changes(comma=cst.MaybeSentinel.DEFAULT) for part in parts]
    return source.with_changes(args=_separated(parts))


def _is_none(step: cst.Call, known: BuiltinOptimizer, values: Mapping[str, cst.BaseExpression]) -> bool:
    """Whether the first argument of a step stands for None."""
    import libcst as cst

    names = _placeholders(step.args[0]) if step.args else []
    if not names:
        return False
    value = values.get(names[0])
    if value is None:
        return next(p.default for p in known.parameters if p.name == names[0]) == "None"
    return isinstance(value, cst.Name) and value.value == "None"
