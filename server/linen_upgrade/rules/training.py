"""What the rules of training code share: they are fixed together, program by program.

Where every place that uses a model can name its module, the model's parameters stand for it. Where one can't, a
TrainState does, which holds the module's `apply` beside the parameters; by that nothing can be differentiated, so what
is differentiated by is parameters in either case. Where a place that is handed these can't name the module either, a
function that holds them stands for the model (`callable_models`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.meaning.module_values import alternatives
from linen_upgrade.meaning.training_constructs import (
    ModelCall,
    ModelMade,
    ModelMember,
    ModelWrapped,
    ModuleInit,
    OldType,
    OptimizerCreate,
    StoredParameters,
    WrappedCall,
)
from linen_upgrade.meaning.training_kinds import Model
from linen_upgrade.meaning.values import ModuleClass, Parameter, PartialModule, Value, module_classes
from linen_upgrade.rewriting.actions import Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rewriting.programs import Program
from linen_upgrade.rules.module_access import access, held_access
from linen_upgrade.rules.rule import SAFE, Rule, Verdict


class TrainingRule(Rule):
    """A pattern of training code; all of a program agree on what is passed around, so one fix carries all."""

    in_steps = True
    shown_first = True

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """What keeps this one from being rewritten; what is lost of the program makes it unsafe."""
        own = self.verdict_on_form(finding, file)
        if own[0] is Applicability.MANUAL:
            return own
        return own if own[0] is not Applicability.SAFE else _doubt(finding, file)

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Whether this one can be rewritten, all others left aside."""
        raise NotImplementedError

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The rest of its program, and the classes of its models."""
        program = file.code_base.programs.of(finding).findings
        yield from program
        for home in dict.fromkeys(found.home for found in program):
            yield from _imports_without_use(file.code_base.files[home], program)
        yield from _modules_behind(finding, file)

    def follows(self, finding: LocatedFinding, file: FileContext) -> Iterable[tuple[LocatedFinding, bool]]:
        """The imports of flax.nn of the files that it goes through, where no class of the file takes them along."""
        for home in dict.fromkeys(found.home for found in file.code_base.programs.of(finding).findings):
            other = file.code_base.files[home]
            if not any(isinstance(found.finding.construct, ModuleDefinition) for found in other.findings):
                yield from ((found, False) for found in imports_that_switch(other))

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Upgrade this training program"


def imports_that_switch(file: FileContext) -> Iterator[LocatedFinding]:
    """The imports of flax.nn of a file that needs nothing else that Linen lacks."""
    from linen_upgrade.rules import rule

    return (found for found in file.of_code("LIN001") if rule("LIN001").verdict_alone(found, file) == SAFE)


def _doubt(finding: LocatedFinding, file: FileContext) -> Verdict:
    """What is unsafe about a whole program: what of it goes where nobody sees it."""
    programs, files = file.code_base.programs, file.code_base.files
    program = programs.of(finding)
    for home, base, item in (*program.lost, *programs.stray(program)):
        if item.where in ("", _stands_for_model(finding, file)):
            row = files[home].document.lines.row(base + item.token.start) + 1
            where = f"line {row}" + (f" of {home}" if home != finding.home else "")
            why = f"a model, an optimizer or a state of this program {item.why} ({where})"
            return Applicability.UNSAFE, f"{why}: see to it that it is treated there as in the rest"
    return SAFE


def _imports_without_use(file: FileContext, program: Sequence[LocatedFinding]) -> Iterator[LocatedFinding]:
    """The imports of flax.optim that only the program has used."""
    from linen_upgrade.rules import rule

    known = {(found.home, found.construct_span, found.finding.code) for found in program}
    for found in file.of_code("LIN002"):
        if rule("LIN002").verdict(found, file)[0] is Applicability.SAFE:
            uses = rule("LIN002").carries(found, file)
            if all((use.home, use.construct_span, use.finding.code) in known for use in uses):
                yield found


def _module_of(finding: LocatedFinding) -> Value | None:
    construct = finding.finding.construct
    if isinstance(construct, ModuleInit):
        return construct.callee
    if isinstance(construct, (ModelMade, ModelCall, ModelWrapped, WrappedCall, ModelMember, StoredParameters)):
        return construct.base
    if isinstance(construct, OptimizerCreate) and isinstance(construct.target, Model):
        return construct.target.base
    return None


def _modules_behind(finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The findings on the class of the module that one is about, and on the partials of it that made the module."""
    base = _module_of(finding)
    if base is None:
        return
    yield from file.definitions_of(base)
    for option in alternatives(base):
        while isinstance(option, PartialModule):
            if option.made_at in file.code_base.partials:
                yield file.code_base.partials[option.made_at]
            option = option.base


