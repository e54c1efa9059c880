"""What a call is: a module applied, constructed, bound, shared or initialised; an old function; or nothing of ours."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.meaning.arrays import (
    ARRAY_KEYWORDS,
    FOREIGN,
    INITIALIZER_PACKAGES,
    KEYLESS_INITIALIZERS,
    NAMESPACES,
    NEEDS_ARRAY,
    NOT_ARRAYS,
    ONLY_ARRAYS,
    PACKAGES,
    RNG_MAKERS,
    SEQUENCE_FIRST,
    TAKES_SHAPE,
    TRANSFORMS,
)
from linen_upgrade.meaning.constructs import (
    Argument,
    Evidence,
    EvidenceKind,
    FunctionCall,
    Obstacle,
    ParamCall,
    PartialCall,
    StateCall,
)
from linen_upgrade.meaning.library import imported
from linen_upgrade.meaning.module_calls import CallSite, ModuleCallReader
from linen_upgrade.meaning.values import (
    CALLABLE_MODULES,
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Derived,
    Either,
    Function,
    Imported,
    Initializer,
    Literal,
    MaybeModule,
    Method,
    Model,
    ModuleInstance,
    OptimizerDef,
    ParameterValue,
    PartialModule,
    Rng,
    Self,
    SharedModule,
    StateCollection,
    Unknown,
    Value,
    module_classes,
    sources,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_OLD_FUNCTIONS = frozenset({"flax.nn.dropout", "flax.nn.make_rng", "flax.nn.is_stochastic"})
_INTROSPECTION = frozenset({"get_param", "is_stateful"})
_INITIALISING = {"init": 1, "call": 1, "create": 1, "init_by_shape": 2, "create_by_shape": 2}
"""Class-level helpers that run a whole model, with how many arguments come before the model's own."""
_DECORATING = frozenset({"jax.checkpoint", "jax.remat", "jax.jit"})


