"""Follows models and optimizers through calls, and through the functions that JAX makes of functions."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import is_called
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.keyed_functions import note_keyed_call, wants
from linen_upgrade.meaning.restoring import is_read_raw
from linen_upgrade.meaning.scope import called, running
from linen_upgrade.meaning.training_caches import CacheReader
from linen_upgrade.meaning.training_constructs import (
    ModelBared,
    OptimizerMember,
)
from linen_upgrade.meaning.training_functions import (
    BY_NAME,
    GRADIENTS,
    IN_ORDER,
    LOOKS_ONLY,
    LOOPS,
    OVER_TREES,
    PYTHON_LOOKS,
    SAME,
    SCALED,
    SCALES,
    SEEN,
)
from linen_upgrade.meaning.training_kinds import (
    Cache,
    DynamicScale,
    GradientFunction,
    Model,
    Optimizer,
    OptimizerDef,
    OptimizerState,
    StateCollection,
    Stored,
    WrappedModel,
)
from linen_upgrade.meaning.training_values import holds_objects, holds_training, is_followed_training
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Function,
    Imported,
    Literal,
    Method,
    ParameterValue,
    PlainClass,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite

from linen_upgrade.meaning.training_models import WRAPPING, ModelReader
from linen_upgrade.meaning.training_optimizers import DIFFERENTIATES, OptimizerReader


class TrainingReader(ModelReader, OptimizerReader, CacheReader):
    """The part of reading that concerns training code."""

    def member(self, node: Node, receiver: Value, name: str) -> Value | None:
        """What a member of a model or an optimizer is; None for what has no such members."""
        if isinstance(receiver, Model):
            return self._of_model(node, receiver, name)
        if isinstance(receiver, Optimizer):
            return self._of_optimizer(node, receiver, name)
        if isinstance(receiver, OptimizerDef) and name != "create":
            self._note_member(node, f"optimizer_def.{name}", node.child_by_field_name("object"), UNKNOWN)
        if isinstance(receiver, Cache) and not is_called(node):
            return self.of_cache(node, name)
        if isinstance(receiver, OptimizerState):
            held = node.child_by_field_name("object")
            if name == "step" and held is not None and held.type == "attribute":
                self._note_member(node, "state.step", held.child_by_field_name("object"), UNKNOWN)
                return Array()
            return UNKNOWN
        return None

    def method(self, receiver: Value, name: str, site: CallSite) -> Value | None:
        """What a method of training code's values returns; None for other values."""
        function = site.node.child_by_field_name("function")
        held = function.child_by_field_name("object") if function is not None else None
        if function is None or held is None:
            return None
        if isinstance(receiver, Model):
            return self._method_of_model(receiver, name, site, function)
        if isinstance(receiver, Optimizer) and name in DIFFERENTIATES:
            return self._differentiated(receiver, name, site, held)
        if isinstance(receiver, Optimizer):
            return self._method_of_optimizer(receiver, name, site, function, held)
        if isinstance(receiver, OptimizerDef) and name == "create":
            return self._created(receiver, site)
        if isinstance(receiver, Container) and name == "replace" and receiver.type == "object":
            return _replaced(receiver, site.arguments) if holds_training(receiver) else None
        if isinstance(receiver, Cache):
            return self.method_of_cache(receiver, name, site, function, held)
        if isinstance(receiver, StateCollection) and function.type == "attribute":
            self._collection(name, function, site.node)
            return receiver if name == "as_dict" else UNKNOWN
        if isinstance(receiver, DynamicScale):
            scaled = self._differentiating(site, with_value=True) if name == "value_and_grad" else None
            return replace(scaled, is_scaled=True) if scaled is not None else receiver if name == "replace" else UNKNOWN
        return None

    def transformed(self, path: str, site: CallSite) -> Value | None:
        """What one of JAX's or Flax's functions makes of training code's values, or of a function; None for others."""
        wrapped = self.wrapped(path, site)
        if wrapped is not None:
            return wrapped
        if path in SCALES:
            return DynamicScale()
        if is_read_raw(path, site):
            return Stored()
        derived = self._differentiating(site, GRADIENTS[path]) if path in GRADIENTS else None
        if derived is not None:
            return derived
        if path in LOOPS:
            return self._looped(path, site)
        place = SAME.get(path)
        plain = [argument for argument in site.arguments if not argument.star]
        if place is not None and "tree" in path and plain[place : place + 1] and plain[place].value == Literal("None"):
            # Where nothing has been added up yet, no branch comes here: all trees that do are alike.
            place += 1
        if place is not None and len(plain) > place and holds_training(plain[place].value):
            if path in OVER_TREES:
                self._as_tree(path, site)
            value = plain[place].value
            return Cache() if isinstance(value, Cache) else value
        return None

    def _differentiating(self, site: CallSite, with_value: bool) -> GradientFunction | None:
        """What differentiates the function that a call is given; None where that is not known."""
        first = self.reader.calls.function_behind(site.arguments[0].value) if site.arguments else None
        if first is None:
            return None
        given = {a.keyword: self.reader.text(n).partition("=")[2] for a, n in site.passed if a.keyword}
        texts = [self.reader.text(n) for a, n in site.passed if not a.keyword]
        text = given.get("argnums") or (texts[1] if len(texts) > 1 else "0")
        aux = (given.get("has_aux") or (texts[2] if len(texts) > 2 else "")).strip() == "True"
        return GradientFunction(first, int(text) if text.strip().isdigit() else -1, with_value, aux)

    def _looped(self, path: str, site: CallSite) -> Value | None:
        """What a loop of JAX's makes of what goes around in it; None where that is none of training code's values."""
        carry, run = self._loop_parts(path, site)
        if carry is None or not run:
            return None
        around = replace(carry[0], keyword=None), carry[1]
        other = replace(around[0], value=UNKNOWN), carry[1]
        passed = [other, around] if path == "jax.lax.fori_loop" else [around, other]
        results = [self._loop(function, passed, site) for function in run]
        if path != "jax.lax.scan":
            return carry[0].value
        stacked = containers.pick(results[0], "1") if isinstance(results[0], Container) else UNKNOWN
        if holds_objects(stacked):
            self.lost(site.fields["token"], site.node, "is stacked by a `scan`")
        return containers.display("tuple", (("", carry[0].value), ("", UNKNOWN)))

    def _loop_parts(self, path: str, site: CallSite) -> tuple[tuple[Argument, Node] | None, list[Function]]:
        """What goes around in a loop of JAX's, if it is of training code, and its functions, if all are known."""
        names, functions = LOOPS[path]
        given = dict(zip(names, (pair for pair in site.passed if not pair[0].keyword), strict=False))
        given |= {argument.keyword: (argument, node) for argument, node in site.passed if argument.keyword in names}
        carry = given.get(names[-1])
        found = [self.reader.calls.function_behind(given[name][0].value) for name in functions if name in given]
        run = [function for function in found if function is not None]
        is_ours = carry is not None and holds_training(carry[0].value) and self.reader.owner() is None
        return carry if is_ours else None, run if len(run) == len(functions) else []

    def _loop(self, function: Function, passed: list[tuple[Argument, Node]], site: CallSite) -> Value:
        """A function is called in a loop of JAX's; what it gives."""
        calls, passed = self.reader.calls, passed[: len(function.positional)]
        calls.functions_called.add(function.key)
        calls.handed_to_function(function, passed)
        self._runs(function, site)
        self._bared_by(
            function, replace(site, arguments=tuple(a for a, _ in passed), nodes=tuple(n for _, n in passed))
        )
        return calls.returned_by(function)

    def _as_tree(self, path: str, site: CallSite) -> None:
        """Note the models that a function of trees is handed."""
        models = [a for a in site.arguments if isinstance(a.value, Model) and not a.value.bare]
        why = f"is handed to `{path.rpartition('.')[2]}`"
        if models:
            self.lost(site.fields["token"], site.node, why, where="state")
        if len(models) > 1:
            why = f"{why} with another model, which has a function of its own today"
            self.lost(site.fields["token"], site.node, why, where="callable")

    def gradient(self, called: GradientFunction, site: CallSite) -> Value:
        """What the call of a gradient's function gives."""
        aux, grad = self._run(called, site)
        value: Value = containers.display("tuple", (("", Array()), ("", aux))) if called.has_aux else Array()
        if called.is_scaled:
            return _scaled((DynamicScale(), Array(), value, grad))
        if called.with_value:
            return containers.display("tuple", (("", value), ("", grad)))
        return containers.display("tuple", (("", grad), ("", aux))) if called.has_aux else grad

    def _run(self, called: GradientFunction, site: CallSite) -> tuple[Value, Value]:
        """What a function gives beside its value where a gradient's function calls it, and the gradient."""
        calls = self.reader.calls
        calls.functions_called.add(called.function.key)
        plain = [a for a in site.arguments if not a.keyword and not a.star]
        by = plain[called.argnum] if 0 <= called.argnum < len(plain) else None
        grad: Value = Array()
        passed = list(site.passed)
        if by is not None and isinstance(by.value, Model):
            grad = replace(by.value, bare=True)
            number = site.arguments.index(by)
            passed[number] = replace(by, value=grad), site.nodes[number]
            self._bare(by, site.nodes[number])
        elif by is not None and holds_training(by.value):
            grad = by.value
        elif by is None and any(holds_objects(a.value) for a in site.arguments):
            why = "may be differentiated by with others, or by keyword"
            self.lost(site.fields["token"], site.node, why, where="state")
        calls.handed_to_function(called.function, passed)
        self._bared_by(called.function, replace(site, arguments=tuple(argument for argument, _ in passed)))
        returned = calls.returned_by(called.function)
        aux = containers.pick(returned, "1") if called.has_aux and isinstance(returned, Container) else UNKNOWN
        return aux, grad

    def _differentiated(self, optimizer: Optimizer, name: str, site: CallSite, held: Node) -> Value:
        """`optimizer.optimize(loss_fn)` or `optimizer.compute_gradient(loss_fn)`, which calls it with the target."""
        has_aux = len(self.applied(optimizer, name, site, held)) == 3
        function = self.reader.calls.function_behind(site.arguments[0].value) if site.arguments else None
        if function is None:
            self.lost(site.fields["token"], site.node, "is handed to a loss function that can't be looked into")
            return UNKNOWN
        target = replace(optimizer.target, bare=True) if isinstance(optimizer.target, Model) else optimizer.target
        place = self.reader.span(held)
        given = replace(site, arguments=(Argument(place, place, None, "", target, is_name=False),), nodes=(held,))
        aux, grad = self._run(GradientFunction(function, 0, with_value=True, has_aux=has_aux), given)
        values: list[Value] = [Array(), aux] if has_aux else [Array()]
        parts = [optimizer, *values] if name == "optimize" else [*values, grad]
        return containers.display("tuple", [("", part) for part in parts])

    def _bare(self, argument: Argument, node: Node) -> None:
        """Note that of a model that is handed over nothing but the parameters can be meant."""
        if not isinstance(argument.value, Model) or argument.value.bare:
            return
        constructs = self.reader.constructs
        for index in range(len(constructs) - 1, -1, -1):
            found = constructs[index]
            if isinstance(found, OptimizerMember) and found.span == argument.value_span:
                constructs[index] = replace(found, bare=True)
                return
        held = node.child_by_field_name("value") if node.type == "keyword_argument" else node
        if held is not None:
            constructs.append(ModelBared(**self._fields(held, held), kind=held.type))

    def _bared_by(self, function: Function, site: CallSite) -> None:
        """Note the models that are handed to parameters by which the function is differentiated elsewhere."""
        position = 0
        for argument, node in site.passed:
            name = argument.keyword or ""
            if argument.keyword is None:
                name = function.positional[position] if position < len(function.positional) else ""
                position += 1
            fact = self.reader.module.fact(ParameterValue(function.key, name)) if name else None
            if isinstance(fact, Model) and fact.bare:
                self._bare(argument, node)
            if holds_objects(argument.value) and (fact is None or not is_followed_training(fact)):
                self.lost(self.reader.span(node), node, f"is handed to `{function.name}`, which gets other things, too")

    def handed(self, callee: Value, site: CallSite) -> None:
        """Note the models and optimizers that are handed to what nobody can see into."""
        if callee == Imported("functools.partial") and site.arguments:
            bound = self.reader.calls.function_behind(site.arguments[0].value)
            if bound is not None:
                self._bared_by(bound, site.without_first())
                return
        run = callee.function if isinstance(callee, GradientFunction) else self.reader.calls.function_behind(callee)
        if run is not None:
            self._runs(run, site)
            if not isinstance(callee, GradientFunction):
                self._bared_by(run, site)
        if isinstance(callee, Imported):
            self._in_order(callee.path, site)
        if not any(holds_objects(argument.value) for argument in site.arguments) or self._is_seen(callee, site):
            return
        for argument in site.arguments:
            if holds_objects(argument.value):
                function = site.node.child_by_field_name("function")
                text = self.reader.excerpt(function) if function is not None else "a function"
                self.lost(site.fields["token"], site.node, f"is handed to `{text}`, which can't be looked into")

    def _in_order(self, path: str, site: CallSite) -> None:
        """Note the caches that go where the names and the order of their arrays count."""
        if path in IN_ORDER and any(isinstance(argument.value, Cache) for argument in site.arguments):
            why = f"decodes with a cache that is handed to `{path.rpartition('.')[2]}`, whose arrays are others today"
            self.lost(site.fields["token"], site.node, why)
        if path in BY_NAME and any(map(_is_model, (argument.value for argument in site.arguments))):
            why = f"is handed to `{path.rpartition('.')[2]}`, which knows no functions that hold parameters"
            self.lost(site.fields["token"], site.node, why, where="callable")
            why = f"is a TrainState where `{path.rpartition('.')[2]}` has it, and may be its parameters alone elsewhere"
            self.lost(site.fields["token"], site.node, why, where="state")

    def _runs(self, function: Function, site: CallSite) -> None:
        """A function is called, which may run a model, or draw keys, where nobody sees it."""
        fact = self.reader.module.fact
        runs, draws = fact(running(function.key)) is not None, fact(wants(function.key)) is not None
        self.runs |= runs
        is_handed = draws and note_keyed_call(self.reader, function, site)
        if draws:
            self.drew()
        if self.contexts.open:
            named = site.node.child_by_field_name("function")
            text = self.reader.excerpt(named) if named is not None else function.name
            self.contexts.called(function.key, text, runs, draws and not is_handed)

    def called_parameter(self, callee: ParameterValue, site: CallSite) -> None:
        """A function calls what it is handed, and nobody is seen who calls the function: it may be a model."""
        positional = any(not argument.keyword for argument in site.arguments)
        if self.reader.owner() is None and positional and self.reader.module.fact(called(callee.owner)) is None:
            why = f"may be what `{self.reader.excerpt(site.node)}` calls, of which no caller is seen"
            self.lost(site.fields["token"], site.node, why, anywhere=True)

    def called_unknown(self, site: CallSite) -> None:
        """What nobody knows is called: it may be a model."""
        named = site.node.child_by_field_name("function")
        text = self.reader.text(named) if named is not None and named.type in ("identifier", "attribute") else ""
        if self.contexts.open and text and not hasattr(builtins, text):
            self.contexts.called("", text)

    def _is_seen(self, callee: Value, site: CallSite) -> bool:
        if isinstance(callee, (Function, GradientFunction, Model, OptimizerDef, Optimizer, PlainClass)):
            return True
        if isinstance(callee, Method):
            return isinstance(callee.receiver, (Model, Optimizer, OptimizerDef, Container, *MODULE_KINDS)) or (
                self.reader.calls.function_behind(callee) is not None
            )
        if isinstance(callee, Imported):
            if callee.path in LOOPS:
                return all(self._loop_parts(callee.path, site))
            wraps = callee.path in WRAPPING and isinstance(site.arguments[0].value, (Model, WrappedModel))
            return wraps or callee.path in {*SAME, *LOOKS_ONLY} or callee.path.startswith(SEEN)
        function = site.node.child_by_field_name("function")
        return function is not None and self.reader.text(function) in PYTHON_LOOKS

    def joined(self, first: Value, second: Value, result: Value, node: Node) -> None:
        """Note where a name is a model or an optimizer in one branch, and something else in another."""
        if not (holds_objects(first) or holds_objects(second)) or holds_training(result):
            return
        why = "is something else in another branch, or in the next turn"
        if StateCollection() in (first, second):
            why = "is state in one branch and, in another, something that has to be laid out like it"
        self.lost(self.reader.span(node), node, why)

    def returned(self, values: Sequence[Value], result: Value, node: Node) -> None:
        """Note where a function gives a model or an optimizer, and something else, too."""
        if any(map(holds_objects, values)) and not holds_training(result):
            self.lost(self.reader.span(node), node, "is given back by a function that gives other things, too")


def _scaled(fields: Sequence[Value]) -> Container:
    """A named tuple, which is asked for its fields by number or by name."""
    by_name = tuple(zip(SCALED, fields, strict=True))
    return Container("object", (*((str(number), value) for number, value in enumerate(fields)), *by_name))


def _is_model(value: Value) -> bool:
    """Whether it is a model, or an object that has one."""
    parts = [part for _, part in value.entries] if isinstance(value, Container) else [value]
    return any(isinstance(part, Model) and not part.bare for part in parts)


def _replaced(record: Container, arguments: Sequence[Argument]) -> Value:
    """An object with some of its attributes replaced."""
    given = {a.keyword: a.value for a in arguments if a.keyword}
    entries = [(key, given.get(key, value)) for key, value in record.entries]
    known = {key for key, _ in record.entries}
    entries += [(key, value) for key, value in given.items() if key not in known and holds_training(value)]
    return replace(record, entries=tuple(dict.fromkeys(entries)))
