"""JAX001: names of JAX and NumPy that are found elsewhere today, or under another name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.gone_names import GoneImport, GoneModuleImport, GoneName
from linen_upgrade.rewriting.actions import Action, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.jax_names import JaxRule, gone_members, import_without, renamed
from linen_upgrade.rules.rule import SAFE, Verdict

_ALIASES = {"jax.numpy": "jnp", "numpy": "np"}


class JaxMovedName(JaxRule):
    """`jax.tree_multimap` becomes `jax.tree_util.tree_map`."""

    code, name = "JAX001", "jax-moved-name"
    summary = "Name of JAX or NumPy that is another one today"
    constructs = (GoneImport, GoneModuleImport, GoneName)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every mention, and one finding for each import statement."""
        if isinstance(construct, GoneImport):
            yield from self.found_import(construct, _told)
            return
        assert isinstance(construct, (GoneModuleImport, GoneName))
        found = jax_names.gone(construct.path)
        if found is not None and (message := _told(found)):
            yield self.finding(construct, message)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where an import would have to bind what is no name."""
        construct = finding.finding.construct
        if isinstance(construct, GoneImport):
            for member, found in gone_members(construct):
                is_name = found.is_path and ("." in found.today or found.today == member.binds)
                if found.today and not is_name:
                    return Applicability.MANUAL, f"write `{found.today}` where `{member.binds}` is read"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """What is replaced along: a module that is gone too, in front of the name."""
        span = finding.construct_span
        if isinstance(finding.finding.construct, GoneName):
            for other in file.of_code(self.code):
                inner = other.construct_span
                if inner != span and span.start <= inner.start and inner.end <= span.end:
                    yield other

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        construct = finding.construct
        if isinstance(construct, GoneName):
            found = jax_names.gone(construct.path)
            return f"Write {found.today}" if found is not None else "Write today's name"
        return "Import it from where it is today"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct = finding.finding.construct
        if isinstance(construct, GoneImport):
            today = {member: found.today for member, found in gone_members(construct) if found.today}
            builtin = [member for member, path in today.items() if "." not in path]
            yield from import_without(finding, file, {m: p for m, p in today.items() if "." in p}, builtin)
        elif isinstance(construct, GoneModuleImport):
            yield Replace(construct.spelled, jax_names.today(construct.path))
        else:
            yield _renamed(construct, file)


def _told(found: jax_names.GoneName) -> str:
    return f"`{found.path}` is `{found.today}` today" if found.today else ""


def _renamed(construct: GoneName, file: FileContext) -> Action:
    found = jax_names.gone(construct.path)
    assert found is not None
    text = _spelled(found, file)
    return renamed(construct, f"({text})" if text.startswith("-") and not construct.delimited else text)


def _spelled(found: jax_names.GoneName, file: FileContext) -> str:
    """Today's name as the file can write it."""
    sign, path = ("-", found.today[1:]) if found.today.startswith("-") else ("", found.today)
    home, _, name = path.rpartition(".")
    if not home or home.isdigit():
        return sign + path
    if jax_names.is_module(path):
        return sign + file.names.module(path)
    return sign + file.names.dotted(home, name, _ALIASES.get(home))
