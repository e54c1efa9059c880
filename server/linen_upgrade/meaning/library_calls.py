"""Calls of functions of libraries: of old Flax, of JAX and NumPy, of Python itself; and what stands in their way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import is_called
from linen_upgrade.flax_api.optimizers import optimizer
from linen_upgrade.meaning import containers
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
from linen_upgrade.meaning.checkpoint_folders import note_folder
from linen_upgrade.meaning.collected import COLLECTED
from linen_upgrade.meaning.constructs import (
    Argument,
    EvidenceKind,
    FunctionCall,
    Obstacle,
)
from linen_upgrade.meaning.drawing import KEY, MODULE, Draw, note_draw
from linen_upgrade.meaning.either import either
from linen_upgrade.meaning.gone_names import note_gone_call
from linen_upgrade.meaning.library import imported
from linen_upgrade.meaning.literals import string_content
from linen_upgrade.meaning.made_or_given import MadeOrGivenReader
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.optimizers import note_optimizer
from linen_upgrade.meaning.restoring import RESTORING, note_restored
from linen_upgrade.meaning.scope import called, unclear
from linen_upgrade.meaning.static_arguments import makes_array, note_static_call
from linen_upgrade.meaning.training_kinds import GradientFunction, StateCollection
from linen_upgrade.meaning.transforming_functions import note_transforming
from linen_upgrade.meaning.transforms import APPLIED_LATER, SCANS, makes_modules, transform_call
from linen_upgrade.meaning.values import (
    CALLABLE_MODULES,
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Collected,
    Derived,
    Either,
    Function,
    Imported,
    Initializer,
    Literal,
    MaybeModule,
    Method,
    ParameterValue,
    PartialModule,
    Rng,
    Value,
    Wrapped,
    is_defined,
    sources,
)
from linen_upgrade.meaning.wrapped_partials import WRAPPING, wrapped_partial

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_OLD_FUNCTIONS = frozenset({"flax.nn.dropout", "flax.nn.make_rng", "flax.nn.is_stochastic"})
_DECORATING = frozenset({"jax.checkpoint", "jax.remat", "jax.jit"})
_MAPPING = frozenset({"jax.pmap", "jax.vmap"})
_WRITING = frozenset({"json.dump", "json.dumps", "yaml.dump", "yaml.safe_dump"})
"""What knows dictionaries, but no FrozenDict."""
_COPYING = frozenset({"copy.copy", "copy.deepcopy"})
_CALLING = frozenset({"functools.reduce", "itertools.starmap", "itertools.accumulate"})


def _never_calls(path: str) -> bool:
    """Whether a function of another package leaves alone what it is handed: Python's own but for a few, and logging."""
    top = path.partition(".")[0]
    return path not in _CALLING and (top in sys.stdlib_module_names or top == "absl")