def stands_for_models(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether something else than its parameters stands for a model of the program that a finding belongs to."""
    return _stands_for_model(finding, file) != "parameters"


def passes_state(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a TrainState stands for a model of the program that a finding belongs to, not its parameters alone."""
    return _stands_for_model(finding, file) == "state"


def passes_callable(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a function that holds parameters stands for a model of the program that a finding belongs to."""
    return _stands_for_model(finding, file) == "callable"


def _stands_for_model(finding: LocatedFinding, file: FileContext) -> str:
    """See `Program.stands_for_model`."""
    program = file.code_base.programs.of(finding)
    if program.stands_for_model is None:
        found = "parameters"
        if _has_unnamed(program, file):
            found = "callable" if any(_is_nameless(each, file) for each in program.findings) else "state"
        program.stands_for_model = found
    return program.stands_for_model


def _is_nameless(found: LocatedFinding, file: FileContext) -> bool:
    """Whether a finding calls what is differentiated by where no TrainState is at hand that applies its module."""
    construct, home = found.finding.construct, file.code_base.files[found.home]
    if (
        not isinstance(construct, ModelCall)
        or not construct.bare
        or construct.by_class
        or not any(module_classes(construct.base))
    ):
        return False
    named = access(construct.base, construct.nearby, home, construct.holder) or held_access(
        construct.base, construct.nearby
    )
    return named is None


def _has_unnamed(program: Program, file: FileContext) -> bool:
    """Whether a module has to be named somewhere and can't."""
    for found in program.findings:
        construct, home = found.finding.construct, file.code_base.files[found.home]
        by_class = isinstance(construct, ModelCall) and construct.by_class
        base = construct.base if isinstance(construct, (ModelCall, ModelWrapped)) and not by_class else None
        is_instance = False
        if isinstance(construct, OptimizerCreate) and isinstance(construct.target, Model):
            base, is_instance = construct.target.base, True
        if isinstance(construct, ModelMember) and construct.name == "module":
            base, is_instance = construct.base, True
        holder = construct.holder if isinstance(construct, (ModelCall, ModelWrapped)) else ""
        known = access(base, construct.nearby, home, holder) if base is not None else None
        if base is not None and (known is None or (is_instance and not known.is_instance)):
            return True
    return False


def fields_of(module: ModuleClass, file: FileContext) -> Sequence[Parameter]:
    """What the constructor of a class takes today."""
    return file.signature(module).fields if module.pre_linen and module.builtin is None else module.fields


def is_name(text: str) -> bool:
    """Whether source is a name, or names and keys behind it: reading it twice costs nothing and changes nothing."""
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return False
    while isinstance(node, ast.Attribute) or (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)):
        node = node.value
    return isinstance(node, ast.Name)


def is_safe(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether all of the program that a finding belongs to can be rewritten safely."""
    from linen_upgrade.rules import rule

    program, files = file.code_base.programs.of(finding), file.code_base.files
    if program.is_safe is None:
        behind = (made for found in program.findings for made in _modules_behind(found, files[found.home]))
        together = {id(found): found for found in (*program.findings, *behind)}.values()
        verdicts = (rule(found.finding.code).verdict(found, files[found.home])[0] for found in together)
        program.is_safe = all(verdict is Applicability.SAFE for verdict in verdicts)
    return program.is_safe


def type_named(construct: OldType, text: str) -> Change:
    """Another type in the place of one that a program names."""
    import libcst as cst

    kind = cst.Name if construct.kind == "identifier" else cst.Attribute
    return Change(construct.span, kind, lambda node, done: cst.parse_expression(text))


def has_models(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether the program that a finding belongs to makes models."""
    made = (ModelMade, ModelCall)
    return any(isinstance(f.finding.construct, made) for f in file.code_base.programs.of(finding).findings)


def is_state(model: Value, bare: bool, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a TrainState stands for a model at a place."""
    return isinstance(model, Model) and not bare and not model.bare and passes_state(finding, file)
