"""LIN108: a function that `@nn.module` makes a module of, which is a class today."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.document import Edit, Span
from linen_upgrade.meaning.constructs import Construct, FunctionDefinition
from linen_upgrade.rewriting.actions import Action, Indent, Insert, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.apply_method import ApplyMethod, moved_parameters, readings
from linen_upgrade.rules.rule import Verdict


class ModuleDecorator(ApplyMethod):
    """`@nn.module def mlp(x, width)` becomes `class mlp(nn.Module)` with a field `width` and `def __call__(self, x)`.

    All else is as for a class with `apply`, which the function was in all but its form.
    """

    code, name = "LIN108", "module-function"
    summary = "Function made into a module by nn.module"
    constructs = (FunctionDefinition,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One finding for each decorated function, on the decorator."""
        assert isinstance(construct, FunctionDefinition)
        yield self.finding(construct, f"`@nn.module` no longer exists: write `{construct.module.name}` as a class")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """As for a class; manual where the function has other decorators or says `self`."""
        construct: FunctionDefinition = finding.finding.construct
        if construct.decorators:
            return Applicability.MANUAL, f"`@{construct.decorators[0]}` decorates it too: write the class by hand"
        if construct.says_self:
            return Applicability.MANUAL, "it has a `self` already, which the method's own would hide: rename that first"
        return super().verdict(finding, file)

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
            yield Replace(Span(docstring.start, construct.body_first.start), "")
        if not signature.fields:
            yield Insert(start, above)

        def fields(lines: list[str]) -> Edit:
            return Edit(Span(start, start), above + margin.join(lines) + gap)

        yield from moved_parameters(construct, signature, file, fields, construct.self_name)
        yield from readings(finding, construct, signature, file)
        yield Indent(construct.apply, construct.indent)


def _docstring(construct: FunctionDefinition) -> Span | None:
    """The docstring that becomes the class's; its lines stand as far to the right as the class's body will."""
    span = construct.apply_docstring
    return None if construct.one_line or construct.body_first == span else span
