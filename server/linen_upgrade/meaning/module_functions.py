"""Functions that `@nn.module` makes a module class of: their parameters are those of an `apply` without `self`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from linen_upgrade.document import ASIDES, identifiers, parts_of
from linen_upgrade.meaning.arrays import TRANSFORMS
from linen_upgrade.meaning.choices import chosen_roles
from linen_upgrade.meaning.class_parts import docstring_of
from linen_upgrade.meaning.classes import ClassReader
from linen_upgrade.meaning.constructs import FunctionDefinition, MethodFacts, Obstacle
from linen_upgrade.meaning.scope import Scope
from linen_upgrade.meaning.signatures import parameters_of
from linen_upgrade.meaning.transforming_functions import note_decorated
from linen_upgrade.meaning.transforms import makes_modules
from linen_upgrade.meaning.values import Function, Imported, ModuleClass, Parameter, ParameterKind

_DECORATORS = (Imported("flax.nn.module"), Imported("flax.linen.module"))
"""Linen has a Python module of that name, which nobody decorates with."""
SELF = Parameter("self", ParameterKind.POSITIONAL)
"""What `__call__` takes first, and the function did not."""


class ModuleFunctionReader(ClassReader):
    """Reads decorated functions and classes."""

    def decorated_definition(self, node: Node) -> None:
        """A class or function with decorators, of which one may make a module of it."""
        definition = node.child_by_field_name("definition")
        making: Node | None = None
        others: list[Node] = []
        for child in node.named_children:
            if child.type == "decorator":
                values = [self.value(part) for part in child.named_children if part.type not in ASIDES]
                if any(value in _DECORATORS for value in values):
                    making = child
                else:
                    others.append(child)
        if definition is None:
            return
        if making is not None and definition.type == "function_definition":
            self._module_function(node, definition, making, others)
        else:
            self.run(definition)
            self._transformed(definition, others)

    def _transformed(self, definition: Node, decorators: list[Node]) -> None:
        """A function that calls modules, decorated with a transformation of JAX's: an obstacle in a class."""
        name = definition.child_by_field_name("name")
        made = self.scope.names.get(self.text(name)) if name is not None else None
        if self.shallow or made is None or not makes_modules(self, made):
            return
        for decorator in decorators:
            path = next((path for path in self._paths(decorator.named_children[0]) if path in TRANSFORMS), "")
            if path and self.owner() is None and isinstance(made, Function):
                note_decorated(self, made, path)
            elif path and self.owner() is not None:
                text = f"{self.excerpt(decorator)} on what calls modules"
                self.calls.obstacles.append(Obstacle("LIN111", text, self.span(decorator), manual=True))

    def _paths(self, node: Node) -> Iterator[str]:
        """The libraries' functions that a decorator names: itself, or what it calls and is given."""
        arguments, function = node.child_by_field_name("arguments"), node.child_by_field_name("function")
        parts = [node] if arguments is None or function is None else [function, *arguments.named_children]
        values = [self.quietly(part) for part in parts if part.type in ("identifier", "attribute")]
        return (value.path for value in values if isinstance(value, Imported))

    def _module_function(self, node: Node, function: Node, making: Node, others: list[Node]) -> None:
        name_node, body = function.child_by_field_name("name"), function.child_by_field_name("body")
        listed = function.child_by_field_name("parameters")
        if name_node is None or body is None or listed is None:
            return
        parameters = list(parameters_of(listed, self.text, self.value))
        name = self._qualified(self.text(name_node))
        inputs, home = tuple(p for p, _ in parameters), self.module.home
        module = ModuleClass(name, builtin=None, pre_linen=True, parameters=inputs, home=home)
        if not self.shallow:
            calls = self.calls
            calls.states.defined(module.key)
            calls.drawings.defined(module.key)
            outer = calls.obstacles, calls.taken, calls.submodule_names, calls.made, calls.makes_modules, calls.draws
            calls.obstacles, calls.taken, calls.submodule_names, calls.made = [], [], [], []
            returned = calls.exchange_returned([])
            scope, facts = self._body(module, function, body)
            definition = self._function(module, scope, node, function, making, others)
            spans = tuple(self.span(parameter) for _, parameter in parameters)
            self.evidence += chosen_roles(function, module.key, self.base)
            self.constructs.append(replace(definition, parameter_spans=spans))
            methods, self.methods = self.methods, [facts]
            self.note_changed_names(definition, {facts.name: function})
            self.methods = methods
            calls.exchange_returned(returned)
            calls.obstacles, calls.taken, calls.submodule_names, calls.made, calls.makes_modules, calls.draws = outer
        self.scope.bind(self.text(name_node), module)

    def _body(self, module: ModuleClass, function: Node, body: Node) -> tuple[Scope, MethodFacts]:
        """Reads the body as that of the method that it becomes."""
        with self.nested("class") as around:
            around.owner, around.pre_linen = module.name, True
            with self.calls.frame(0), self.calls.creations.method(), self.nested("function") as scope:
                scope.span, scope.node = self.span(function), function
                self._bind_parameters(module, scope, [SELF, *module.parameters], entry=True, shared=(), static=False)
                self.run(body)
                facts = self._facts("apply", "apply", scope, module.parameters)
        return scope, facts

    def _function(
        self, module: ModuleClass, scope: Scope, node: Node, function: Node, making: Node, others: list[Node]
    ) -> FunctionDefinition:
        name, listed, body = (function.child_by_field_name(f) for f in ("name", "parameters", "body"))
        assert name is not None
        assert listed is not None
        assert body is not None
        statements = parts_of(body)
        docstring = docstring_of(statements)
        behind = statements[1:] if docstring is not None and len(statements) > 1 else statements
        return FunctionDefinition(
            token=self.span(making.named_children[0]),
            span=self.span(node),
            owner=module.name,
            function=None,
            certain=True,
            module=module,
            self_name=SELF.name,
            name_token=self.span(name),
            class_span=self.span(node),
            apply=self.span(function),
            parameter_list=self.span(listed),
            parameter_spans=(),
            header_end=0,
            class_body=self.span(body),
            docstring=None,
            fields_after=None,
            read_below=frozenset(),
            annotations=(),
            body_first=self.span(behind[0] if behind else name),
            apply_docstring=self.span(docstring) if docstring is not None else None,
            references=tuple((n, tuple(s)) for n, s in sorted(scope.references.items())),
            rebound=tuple(sorted(scope.rebound)),
            taken=tuple(sorted({*self.calls.taken, *self.calls.submodule_names} - {""})),
            clashes=(),
            obstacles=tuple(self.calls.obstacles),
            decorators=tuple(self.text(other).removeprefix("@").strip() for other in others),
            methods=(),
            shared_calls=self.calls.calls_from_elsewhere(module.name),
            one_line=body.start_point[0] == function.start_point[0],
            decorator=self.span(making),
            says_self=SELF.name in identifiers(function),
            indent=self._step(function, body),
        )

    def _step(self, function: Node, body: Node) -> str:
        """How much deeper than its header a body stands; two blanks for one on the header's line."""
        line = self.source.rfind(b"\n", 0, body.start_byte) + 1
        deep = self.source[line : body.start_byte].decode(errors="replace")
        column = function.start_point[1]
        return deep[column:] if not deep.strip() and len(deep) > column else "  "
