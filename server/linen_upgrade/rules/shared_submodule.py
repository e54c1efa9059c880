"""LIN106: `Module.shared`, which is an instance that is called more than once today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Argument, Construct, SharedCall, SharedModuleCall
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.module_values import alternatives, bound_names, doubt
from linen_upgrade.meaning.moved import needs_features
from linen_upgrade.meaning.shared_calls import parameters_of_call
from linen_upgrade.meaning.signatures import bind, missing
from linen_upgrade.meaning.values import ModuleClass, ParameterValue, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.attention_call import ATTENTION
from linen_upgrade.rules.calls import (
    Placement,
    Unplaceable,
    bound_arguments,
    fields_through,
    is_input,
    place,
    unbindable,
)
from linen_upgrade.rules.cell_features import features_of
from linen_upgrade.rules.late_inputs import late_inputs
from linen_upgrade.rules.layout import arrange, filled, with_keyword
from linen_upgrade.rules.module_problems import argument_problem, held_problem, renamed_problem
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class SharedSubmodule(Rule):
    """`dec = Decoder.shared(name='decoder')` becomes `dec = Decoder(name='decoder')`."""

    code, name = "LIN106", "shared-submodule"
    summary = "Module made with Module.shared, to be called more than once"
    constructs = (SharedModuleCall,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every `.shared` of a module class, and of a partial of one."""
        if isinstance(construct, SharedModuleCall) and construct.partial:
            why = "`Module.partial` no longer exists: where callers may hand in an instance, make one"
        else:
            why = "`Module.shared` no longer exists: an instance is shared by calling it again"
        yield self.finding(construct, why)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where arguments can't be sorted; unsafe where its old name can't be known."""
        construct: SharedModuleCall = finding.finding.construct
        if why := doubt(construct.callee):
            return Applicability.MANUAL, f"`{file.text(finding, construct.callee_span)}` {why}: write what fits by hand"
        try:
            given = _given_by_calls(construct, finding, file)
        except Unplaceable as error:
            return Applicability.MANUAL, str(error)
        for module in module_classes(construct.callee):
            problem = _bound_problem(construct, module, given, finding, file) or _library_problem(
                construct, module, finding, file
            )
            if problem is not None:
                return problem
        if _runs_again(construct) and any(file.code_base.keeps_state(m) for m in module_classes(construct.callee)):
            return Applicability.UNSAFE, (
                "it keeps a state, which every call of an initialisation set up or updated in the old API, and the "
                "first one does in Linen: initial states may differ, from equal ones both go on alike"
            )
        if any(a.star == "**" and a.held is None for a in construct.arguments):
            return Applicability.UNSAFE, "`**` may hold inputs, or arguments that Linen calls otherwise"
        if not construct.named and construct.number is None:
            return (
                Applicability.UNSAFE,
                "it has no name, and which number the old API called it by can't be known here: give it a `name`",
            )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """Renamed arguments in it, the class that it is used in, and the one that it makes."""
        construct: SharedModuleCall = finding.finding.construct
        yield from (f for f in file.about(finding) if f.finding.code == "LIN104")
        yield from file.definitions_of(construct.callee)
        definition = file.definition(construct.owner or "")
        if definition is not None:
            yield definition

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Make an instance"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: SharedModuleCall = finding.finding.construct
        given, late = _given_by_calls(construct, finding, file), _late(construct, finding, file)

        def sized() -> Iterator[cst.Arg]:
            for module in module_classes(construct.callee):
                features = features_of(construct, module, finding, file) if needs_features(module) else ""
                if features:
                    yield with_keyword(cst.Arg(cst.parse_expression(features)), "features")
                return

        def instance(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            bound = bound_arguments(node, construct, construct.callee, late, done, file)
            arguments = [*sized(), *_constructor_arguments(bound, construct, given, file)]
            last = node.args[-1] if node.args else None
            made = node.with_changes(func=node.func.value, args=arrange(arguments, last))
            by_name = fields_through(construct, construct.callee, file)
            return filled(made, file.width, done) if by_name else made

        yield Change(construct.span, cst.Call, instance, order=1)
        for call in construct.calls:
            yield from _inputs_only(call, late, file)


def _late(construct: SharedModuleCall, finding: LocatedFinding, file: FileContext) -> dict[str, Span]:
    """What it binds and its calls give today: all of them stand in the same function."""
    alike = all(call.function == construct.function and not call.method for call in construct.calls)
    return late_inputs(construct.late, construct.callee, finding, file) if alike else {}


def _runs_again(construct: SharedModuleCall) -> bool:
    """Whether a shared module may be called more than once."""
    calls = construct.calls
    return len(calls) != 1 or calls[0].repeated or calls[0].function != construct.function


@dataclass(frozen=True)
class _Given:
    """A field that calls of a shared module give it, as it is called and written today."""

    parameter: str
    today: str
    source: str


def _given_by_calls(construct: SharedModuleCall, finding: LocatedFinding, file: FileContext) -> list[_Given]:
    """The fields that its calls give, each once. Raises Unplaceable."""
    found: dict[str, _Given] = {}
    for call in construct.calls:
        for item in sorted_arguments(call, file):
            if item.to_call:
                continue
            if item.parameter is None:
                raise Unplaceable(f"`{file.text(finding, call.span)}` may give it more than inputs: bind that in it")
            given = _Given(item.parameter.name, item.keyword or item.parameter.name, _source(call, item, finding, file))
            known = found.setdefault(given.parameter, given)
            if known != given:
                raise Unplaceable(
                    f"its calls give `{given.parameter}` different values, and it is a field of one module"
                )
    return list(found.values())


def _source(call: SharedCall, item: Placement, finding: LocatedFinding, file: FileContext) -> str:
    """What a call's field is where the module is made. Raises Unplaceable."""
    argument = item.argument
    text = file.text(finding, argument.value_span)
    definition = file.definition(call.owner or "")
    if argument.span in call.early and isinstance(argument.value, ParameterValue) and definition is not None:
        facts = definition.finding.construct
        signature = file.signature(facts.module)
        name = argument.value.name
        if name == text and not signature.is_input(name) and name not in facts.rebound:
            return f"{call.self_name}.{signature.field_names.get(name, name)}"
    elif argument.span in call.early:
        return text
    raise Unplaceable(f"`{text}` is given to it in a call, and may not be known where it is made: bind it there")


