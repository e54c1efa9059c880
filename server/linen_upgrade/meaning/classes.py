"""Class statements: which are modules, of which world, and all that upgrading one has to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import ASIDES, parts_of
from linen_upgrade.meaning.arrays import FOREIGN
from linen_upgrade.meaning.choices import chosen_roles
from linen_upgrade.meaning.class_parts import ClassParts, MethodParts, class_parts, colon_of, docstring_of
from linen_upgrade.meaning.collected import collected_kind
from linen_upgrade.meaning.constructs import ModuleDefinition, Obstacle
from linen_upgrade.meaning.containers import holds_modules
from linen_upgrade.meaning.expressions import MODULE_BASES
from linen_upgrade.meaning.handed_on import with_those_of_the_base
from linen_upgrade.meaning.hook_reader import HookReader
from linen_upgrade.meaning.hooks import hook_of
from linen_upgrade.meaning.methods import MODULE_METHOD
from linen_upgrade.meaning.scope import Scope, heirs_of
from linen_upgrade.meaning.submodule_keywords import with_those_of_a_submodule
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Container,
    Either,
    Imported,
    ModuleClass,
    Parameter,
    ParameterKind,
    ParameterValue,
    PartialModule,
    PlainClass,
    Value,
    qualified,
)


class ClassReader(HookReader):
    """Reads class statements."""

    if TYPE_CHECKING:
        remarks: list[str]

    def class_definition(self, node: Node) -> None:
        """A class: a module class is read method by method, any other like plain code."""
        name_node, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name_node is None or body is None:
            return
        bases = self._bases(node)
        parts = class_parts(body)
        name = self._qualified(self.text(name_node))
        module = self._module(name, bases, parts)
        if module is None:
            base = self._unknown_base(name, bases, parts)
            reason = f"whether class {name} is a module depends on its base {base}, which is in another file"
            value = self._plain_class(name, reason if base else None, bases, body, collected_kind(self, node, bases))
        else:
            value = self._module_class(node, module, parts, name_node, body, bases)
            self.calls.states.defined(value.key)
            self.calls.drawings.defined(value.key)
        self.scope.bind(self.text(name_node), value)

    def _qualified(self, name: str) -> str:
        scope: Scope | None = self.scope
        while scope is not None:
            if scope.kind == "class" and scope.owner:
                return f"{scope.owner}.{name}"
            scope = scope.parent
        return name

    def _bases(self, node: Node) -> list[Value]:
        superclasses = node.child_by_field_name("superclasses")
        if superclasses is None:
            return []
        return [self.value(c) for c in superclasses.named_children if c.type not in (*ASIDES, "keyword_argument")]

    def _module(self, name: str, bases: list[Value], parts: ClassParts) -> ModuleClass | None:
        own = next((b for b in bases if isinstance(b, ModuleClass)), None)
        if own is None and not any(isinstance(b, Imported) and b.path in MODULE_BASES for b in bases):
            return None
        pre_linen = "apply" in parts.methods and "__call__" not in parts.methods
        entry = parts.methods.get("apply" if pre_linen else "__call__")
        fields = tuple(self._fields(parts.others))
        parameters: tuple[Parameter, ...] = ()
        hook, behind = None, ""
        if entry is not None:
            with self.nested("class"):
                self._bind_attributes(parts.others)
                listed = tuple(p for p, _ in self._parameters(entry.node))[1:]
            parameters = with_those_of_the_base(listed, entry.node, own, pre_linen, self.text)
            hook = hook_of(listed, entry.node, parts, self.text)
            parameters, behind = with_those_of_a_submodule(parameters, entry.node, pre_linen, self.quietly, self.text)
        elif own is not None:
            pre_linen, behind = own.pre_linen, own.behind
            hook, parameters = self.with_settings(name, own, parts)
        inherited = own.fields if own is not None else ()
        methods = {**dict(own.methods if own is not None else ()), **dict(self._module_methods(parts))}
        names = {f.name for f in fields}
        return ModuleClass(
            name=name,
            builtin=None,
            pre_linen=pre_linen,
            parameters=parameters,
            fields=(*(f for f in inherited if f.name not in names), *fields),
            base=own.key if own is not None and own.builtin is None else None,
            attributes=own.attributes if own is not None else (),
            has_form=entry is not None or (own is not None and own.has_form),
            members=tuple(
                sorted(
                    {*parts.methods, *self._assigned(parts.others, annotated=pre_linen), *(own.members if own else ())}
                )
            ),
            home=self.module.home,
            ancestry=_ancestry(bases),
            methods=tuple(sorted(methods.items())),
            hook=hook,
            behind=behind,
        )

    def _module_methods(self, parts: ClassParts) -> Iterable[tuple[str, tuple[Parameter, ...]]]:
        for name, method in parts.methods.items():
            if any(self.decorator(decorator) == MODULE_METHOD for decorator in method.decorators):
                yield name, tuple(p for p, _ in self._parameters(method.node))[1:]

    def _assigned(self, statements: Iterable[Node], annotated: bool) -> Iterable[str]:
        """Names of class attributes, the annotated ones included or (in Linen, where they are fields) not."""
        for statement in statements:
            for child in statement.named_children if statement.type == "expression_statement" else ():
                left = child.child_by_field_name("left") if child.type == "assignment" else None
                is_field = self._field_type(child) is not None and not annotated
                if left is not None and left.type == "identifier" and not is_field:
                    yield self.text(left)

    def _field_type(self, assignment: Node) -> Node | None:
        """The annotation that makes a field of a class attribute, None without one or with `ClassVar`."""
        annotation = assignment.child_by_field_name("type") if assignment.type == "assignment" else None
        name = self.text(annotation).partition("[")[0].strip() if annotation is not None else ""
        return annotation if name.rpartition(".")[2] != "ClassVar" else None

    def _annotations(self, statements: Iterable[Node]) -> Iterable[Node]:
        for statement in statements:
            for child in statement.named_children if statement.type == "expression_statement" else ():
                annotation = self._field_type(child)
                if annotation is not None:
                    yield annotation

    def _fields(self, statements: Iterable[Node]) -> Iterable[Parameter]:
        for statement in statements:
            for child in statement.named_children if statement.type == "expression_statement" else ():
                left = child.child_by_field_name("left")
                if left is not None and self._field_type(child) is not None:
                    right = child.child_by_field_name("right")
                    value = self.quietly(right) if right is not None else UNKNOWN
                    yield Parameter(
                        self.text(left),
                        ParameterKind.POSITIONAL,
                        self.text(right) if right is not None else None,
                        None,
                        value,
                    )

    def _unknown_base(self, name: str, bases: list[Value], parts: ClassParts) -> str:
        """The base that may be a module of another file, which is said; '' if there is none."""
        apply = parts.methods.get("apply")
        if apply is None or self.shallow:
            return ""
        for base in bases:
            if isinstance(base, Imported) and base.path.partition(".")[0] not in _NO_MODULES:
                self.remarks.append(
                    f"class {name} has an `apply`, but its base {base.path} lies in another file and can't be known "
                    "from this one: left alone"
                )
                return base.path
        return ""

    def _plain_class(self, name: str, unsure: str | None, bases: list[Value], body: Node, kind: str) -> Value:
        """A class that is no module: what it holds, if there are modules among its attributes."""
        fields = dict.fromkeys(field for base in bases if isinstance(base, PlainClass) for field in base.fields)
        fields |= {field.name: None for field in self._fields(class_parts(body).others)}
        plain = PlainClass(qualified(self.module.home, name), _ancestry(bases), kind, tuple(fields))
        self.calls.states.defined(plain.key)
        self._tell_bases(plain)
        with self.nested("class") as scope:
            scope.unsure, scope.plain = unsure, plain
            for child in body.named_children:
                if child.type not in ASIDES:
                    self.run(child)
        inherited = [entry for base in bases if isinstance(base, Container) for entry in base.entries]
        entries = {**dict(inherited), **scope.names}
        return Container("class", tuple(entries.items())) if any(map(holds_modules, entries.values())) else plain

    def _tell_bases(self, heir: ModuleClass | PlainClass) -> None:
        """Their calls of methods may be of those of an heir."""
        keys = (heir.key, *heir.ancestry)
        for base in heir.ancestry if not self.shallow else ():
            self.results.append((heirs_of(base), Container("class", tuple((key, UNKNOWN) for key in keys))))

    # -- module classes

    def _module_class(
        self,
        node: Node,
        module: ModuleClass,
        parts: ClassParts,
        name_node: Node,
        body: Node,
        bases: list[Value],
    ) -> ModuleClass:
        """Reads the members; the class with the modules that it holds."""
        self._tell_bases(module)
        calls = self.calls
        outer = calls.obstacles, calls.taken, calls.submodule_names, calls.bases, calls.heir
        methods, self.methods = self.methods, []
        makes = calls.makes_modules
        calls.obstacles, calls.taken, calls.submodule_names, calls.bases, calls.heir = [], [], [], bases, module
        library = next((base for base in bases if isinstance(base, ModuleClass) and base.builtin), None)
        if library is not None and _has_fields(library):
            why = "gives the class its fields today, in which its own `apply` has no say"
            calls.obstacles.append(Obstacle("LIN101", library.name, self.span(name_node), manual=False, why=why))
        with self.nested("class") as scope:
            scope.owner, scope.pre_linen = module.name, module.pre_linen
            for statement in parts.others:
                self.run(statement)
                self._partials_as_attributes(statement)
            self._attributes(module, scope)
            entry = parts.methods.get("apply") if module.pre_linen else None
            for method_name, method in parts.methods.items():
                if method is not entry:
                    self.hook_definition(module, method_name, parts, self.method(module, method_name, method), body)
            if entry is not None and not self.shallow:
                entry_scope = self.method(module, "apply", entry)
                self._definition(node, module, parts, entry, entry_scope, name_node, body)
            elif entry is not None:
                self._parameters(entry.node)
            self.keep_settings(module, bases, parts, name_node)
        calls.obstacles, calls.taken, calls.submodule_names, calls.bases, calls.heir = outer
        # Who runs the class statement makes none of what the methods make.
        self.methods, calls.makes_modules = methods, makes
        held = {**dict(module.attributes), **{n: v for n, v in scope.names.items() if holds_modules(v)}}
        return replace(module, attributes=tuple(sorted(held.items(), key=lambda item: item[0])))

    def _partials_as_attributes(self, statement: Node) -> None:
        """Class attributes that are partials made elsewhere; what makes one on the spot, its own rule makes static."""
        for child in statement.named_children if statement.type == "expression_statement" else ():
            right = child.child_by_field_name("right") if child.type == "assignment" else None
            made = right.child_by_field_name("function") if right is not None and right.type == "call" else None
            handled = made is not None and self.text(made).rpartition(".")[2] in _HANDLED
            if right is not None and not handled and _may_be_partial(self.quietly(right)):
                why = "may be a partial, which Linen takes for a method on a class: write `staticmethod(…)` around it"
                place = self.span(right)
                self.calls.obstacles.append(Obstacle("LIN105", self.excerpt(right), place, manual=False, why=why))

    def _attributes(self, module: ModuleClass, scope: Scope) -> None:
        for attribute, value in (*module.attributes, *scope.names.items()):
            if holds_modules(value):
                self.attributes[module.key, attribute] = value
        for parameter in module.fields:
            source = ParameterValue(module.key, parameter.name)
            self.attributes[module.key, parameter.name] = source
            self.calls.defaults[source] = parameter.default_value

    def _definition(
        self,
        node: Node,
        module: ModuleClass,
        parts: ClassParts,
        entry: MethodParts,
        scope: Scope | None,
        name_node: Node,
        body: Node,
    ) -> None:
        function = entry.node
        apply_name, parameter_list = function.child_by_field_name("name"), function.child_by_field_name("parameters")
        function_body = function.child_by_field_name("body")
        if (
            scope is None
            or scope.self_name is None
            or apply_name is None
            or parameter_list is None
            or function_body is None
        ):
            return
        statements = parts_of(function_body)
        docstring = docstring_of(statements)
        behind = statements[1:] if docstring is not None and len(statements) > 1 else statements
        first = behind[0] if behind else apply_name
        parameters = self._parameters(function)[1:]
        fields_after = self._fields_after(parts, entry, body)
        self.evidence += chosen_roles(function, module.key, self.base)
        definition = ModuleDefinition(
            token=self.span(apply_name),
            span=self.span(entry.node),
            owner=module.name,
            function=None,
            certain=True,
            module=module,
            self_name=scope.self_name,
            name_token=self.span(name_node),
            class_span=self.span(node),
            apply=self.span(function),
            parameter_list=self.span(parameter_list),
            parameter_spans=tuple(self.span(n) for _, n in parameters),
            header_end=colon_of(node).end_byte - self.base,
            class_body=self.span(body),
            docstring=self.span(parts.docstring) if parts.docstring is not None else None,
            fields_after=self.span(fields_after) if fields_after is not None else None,
            read_below=self._read_below(fields_after, entry, body),
            annotations=tuple(map(self.span, self._annotations(parts.others))),
            body_first=self.span(first),
            apply_docstring=self.span(docstring) if docstring is not None else None,
            references=tuple((n, tuple(s)) for n, s in sorted(scope.references.items())),
            rebound=tuple(sorted(scope.rebound)),
            taken=self._taken(module, parts),
            clashes=self._clashes(module, parts),
            obstacles=tuple(self.calls.obstacles),
            methods=tuple(self.methods),
            shared_calls=self.calls.calls_from_elsewhere(module.name),
            decorators=tuple(self.text(d).removeprefix("@").strip() for d in entry.decorators),
            one_line=function_body.start_point[0] == function.start_point[0],
        )
        self.constructs.append(definition)
        self.note_changed_names(definition, {name: method.node for name, method in parts.methods.items()})

    def _taken(self, module: ModuleClass, parts: ClassParts) -> tuple[str, ...]:
        names = {*self.calls.taken, *module.members, *self.calls.submodule_names}
        return tuple(sorted(names - {"apply", ""}))

    def _clashes(self, module: ModuleClass, parts: ClassParts) -> tuple[str, ...]:
        made, methods = {*self.calls.taken, *self.calls.submodule_names}, set(parts.methods) - {"apply"}
        return tuple(sorted((made & (flax_api.RESERVED_NAMES | methods)) | (methods & flax_api.RESERVED_NAMES)))


def _has_fields(library: ModuleClass) -> bool:
    """Whether a module of the library has fields today, which its heirs get; the base of recurrent cells has none."""
    today = flax_api.linen_module(library.name)
    return today is None or bool(today.fields)


_HANDLED = ("partial", "staticmethod")
"""What a class attribute is called with that is no method afterwards."""


def _may_be_partial(value: Value) -> bool:
    options = value.options if isinstance(value, Either) else (value,)
    return any(isinstance(option, PartialModule) for option in options)


def _ancestry(bases: Iterable[Value]) -> tuple[str, ...]:
    """The keys of the classes of the code base among the bases of a class, and of theirs."""
    known = [
        base for base in bases if isinstance(base, PlainClass) or (isinstance(base, ModuleClass) and not base.builtin)
    ]
    return tuple(dict.fromkeys(key for base in known for key in (base.key, *base.ancestry)))


_NO_MODULES = FOREIGN | frozenset("abc typing enum unittest collections dataclasses".split())
