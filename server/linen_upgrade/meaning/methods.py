"""Methods of module classes: what each makes, calls and returns; `@nn.module_method`s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, parts_of
from linen_upgrade.meaning.changed_names import changed_names
from linen_upgrade.meaning.class_parts import PROPERTIES, MethodParts, docstring_of
from linen_upgrade.meaning.constructs import MethodDefinition, MethodFacts, ModuleDefinition, Obstacle
from linen_upgrade.meaning.containers import holds_modules
from linen_upgrade.meaning.expressions import ExpressionReader
from linen_upgrade.meaning.hooks import settings_of
from linen_upgrade.meaning.rank_reader import RankReader
from linen_upgrade.meaning.scope import Scope, method_key, signature_of
from linen_upgrade.meaning.signatures import function_of, parameters_of
from linen_upgrade.meaning.values import UNKNOWN, Imported, ModuleClass, Parameter, ParameterKind, ParameterValue, Self

if TYPE_CHECKING:
    from linen_upgrade.meaning.calls import CallReader

MODULE_METHOD = "flax.nn.module_method"
_SINGLE = (ParameterKind.POSITIONAL, ParameterKind.KEYWORD)


class MethodReader(ExpressionReader):
    """Reads the methods of module classes."""

    if TYPE_CHECKING:
        calls: CallReader
        shallow: bool
        makers: list[str]

        def run(self, node: Node) -> None:
            """See `StatementReader.run`."""

    methods: list[MethodFacts]
    """What the methods of the class that is being read make."""

    def method(self, module: ModuleClass, name: str, method: MethodParts) -> Scope | None:
        """One method, `apply` included; its scope as it ends."""
        marker = next((d for d in method.decorators if self.decorator(d) == MODULE_METHOD), None)
        for decorator in method.decorators:
            self.value(decorator)
        if self.shallow:
            return None
        parameters = list(parameters_of(method.node.child_by_field_name("parameters"), self.text, self.value))
        returns = method.node.child_by_field_name("return_type")
        if returns is not None:
            self.value(returns)
        body = method.node.child_by_field_name("body")
        entry = name in ("apply", "__call__") and (name == "apply") == module.pre_linen
        markers = {self.text(decorator).lstrip("@ ") for decorator in method.decorators}
        static = bool(markers & {"staticmethod", "classmethod"})
        self.calls.makes_modules = False
        returned = self.calls.exchange_returned([])
        frame = self.calls.frame(0 if entry or marker is not None else None)
        with frame, self.calls.creations.method(), self.nested("function") as scope:
            scope.span, scope.node = self.span(method.node), method.node
            helper = None if entry or marker is not None else method_key(module.key, name)
            settings = settings_of(module, name) if helper is not None else ()
            shared = settings if marker is None else tuple(parameter.name for parameter in module.parameters)
            self._bind_parameters(module, scope, [p for p, _ in parameters], entry, shared, static, helper)
            if helper is not None:
                self._helper(module, name, parameters[0 if static else 1 :])
            if "classmethod" in markers and parameters:
                scope.names[parameters[0][0].name] = module
            if body is not None:
                self.run(body)
                known = [p.name for p, _ in parameters[1:] if p.kind in _SINGLE] if entry else []
                RankReader(self, module, known).read(body, entry)
            own = tuple(p for p, _ in parameters)[0 if static else 1 :]
            facts = self._facts(name, "apply" if entry else "method" if marker is not None else "helper", scope, own)
        self.methods.append(facts)
        if self.calls.makes_modules and not entry:
            self.makers.append(f"{module.key}.{name}")
        result = self.calls.returned_modules(self.calls.exchange_returned(returned), method.node)
        if holds_modules(result) and not entry:
            suffix = " is" if markers & PROPERTIES else "()"
            self.results.append((f"{module.key}.{name}{suffix}", result))
        if marker is not None:
            self._module_method(module, facts, method, marker, scope)
        return scope

    def _facts(self, name: str, role: str, scope: Scope, parameters: tuple[Parameter, ...]) -> MethodFacts:
        found, calls = tuple(self.calls.creations.found), tuple(self.calls.creations.calls)
        rebound = tuple(sorted(scope.rebound))
        return MethodFacts(name, role, scope.self_name or "", parameters, calls, found, rebound)

    def decorator(self, decorator: Node) -> str:
        """The path of the library function that a decorator is, '' for any other."""
        expression = _expression(decorator)
        value = self.quietly(expression) if expression is not None else UNKNOWN
        return value.path if isinstance(value, Imported) else ""

    def _bind_parameters(
        self,
        module: ModuleClass,
        scope: Scope,
        parameters: list[Parameter],
        entry: bool,
        shared: tuple[str, ...],
        static: bool,
        helper: str | None = None,
    ) -> None:
        for index, parameter in enumerate(parameters):
            source = ParameterValue(module.key, parameter.name)
            if index == 0 and not static:
                scope.names[parameter.name] = Self(module.key)
                scope.self_name = parameter.name
            elif entry or parameter.name in shared:
                # What a partial binds reaches every method that has a parameter of that name.
                scope.names[parameter.name] = source
                if entry or helper is not None:
                    self.calls.defaults[source] = parameter.default_value
                    self.calls.stand_ins.reaches(source, parameter.default_value, scope.node or self.root)
            else:
                scope.names[parameter.name] = ParameterValue(helper, parameter.name) if helper is not None else UNKNOWN
        scope.watched = frozenset(p.name for p in parameters)
        if (entry or helper is None) and module.pre_linen:
            scope.parameters = frozenset(p.name for p in parameters[1:])
        elif helper is not None and module.pre_linen:
            scope.parameters = frozenset(shared)

    def _helper(self, module: ModuleClass, name: str, parameters: list[tuple[Parameter, Node]]) -> None:
        """A method that is called like a function: what calls hand it reaches its parameters."""
        key = method_key(module.key, name)
        function = function_of(f"{module.name}.{name}", parameters, home=module.home)
        self.results.append((signature_of(key), function))
        self.calls.defaults_reach(key, parameters)

    def _module_method(
        self,
        module: ModuleClass,
        facts: MethodFacts,
        method: MethodParts,
        marker: Node,
        scope: Scope,
    ) -> None:
        listed, body = method.node.child_by_field_name("parameters"), method.node.child_by_field_name("body")
        if listed is None or body is None or scope.self_name is None:
            return
        statements = parts_of(body)
        behind = statements[1:] if docstring_of(statements) is not None and len(statements) > 1 else statements
        path = _expression(marker) or marker
        self.constructs.append(
            MethodDefinition(
                token=self.span(path.child_by_field_name("attribute") or path),
                span=self.span(method.decorated),
                owner=self.owner(),
                function=None,
                certain=True,
                module=module,
                facts=facts,
                self_name=scope.self_name,
                decorator=Span(self.span(marker).start, self.span(path).end),
                definition=self.span(method.node),
                parameter_list=self.span(listed),
                parameters=facts.parameters,
                references=tuple((n, tuple(s)) for n, s in sorted(scope.references.items())),
                rebound=facts.rebound,
                body_first=self.span(behind[0] if behind else body),
                one_line=body.start_point[0] == method.node.start_point[0],
            )
        )

    def note_changed_names(self, definition: ModuleDefinition, methods: Mapping[str, Node]) -> None:
        """Note a class of whose submodules Linen names some otherwise; `methods` are its functions by name."""
        bodies = []
        for facts in self.methods:
            body = methods[facts.name].child_by_field_name("body") if facts.name in methods else None
            if body is not None:
                bodies.append((facts, body))
        found = changed_names(definition, bodies, self.base, self.text, self._source_at)
        if found is not None:
            self.constructs.append(found)

    def _source_at(self, span: Span) -> str:
        placed = span.shifted(self.base)
        return self.source[placed.start : placed.end].decode(errors="replace")

    def attribute_assigned(self, target: Node) -> None:
        """`self.x = …` in `apply`: Linen's modules are frozen outside `setup`."""
        receiver = target.child_by_field_name("object")
        function = self.scope.function()
        if receiver is None or receiver.type != "identifier" or function is None or not function.parameters:
            return
        if self.text(receiver) == function.self_name:
            self.calls.obstacles.append(
                Obstacle("LIN101", self.excerpt(target) + " = …", self.span(target), manual=True)
            )


def _expression(decorator: Node) -> Node | None:
    """What stands behind the at sign."""
    return next(iter(parts_of(decorator)), None)
