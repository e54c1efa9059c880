"""JAX003: names of JAX and NumPy with nothing in their place that could be written for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.gone_names import INDEX, GoneCall, GoneImport, GoneModuleImport, GoneName
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.jax_names import JaxRule
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class JaxGoneName(JaxRule):
    """`jax.random.shuffle` is gone: its page and its message say what to do instead."""

    code, name = "JAX003", "jax-gone-name"
    summary = "Name of JAX or NumPy that is gone"
    constructs = (GoneCall, GoneImport, GoneModuleImport, GoneName)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every mention, and one finding for each import statement."""
        if isinstance(construct, GoneImport):
            yield from self.found_import(construct, _told)
            return
        assert isinstance(construct, (GoneCall, GoneModuleImport, GoneName))
        found = jax_names.gone(construct.path)
        if found is not None and (message := _told(found)):
            yield self.finding(construct, message)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual, but where nothing has to take its place."""
        construct = finding.finding.construct
        if isinstance(construct, GoneCall):
            arguments = construct.arguments
            plain = len(arguments) == 2 and not any(argument.star or argument.keyword for argument in arguments)
            if plain and "(" not in file.text(finding, arguments[0].value_span):
                return SAFE
            return Applicability.MANUAL, "write its second argument alone, if the first needs no evaluation"
        imported = construct.members if isinstance(construct, GoneImport) else ()
        known = [jax_names.gone(path) for path in ([member.path for member in imported] or [construct.path])]
        notes = dict.fromkeys(found.note for found in known if found is not None and _told(found))
        return Applicability.MANUAL, f"do without it: {'; '.join(notes)}"

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Write the second argument alone"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct
        assert isinstance(construct, GoneCall)

        def second(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            value = node.args[1].value
            atoms = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.BaseNumber)
            is_primary = isinstance(value, atoms) or value.lpar
            text = done.code(value)
            return cst.parse_expression(text if is_primary else f"({text})", done.module.config_for_parsing)

        yield Change(construct.span, cst.Call, second)


def _told(found: jax_names.GoneName) -> str:
    if found.today or found.method or found.path == INDEX:
        return ""
    return f"`{found.path}` is gone: {found.note}"
