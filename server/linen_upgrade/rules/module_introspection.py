"""LIN109: what a module asks of itself, of its base class, or of a module class that it runs by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct, DetachedCall, SuperCall
from linen_upgrade.meaning.introspection import Introspection
from linen_upgrade.meaning.values import ModuleClass, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.calls import Placement, Unplaceable, old_parameter, place
from linen_upgrade.rules.layout import divided, first_call, second_call, with_keyword
from linen_upgrade.rules.module_state import COLLECTION
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.super_call import Unsortable, overriding_fields, sorted_arguments

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ModuleIntrospection(Rule):
    """`self.get_param('kernel')` becomes `self.get_variable('params', 'kernel')`, and the like."""

    code, name = "LIN109", "module-introspection"
    summary = "Module that asks itself, its base or another class in the old way"
    constructs = (Introspection, SuperCall, DetachedCall)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Each such call in a pre-Linen class."""
        if isinstance(construct, Introspection):
            today = "get_variable" if construct.name == "get_param" else "is_mutable_collection"
            yield self.finding(construct, f"`self.{construct.name}` no longer exists: it is `self.{today}` today")
        elif isinstance(construct, SuperCall):
            yield self.finding(construct, "the base's `apply` is its `__call__` today, and its settings are fields")
        else:
            assert isinstance(construct, DetachedCall)
            yield self.finding(construct, f"`{construct.name}` of a module class no longer exists: ask an instance")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where arguments have no place today."""
        construct = finding.finding.construct
        if isinstance(construct, Introspection):
            return _question(construct, finding, file)
        if isinstance(construct, SuperCall):
            try:
                sorted_arguments(finding, file)
                definition = file.definition(finding.finding.owner or "")
                if definition is not None:
                    overriding_fields(definition.finding.construct, file)
            except Unsortable as error:
                return Applicability.MANUAL, str(error)
            return SAFE
        return _detached(construct, file)

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """Both classes, whose `apply` a base's call is about; and the class that is run by hand."""
        construct = finding.finding.construct
        if isinstance(construct, (SuperCall, DetachedCall)):
            yield from file.definitions_of(construct.callee)
        definition = file.definition(finding.finding.owner or "")
        if isinstance(construct, SuperCall) and definition is not None:
            yield definition

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        construct = finding.construct
        if isinstance(construct, Introspection):
            return f"Write today's form of self.{construct.name}"
        return "Call the base's __call__" if isinstance(construct, SuperCall) else "Apply an instance"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            if isinstance(construct, Introspection):
                return _asked(node, construct, done, file)
            if isinstance(construct, SuperCall):
                return _called(node, construct, finding, file)
            return _applied(node, construct, place(construct, construct.callee, file), done, file)

        yield Change(construct.span, cst.Call, change)


def _question(construct: Introspection, finding: LocatedFinding, file: FileContext) -> Verdict:
    if construct.name == "is_stateful":
        if construct.told_by:
            return SAFE
        return (
            Applicability.UNSAFE,
            "it was true while state was only read, too: ask `self.has_variable(collection, name)` where that matters",
        )
    places = given(construct, ("name",))
    if not places:
        return Applicability.MANUAL, "write `self.get_variable('params', name)`: what the name is can't be told"
    definition = file.definition(construct.owner or "")
    text = file.text(finding, places["name"].value_span)
    if definition is None or text[1:-1] not in definition.finding.construct.taken:
        return Applicability.UNSAFE, "the class declares no such parameter: a submodule may be called otherwise today"
    return SAFE


def _asked(node: cst.Call, construct: Introspection, done: Rewritten, file: FileContext) -> cst.BaseExpression:
    import libcst as cst

    assert isinstance(node.func, cst.Attribute)
    name = "get_variable" if construct.name == "get_param" else "is_mutable_collection"
    collection = cst.Arg(cst.SimpleString(file.quoted("params" if construct.name == "get_param" else COLLECTION)))
    held = [cst.Arg(argument.value) for argument in node.args]
    asked = node.with_changes(func=node.func.with_changes(attr=cst.Name(name)), args=[collection, *held])
    if not construct.told_by:
        return asked
    # State that is only read was passed in, if any was.
    present = f"{construct.self_name}.has_variable({file.quoted(COLLECTION)}, {construct.told_by})"
    either = f"{done.code(asked)} or {present}"
    return cst.parse_expression(either if construct.alone else f"({either})", done.module.config_for_parsing)


def _called(node: cst.Call, construct: SuperCall, finding: LocatedFinding, file: FileContext) -> cst.Call:
    """`super().__call__(…)` without what is a field today."""
    import libcst as cst

    assert isinstance(node.func, cst.Attribute)
    skipped = 1 if construct.explicit else 0
    kept = sorted_arguments(finding, file).kept
    arguments = [*node.args[:skipped], *(node.args[skipped + construct.arguments.index(a)] for a in kept)]
    shorter = node if len(arguments) == len(node.args) else first_call(node, arguments)
    return shorter.with_changes(func=node.func.with_changes(attr=cst.Name("__call__")))


def _detached(construct: DetachedCall, file: FileContext) -> Verdict:
    if construct.name != "call":
        return (
            Applicability.MANUAL,
            "ask an instance without a parent, `Module(…, parent=None).init_with_output(key, …)`, and take `'params'`",
        )
    modules = list(module_classes(construct.callee))
    try:
        placements = place(construct, construct.callee, file)
    except (Unplaceable, IndexError) as error:
        return Applicability.MANUAL, str(error) or "which class it is can't be known: apply an instance of it"
    if any(_is_mask(placement, module) for placement in placements for module in modules):
        return Applicability.MANUAL, "apply an instance without a parent: its masks have another form today"
    if not all(module.builtin and module.builtin != "BatchNorm" for module in modules):
        return Applicability.UNSAFE, "state and random draws that it may need have to be handed to `apply` today"
    return SAFE


def _is_mask(placement: Placement, module: ModuleClass) -> bool:
    fact = old_parameter(module, placement.parameter.name) if placement.parameter is not None else None
    return fact is not None and fact.role in ("mask", "gone")


def _applied(
    node: cst.Call, construct: DetachedCall, placements: list[Placement], done: Rewritten, file: FileContext
) -> cst.Call:
    """`Module(…, parent=None).apply({'params': params}, …)`."""
    import libcst as cst

    assert isinstance(node.func, cst.Attribute)
    fields, inputs = divided(placements, done)
    # Without a parent: its parameters are not this module's, and it takes no name here.
    fields.append(with_keyword(cst.Arg(cst.Name("None")), "parent"))
    key = cst.SimpleString(file.quoted("params"))
    variables = cst.Arg(cst.Dict([cst.DictElement(key, node.args[0].value)]))
    maker = first_call(node, fields).with_changes(func=node.func.value)
    return second_call(cst.Attribute(maker, cst.Name("apply")), node, [variables, *inputs])
