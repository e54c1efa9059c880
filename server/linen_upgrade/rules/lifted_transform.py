"""LIN111: a transformation of JAX's around calls of modules, which Linen has in a form that knows of variables."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.document import Document, identifiers
from linen_upgrade.meaning.constructs import Construct, FunctionCall, ModuleCall, StateCall, TransformCall
from linen_upgrade.meaning.module_values import bound_names
from linen_upgrade.meaning.moved import needs_features
from linen_upgrade.meaning.transforms import SCANS
from linen_upgrade.meaning.values import ModuleClass, module_classes
from linen_upgrade.rewriting.actions import Action, Change, Insert
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules import wrapped_partials
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.calls import is_input
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import class_around

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_OPTIONS = {
    "jax.checkpoint": ("fun", "prevent_cse", "policy"),
    "jax.remat": ("fun", "prevent_cse", "policy"),
    "jax.jit": ("fun",),
    "jax.vmap": ("fun", "in_axes", "out_axes", "axis_name", "axis_size"),
}
"""The arguments that Linen's form takes too. By position only the first one, and vmap's axes, were given."""
_SHARED = "variable_broadcast={params}, split_rngs={{{params}: False}}"
_MAPPED = "variable_axes={{{params}: None}}, split_rngs={{{params}: False}}"
"""One set of parameters for all runs."""
_TODAY = {
    "jax.lax.while_loop": "nn.while_loop(condition, body, self, init)",
    "jax.lax.fori_loop": "nn.scan over a function of (self, carry, i), or a Python loop",
    "jax.lax.map": "nn.scan over a function that passes its carry on",
    "jax.lax.cond": "nn.cond(predicate, true, false, self, operands)",
    "jax.lax.switch": "nn.switch(index, branches, self, operands)",
    "jax.grad": "nn.grad(function, self, inputs), where the function takes the module first",
    "jax.value_and_grad": "nn.value_and_grad(function, self, inputs), where the function takes the module first",
    "jax.vjp": "nn.vjp(function, self, inputs), where the function takes the module first",
    "jax.jvp": "nn.jvp(function, self, inputs, tangents, variable_tangents)",
}


class LiftedTransform(Rule):
    """`jax.lax.scan(body, carry, xs)` becomes `nn.scan(body, …)(self, carry, xs)`, and the like."""

    code, name = "LIN111", "lifted-transform"
    summary = "Transformation of JAX's around calls of modules"
    constructs = (TransformCall,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every transformation, in a pre-Linen class, of something that calls modules."""
        assert isinstance(construct, TransformCall)
        name = construct.path.rpartition(".")[2]
        yield self.finding(construct, f"`{name}` around calls of modules has to know their variables today")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where Linen's form differs too much, or where it can't be seen what is transformed."""
        construct: TransformCall = finding.finding.construct
        if wrapped_partials.wrapped(finding, file) is not None:
            why = wrapped_partials.problem(finding, file) or _argument_problem(construct, finding, file)
            return (Applicability.MANUAL, why) if why else SAFE
        problem = (
            _problem(construct, file)
            or _held_problem(construct, finding, file)
            or _argument_problem(construct, finding, file)
        )
        if not problem and "#" in file.text(finding, construct.arguments_span):
            problem = "a comment between its arguments would be lost: move that first"
        if problem:
            return Applicability.MANUAL, problem
        if _is_kept(construct):
            return (
                Applicability.UNSAFE,
                "JAX kept the first trace of it, in newer versions at least, with its parameters: check the numbers",
            )
        if (construct.path in SCANS or construct.path == "jax.vmap") and _keeps_more(finding, construct, file):
            return (
                Applicability.UNSAFE,
                "what it runs keeps state or draws keys, or may do so: `variable_carry`, `variable_axes` and "
                "`split_rngs` say what becomes of them",
            )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The class: outside of Linen's own, today's form has no meaning."""
        definition = file.definition(finding.finding.owner or "")
        return () if definition is None else (definition,)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Use nn.{_today(finding.construct.path)}"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        from linen_upgrade.rewriting.engine import bare

        construct: TransformCall = finding.finding.construct
        lifted = file.names.linen(_today(construct.path))
        if wrapped_partials.wrapped(finding, file) is not None:
            yield from wrapped_partials.rewrite_wrap(finding, lifted)
            return
        is_scan, applied = construct.path in SCANS, construct.applied
        bound = "" if is_scan or applied is not None else file.names.qualified("functools", "partial")
        beside = _beside(construct, finding, file)
        broadcast = file.names.linen("broadcast") if beside and is_scan else ""
        form = _Form(lifted, broadcast, file.quoted("params"))
        if construct.kind == "def" and construct.header is not None and _comes_first(finding, construct, file):
            separator = ", " if construct.takes_any else ""
            first = ", ".join([_me(construct, beside), *(() if is_scan else beside)])
            yield Insert(construct.header.start + 1, f"{first}{separator}")
            if is_scan and beside and construct.second is not None:
                yield Insert(construct.second.end, "".join(f", {name}" for name in beside))

        def lift(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            held = done.code(bare(node.args[0].value))
            source = _lifted(construct, node, held, beside, form, done)
            if bound:
                source = f"{bound}({source}, {', '.join([_instance(construct, held, beside), *beside])})"
            return cst.parse_expression(source, done.module.config_for_parsing)

        def hand_over(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            held = file.text(finding, construct.arguments[0].value_span)
            comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
            first = [
                cst.Arg(cst.parse_expression(name), comma=comma)
                for name in (_instance(construct, held, beside), *beside)
            ]
            if not node.args:
                first[-1] = first[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return node.with_changes(args=[*first, *node.args])

        yield Change(construct.span, cst.Call, lift)
        if applied is not None and not is_scan:
            yield Change(applied, cst.Call, hand_over)


def _today(path: str) -> str:
    name = path.rpartition(".")[2]
    return "scan" if path in SCANS else "remat" if name == "checkpoint" else name


def _problem(construct: TransformCall, file: FileContext) -> str:
    """Why nothing can be written in its place; '' if something can."""
    name = construct.path.rpartition(".")[2]
    if construct.path not in SCANS and construct.path not in _OPTIONS:
        known = _TODAY.get(construct.path)
        return (
            f"write {known}" if known else f"Linen has no `{name}`: take the module's calls out of it, or use `nn.scan`"
        )
    if construct.kind == "unknown":
        return f"write a function that takes the module first, and `nn.{_today(construct.path)}` around it"
    if construct.self_name is None or construct.hides_self:
        return "`self` means something else here"
    if construct.used_elsewhere:
        return "the function is used elsewhere too: write one of its own for this, which takes the module first"
    if construct.repeated and (construct.path in SCANS or construct.path == "jax.jit"):
        return "it runs several times on the same parameters: make the modules before, and hand them to the function"
    if construct.kind == "class":
        return _class_problem(construct, file)
    return ""


def _held_problem(construct: TransformCall, finding: LocatedFinding, file: FileContext) -> str:
    """Why the modules that a function calls can't be handed to it; '' if they can, or if there are none."""
    # In `setup`, they would be attributes.
    moved = any(class_around(finding, file))
    if not construct.held or (not moved and not _beside(construct, finding, file)):
        return ""
    lacks_place = construct.path == "jax.vmap" or (construct.path in SCANS and construct.second is None)
    if moved or construct.binds_held or lacks_place:
        return "it calls a module that is made outside of it: hand that to the function, as an argument of its own"
    return ""


def _beside(construct: TransformCall, finding: LocatedFinding, file: FileContext) -> list[str]:
    """The shared modules that a function is handed beside `self`: it calls several, or makes modules as well."""
    in_its_place = construct.only_calls and not any(_inside(finding, construct, file))
    return [] if in_its_place else [name for name, _ in construct.held]


def _class_problem(construct: TransformCall, file: FileContext) -> str:
    if construct.path not in SCANS:
        return "write a function that takes the module first and calls the class, and transform that"
    if construct.repeated:
        return "it runs several times on the same parameters: make the module before, and scan over that"
    for module in module_classes(construct.callee):
        names = [parameter.name for parameter in module.parameters]
        held = {*names[:2], *bound_names(construct.callee)}
        asked = (*module.parameters, *(() if module.pre_linen else module.fields))
        lacking = [p.name for p in asked if p.default is None and p.name not in held]
        if len(names) < 2 or lacking or not all(is_input(module, name, file) for name in names[:2]):
            return f"write a function of (self, carry, x) that calls {module.name} with all that it needs"
    return ""


def _argument_problem(construct: TransformCall, finding: LocatedFinding, file: FileContext) -> str:
    if construct.path in SCANS:
        return _scan_problem(construct, finding, file)
    places = given(construct, _OPTIONS[construct.path])
    if places is None or "fun" not in places:
        return f"`nn.{_today(construct.path)}` has not all of these arguments: write those that it has"
    by_position = [a for a in construct.arguments[1:] if not a.keyword]
    return "" if construct.path == "jax.vmap" or not by_position else "give its options by keyword"


def _scan_problem(construct: TransformCall, finding: LocatedFinding, file: FileContext) -> str:
    places = given(construct, SCANS[construct.path])
    if places is None or not {SCANS[construct.path][0], "init"} <= set(places):
        return "which argument is which can't be told"
    if "keepdims" in places and file.text(finding, places["keepdims"].value_span) != "False":
        return "`nn.scan` hands over slices without the axis that it runs along: let the function put it back, and scan"
    if "axis" in places and _axis(file.text(finding, places["axis"].value_span)) is None:
        return "`nn.scan` runs along one axis, `in_axes` and `out_axes` as a number: which that is can't be told here"
    return ""


def _axis(source: str) -> int | None:
    """The one axis that is written out, bare or in a tuple; None of anything else."""
    try:
        value = ast.literal_eval(source)
    except (ValueError, SyntaxError):
        return None
    axis = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    return axis if type(axis) is int else None


def _is_kept(construct: TransformCall) -> bool:
    """Whether JAX found what it had traced before: of a function that stays the same, or runs again on such shapes.

    `scan_in_dim` made a new function each time.
    """
    if construct.path == "jax.vmap" or construct.path.endswith(".scan_in_dim"):
        return False
    stays = construct.kind == "function" or isinstance(construct.callee, ModuleClass)
    return stays or construct.repeated


def _keeps_more(finding: LocatedFinding, construct: TransformCall, file: FileContext) -> bool:
    """Whether what is run may have variables besides parameters, or draw keys."""
    if construct.kind in ("class", "shared"):
        return any(_class_keeps_more(module, file, set()) for module in module_classes(construct.callee))
    if construct.body is None:
        return True
    held = [module for _, value in construct.held for module in module_classes(value)]
    if any(_class_keeps_more(module, file, set()) for module in held):
        return True
    return any(_keeps(f.finding.construct, file, set()) for f in _inside(finding, construct, file))


def _inside(finding: LocatedFinding, construct: TransformCall, file: FileContext) -> Iterator[LocatedFinding]:
    """What is found in the local function that is transformed."""
    for found in file.inside(construct.owner or ""):
        if construct.body and found.base == finding.base and construct.body.contains(found.finding.construct.span):
            yield found


def _keeps(construct: Construct, file: FileContext, seen: set[str]) -> bool:
    if isinstance(construct, (StateCall, FunctionCall)):
        return True
    if isinstance(construct, ModuleCall):
        return any(_class_keeps_more(module, file, seen) for module in module_classes(construct.callee))
    return False


def _class_keeps_more(module: ModuleClass, file: FileContext, seen: set[str]) -> bool:
    if module.builtin is not None:
        builtin = flax_api.module(module.builtin)
        return module.builtin == "BatchNorm" or (builtin is not None and builtin.parameter("dropout_rate") is not None)
    found = file.definition(module.key) if module.key not in seen else None
    seen.add(module.key)
    if found is None:
        return not module.pre_linen
    home = file.code_base.files.get(found.home, file)
    return any(_keeps(f.finding.construct, home, seen) for f in home.inside(module.name))


def _comes_first(finding: LocatedFinding, construct: TransformCall, file: FileContext) -> bool:
    """Whether a finding is the first of those on one local function, whose parameters change once."""
    about = (f for f in file.of_code(finding.finding.code) if f.base == finding.base)
    return next(f for f in about if f.finding.construct.header == construct.header) == finding


def _instance(construct: TransformCall, held: str, beside: Sequence[str]) -> str:
    """What is handed over first: the module around, or the shared module that is run."""
    return held if construct.kind == "shared" else _me(construct, beside)


def _me(construct: TransformCall, beside: Sequence[str]) -> str:
    """What a local function calls the module that is handed to it: the one around, or the one that it calls."""
    return construct.self_name or "self" if beside or not construct.held else construct.held[0][0]


@dataclass(frozen=True)
class _Form:
    """How Linen's form is written in a file: the transformation, what says that all runs share an input, `params`."""

    lifted: str
    broadcast: str
    params: str


def _lifted(
    construct: TransformCall, node: cst.Call, held: str, beside: Sequence[str], form: _Form, done: Rewritten
) -> str:
    """The call of Linen's form, with what it is applied to where that is known."""
    function = _function(construct, held, beside)
    if construct.path not in SCANS:
        names = ("in_axes", "out_axes")
        options = [
            f"{argument.keyword.value if argument.keyword else names[index]}={done.code(argument.value)}"
            for index, argument in enumerate(node.args[1:])
        ]
        added = [_MAPPED.format(params=form.params)] if construct.path == "jax.vmap" else []
        return f"{form.lifted}({', '.join([function, *added, *options])})"
    places = given(construct, SCANS[construct.path]) or {}
    source = {name: done.code(node.args[construct.arguments.index(a)].value) for name, a in places.items()}
    options = [f"{name}={source[name]}" for name in ("length", "reverse", "unroll") if name in source]
    axis = _axis(source.get("axis", "0"))
    along = f"({', '.join([str(axis), *[form.broadcast] * len(beside)])})" if beside else str(axis)
    options += [f"in_axes={along}"] if axis or beside else []
    options += [f"out_axes={axis}"] if axis else []
    inputs = [_instance(construct, held, beside), source["init"], source.get("xs", "None"), *beside]
    shared = _SHARED.format(params=form.params)
    return f"{form.lifted}({', '.join([function, shared, *options])})({', '.join(inputs)})"


def _function(construct: TransformCall, held: str, beside: Sequence[str]) -> str:
    """The function to transform, which takes the module first."""
    me = _me(construct, beside)
    if construct.kind == "def":
        return held
    if construct.kind == "lambda":
        return _lambda(construct, held.removeprefix("lambda"), me, beside)
    if construct.kind == "class":
        taken = identifiers(Document(held.encode()).tree.root_node)
        carry, x = ("carry_" if "carry" in taken else "carry"), ("x_" if "x" in taken else "x")
        cells = [module for module in module_classes(construct.callee) if needs_features(module)]
        size = "" if not cells else f"{carry}.shape[-1]" if cells[0].builtin == "GRUCell" else f"{carry}[0].shape[-1]"
        return f"lambda {me}, {carry}, {x}: {held}({'features=' + size if size else ''})({carry}, {x})"
    passed = "*args" if construct.path in SCANS or not _keyworded(construct) else "*args, **kwargs"
    if construct.kind == "shared":
        name = held if held.isidentifier() else "module"
        return f"lambda {name}, {passed}: {name}({passed})"
    first = me if construct.kind == "method" else "_"
    return f"lambda {first}, {passed}: {held}({passed})"


def _lambda(construct: TransformCall, rest: str, me: str, beside: Sequence[str]) -> str:
    """A lambda that takes modules too: behind the two inputs of a scan, else in front of all."""
    if beside and construct.path in SCANS:
        # Two names without defaults, so that no other colon comes first.
        inputs, _, body = rest.lstrip().partition(":")
        return f"lambda {', '.join([me, inputs.rstrip(), *beside])}:{body}"
    first = ", ".join([me, *beside])
    return f"lambda {first}, {rest.lstrip()}" if construct.takes_any else f"lambda {first}{rest}"


def _keyworded(construct: TransformCall) -> bool:
    return construct.applied is None or construct.applied_keywords