def sorted_arguments(call: SharedCall, file: FileContext) -> list[Placement]:
    """The arguments of a call of a shared module; those of a module method are fields where `apply` has them as such.

    Raises Unplaceable.
    """
    if not call.method:
        return [_in_call(item, call) for item in place(call, call.callee, file)]
    modules = list(module_classes(call.callee))
    placements = []
    for module in modules[:1]:
        for bound in bind(call.arguments, module.method(call.method)):
            is_field = bound.parameter is not None and is_field_of(module, bound.parameter.name, file)
            keyword = bound.argument.keyword
            if is_field and bound.parameter is not None:
                keyword = file.signature(module).field_names[bound.parameter.name]
            placements.append(Placement(bound.argument, bound.parameter, not is_field, keyword))
    return placements


def _in_call(item: Placement, call: SharedCall) -> Placement:
    """What today's constructor and today's call both take stays in the call."""
    module = next(module_classes(call.callee), None)
    builtin = flax_api.module(module.builtin) if module is not None and module.builtin else None
    fact = builtin.parameter(item.parameter.name) if builtin is not None and item.parameter is not None else None
    if fact is None or not fact.either:
        return item
    return Placement(item.argument, item.parameter, True, fact.new_name)


def is_field_of(module: ModuleClass, name: str, file: FileContext) -> bool:
    """Whether a parameter of that name is a field of an own class."""
    return module.builtin is None and name in file.signature(module).field_names


def _bound_problem(
    construct: SharedModuleCall,
    module: ModuleClass,
    given: list[_Given],
    finding: LocatedFinding,
    file: FileContext,
) -> Verdict | None:
    """Why what `.shared(…)` and its calls bind makes no instance; None where it does."""
    names = {old_name(module, a.keyword) for a in construct.arguments if a.keyword and a.keyword != "name"}
    names |= {old_name(module, key) for a in construct.arguments if not a.through for key, _ in a.held or ()}
    late = _late(construct, finding, file)
    if name := unbindable(construct, module, late, file):
        return Applicability.MANUAL, f"it binds `{name}`, an input of {module.name}: pass that in its calls"
    for name in (*sorted(names), *bound_names(construct.callee)):
        if is_input(module, name, file) and name not in late:
            return Applicability.MANUAL, f"it binds `{name}`, an input of {module.name}: pass that in its calls"
    for call in construct.calls:
        reached = bind(call.arguments, parameters_of_call(module, call.method), (), lambda word: old_name(module, word))
        again = [b.parameter.name for b in reached if b.parameter is not None and b.parameter.name in names]
        if again:
            return Applicability.MANUAL, f"it binds `{again[0]}`, and a call of it gives another value"
    if module.builtin is None and not module.pre_linen:
        return None
    already = {*names, *bound_names(construct.callee), *(field.parameter for field in given)}
    needed = [p for p in missing((), module.parameters, tuple(already)) if not is_input(module, p.name, file)]
    if needed and not any(a.star for a in construct.arguments):
        return Applicability.MANUAL, f"`{needed[0].name}` of {module.name} is given by nobody here: bind it"
    return held_problem([module], construct.arguments, file)


