"""LIN101: a module class with `apply`, which is a dataclass with `__call__` today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from linen_upgrade.document import Span
from linen_upgrade.meaning import Signature
from linen_upgrade.meaning.constructs import Construct, ModuleDefinition, PartialCall
from linen_upgrade.meaning.hook_definition import HookDefinition
from linen_upgrade.rewriting.actions import Action, Insert, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity
from linen_upgrade.rules import hook_method
from linen_upgrade.rules.class_fields import fields_below, fields_problem, line_of, moved_parameters
from linen_upgrade.rules.docstrings import divided, with_attributes
from linen_upgrade.rules.handed_on_fields import handed_on_problem
from linen_upgrade.rules.parameters import field_readings
from linen_upgrade.rules.pre_linen_checkpoint import stored_parameters_of
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_method import setup_actions
from linen_upgrade.rules.setup_plan import setup_plan
from linen_upgrade.rules.shared_submodule import call_problem
from linen_upgrade.rules.training import imports_that_switch

_FIRST = -1
"""Fields and the decorator go before anything else that is put at the same place."""


class ApplyMethod(Rule):
    """`def apply(self, x, width)` becomes a field `width` and `def __call__(self, x)`."""

    code, name = "LIN101", "apply-method"
    summary = "Module class that defines apply, with inputs and hyper-parameters in one signature"
    constructs: ClassVar[tuple[type[Construct], ...]] = (ModuleDefinition, HookDefinition)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One finding for each pre-Linen class, on the name `apply`; one for each method that takes settings of it."""
        if isinstance(construct, HookDefinition):
            yield self.finding(construct, hook_method.message(construct))
            return
        assert isinstance(construct, ModuleDefinition)
        name = construct.module.name
        yield self.finding(
            construct,
            f"`{name}.apply` is the pre-Linen form: hyper-parameters are fields today, `__call__` takes the inputs",
        )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the class holds what no rule rewrites; unsafe where something in it has to stay old."""
        if isinstance(finding.finding.construct, HookDefinition):
            return hook_method.verdict(finding.finding.construct, file)
        construct: ModuleDefinition = finding.finding.construct
        for obstacle in construct.obstacles:
            if obstacle.manual:
                row = file.document.lines.row(finding.base + obstacle.span.start) + 1
                why = obstacle.why or f"has no rewrite yet ({obstacle.code})"
                return Applicability.MANUAL, f"`{obstacle.text}` in line {row} {why}"
        if problem := handed_on_problem(finding, construct.module, file):
            return Applicability.MANUAL, problem
        for found in file.silenced:
            if found.finding.owner == construct.module.name and found.finding.severity is not Severity.INFORMATION:
                row = file.document.lines.row(found.span.start) + 1
                return (
                    Applicability.UNSAFE,
                    f"{found.finding.code} in line {row} is ignored, so that line stays as it is",
                )
        for obstacle in construct.obstacles:
            row = file.document.lines.row(finding.base + obstacle.span.start) + 1
            return Applicability.UNSAFE, f"`{obstacle.text}` in line {row} stays as it is: it {obstacle.why}"
        for call in construct.shared_calls:
            if problem := call_problem(call, file):
                row = file.document.lines.row(finding.base + call.span.start) + 1
                return Applicability.MANUAL, f"`{file.text(finding, call.token)}(…)` in line {row}: {problem}"
        if problem := setup_plan(finding, file).problem:
            return Applicability.MANUAL, problem
        if problem := fields_problem(construct, file.signature(construct.module)):
            return Applicability.UNSAFE, problem
        if construct.decorators:
            return (
                Applicability.UNSAFE,
                f"`@{construct.decorators[0]}` on `apply` now decorates `__call__`: does it fit?",
            )
        if construct.clashes:
            listed = ", ".join(f"`{name}`" for name in construct.clashes)
            return (
                Applicability.UNSAFE,
                f"{listed} names a parameter or submodule and is a name of Linen's or the class's own",
            )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """Everything inside the class: left in the old form it would raise nothing and mean something else."""
        module = finding.finding.construct.module
        if isinstance(finding.finding.construct, HookDefinition):
            yield from file.definitions_of(module)
            return
        yield from file.inside(module.name)
        yield from file.inside_heirs(module)
        yield from file.bases_of(module)

    def follows(self, finding: LocatedFinding, file: FileContext) -> Iterable[tuple[LocatedFinding, bool]]:
        """The calls of the class, what the functions that it calls make, and their files' imports of flax.nn."""
        module = finding.finding.construct.module
        if isinstance(finding.finding.construct, HookDefinition):
            return
        made = file.code_base.in_called_functions(finding.home, finding.base)
        followers = [*file.heirs(module), *file.callers(module), *made]
        for found in followers:
            # What training code initialises and runs must follow by hand, as its calls have to.
            construct = found.finding.construct
            yield found, not (isinstance(construct, PartialCall) and construct.place == "training")
        for found in (*file.of_code("LIN001"), *stored_parameters_of(finding, file)):
            yield found, False
        for home in dict.fromkeys(found.home for found in followers):
            yield from ((found, False) for found in imports_that_switch(file.code_base.files[home]))

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Upgrade class {finding.construct.module.name}"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """Fields, `@nn.compact`, `__call__`, its parameters, and the readings of what are fields now."""
        if isinstance(finding.finding.construct, HookDefinition):
            yield from hook_method.rewrite(finding, file)
            return
        construct: ModuleDefinition = finding.finding.construct
        signature = file.signature(construct.module)
        yield from _moved_docstring(finding, construct, signature, file)
        plan = setup_plan(finding, file)
        if plan.compact == "apply":
            line = line_of(construct.span.start, finding, file)
            yield Insert(construct.span.start, f"@{file.names.linen('compact')}{line}", _FIRST)
        yield Replace(construct.token, "__call__")
        for span in construct.annotations:
            # What has an annotation and nothing else said is a field today, the first one by position.
            yield Replace(span, f"{file.names.member('typing', 'ClassVar')}[{file.text(finding, span)}]")
        yield from moved_parameters(
            finding, construct, signature, file, lambda lines: fields_below(lines, finding, construct, file)
        )
        yield from readings(finding, construct, signature, file)
        yield from setup_actions(finding, plan, file)


def readings(
    finding: LocatedFinding, construct: ModuleDefinition, signature: Signature, file: FileContext
) -> Iterator[Action]:
    """The readings of the parameters of `apply` that are fields now."""
    fields = {field.name: signature.field_names[field.name] for field in signature.own_fields if not field.source}
    return field_readings(finding, construct, fields, file, signature.thawing.copies)


def _moved_docstring(
    finding: LocatedFinding, construct: ModuleDefinition, signature: Signature, file: FileContext
) -> Iterator[Action]:
    """A docstring of `apply` tells of what are fields now: it becomes the class's, if that has none."""
    span = construct.apply_docstring
    if span is None or not signature.own_fields or construct.one_line:
        return
    if construct.docstring is not None:
        yield from _divided_docstring(span, construct.docstring, finding, signature, file)
        return
    header = construct.class_body.start
    if construct.body_first == span or construct.fields_after is not None or _shares_line(header, finding, file):
        return
    inner, outer = file.indent(finding, span.start), file.indent(finding, construct.span.start)
    text = file.text(finding, span).split("\n")
    lines = [text[0], *(outer + line.removeprefix(inner) if line.startswith(inner) else line for line in text[1:])]
    yield Replace(up_to_what_follows(span, finding, file), "")
    rows = file.document.lines
    below = rows.start(rows.row(finding.base + construct.header_end) + 1) - finding.base
    gap = file.newline if below == construct.class_body.start - len(outer) else ""
    yield Insert(below, outer + "\n".join(lines) + file.newline + gap, 3 * _FIRST)


def _divided_docstring(
    span: Span, of_class: Span, finding: LocatedFinding, signature: Signature, file: FileContext
) -> Iterator[Action]:
    """What a docstring of `apply` tells of fields goes to the class's own."""
    names = {field.name: signature.field_names[field.name] for field in signature.own_fields}
    found = divided(file.text(finding, span), file.indent(finding, span.start), names)
    indent = file.indent(finding, of_class.start)
    told = with_attributes(file.text(finding, of_class), indent, found.entries, file.newline) if found else None
    if found is not None and told is not None and not _shares_line(of_class.start, finding, file):
        yield Replace(span, found.rest)
        yield Replace(of_class, told)


def up_to_what_follows(span: Span, finding: LocatedFinding, file: FileContext) -> Span:
    """A span with the white space behind it: a comment there stays."""
    source, end = file.document.source, finding.base + span.end
    while source[end : end + 1].isspace():
        end += 1
    return Span(span.start, end - finding.base)


def _shares_line(offset: int, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether other code stands before `offset` on its line."""
    start = file.document.lines.start(file.document.lines.row(finding.base + offset))
    return bool(file.document.source[start : finding.base + offset].strip())
