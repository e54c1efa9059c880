"""LIN601: a checkpoint restored into the parameters of a pre-Linen module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.meaning.changed_names import ChangedNames
from linen_upgrade.meaning.class_names import name_today
from linen_upgrade.meaning.constructs import Construct, ModuleCall, ModuleDefinition, SharedModuleCall
from linen_upgrade.meaning.restoring import RestoreCall
from linen_upgrade.meaning.training_constructs import StoredParameters
from linen_upgrade.meaning.values import ModuleClass, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule, is_safe

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

CODE = "LIN601"
_TO_DO = "convert what was stored with `linen-upgrade checkpoint`, or upgrade the classes with `--pin-names`"
_CONVERTER = "`flax.training.checkpoints.convert_pre_linen`"


class PreLinenCheckpoint(TrainingRule):
    """`restore_checkpoint(folder, model)` needs a converted checkpoint, or names that stay.

    Parameters that were read as they are, without a target, can be renamed where a module gets them.
    """

    code, name = CODE, "pre-linen-checkpoint"
    summary = "Checkpoint restored into a pre-Linen module, whose parameters have other names in Linen"
    constructs = (RestoreCall, StoredParameters)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every restored target that is of a pre-Linen class, and stored parameters that a module is given."""
        if isinstance(construct, StoredParameters):
            modules = " and ".join(f"`{module.name}`" for module in module_classes(construct.base))
            yield self.finding(construct, f"stored parameters of {modules} may be called otherwise once that is Linen")
            return
        assert isinstance(construct, RestoreCall)
        name = construct.path.rpartition(".")[2]
        yield self.finding(
            construct,
            f"`{name}` fills parameters of `{construct.callee.name}`, which may be called otherwise once that is Linen",
        )

    def is_on_request(self, finding: Finding) -> bool:
        """What fills a target keeps its class from nothing."""
        return isinstance(finding.construct, RestoreCall)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where a target is filled: which checkpoints there are, no source tells."""
        construct = finding.finding.construct
        if isinstance(construct, StoredParameters):
            return super().verdict(finding, file)
        problem = _renumbering_problem(construct.callee, file)
        own = f"is no help: {problem}" if problem else "renames parameters (not states of optimizers) rightly, too"
        return Applicability.MANUAL, f"{_TO_DO}; {_CONVERTER} {own}"

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Unsafe where stored parameters would not fit once they are renamed by the form of their names."""
        construct: StoredParameters = finding.finding.construct
        for module in module_classes(construct.base):
            if not module.pre_linen:
                why = f"whether stored parameters have the names that `{module.name}` has today can't be told"
                return Applicability.UNSAFE, f"{why}: {_TO_DO}"
            problem = _renumbering_problem(module, file, is_renamed=_renames(module, file))
            if problem:
                return Applicability.UNSAFE, f"{_TO_DO}: {_CONVERTER} is no help, as {problem}"
        if construct.kind not in _NODES and _is_converted(finding, file):
            return Applicability.MANUAL, "give the stored parameters a name, by which they can be converted"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The program that stored parameters go into."""
        return super().carries(finding, file) if isinstance(finding.finding.construct, StoredParameters) else ()

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """Convert them, where that changes their names."""
        import libcst as cst

        construct: StoredParameters = finding.finding.construct
        if not _is_converted(finding, file) or self.verdict_on_form(finding, file) != SAFE:
            return
        function = f"{file.names.submodule('flax.training', 'checkpoints')}.convert_pre_linen"

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.BaseExpression)
            return cst.Call(cst.parse_expression(function), [cst.Arg(node)])

        yield Change(construct.span, getattr(cst, _NODES[construct.kind]), change)


_NODES = {"identifier": "Name", "attribute": "Attribute", "subscript": "Subscript", "call": "Call"}
"""What libcst calls the expressions that can be wrapped in a call as they stand."""


def stored_parameters_of(definition: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """Where stored parameters of a class, or of one that makes it, are read by programs that can be upgraded safely.

    Once the class is Linen, nothing tells any more which names it had.
    """
    for home in file.code_base.files.values():
        for found in home.of_code(CODE):
            construct = found.finding.construct
            bases = module_classes(construct.base) if isinstance(construct, StoredParameters) else ()
            if any(definition in _definitions(base, home, set()) for base in bases) and is_safe(found, home):
                yield found


def _is_converted(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a conversion of stored parameters changes anything."""
    return any(_renames(module, file) for module in module_classes(finding.finding.construct.base))


def _definitions(module: ModuleClass, file: FileContext, seen: set[str]) -> Iterator[LocatedFinding]:
    """The definitions of a pre-Linen class and of those that it makes."""
    definition = next(file.definitions_of(module), None)
    if definition is None or module.key in seen:
        return
    seen.add(module.key)
    yield definition
    for made in _made(definition, file):
        if not made.builtin:
            yield from _definitions(made, file, seen)


def _made(definition: LocatedFinding, file: FileContext) -> Iterator[ModuleClass]:
    """The classes that a pre-Linen class makes modules of."""
    home = file.code_base.files[definition.home]
    for found in home.inside(definition.finding.construct.module.name):
        if isinstance(found.finding.construct, (ModuleCall, SharedModuleCall)):
            yield from module_classes(found.finding.construct.callee)


def _renames(module: ModuleClass, file: FileContext) -> bool:
    """Whether Linen has other names in a pre-Linen class or in those that it makes, for all that is known."""
    for definition in _definitions(module, file, set()):
        home = file.code_base.files[definition.home]
        for found in (*home.of_code("LIN602"), *home.silenced):
            names = found.finding.construct
            if isinstance(names, ChangedNames) and names.module.key == definition.finding.construct.module.key:
                return True
        if any(not made.builtin and not made.pre_linen for made in _made(definition, file)):
            return True
    return False


def _renumbering_problem(module: ModuleClass, file: FileContext, is_renamed: bool = True) -> str:
    """What of a class, or of those that it makes, a renumbering by the form of names gets wrong; '' for nothing."""
    for definition in _definitions(module, file, set()):
        problems = (problem for made in _made(definition, file) if made.builtin and (problem := _library_problem(made)))
        problem = (_hand_problem(definition.finding.construct) if is_renamed else "") or next(problems, "")
        if problem:
            return problem
    return ""


def _hand_problem(construct: ModuleDefinition) -> str:
    for creation in (creation for facts in construct.methods for creation in facts.creations):
        if creation.what in ("call", "shared", "open") and creation.name.rstrip("'\"").endswith((*"0123456789", "}")):
            return f"it would renumber {creation.name}, which {construct.module.name} gives by hand"
    return ""


def _library_problem(module: ModuleClass) -> str:
    fact = flax_api.module(module.builtin or "")
    if fact is None:
        return ""
    if fact.automatic_name != name_today(module):
        return f"it leaves `{fact.automatic_name}_…` as it is, which Linen calls `{name_today(module)}_…`"
    if any(form != "same" for _, form in fact.parameter_tree):
        return f"it leaves the parameters of nn.{module.builtin} in their old shape"
    return ""