class LibraryCallReader(MadeOrGivenReader):
    """The part of call reading that concerns functions of other packages."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.draws: list[Draw] = []
        """Where the function that is being read asks for a key though no module can be asked."""

    def resolve(self, callee: Value) -> Value:
        """A parameter that is called stands for the modules that call sites, or its default, give it."""
        if isinstance(callee, ParameterValue):
            fact = self.reader.module.fact(callee)
            return containers.inside(fact) if fact is not None else callee
        if isinstance(callee, Either):
            kinds = [self._option(option) for option in callee.options]
            modules = [k for k in kinds if isinstance(k, (*MODULE_KINDS, MaybeModule)) or is_defined(k)]
            one = either(*modules) if any(not is_defined(k) for k in modules) else UNKNOWN
            return replace(one, of=callee.of) if isinstance(one, Either) else one
        if isinstance(callee, Derived):
            options = [self.resolve(source) for source in sources(callee)]
            if not any(containers.holds_modules(option) for option in options):
                return callee
            return either(*options) if callee.each else MaybeModule("is computed from a parameter that takes modules")
        if isinstance(callee, PartialModule) and isinstance(callee.base, ParameterValue):
            base = self.resolve(callee.base)
            known = isinstance(base, MODULE_KINDS)
            return (
                PartialModule(base, callee.bound, origin=callee.origin)
                if known
                else base
                if isinstance(base, MaybeModule)
                else UNKNOWN
            )
        return callee

    def _option(self, option: Value) -> Value:
        """One of several values that are modules for the most part: a parameter is what callers give it."""
        resolved = self.resolve(option)
        parameter = option.base if isinstance(option, PartialModule) else option
        if not isinstance(parameter, ParameterValue) or containers.holds_modules(resolved):
            return resolved
        fact = self.reader.module.fact
        # What has a string or number for its default is one, and looked up by.
        if isinstance(self.defaults.get(parameter), Literal) and self.defaults[parameter] != Literal("None"):
            return UNKNOWN
        # Where all calls are known, and none hands in a module, it is the default that the other options replace.
        if fact(called(parameter.owner)) == Literal("bool") and fact(unclear(parameter)) is None:
            return UNKNOWN
        return MaybeModule("may be handed in by a caller, and nobody can tell in which form")

    # -- functions of other packages

    def imported_call(self, path: str, site: CallSite) -> Value:
        """What a call of the library function at `path` returns."""
        if path in TRANSFORMS and self.reader.owner() and self._transform(path, site):
            value = site.arguments[0].value
            if path in WRAPPING and isinstance(value, PartialModule) and value.wrapped is not None:
                return value
            if path in APPLIED_LATER:
                return value if isinstance(value, Function) else Function("transformed", (), makes_modules=True)
            if path in SCANS:
                return self._array_function("scan", site)
        note_transforming(self.reader, path, site)
        note_folder(self.reader, path, site)
        if path in RESTORING:
            note_restored(self.reader, path, site)
        if path in _OLD_FUNCTIONS:
            return self._old_function(path, site)
        if path in ("flax.nn.module", "flax.linen.module"):
            self._note_function("flax.nn.module", site)
            return MaybeModule("is a module function", code="LIN108")
        package, _, name = path.rpartition(".")
        self._lacking(path, site)
        self._otherwise_today(path, site)
        if note_gone_call(self.reader, path, site):
            return Array()
        if package in NAMESPACES and has_gone(flax_api.function(name), site.arguments):
            self._note_function(f"flax.nn.{name}", site)
        trained = self.training.transformed(path, site)
        if trained is not None:
            return trained
        if path == "flax.nn.Model":
            return self.training.made(site)
        if path == "flax.nn.Collection":
            return self.training.collection(site)
        if path == "flax.nn.attention.Cache":
            return self.training.cache_made(site)
        if path == "flax.nn.stateful":
            return StateCollection()
        if package == "flax.optim" and optimizer(name) is not None:
            return note_optimizer(self.reader, name, site, self.stand_ins.place(site.node))
        if path == "functools.partial" and site.arguments:
            return self._functools_partial(site)
        if site.arguments:
            note_static_call(self.reader, path, site.node, self.function_behind(site.arguments[0].value))
        if site.arguments and (path in _DECORATING or (path in _MAPPING and self.reader.owner() is None)):
            value = site.arguments[0].value
            if isinstance(value, Method) and self.reader.owner() is None:
                return self.function_behind(value) or UNKNOWN
            return value if isinstance(value, (Function, GradientFunction)) else UNKNOWN
        if path.startswith(INITIALIZER_PACKAGES):
            return Initializer(KEYLESS_INITIALIZERS.get(name))
        if path.startswith("jax.random.") or package in ("jax.random",):
            return self._random(name, site)
        if path.startswith(PACKAGES):
            found = self._array_function(name, site)
            return Array(has_no_hash=True) if makes_array(path) else found
        if path in ("collections.OrderedDict", "collections.defaultdict") and not site.arguments:
            return Literal("dict")
        if path in _WRITING and site.nodes:
            self.reader.note_thawed(EvidenceKind.THAWED_USE, site.nodes[0], "inner", site.node)
        if path in COLLECTED:
            return Collected(name, COLLECTED[path])
        if path in _COPYING and site.arguments and self.reader.owner():
            # Linen freezes what a field holds; a copy of that is as frozen.
            return site.arguments[0].value
        if self._may_be_a_module(path):
            self._of_another_file(path, site)
        return self.made_of(site, may_call=not _never_calls(path))

    def made_of(self, site: CallSite, may_call: bool = True) -> Value:
        """See `ContainerCallReader.made_of`."""
        raise NotImplementedError

    def _may_be_a_module(self, path: str) -> bool:
        """Whether a pre-Linen class calls a class that another file of the same code base may define."""
        package, _, name = path.rpartition(".")
        top = package.partition(".")[0]
        is_foreign = top in FOREIGN or top in sys.stdlib_module_names
        return self.reader.owner() is not None and not is_foreign and name[:1].isupper()

    def _of_another_file(self, path: str, site: CallSite) -> None:
        """A class of another file is called: like a module if it is named or given a setting, else perhaps."""
        settings, name = (Literal, Initializer, Function, Derived), path.rpartition(".")[2]
        given = [a for a in site.arguments if isinstance(a.value, settings) and a.value != Literal("None")]
        if given or any(a.keyword == "name" for a in site.arguments):
            why = f"comes from another file ({path}), which can't be known here: if it is a module, call `{name}(…)(x)`"
            self.obstacles.append(self.unknown_callee(site, why))
        else:
            self.reader.foreign_calls.append((path, self.reader.span(site.node)))

    def _by_name(self, site: CallSite) -> Value:
        """`getattr(nn, 'Dense')`."""
        holder = site.arguments[0].value
        assert isinstance(holder, Imported)
        name = string_content(site.nodes[1]) if len(site.nodes) > 1 else ""
        if name:
            return imported(f"{holder.path}.{name}")
        return MaybeModule("is looked up by a name that can't be known") if holder.path in NAMESPACES else UNKNOWN

    def _transform(self, path: str, site: CallSite) -> bool:
        """Note a transformation of JAX's around calls of modules; whether it is one."""
        values = [self.resolve(argument.value) for argument in site.arguments]
        made = [index for index, value in enumerate(values) if makes_modules(self.reader, value)]
        if made:
            for index in made:
                self.made_later(self.reader.span(site.nodes[index]))
            if path not in APPLIED_LATER:
                self.count_maker(site)
            outer = site.node.parent
            if path == "jax.vmap" and len(site.arguments) == 1 and outer is not None and is_called(site.node):
                # Without `in_axes`, all that it is applied to is cut into slices.
                self._arrays_in(outer.child_by_field_name("arguments") or outer)
            self.reader.constructs.append(transform_call(self.reader, path, site, made[0], values[made[0]]))
        return bool(made)

    def wrapped(self, site: CallSite) -> Wrapped | None:
        """See `PartialModule.wrapped`."""
        scope = self.reader.scope.method()
        if site.fields["owner"] is None or scope is None or scope.node is None:
            return None
        nodes = wrapped_partial(site.node, scope.node) if scope is self.reader.scope.function() else None
        span = self.reader.span
        return Wrapped(span(site.node), tuple(map(span, nodes.wraps)), span(nodes.call)) if nodes is not None else None

    def _otherwise_today(self, path: str, site: CallSite) -> None:
        """A pre-Linen class calls a function that Linen has too, but that computes something else there."""
        known = flax_api.name(flax_api.before(path)) if self.reader.owner() else None
        if known is not None and known.kind == "function" and known.in_linen and known.same_numbers is False:
            self.obstacles.append(self.unknown_callee(site, f"computes something else today: {known.note}"))

    def _lacking(self, path: str, site: CallSite) -> None:
        """A pre-Linen class calls what Linen lacks and no rule rewrites."""
        package, _, name = path.rpartition(".")
        # What is a Python module of Linen's today was a function: a call of it is old under either import.
        is_module = name in flax_api.linen_submodules()
        if package == "flax.linen" and is_module:
            path = f"flax.nn.{name}"
        elif package != "flax.nn" and package not in flax_api.old_submodules():
            return
        known = flax_api.name(path) if self.reader.owner() else None
        gone = known is not None and (not flax_api.has_today(path) or is_module)
        if known is not None and gone and known.kind != "module class":
            self.obstacle(known.rules[0] if known.rules else "LIN901", f"{self.reader.excerpt(site.node)}", site)

    def lacks(self, value: Value, node: Node) -> None:
        """A pre-Linen class uses a private name of old Flax, which Linen may lack."""
        if self.reader.owner() and isinstance(value, Imported) and flax_api.is_private(flax_api.before(value.path)):
            why = "is no public name of old Flax: write what it did by hand"
            obstacle = Obstacle("LIN001", self.reader.excerpt(node), self.reader.span(node), manual=True, why=why)
            self.obstacles.append(obstacle)

    def _note_function(self, path: str, site: CallSite, keys: str = "") -> None:
        """Note the call of an old function."""
        fields = {**site.fields, "certain": True, "token": site.function}
        self.reader.constructs.append(FunctionCall(**fields, path=path, keys=keys))

    def _old_function(self, path: str, site: CallSite) -> Value:
        outside = self.reader.owner() is None
        self.drawings.drawn()
        self._note_function(path, site, self.training.contexts.drawn(site.node, path) if outside else "")
        if path != "flax.nn.dropout":
            note_draw(self.reader, site, KEY if path == "flax.nn.make_rng" else MODULE)
        if path == "flax.nn.dropout":
            self.creations.note("dropout", site, class_name="Dropout")
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
            function = self.function_behind(callee)
            if function is None:
                return self.made_of(site)
            bound = site.without_first()
            self.handed_to_function(function, bound.passed)
            positional = function.positional[sum(not a.keyword for a in bound.arguments) :]
            return replace(function, positional=positional, place="")
        rest = site.without_first()
        self.bound_by_keyword(resolved, rest.passed)
        self.note_binding(resolved, rest)
        bound_names, origin = self.bound(resolved, rest.arguments), self.training.maker(site.node)
        return PartialModule(callee, bound_names, origin=origin)

    def function_behind(self, callee: Value) -> Function | None:
        """The plain function that a value is, or the method that is called like one."""
        raise NotImplementedError

    def _random(self, name: str, site: CallSite) -> Value:
        if site.arguments and name not in ("PRNGKey", "key"):
            self.reader.note(site.arguments[0].value, EvidenceKind.ARRAY_USE, site.node)
        for argument, node in zip(site.arguments[1:], site.nodes[1:], strict=True):
            self.reader.note(argument.value, EvidenceKind.HYPER_USE, node)
        return Rng() if name in RNG_MAKERS else Array(has_no_hash=True)

    def _array_function(self, name: str, site: CallSite) -> Value:
        if name in NOT_ARRAYS:
            return Array() if site.arguments else UNKNOWN
        for index, (argument, node) in enumerate(zip(site.arguments, site.nodes, strict=True)):
            held = node.child_by_field_name("value") if node.type == "keyword_argument" else node
            if index == 0 and name in SEQUENCE_FIRST and node.type in ("list", "tuple"):
                self._arrays_in(node)
            elif index > 0 and name == "scan" and held is not None and held.type in ("list", "tuple"):
                # What it runs over is cut into slices; what it begins with may be a number as well.
                sliced = argument.keyword == "xs" or (index == 2 and not argument.keyword)
                self._arrays_in(held, EvidenceKind.ARRAY_USE if sliced else EvidenceKind.OPERAND)
            else:
                self.reader.note(argument.value, _use(name, index, argument, node), site.node)
        return Array()

    def _arrays_in(self, display: Node, kind: str = EvidenceKind.ARRAY_USE) -> None:
        for child in display.named_children:
            if child.type in ("list", "tuple"):
                self._arrays_in(child, kind)
            elif child.type == "identifier":
                scope = self.reader.scope.find(self.reader.text(child))
                value = scope.names[self.reader.text(child)] if scope is not None else UNKNOWN
                if isinstance(value, ParameterValue):
                    self.reader.note(value, kind, display)


def has_gone(function: flax_api.BuiltinModule | None, arguments: Sequence[Argument]) -> bool:
    """Whether an old function is given an argument that can be left out today, since it is gone."""
    names = [parameter.name for parameter in function.parameters if parameter.same_without] if function else []
    positions = [index for index, p in enumerate(function.parameters) if p.same_without] if function else []
    return any(a.keyword in names if a.keyword else i in positions for i, a in enumerate(arguments))


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