def _library_problem(
    construct: SharedModuleCall, module: ModuleClass, finding: LocatedFinding, file: FileContext
) -> Verdict | None:
    """Why an instance of a library module is not what it was; None where it is."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    if builtin is None:
        return None
    problem = renamed_problem(builtin)
    if problem is not None:
        return problem
    if builtin.needs_features and not features_of(construct, module, finding, file):
        return Applicability.MANUAL, (
            f"nn.{builtin.name} needs `features` today: the size of its carry, which can't be read where it is made; "
            "make it below the line that gives its first carry a name"
        )
    if builtin.name in ATTENTION:
        return Applicability.MANUAL, "write the instance and its masks by hand, as the page of LIN104 shows"
    lacking = [call for call in construct.calls if not call.method and _lacks_default(call, construct, builtin)]
    if lacking and len(lacking) < len([call for call in construct.calls if not call.method]):
        return (
            Applicability.MANUAL,
            "some of its calls rely on a default that is gone: give the argument in all of them",
        )
    return argument_problem(module, construct.arguments, finding, file)


def _lacks_default(call: SharedCall, construct: SharedModuleCall, builtin: flax_api.BuiltinModule) -> bool:
    """Whether neither a call nor the module gives an argument that Linen wants to be given."""
    module = next(module_classes(call.callee), None)
    reached = bind(call.arguments, module.parameters) if module is not None else ()
    given = {b.parameter.name for b in reached if b.parameter is not None}
    given |= {old_name(module, a.keyword) for a in construct.arguments if a.keyword}
    given |= set(bound_names(construct.callee))
    return any(fact.write_old_default == "always" and fact.name not in given for fact in builtin.parameters)


def _constructor_arguments(
    bound: list[cst.Arg], construct: SharedModuleCall, given: list[_Given], file: FileContext
) -> Iterator[cst.Arg]:
    """What the constructor takes: what was bound, the fields of the calls, and old defaults; its name last."""
    import libcst as cst

    names, others = [], []
    for argument in bound:
        keyword = argument.keyword.value if argument.keyword is not None else ""
        if keyword == "name" and construct.named:
            names.append(argument)
        elif keyword != "name":
            others.append(
                argument.with_changes(keyword=cst.Name(_today(keyword, construct, file))) if keyword else argument
            )
    yield from others
    for field in given:
        yield with_keyword(cst.Arg(cst.parse_expression(field.source)), field.today)
    for name, value in _defaults(construct):
        yield with_keyword(cst.Arg(cst.parse_expression(value)), name)
    if not construct.named and construct.number is not None:
        names.append(with_keyword(cst.Arg(cst.parse_expression(file.quoted(str(construct.number)))), "name"))
    yield from names


def _today(keyword: str, construct: SharedModuleCall, file: FileContext) -> str:
    """A field's name today; those of library modules are LIN104's."""
    for module in module_classes(construct.callee):
        if module.builtin is None:
            return file.signature(module).field_names.get(keyword, keyword)
    return keyword


def _defaults(construct: SharedModuleCall) -> Iterator[tuple[str, str]]:
    """Old defaults that the constructor has to be given, as no call gives the argument."""
    option = next(iter(alternatives(construct.callee)), None)
    module = next(module_classes(option), None) if option is not None else None
    builtin = flax_api.module(module.builtin) if module is not None and module.builtin else None
    if builtin is None or not construct.calls:
        return
    for fact in builtin.parameters:
        always = fact.write_old_default == "always" and fact.new_name is not None and fact.default is not None
        if always and all(_lacks_default(call, construct, builtin) for call in construct.calls if not call.method):
            yield str(fact.new_name), str(fact.default)


def _inputs_only(call: SharedCall, late: dict[str, Span], file: FileContext) -> Iterator[Action]:
    """A call less what the constructor takes, and with what that does not take any more."""
    import libcst as cst

    placements = sorted_arguments(call, file)
    if not late and all(item.to_call and (item.keyword in (None, item.argument.keyword)) for item in placements):
        return
    by_span: dict[Span, Placement] = {item.argument.span: item for item in placements}

    def split(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        kept = []
        for argument, original in zip(node.args, call.arguments, strict=True):
            item = by_span[original.span]
            if item.to_call:
                kept.append(with_keyword(argument, item.keyword) if item.keyword is not None else argument)
        moved = (done.result(span, cst.Arg) for span in late.values())
        kept += [cst.Arg(a.value, a.keyword, a.equal, star=a.star) for a in moved if isinstance(a, cst.Arg)]
        return node.with_changes(args=arrange(kept, node.args[-1] if node.args else None))

    yield Change(call.span, cst.Call, split, order=1)


def call_problem(call: SharedCall, file: FileContext) -> str:
    """Why a call of a shared module that comes from elsewhere can't stay as it is; '' if it can."""
    try:
        fields = [item for item in sorted_arguments(call, file) if not item.to_call]
    except Unplaceable as error:
        return str(error)
    if not fields:
        return ""
    name = fields[0].parameter.name if fields[0].parameter is not None else "what it passes"
    return f"it gives `{name}`, a field, to a shared module that is made elsewhere"


__all__ = ["Argument", "SharedSubmodule", "call_problem", "is_field_of", "sorted_arguments"]
