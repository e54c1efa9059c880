"""Import statements: which names they bind to what, and which of them are pre-Linen."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.arrays import NAMESPACES
from linen_upgrade.meaning.constructs import ImportedMember, OldImport
from linen_upgrade.meaning.expressions import ExpressionReader
from linen_upgrade.meaning.gone_names import note_gone_import, note_gone_module
from linen_upgrade.meaning.library import imported
from linen_upgrade.meaning.old_defaults import note_fixed
from linen_upgrade.meaning.optimizers import PACKAGE, is_of_optim, note_optimizer_import
from linen_upgrade.meaning.scope import held_by
from linen_upgrade.meaning.training_values import holds_training
from linen_upgrade.meaning.values import Imported, Namespace, Value, qualified

_OLD = "flax.nn"


class ImportReader(ExpressionReader):
    """Reads `import …` and `from … import …`."""

    def import_statement(self, node: Node) -> None:
        """`import flax.nn as fnn, os`."""
        for name in node.children_by_field_name("name"):
            path_node, alias = _parts(name)
            path = self.text(path_node)
            bound = self.text(alias) if alias is not None else path.partition(".")[0]
            named = path if alias is not None else bound
            self.scope.bind(bound, self.module.module(named) or Imported(jax_names.today(flax_api.canonical(named))))
            note_gone_module(self, name, path_node, path)
            note_optimizer_import(
                self, node, path_node, [ImportedMember(flax_api.canonical(path), self.span(name), bound)]
            )
            if _is_old(path):
                last = path_node.named_children[-1] if path_node.named_children else path_node
                self._old_import(node, name, last, path_node, self.text(alias) if alias is not None else None, "module")

    def import_from_statement(self, node: Node) -> None:
        """`from flax import nn, optim as o`; a star import binds nothing that could be known."""
        module = node.child_by_field_name("module_name")
        if module is None:
            return
        package = "".join(self.text(module).split())
        own = self.module.module(package)
        if any(child.type == "wildcard_import" for child in node.named_children):
            self._everything_of(flax_api.canonical(package), own)
        members = []
        for name in node.children_by_field_name("name"):
            path_node, alias = _parts(name)
            path = f"{package}.{self.text(path_node)}"
            bound = self.text(alias) if alias is not None else self.text(path_node)
            name_text = self.text(path_node)
            self.scope.bind(bound, self._member_of(own, name_text, bound) if own is not None else imported(path))
            if flax_api.canonical(path) == _OLD:
                self._old_import(node, name, path_node, module, self.text(alias) if alias is not None else None, "from")
            else:
                note_fixed(self, imported(path))
                members.append(ImportedMember(flax_api.canonical(path), self.span(name), bound))
        if own is None:
            note_gone_import(self, node, package, members)
            self._optimizer_import(node, module, package, members)
        if _is_old(package):
            token = module.named_children[-1] if module.named_children else module
            self._old_import(node, node, token, module, None, "member", tuple(members))

    def _member_of(self, own: Namespace, name: str, bound: str) -> Value:
        """What a name of another file holds; if that is known by a fact, it is a fact of the name here as well."""
        member = self.module.member(own, name)
        found = self.filled(name, member, own.home)
        if self.scope.kind == "module" and (holds_training(found) or found != member):
            self.results.append((held_by(qualified(self.module.home, bound)), found))
        return found

    def _optimizer_import(self, node: Node, module: Node, package: str, members: Sequence[ImportedMember]) -> None:
        """`from flax import optim`, `from flax.optim import Adam`: `optim` is the token."""
        ours = [member.span for member in members if is_of_optim(member.path)]
        inside = is_of_optim(package)
        if ours or inside:
            names = node.children_by_field_name("name")
            named = (_parts(name)[0] for name in names if self.span(name) in ours)
            token = module.named_children[-1] if inside else next(named)
            note_optimizer_import(self, node, token, members, star=inside and not names)

    def _everything_of(self, package: str, own: Namespace | None) -> None:
        """`from flax.nn import *` binds the names that are known, as does one of a module of the code base."""
        if own is not None:
            for name in self.module.public(own):
                self.scope.bind(name, self._member_of(own, name, name))
        elif package == PACKAGE:
            for path in flax_api.names():
                if path.rpartition(".")[0] == PACKAGE:
                    self.scope.bind(path.rpartition(".")[2], imported(path))
        elif package in NAMESPACES:
            for name in flax_api.public_names():
                self.scope.bind(name, imported(f"{package}.{name}"))
                note_fixed(self, imported(f"{package}.{name}"))

    def _old_import(
        self,
        statement: Node,
        name: Node,
        token: Node,
        package: Node,
        alias: str | None,
        form: str,
        members: tuple[ImportedMember, ...] = (),
    ) -> None:
        self.constructs.append(
            OldImport(
                token=self.span(token),
                span=self.span(name),
                owner=self.owner(),
                function=None,
                certain=True,
                statement=self.span(statement),
                package=self.span(package),
                alias=alias,
                form=form,
                members=members,
            )
        )


def _is_old(path: str) -> bool:
    canonical = flax_api.canonical(path)
    return canonical == _OLD or canonical.startswith(f"{_OLD}.") or path.startswith("flax.deprecated.nn")


def _parts(name: Node) -> tuple[Node, Node | None]:
    """The path and the alias of one imported name."""
    if name.type != "aliased_import":
        return name, None
    path = name.child_by_field_name("name")
    return (path if path is not None else name), name.child_by_field_name("alias")