class CallReader(ModuleCallReader):
    """Evaluates calls for an `ExpressionReader`."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.obstacles: list[Obstacle] = []
        self.taken: list[str] = []
        self.submodule_names: list[str] = []
        self.returned: Value | None = None
        """What the function that is being read has returned so far, as far as it may be a module class."""

    def exchange_returned(self, value: Value | None) -> Value | None:
        """Set `returned`; gives what it was."""
        known, self.returned = self.returned, value
        return known

    def call(self, node: Node, called: bool = False) -> Value:
        """What a call returns. `called` says that its result is called in turn: the Linen form."""
        function, argument_list = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or argument_list is None:
            return UNKNOWN
        mark = len(self.made)
        callee = self.call(function, called=True) if function.type == "call" else self.reader.value(function)
        token = function.child_by_field_name("attribute") if function.type == "attribute" else function
        site = self.site(node, token if token is not None else function, argument_list, callee)
        resolved = self.resolve(callee)
        self._names_submodule(site)
        if self._is_super_apply(function):
            self._obstacle("LIN109", "super().apply(…)", site)
        if isinstance(resolved, Method):
            return self._method(resolved, site)
        if isinstance(resolved, ModuleInstance):
            return self.instance_call(resolved, site)
        if isinstance(resolved, SharedModule):
            self.received(resolved, site.passed, EvidenceKind.RECEIVES)
            return Array(certain=True)
        if isinstance(resolved, (*CALLABLE_MODULES, Either)):
            return self.module_call(resolved, site, called, mark)
        if isinstance(resolved, Imported):
            return self._imported(resolved.path, site)
        return self._other(resolved, site, called)

    def resolve(self, callee: Value) -> Value:
        """A parameter that is called stands for the modules that call sites, or its default, give it."""
        if isinstance(callee, ParameterValue):
            fact = self.reader.module.fact(callee)
            return fact if fact is not None else callee
        if isinstance(callee, Either):
            kinds = [self.resolve(option) for option in callee.options]
            modules = [k for k in kinds if isinstance(k, (*MODULE_KINDS, MaybeModule))]
            return modules[0] if len(modules) == 1 else Either(tuple(modules)) if modules else UNKNOWN
        if isinstance(callee, PartialModule) and isinstance(callee.base, ParameterValue):
            base = self.resolve(callee.base)
            return PartialModule(base, callee.bound) if isinstance(base, MODULE_KINDS) else UNKNOWN
        return callee

    def _is_super_apply(self, function: Node) -> bool:
        """Whether a pre-Linen class calls the `apply` of its base."""
        held, name = function.child_by_field_name("object"), function.child_by_field_name("attribute")
        if held is None or name is None or held.type != "call" or self.reader.owner() is None:
            return False
        maker = held.child_by_field_name("function")
        return maker is not None and self.reader.text(maker) == "super" and self.reader.text(name) == "apply"

    def _names_submodule(self, site: CallSite) -> None:
        for argument, node in zip(site.arguments, site.nodes, strict=True):
            if argument.keyword == "name":
                self.submodule_names.append(string_content(node))

    # -- methods

    def _method(self, method: Method, site: CallSite) -> Value:
        receiver, name = method.receiver, method.name
        if isinstance(receiver, Self):
            return self._self_method(receiver, name, site)
        if isinstance(receiver, (*MODULE_KINDS, ParameterValue)):
            return self._module_method(receiver, name, site)
        if isinstance(receiver, OptimizerDef):
            return UNKNOWN
        return Array(receiver.certain) if isinstance(receiver, Array) else UNKNOWN

    def _self_method(self, receiver: Self, name: str, site: CallSite) -> Value:
        if name in ("param", "state"):
            return self._variable(name, site)
        if name in _INTROSPECTION and self.reader.owner():
            self._obstacle("LIN109", f"self.{name}(…)", site)
        if name in ("variable", "sow", "get_variable"):
            self._takes(site, 1 if name == "variable" else 0)
        if name == "make_rng":
            return Rng()
        if self.reader.module.fact(f"{receiver.owner}.{name}") is not None:
            self.count_maker(site)
        return UNKNOWN

    def _variable(self, name: str, site: CallSite) -> Value:
        if self.reader.owner() is None:
            return UNKNOWN
        self._takes(site, 0)
        for argument, node in zip(site.arguments[1:], site.nodes[1:], strict=False):
            self.reader.note(argument.value, EvidenceKind.HYPER_USE, node)
        if name == "state":
            self.reader.constructs.append(StateCall(**site.fields))
            return UNKNOWN
        order = self._param_order(site)
        if order != "linen":
            self.reader.constructs.append(ParamCall(**site.fields, order_known=order == "old"))
        return Array(certain=True)

    def _takes(self, site: CallSite, index: int) -> None:
        named = next((a for a in site.arguments if a.keyword == "name"), None)
        argument = named or (site.arguments[index] if len(site.arguments) > index else None)
        if argument is not None and isinstance(argument.value, Literal) and argument.value.type == "str":
            node = site.nodes[site.arguments.index(argument)]
            self.taken.append(string_content(node))

    def _param_order(self, site: CallSite) -> str:
        """'old' (shape before initialiser), 'linen', or 'open' where the arguments don't tell."""
        keywords = {a.keyword for a in site.arguments if a.keyword}
        if keywords & {"shape", "initializer"}:
            return "old"
        if keywords & {"init_fn"}:
            return "linen"
        plain = [a for a in site.arguments if not a.keyword and not a.star]
        if len(plain) != 3:
            return "linen" if len(plain) > 3 else "open"
        looks = [self._looks(a) for a in plain[1:]]
        if looks[0] == "shape" or looks[1] == "initializer":
            return "linen" if looks == ["initializer", "shape"] else "old"
        return "linen" if looks[0] == "initializer" or looks[1] == "shape" else "open"

    def _looks(self, argument: Argument) -> str:
        value = argument.value
        if isinstance(value, ParameterValue):
            value = self._default_of(value)
            if value == Literal("None"):
                return ""  # It stands for any other value.
        if isinstance(value, (Initializer, Function, Imported)):
            return "initializer"
        if isinstance(value, Literal) and value.type in ("tuple", "list", "None", "int"):
            return "shape"
        return "shape" if isinstance(value, Derived) and not argument.is_name else ""

    def _default_of(self, value: ParameterValue) -> Value:
        default = self.defaults.get(value)
        return default if default is not None else UNKNOWN

    # -- attributes of module classes

    def _module_method(self, receiver: Value, name: str, site: CallSite) -> Value:
        resolved = self.resolve(receiver)
        if not isinstance(resolved, MODULE_KINDS):
            if name == "partial":
                return PartialModule(receiver, tuple(a.keyword for a in site.arguments if a.keyword))
            return UNKNOWN
        if name == "partial":
            return self._partial(receiver, resolved, site)
        if name == "shared":
            self._obstacle("LIN106", f"{self.reader.excerpt(site.node)}", site)
            self.bound_by_keyword(resolved, site.passed)
            return SharedModule(receiver, self.bound(resolved, site.arguments))
        if name in _INITIALISING:
            self._whole_model(resolved, site, _INITIALISING[name])
            if self.reader.owner():
                self._obstacle("LIN109", self.reader.excerpt(site.node), site)
            return UNKNOWN
        if name == "initialize_carry" and self.reader.owner():
            self._obstacle("LIN110", self.reader.excerpt(site.node), site)
            return Array(certain=True)
        return UNKNOWN

    def _partial(self, receiver: Value, resolved: Value, site: CallSite) -> Value:
        function = site.node.child_by_field_name("function")
        callee = function.child_by_field_name("object") if function is not None else None
        span = self.reader.span(callee) if callee is not None else site.fields["span"]
        fields = {**site.fields, "certain": True}
        place = self._place(site.node)
        self.reader.constructs.append(PartialCall(**fields, callee=resolved, callee_span=span, place=place))
        self.bound_by_keyword(resolved, site.passed)
        return PartialModule(receiver, self.bound(resolved, site.arguments))

    def _place(self, call: Node) -> str:
        """Whether a partial is a class's attribute, or a base class."""
        parent = call.parent
        if parent is not None and parent.type == "argument_list" and parent.parent is not None:
            return "base" if parent.parent.type == "class_definition" else ""
        is_attribute = self.reader.scope.kind == "class" and parent is not None and parent.type == "assignment"
        return "attribute" if is_attribute else ""

    def _whole_model(self, callee: Value, site: CallSite, skipped: int) -> None:
        self.received(callee, site.passed[skipped:], EvidenceKind.MODEL_CALL)
        if skipped == 2 and len(site.arguments) >= 2:
            self._specified(callee, site.nodes[1])

    def _specified(self, callee: Value, specs: Node) -> None:
        """`init_by_shape(rng, [spec, …])`: as many arrays as there are specs, from the first parameter on."""
        count = sum(child.type != "comment" for child in specs.named_children) if specs.type in ("list", "tuple") else 1
        for module in module_classes(callee):
            if module.builtin is None:
                for parameter in module.parameters[:count]:
                    self.reader.evidence.append(
                        Evidence(
                            module.name,
                            parameter.name,
                            EvidenceKind.RECEIVES,
                            self.reader.span(specs),
                            self.reader.excerpt(specs),
                            value=Array(certain=True),
                        )
                    )

    def _obstacle(self, code: str, text: str, site: CallSite, manual: bool = True) -> None:
        self.obstacles.append(Obstacle(code, text, site.fields["token"], manual))

    # -- functions of other packages

    def _imported(self, path: str, site: CallSite) -> Value:
        if path in TRANSFORMS and self.reader.owner() and any(self._makes_modules(a.value) for a in site.arguments):
            self._obstacle("LIN103", f"{path.rpartition('.')[2]}(…) around a module's call", site)
        if path in _OLD_FUNCTIONS:
            return self._old_function(path, site)
        package, _, name = path.rpartition(".")
        self._lacking(path, site)
        if path == "flax.nn.Model" and site.arguments:
            return Model(site.arguments[0].value)
        if path in ("flax.nn.Collection", "flax.nn.stateful"):
            return StateCollection()
        if path.startswith("flax.optim."):
            return OptimizerDef(name)
        if path == "functools.partial" and site.arguments:
            return self._functools_partial(site)
        if path in _DECORATING and site.arguments:
            return site.arguments[0].value if isinstance(site.arguments[0].value, Function) else UNKNOWN
        if path.startswith(INITIALIZER_PACKAGES):
            return Initializer(KEYLESS_INITIALIZERS.get(name))
        if path.startswith("jax.random.") or package in ("jax.random",):
            return self._random(name, site)
        if path.startswith(PACKAGES):
            return self._array_function(name, site)
        if path in ("collections.OrderedDict", "collections.defaultdict"):
            return Literal("dict")
        if self._may_be_a_module(path, site):
            why = f"comes from another file ({path}), which can't be known here"
            self.obstacles.append(self._unknown_callee(site, why))
        return UNKNOWN

    def _may_be_a_module(self, path: str, site: CallSite) -> bool:
        """Whether a pre-Linen class calls what another file of the same code base may define as a module."""
        package, _, name = path.rpartition(".")
        top = package.partition(".")[0]
        if self.reader.owner() is None or top in FOREIGN or (top in sys.stdlib_module_names):
            return False
        return name[:1].isupper() or any(a.keyword == "name" for a in site.arguments)

    def _by_name(self, site: CallSite) -> Value:
        """`getattr(nn, 'Dense')`."""
        holder = site.arguments[0].value
        assert isinstance(holder, Imported)
        name = string_content(site.nodes[1]) if len(site.nodes) > 1 else ""
        if name:
            return imported(f"{holder.path}.{name}")
        return MaybeModule("is looked up by a name that can't be known") if holder.path in NAMESPACES else UNKNOWN

    def _makes_modules(self, value: Value) -> bool:
        return isinstance(value, Function) and (value.makes_modules or self.reader.module.fact(value.name) is not None)

    def _lacking(self, path: str, site: CallSite) -> None:
        """A pre-Linen class calls what Linen lacks and no rule rewrites."""
        known = flax_api.name(path) if path.startswith("flax.nn.") and self.reader.owner() else None
        gone = known is not None and (not known.in_linen or path.rpartition(".")[2] in flax_api.linen_submodules())
        if known is not None and gone and known.kind != "module class":
            self._obstacle(known.rules[0] if known.rules else "LIN901", f"{self.reader.excerpt(site.node)}", site)

    def _old_function(self, path: str, site: CallSite) -> Value:
        self.reader.constructs.append(
            FunctionCall(**{**site.fields, "certain": True, "token": site.function}, path=path)
        )
        if path != "flax.nn.dropout":
            return Rng() if path == "flax.nn.make_rng" else Literal("bool")
        dropout = flax_api.function("dropout")
        names = [parameter.name for parameter in dropout.parameters] if dropout is not None else []
        for index, (argument, node) in enumerate(zip(site.arguments, site.nodes, strict=True)):
            name = argument.keyword or (names[index] if index < len(names) and not argument.star else "")
            if name == "inputs":
                self.reader.note(argument.value, EvidenceKind.ARRAY_USE, site.node)
            else:
                fact = dropout.parameter(name) if dropout is not None else None
                role = "either" if fact is not None and fact.either else fact.role if fact is not None else "field"
                self.hand_on(argument.value, node, role=role)
        return Array(certain=True)

    def _functools_partial(self, site: CallSite) -> Value:
        callee = site.arguments[0].value
        resolved = self.resolve(callee)
        if not isinstance(resolved, (*CALLABLE_MODULES, Either)):
            if isinstance(callee, ParameterValue):
                return PartialModule(callee, tuple(a.keyword for a in site.arguments if a.keyword))
            return UNKNOWN
        rest = site.without_first()
        self.bound_by_keyword(resolved, rest.passed)
        self.note_binding(resolved, rest)
        return PartialModule(callee, self.bound(resolved, rest.arguments))

    def _random(self, name: str, site: CallSite) -> Value:
        if site.arguments and name not in ("PRNGKey", "key"):
            self.reader.note(site.arguments[0].value, EvidenceKind.ARRAY_USE, site.node)
        for argument, node in zip(site.arguments[1:], site.nodes[1:], strict=True):
            self.reader.note(argument.value, EvidenceKind.HYPER_USE, node)
        return Rng() if name in RNG_MAKERS else Array()

    def _array_function(self, name: str, site: CallSite) -> Value:
        if name in NOT_ARRAYS:
            return Array() if site.arguments else UNKNOWN
        for index, (argument, node) in enumerate(zip(site.arguments, site.nodes, strict=True)):
            if index == 0 and name in SEQUENCE_FIRST and isinstance(argument.value, Derived):
                self._arrays_in(node)
            else:
                self.reader.note(argument.value, _use(name, index, argument, node), site.node)
        return Array()

    def _arrays_in(self, display: Node) -> None:
        for child in display.named_children:
            if child.type == "identifier":
                scope = self.reader.scope.find(self.reader.text(child))
                value = scope.names[self.reader.text(child)] if scope is not None else UNKNOWN
                if isinstance(value, ParameterValue):
                    self.reader.note(value, EvidenceKind.ARRAY_USE, display)

    def _other(self, callee: Value, site: CallSite, called: bool) -> Value:
        if isinstance(callee, ParameterValue):
            function = site.node.child_by_field_name("function")
            self.reader.note(callee, EvidenceKind.HYPER_USE, function if function is not None else site.node)
            keyworded = any(a.keyword == "name" for a in site.arguments)
            open_ended = not isinstance(self._default_of(callee), (Function, Imported))
            many = (keyworded or len(site.arguments) > 1) and not called
            if open_ended and many and callee.owner == self.reader.owner():
                self.obstacles.append(self._unknown_callee(site))
            return UNKNOWN
        if isinstance(callee, MaybeModule):
            if self.reader.owner() and not called:
                self._may_call(callee, site)
            return UNKNOWN
        if isinstance(callee, Unknown):
            return self._python_builtin(site)
        if isinstance(callee, Model):
            self.received(callee.base, site.passed, EvidenceKind.MODEL_CALL)
            return Array(certain=True)
        if isinstance(callee, Function):
            return self._function(callee, site)
        return UNKNOWN

    def _may_call(self, callee: MaybeModule, site: CallSite) -> None:
        if callee.code:
            self._obstacle(callee.code, self.reader.excerpt(site.node), site)
        else:
            self.obstacles.append(self._unknown_callee(site, callee.why))

    def _function(self, callee: Function, site: CallSite) -> Value:
        if callee.makes_modules or self.reader.module.fact(callee.name) is not None:
            self.count_maker(site)
        self.handed_to_function(callee, site.passed)
        fact = self.reader.module.fact(f"{callee.name}()")
        return callee.result if not isinstance(callee.result, Unknown) else fact if fact is not None else UNKNOWN

    def _unknown_callee(
        self, site: CallSite, why: str = "may be a call of a module, for all that is known"
    ) -> Obstacle:
        function = site.node.child_by_field_name("function")
        name = self.reader.excerpt(function) if function is not None else "it"
        return Obstacle("LIN103", f"{name}(…)", site.function, manual=False, why=why)

    def _python_builtin(self, site: CallSite) -> Value:
        function = site.node.child_by_field_name("function")
        name = self.reader.text(function) if function is not None and function.type == "identifier" else ""
        named = any(a.keyword == "name" for a in site.arguments) and any(not a.keyword for a in site.arguments)
        if named and self.reader.owner() and name not in _PYTHON:
            self.obstacles.append(self._unknown_callee(site))
        if name == "getattr" and site.arguments and isinstance(site.arguments[0].value, Imported):
            return self._by_name(site)
        if name == "staticmethod" and site.arguments:
            return site.arguments[0].value
        if name in ("list", "dict", "set") and not any(sources(a.value) for a in site.arguments):
            return Literal(name)
        if name in ("range", "int", "float", "str"):
            for argument, node in zip(site.arguments, site.nodes, strict=True):
                self.reader.note(argument.value, EvidenceKind.HYPER_USE, node)
        found = frozenset(s for argument in site.arguments for s in sources(argument.value))
        return (
            Derived(found) if found and name in ("enumerate", "zip", "reversed", "sorted", "list", "tuple") else UNKNOWN
        )


_PYTHON = frozenset(vars(builtins))


def _use(function: str, index: int, argument: Argument, node: Node) -> str:
    """What it says of a value to be an argument of a function that computes on arrays."""
    is_size = function in TAKES_SHAPE and not (index == 0 and function == "tile")
    if is_size or (argument.keyword and argument.keyword not in ARRAY_KEYWORDS):
        return EvidenceKind.HYPER_USE
    if isinstance(argument.value, Derived) and node.type in ("tuple", "list"):
        return EvidenceKind.HYPER_USE
    needs_array = (index == 0 and function in NEEDS_ARRAY) or function in ONLY_ARRAYS
    if needs_array and isinstance(argument.value, ParameterValue):
        return EvidenceKind.ARRAY_USE
    return EvidenceKind.OPERAND


def string_content(node: Node) -> str:
    """What a plain string literal says; '' for f-strings and concatenations, which nobody can know."""
    value = node.child_by_field_name("value") if node.type == "keyword_argument" else node
    if value is None or value.type != "string" or any(c.type == "interpolation" for c in value.named_children):
        return ""
    content = [c for c in value.named_children if c.type == "string_content"]
    return b"".join(c.text or b"" for c in content).decode(errors="replace")
