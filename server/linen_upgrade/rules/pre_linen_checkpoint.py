"""LIN601: a checkpoint restored into the parameters of a pre-Linen module."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade import flax_api
from linen_upgrade.meaning.class_names import name_today
from linen_upgrade.meaning.constructs import Construct, ModuleCall, ModuleDefinition, SharedModuleCall
from linen_upgrade.meaning.restoring import RestoreCall
from linen_upgrade.meaning.values import ModuleClass, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.rule import Rule, Verdict


class PreLinenCheckpoint(Rule):
    """`restore_checkpoint(folder, model)` needs a converted checkpoint, or names that stay."""

    code, name = "LIN601", "pre-linen-checkpoint"
    summary = "Checkpoint restored into a pre-Linen module, whose parameters have other names in Linen"
    on_request = True
    constructs = (RestoreCall,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every restored target that is of a pre-Linen class."""
        assert isinstance(construct, RestoreCall)
        name = construct.path.rpartition(".")[2]
        yield self.finding(
            construct,
            f"`{name}` fills parameters of `{construct.callee.name}`, which may be called otherwise once that is Linen",
        )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual: which checkpoints there are, no source tells."""
        construct: RestoreCall = finding.finding.construct
        problem = _renumbering_problem(construct.callee, file, set())
        own = f"is no help: {problem}" if problem else "renames parameters (not states of optimizers) rightly, too"
        return Applicability.MANUAL, (
            "convert what was stored with `linen-upgrade checkpoint`, or upgrade the classes with `--pin-names`; "
            f"`flax.training.checkpoints.convert_pre_linen` {own}"
        )


def _renumbering_problem(module: ModuleClass, file: FileContext, seen: set[str]) -> str:
    """What of a class, or of those that it makes, a renumbering by the form of names gets wrong; '' for nothing."""
    definition = next(file.definitions_of(module), None)
    if definition is None or module.key in seen:
        return ""
    seen.add(module.key)
    construct: ModuleDefinition = definition.finding.construct
    for creation in (creation for facts in construct.methods for creation in facts.creations):
        if creation.what in ("call", "shared", "open") and creation.name.rstrip("'\"").endswith((*"0123456789", "}")):
            return f"it would renumber {creation.name}, which {construct.module.name} gives by hand"
    home = file.code_base.files[definition.home]
    for found in home.inside(construct.module.name):
        if isinstance(found.finding.construct, (ModuleCall, SharedModuleCall)):
            for made in module_classes(found.finding.construct.callee):
                problem = _library_problem(made) if made.builtin else _renumbering_problem(made, file, seen)
                if problem:
                    return problem
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
