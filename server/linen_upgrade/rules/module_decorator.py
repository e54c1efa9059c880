"""LIN108: a function that `@nn.module` makes a module of, which is a class today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linen_upgrade.document import Edit, Span
from linen_upgrade.meaning.constructs import Construct, FunctionCall, FunctionDefinition
from linen_upgrade.rewriting.actions import Action, Indent, Insert, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.apply_method import ApplyMethod, readings, up_to_what_follows
from linen_upgrade.rules.class_fields import moved_parameters
from linen_upgrade.rules.rule import Rule, Verdict

MODULE = "flax.nn.module"


class ModuleDecorator(ApplyMethod):
    """`@nn.module def mlp(x, width)` becomes `class mlp(nn.Module)` with a field `width` and `def __call__(self, x)`.

    All else is as for a class with `apply`, which the function was in all but its form.
    """

    code, name = "LIN108", "module-function"
    summary = "Function made into a module by nn.module"
    constructs = (FunctionDefinition, FunctionCall)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One finding for each decorated function, on the decorator, and for each call of it as a function."""
        if isinstance(construct, FunctionDefinition):
            yield self.finding(construct, f"`@nn.module` no longer exists: write `{construct.module.name}` as a class")
        elif isinstance(construct, FunctionCall) and construct.path == MODULE:
            yield self.finding(construct, "`nn.module(…)` no longer exists: write the function as a class")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """As for a class; manual where the function has other decorators or says `self`, or is made by a call."""
        construct = finding.finding.construct
        if not isinstance(construct, FunctionDefinition):
            return Applicability.MANUAL, "write a class with its inputs in a compact `__call__` and the rest as fields"
        if construct.decorators:
            return Applicability.MANUAL, f"`@{construct.decorators[0]}` decorates it too: write the class by hand"
        if construct.says_self:
            return Applicability.MANUAL, "it has a `self` already, which the method's own would hide: rename that first"
        return super().verdict(finding, file)

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """See `ApplyMethod.carries`."""
        return super().carries(finding, file) if isinstance(finding.finding.construct, FunctionDefinition) else ()

    def follows(self, finding: LocatedFinding, file: FileContext) -> Iterable[tuple[LocatedFinding, bool]]:
        """See `ApplyMethod.follows`."""
        return super().follows(finding, file) if isinstance(finding.finding.construct, FunctionDefinition) else ()

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return (
            super().title(finding) if isinstance(finding.construct, FunctionDefinition) else Rule.title(self, finding)
        )

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """A class around the function, which becomes its `__call__`."""
        construct: FunctionDefinition = finding.finding.construct
        signature = file.signature(construct.module)
        start, margin = construct.apply.start, file.newline + file.indent(finding, construct.apply.start)
        name = file.text(finding, construct.name_token)
        yield Replace(construct.decorator, f"class {name}({file.names.linen('Module')}):")
        yield Insert(start, f"@{file.names.linen('compact')}{margin}", order=1)
        yield Replace(construct.name_token, "__call__")
        docstring, gap = _docstring(construct), file.newline + margin
        above = "" if docstring is None else file.text(finding, docstring) + gap
        if docstring is not None:
            yield Replace(up_to_what_follows(docstring, finding, file), "")
        if not signature.fields:
            yield Insert(start, above)

        def fields(lines: list[str]) -> Edit:
            return Edit(Span(start, start), above + margin.join(lines) + gap)

        yield from moved_parameters(finding, construct, signature, file, fields, construct.self_name)
        yield from readings(finding, construct, signature, file)
        yield Indent(construct.apply, construct.indent)


def _docstring(construct: FunctionDefinition) -> Span | None:
    """The docstring that becomes the class's; its lines stand as far to the right as the class's body will."""
    span = construct.apply_docstring
    return None if construct.one_line or construct.body_first == span else span
