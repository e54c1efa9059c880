"""LIN103: a module called with inputs and hyper-parameters in one pair of parentheses."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct, ModuleCall
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.module_values import alternatives, bound_names, doubt
from linen_upgrade.meaning.moved import needs_features
from linen_upgrade.meaning.signatures import bind, missing
from linen_upgrade.meaning.stand_ins import StandIn
from linen_upgrade.meaning.values import (
    Function,
    MaybeModule,
    ModuleClass,
    Parameter,
    PartialModule,
    Value,
    module_classes,
)
from linen_upgrade.rewriting.actions import Action, Change, Lift
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules import stand_in, wrapped_partials
from linen_upgrade.rules.attention import ATTENTION, attention_verdict, plain_mask
from linen_upgrade.rules.attention_call import MASKS
from linen_upgrade.rules.attention_rewrite import attention_rewrite
from linen_upgrade.rules.calls import Placement, Unplaceable, class_that_hands_on, is_input, place
from linen_upgrade.rules.cell_features import source_of
from linen_upgrade.rules.late_inputs import late_inputs
from linen_upgrade.rules.layout import argument_of, filled, first_call, second_call, with_keyword
from linen_upgrade.rules.module_problems import argument_problem, held_problem, otherwise_today
from linen_upgrade.rules.old_defaults import named_classes
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import class_around, is_moved

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class InlineSubmoduleCall(Rule):
    """`nn.Dense(x, 500)` becomes `nn.Dense(500)(x)`."""

    code, name = "LIN103", "inline-submodule-call"
    summary = "Module called with its inputs and its hyper-parameters at once"
    constructs = (ModuleCall, StandIn)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every old-form call of a module class, a partial, or a parameter that is one; functions among these."""
        if isinstance(construct, StandIn):
            name = construct.name
            yield self.finding(
                construct, f"`{name}` stands where a module may: like its class it is to give what takes the inputs"
            )
            return
        assert isinstance(construct, ModuleCall)
        name = construct.callee_text
        yield self.finding(
            construct, f"`{name}(…)` takes inputs and hyper-parameters at once: Linen wants `{name}(…)(…)`"
        )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where arguments can't be sorted; unsafe where the order of names can't be kept."""
        if isinstance(finding.finding.construct, StandIn):
            return stand_in.verdict(finding, file)
        construct: ModuleCall = finding.finding.construct
        if why := doubt(construct.callee):
            return Applicability.MANUAL, f"`{construct.callee_text}` {why}: {_by_hand(construct, why)}"
        if wrapped_partials.wrapped(finding, file) is not None:
            why = wrapped_partials.problem(finding, file)
            return (Applicability.MANUAL, why) if why else SAFE
        for option in alternatives(construct.callee):
            if problem := _option_problem(option, construct, finding, file):
                return problem
        try:
            placements = _placements(construct, file)
        except Unplaceable as error:
            return Applicability.MANUAL, str(error)
        wanted = _wanted(construct, placements, file, finding)
        if why := stand_in.call_problem(construct, placements, (name for w in wanted for name, _, _ in w), file):
            return Applicability.MANUAL, f"`{construct.callee_text}` {why}"
        if len(wanted) > 1:
            names = " and ".join(sorted({module.name for module in module_classes(construct.callee)}))
            return Applicability.MANUAL, f"it may be {names}, not all of which want an old default written out: bind it"
        if construct.unlifted and not is_moved(finding, file):
            reason = f"the inner module would get the outer one's automatic name: {construct.unlifted}"
            return Applicability.UNSAFE, reason
        return _star_problem(construct, placements, file) or SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """What changes in this very call's arguments, and the own class that it calls."""
        if isinstance(finding.finding.construct, StandIn):
            yield from stand_in.calls_of(finding.finding.construct, file)
            yield from class_around(finding, file)
            return
        construct: ModuleCall = finding.finding.construct
        yield from stand_in.definitions(construct, file)
        yield from (f for f in file.about(finding) if f.finding.code == "LIN104")
        yield from file.definitions_of(construct.callee)
        yield from class_around(finding, file)
        yield from class_that_hands_on(finding, file)
        definition = file.definition(finding.finding.owner or "")
        if definition is not None and (_late(construct, finding, file) or wrapped_partials.wrapped(finding, file)):
            yield definition
        if construct.lifted:
            # What moves out of a statement and in which order has to be settled for the whole statement at once.
            yield from (f for f in _calls(file) if _same_statement(f, finding))
        if _is_attention(construct):
            # All lines that are put before calls of one class or function choose from the same names.
            others = (f for f in _calls(file) if f.base == finding.base)
            yield from (f for f in others if _is_attention(f.finding.construct))

    def follows(self, finding: LocatedFinding, file: FileContext) -> Iterable[tuple[LocatedFinding, bool]]:
        """The classes that it may be of and that have lost a default, where they are named."""
        for named in named_classes(finding.finding.construct, file):
            yield named, True

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        if isinstance(finding.construct, StandIn):
            return f"Let {finding.construct.name} give what takes the inputs"
        return f"Call {finding.construct.callee_text}(…)(…)"

    def otherwise(self, finding: LocatedFinding, file: FileContext) -> tuple[str, str] | None:
        """See `Rule.otherwise`."""
        construct = finding.finding.construct
        return plain_mask(construct, finding, file) if isinstance(construct, ModuleCall) else None

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        if isinstance(finding.finding.construct, StandIn):
            yield from stand_in.rewrite(finding, file)
            return
        construct: ModuleCall = finding.finding.construct
        if wrapped_partials.wrapped(finding, file) is not None:
            yield from wrapped_partials.rewrite_call(construct)
            return
        placements = _placements(construct, file)

        def split(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            return split_call(node, construct, placements, done, file, finding)

        yield Change(construct.span, cst.Call, split, order=1)
        # In `setup`, names are given and not counted.
        for span, variable in construct.lifted if not is_moved(finding, file) else ():
            yield Lift(span, variable, construct.nesting.statement, construct.nesting.inline)


def _placements(construct: ModuleCall, file: FileContext) -> list[Placement]:
    """Where its arguments go. Raises Unplaceable."""
    if isinstance(construct.callee, Function):
        return stand_in.place_direct(construct, file)
    return place(construct, construct.callee, file)


def _late(construct: ModuleCall, finding: LocatedFinding, file: FileContext) -> dict[str, Span]:
    """What the partial that is called bound and the call itself gives today."""
    partial = construct.callee
    late = late_inputs(partial.late, partial, finding, file) if isinstance(partial, PartialModule) else {}
    given = {argument.keyword for argument in construct.arguments}
    return {name: span for name, span in late.items() if name not in given}


def _option_problem(option: Value, construct: ModuleCall, finding: LocatedFinding, file: FileContext) -> Verdict | None:
    """Why a call does not fit one of the modules that it may be of; None where it does."""
    module = next(module_classes(option), None)
    if module is None:
        return None
    late = _late(construct, finding, file)
    held = [name for name in bound_names(option) if is_input(module, name, file) and name not in late]
    if held:
        return Applicability.MANUAL, f"a partial binds its input `{held[0]}`: pass that in the call"
    lacking = _lacking(construct, module, bound_names(option))
    if lacking:
        return Applicability.MANUAL, f"`{lacking[0].name}` of {module.name} is given by nobody: give it here"
    problem = _library_problem(module, construct, finding, file)
    if problem is not None:
        return problem
    if needs_features(module) and not _features(construct, construct.callee, file, finding):
        return Applicability.MANUAL, f"nn.{module.name} needs `features` today: give the carry a name first"
    return None


def _star_problem(construct: ModuleCall, placements: list[Placement], file: FileContext) -> Verdict | None:
    """Why what stars hold may mean something else today; None where it can't."""
    stars = {argument.star for argument in construct.arguments if argument.held is None}
    modules = list(module_classes(construct.callee))
    moved = dict.fromkeys(name for module in modules for name in _moved(module))
    if moved and "*" in stars:
        return Applicability.UNSAFE, f"`*` may hold arguments that need their keywords today ({_listed(moved)})"
    given = {p.parameter.name for p in placements if p.parameter is not None} | set(bound_names(construct.callee))
    otherwise = dict.fromkeys(n for module in modules for n in otherwise_today(module, file) if n not in given)
    if otherwise and "**" in stars:
        return Applicability.UNSAFE, f"`**` may hold arguments that are others today ({_listed(otherwise)})"
    return held_problem(modules, construct.arguments, file)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _by_hand(construct: ModuleCall, why: str) -> str:
    """What a person can do about a call of what may be no module."""
    if why != MaybeModule().why:
        return "write the call that fits by hand"
    name = construct.callee_text
    return (
        f"let the function be one that gives it (`lambda: nn.relu`), as a class gives a module, and call `{name}(…)(x)`"
    )


def _moved(module: ModuleClass) -> list[str]:
    """The parameters of a library module that its constructor takes at another position today, or by keyword."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    fields = builtin.parameters if builtin is not None else ()
    return [p.name for p in fields if p.role == "field" and builtin and p.name not in builtin.positional_fields]


def _lacking(construct: ModuleCall, module: ModuleClass, already: tuple[str, ...]) -> list[Parameter]:
    """The parameters that have to be given and surely are not; today's fields of a class that is Linen already too."""
    if module.builtin is not None or module.pre_linen:
        return missing(construct.arguments, module.parameters, already)
    keywords = {*already, *(argument.keyword for argument in construct.arguments)}
    required = [field for field in module.fields if field.default is None and field.name not in keywords]
    plain = sum(not argument.keyword for argument in construct.arguments)
    starred = any(argument.star for argument in construct.arguments)
    return [] if starred or plain > len(required) else required


def _calls(file: FileContext) -> Iterator[LocatedFinding]:
    """The findings on calls of a file."""
    return (f for f in file.of_code(InlineSubmoduleCall.code) if isinstance(f.finding.construct, ModuleCall))


def _is_attention(construct: ModuleCall) -> bool:
    return any(module.builtin in ATTENTION for module in module_classes(construct.callee))


def _same_statement(first: LocatedFinding, second: LocatedFinding) -> bool:
    statements = [found.finding.construct.nesting.statement for found in (first, second)]
    return first.base == second.base and statements[0] == statements[1]


def _library_problem(
    module: ModuleClass, construct: ModuleCall, finding: LocatedFinding, file: FileContext
) -> Verdict | None:
    builtin = flax_api.module(module.builtin) if module.builtin else None
    if builtin is None:
        return None
    return argument_problem(module, construct.arguments, finding, file) or attention_verdict(
        builtin, construct, finding, file
    )


def split_call(
    node: cst.Call,
    construct: ModuleCall,
    placements: list[Placement],
    done: Rewritten,
    file: FileContext,
    finding: LocatedFinding,
) -> cst.Call:
    """`f(x, a)` as `f(a)(x)`, with the arguments as the changes below have left them."""
    import libcst as cst

    constructor: list[cst.Arg] = []
    inputs: list[cst.Arg] = []
    attention = attention_rewrite(construct, done, finding, file)
    for placement in placements:
        argument = argument_of(placement, done)
        if attention is not None and placement.parameter is not None and argument is not None:
            argument = attention.argument(placement.parameter.name, argument)
            is_mask = placement.parameter.name in (*MASKS, "cache")
            placement = replace(placement, to_call=False, keyword=None) if is_mask else placement
        if argument is None or (attention is None and _is_gone(placement, construct)):
            continue
        if placement.keyword is not None:
            argument = with_keyword(argument, placement.keyword)
        (inputs if placement.to_call else constructor).append(argument)
    for name, span in _late(construct, finding, file).items():
        given = done.result(span, cst.Arg)
        if isinstance(given, cst.Arg):
            inputs.append(given if given.star else with_keyword(given, name))
    extra = attention.added() if attention is not None else ()
    for name, value, to_call in (*_defaults(construct, placements, file, finding), *extra):
        added = with_keyword(cst.Arg(cst.parse_expression(_as_named_here(value, file))), name)
        side = inputs if to_call else constructor
        side.insert(0 if name == FEATURES else len(side), added)
    first = first_call(node, constructor)
    if any(placement.written for placement in placements):
        first = filled(first, file.width, done)
    call = second_call(first, node, inputs)
    return attention.wrapped(call) if attention is not None else call


def _as_named_here(value: str, file: FileContext) -> str:
    """The source of a default, which facts write with `jnp`."""
    package, _, name = value.rpartition(".")
    return file.names.qualified("jax.numpy", name, package) if package == "jnp" else value


def _is_gone(placement: Placement, construct: ModuleCall) -> bool:
    """Whether what an argument was for has no place in the module of today."""
    for module in module_classes(construct.callee):
        builtin = flax_api.module(module.builtin) if module.builtin else None
        name = placement.parameter.name if placement.parameter is not None else ""
        fact = builtin.parameter(name) if builtin is not None else None
        if fact is not None and fact.role == "gone":
            return True
    return False


FEATURES = "features"
"""The first field of recurrent cells."""
_Added = tuple[str, str, bool]
"""Today's keyword, the value to write, and whether it belongs to the call."""


def _defaults(
    construct: ModuleCall, placements: list[Placement], file: FileContext, finding: LocatedFinding
) -> Iterator[_Added]:
    """Old defaults that have to be written out today, where all that may be called wants the same."""
    wanted = _wanted(construct, placements, file, finding)
    if len(wanted) == 1:
        yield from wanted.pop()


def _wanted(
    construct: ModuleCall, placements: list[Placement], file: FileContext, finding: LocatedFinding
) -> set[tuple[_Added, ...]]:
    """What each module that may be called wants to have written out."""
    wanted: set[tuple[_Added, ...]] = set()
    for option in alternatives(construct.callee):
        if isinstance(option, Function):
            continue
        features = _features(construct, option, file, finding)
        sized: tuple[_Added, ...] = ((FEATURES, features, False),) if features else ()
        added = _added(option, placements, file, finding, always=not construct.defaults_bound)
        wanted.add((*added, *sized))
    return wanted


def _added(
    callee: Value, placements: list[Placement], file: FileContext, finding: LocatedFinding, always: bool
) -> Iterator[_Added]:
    module = next(module_classes(callee), None)
    builtin = flax_api.module(module.builtin) if module is not None and module.builtin else None
    if builtin is None:
        return
    given = {p.parameter.name: p.argument.value_span for p in placements if p.parameter is not None}
    for argument in (p.argument for p in placements):
        given |= {old_name(module, name): argument.span for name, _ in argument.held or ()}
    off = {name for name, span in given.items() if file.text(finding, span) == "False"}
    for fact in builtin.parameters:
        condition = fact.write_old_default
        if condition is None or fact.name in {*given, *bound_names(callee)} or fact.new_name is None:
            continue
        kind, _, names = condition.partition(":")
        if fact.default is not None and (
            (kind == "always" and always)
            or (kind == "with" and names in {*given, *bound_names(callee)})
            or (kind == "half" and off.issuperset(names.split(",")) and file.mentions(flax_api.HALF_PRECISION))
        ):
            yield fact.new_name, fact.default, fact.role == "input"


def _features(construct: ModuleCall, callee: Value, file: FileContext, finding: LocatedFinding) -> str:
    """The size of a cell's carry, read off what the call passes for it; '' where it needs none or can't be known."""
    module = next(module_classes(callee), None)
    if module is None or not needs_features(module):
        return ""
    for item in bind(construct.arguments, module.parameters):
        if item.parameter is not None and item.parameter.name == "carry":
            text = file.text(finding, item.argument.value_span)
            if item.argument.is_name:
                return f"{text}.shape[-1]" if module.builtin == "GRUCell" else f"{text}[0].shape[-1]"
            first = "" if module.builtin == "GRUCell" else _first_name(text)
            return f"{first}.shape[-1]" if first else source_of(construct, finding, file)
    return ""


def _first_name(display: str) -> str:
    """The first of the names that a tuple is displayed with."""
    try:
        tree = ast.parse(f"({display})", mode="eval").body
    except SyntaxError:
        return ""
    names = [part.id for part in tree.elts if isinstance(part, ast.Name)] if isinstance(tree, ast.Tuple) else []
    return names[0] if isinstance(tree, ast.Tuple) and len(names) == len(tree.elts) else ""
