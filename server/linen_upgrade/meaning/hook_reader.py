"""The methods of heirs that take settings from a base's `apply`, and where in a class fields may stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tree_sitter import Node

from linen_upgrade.document import ASIDES, parts_of
from linen_upgrade.meaning.class_parts import ClassParts, MethodParts, docstring_of, follows
from linen_upgrade.meaning.constructs import Evidence, EvidenceKind
from linen_upgrade.meaning.hook import Hook
from linen_upgrade.meaning.hook_definition import HookDefinition
from linen_upgrade.meaning.hooks import kept_in_the_call, settings_of, with_those_of_the_hook
from linen_upgrade.meaning.methods import MethodReader
from linen_upgrade.meaning.names_read import names_read
from linen_upgrade.meaning.scope import Scope
from linen_upgrade.meaning.signatures import parameters_of
from linen_upgrade.meaning.values import ModuleClass, Parameter, Value, qualified


class HookReader(MethodReader):
    """Reads what a class has to do with the `**kwargs` of its base's `apply`."""

    def with_settings(
        self, name: str, base: ModuleClass, parts: ClassParts
    ) -> tuple[Hook | None, tuple[Parameter, ...]]:
        """The hook and the parameters of a class that has the `apply` of its base."""
        method = parts.methods.get(base.hook.method) if base.hook is not None else None
        listed: list[Parameter] = []
        if method is not None:
            with self.nested("class"):
                self._bind_attributes(parts.others)
                listed = [p for p, _ in self._parameters(method.node)][1:]
        return with_those_of_the_hook(qualified(self.module.home, name), base, listed, parts)

    def keep_settings(self, module: ModuleClass, bases: Sequence[Value], parts: ClassParts, name: Node) -> None:
        """Tell of settings that can't be fields, for what the class does with a method or a name."""
        if self.shallow or not module.pre_linen:
            return
        base = next((b for b in bases if isinstance(b, ModuleClass)), None)
        made = frozenset({*self.calls.taken, *self.calls.submodule_names})
        for holder, setting in kept_in_the_call(module, base, len(bases) == 1, parts, made, self.text):
            span, text = self.span(name), f"class {self.text(name)}"
            self.evidence.append(Evidence(holder, setting, EvidenceKind.STAYS, span, text, role="input"))

    def hook_definition(
        self, module: ModuleClass, name: str, parts: ClassParts, scope: Scope | None, body: Node
    ) -> None:
        """The construct of a method that has settings; nothing for any other."""
        method = parts.methods[name]
        called, listed = method.node.child_by_field_name("name"), method.node.child_by_field_name("parameters")
        inside = method.node.child_by_field_name("body")
        settings = settings_of(module, name) if module.pre_linen else ()
        if not settings or scope is None or scope.self_name is None:
            return
        if called is None or listed is None or inside is None:
            return
        statements = parts_of(inside)
        behind = statements[1:] if docstring_of(statements) is not None and len(statements) > 1 else statements
        fields_after = self._fields_after(parts, method, body)
        self.constructs.append(
            HookDefinition(
                token=self.span(called),
                span=self.span(method.node),
                owner=module.name,
                function=None,
                certain=True,
                module=module,
                self_name=scope.self_name,
                class_span=self.span(body.parent or body),
                apply=self.span(method.node),
                parameter_list=self.span(listed),
                class_body=self.span(body),
                docstring=self.span(parts.docstring) if parts.docstring is not None else None,
                fields_after=self.span(fields_after) if fields_after is not None else None,
                read_below=self._read_below(fields_after, method, body),
                body_first=self.span(behind[0] if behind else called),
                references=tuple((n, tuple(s)) for n, s in sorted(scope.references.items())),
                rebound=tuple(sorted(scope.rebound)),
                one_line=inside.start_point[0] == method.node.start_point[0],
            )
        )

    def _parameters(self, function: Node) -> list[tuple[Parameter, Node]]:
        return list(parameters_of(function.child_by_field_name("parameters"), self.text, self.quietly))

    def _bind_attributes(self, statements: Iterable[Node]) -> None:
        """Give the names of class attributes their values, for the defaults that read them."""
        for statement in statements:
            for child in statement.named_children if statement.type == "expression_statement" else ():
                left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
                if child.type == "assignment" and left is not None and right is not None and left.type == "identifier":
                    self.scope.bind(self.text(left), self.quietly(right))

    def _read_below(self, fields_after: Node | None, entry: MethodParts, body: Node) -> frozenset[str]:
        """What the class body reads behind the fields; the parameters of `apply` are looked at one by one."""
        read: frozenset[str] = frozenset().union(*map(names_read, entry.decorators))
        for child in body.named_children:
            behind = fields_after is None or child.start_byte > fields_after.start_byte
            if behind and child.start_byte != entry.decorated.start_byte:
                read |= names_read(child)
        return read

    def _fields_after(self, parts: ClassParts, entry: MethodParts, body: Node) -> Node | None:
        """The last docstring or attribute before the first method; all before `apply` where a default may need it."""
        last: Node | None = parts.docstring
        used = {p.default for p, _ in self._parameters(entry.node) if p.default}
        for child in body.named_children:
            if child.start_byte >= entry.decorated.start_byte:
                break
            attribute = child.type == "expression_statement" and (last is None or follows(last, child))
            needed = child.type not in ASIDES and any(self._defines(child, default) for default in used)
            if attribute or needed:
                last = child
        return last

    def _defines(self, statement: Node, default: str) -> bool:
        node = statement.child_by_field_name("definition") or statement
        name = node.child_by_field_name("name")
        return name is not None and self.text(name) == default
