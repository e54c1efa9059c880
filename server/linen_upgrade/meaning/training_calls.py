"""Reads what training code does with models and optimizers, and follows both through JAX's transformations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from linen_upgrade.document import Span, is_called
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.bound_once import is_bound_once
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.literals import key_text
from linen_upgrade.meaning.training_constructs import (
    OLD_TYPES,
    CollectionUse,
    GradientApplied,
    Lost,
    ModelBared,
    ModelCall,
    ModelMade,
    ModelMember,
    ModuleInit,
    Nearby,
    OldType,
    OptimizerCreate,
    OptimizerMember,
)
from linen_upgrade.meaning.training_contexts import ContextReader
from linen_upgrade.meaning.training_values import holds_objects, holds_training, is_only_training
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Function,
    GradientFunction,
    Imported,
    MaybeModule,
    Method,
    Model,
    ModuleInstance,
    OldParameters,
    Optimizer,
    OptimizerDef,
    OptimizerState,
    ParameterValue,
    PartialModule,
    PlainClass,
    StateCollection,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite
    from linen_upgrade.meaning.scope import Scope

_GRADIENTS = {"jax.grad": False, "jax.value_and_grad": True}
_SAME = {
    **dict.fromkeys(("jax.lax.pmean", "jax.lax.psum", "jax.lax.stop_gradient", "jax.device_get", "jax.device_put"), 0),
    **dict.fromkeys(("flax.jax_utils.replicate", "flax.jax_utils.unreplicate", "copy.copy", "copy.deepcopy"), 0),
    **dict.fromkeys(("jax.block_until_ready", "jax.tree_util.tree_map_with_path"), 0),
    **dict.fromkeys(("jax.tree_map", "jax.tree.map", "jax.tree_util.tree_map", "jax.tree_multimap"), 1),
    **dict.fromkeys(("jax.tree_util.tree_multimap", "flax.training.checkpoints.restore_checkpoint"), 1),
    **dict.fromkeys(("flax.serialization.from_bytes", "flax.serialization.from_state_dict"), 0),
}
"""Functions that give back the like of the argument at that position: the same structure with other arrays in it."""
_LOOKS_ONLY = frozenset(
    {
        *("flax.training.checkpoints.save_checkpoint", "flax.serialization.to_bytes"),
        "flax.serialization.to_state_dict",
        *("jax.tree_leaves", "jax.tree.leaves", "jax.tree_util.tree_leaves", "jax.tree_flatten", "jax.tree_structure"),
        *("jax.tree_util.tree_structure", "jax.tree_util.tree_flatten", "jax.tree_util.tree_reduce", "jax.tree.reduce"),
    }
)
_PYTHON_LOOKS = frozenset("print len type id isinstance str repr bool".split())
_UPDATES = frozenset("apply_gradient compute_gradient compute_gradients optimize".split())
_ONLY_OPTIMIZERS = ("target", "apply_gradient", "optimizer_def")
_INITIALISING = ("init", "init_by_shape", "create", "create_by_shape")
_ARGUMENT_NUMBER = "argnums"


class TrainingReader:
    """The part of reading that concerns training code."""

    def __init__(self, reader: ExpressionReader) -> None:
        self.reader = reader
        self.contexts = ContextReader(reader)

    def origin(self, node: Node) -> str:
        """What tells a place of training code from the others of the code base; '' in a module class."""
        return self.reader.calls.stand_ins.place(node) if self.reader.owner() is None else ""

    # -- modules initialised

    def initialised(self, name: str, callee: Value, site: CallSite) -> Value:
        """`CNN.init_by_shape(…)` and its like, outside of modules; what it returns."""
        function = site.node.child_by_field_name("function")
        held = function.child_by_field_name("object") if function is not None else None
        if isinstance(callee, ModuleInstance):
            return UNKNOWN
        if held is not None and name in _INITIALISING and self.reader.owner() is None:
            by_shape = name.endswith("_by_shape")
            specs = next((a for a in site.arguments if a.keyword == "input_specs"), None)
            plain = [node for argument, node in site.passed if not argument.keyword and not argument.star]
            listed = site.nodes[site.arguments.index(specs)] if specs else plain[1] if len(plain) > 1 else None
            if specs is not None and listed is not None:
                listed = listed.child_by_field_name("value")
            self.reader.constructs.append(
                ModuleInit(
                    **{**site.fields, "certain": True},
                    name=name,
                    callee=callee,
                    callee_span=self.reader.span(held),
                    specs=self._specs(listed) if by_shape and listed is not None else None,
                    specs_span=self.reader.span(listed) if by_shape and listed is not None else None,
                    **self._outcome(site.node),
                    contexts=self.contexts.uses(),
                )
            )
        if name.startswith("create"):
            return containers.display("tuple", (("", Array(certain=True)), ("", Model(callee))))
        return OldParameters(callee)

    def _specs(self, listed: Node) -> tuple[tuple[Span, bool], ...] | None:
        """What is written for each input, if the list is written out."""
        if listed.type not in ("list", "tuple"):
            return None
        parts = [child for child in listed.named_children if child.type != "comment"]
        if any(part.type == "list_splat" for part in parts):
            return None
        return tuple((self.reader.span(part), not _has_type(part)) for part in parts)

    def _outcome(self, call: Node) -> dict[str, Any]:
        """Where the output and the parameters go."""
        outer = call.parent
        found: dict[str, Any] = {"pattern": None, "targets": None, "output_read": True, "picked": None}
        if outer is None:
            return found
        if outer.type == "subscript" and outer.child_by_field_name("value") == call:
            indices = outer.children_by_field_name("subscript")
            if len(indices) == 1 and key_text(indices[0]) == "1":
                found |= {"picked": self.reader.span(outer), "output_read": False}
        left = outer.child_by_field_name("left") if outer.type == "assignment" else None
        if left is not None and left.type in ("pattern_list", "tuple_pattern"):
            parts = [child for child in left.named_children if child.type != "comment"]
            if len(parts) == 2 and all(part.type in ("identifier", "attribute") for part in parts):
                found["pattern"] = self.reader.span(left)
                found["targets"] = tuple(map(self.reader.span, parts))
                found["output_read"] = parts[0].type != "identifier" or self._is_read(parts[0])
        return found

    def _is_read(self, target: Node) -> bool:
        """Whether the name that an output is given has other uses in the function around it."""
        name = self.reader.text(target)
        scope = self.reader.scope.function()
        around = scope.node if scope is not None and scope.node is not None else None
        if around is None:
            return not name.startswith("_")
        return name.strip("_") != "" and _count(around, name.encode()) > 1

    # -- models

    def made(self, site: CallSite) -> Value:
        """`nn.Model(module, params)`."""
        plain = [(a, n) for a, n in site.passed if not a.star]
        module = next((a for a, _ in plain if a.keyword == "module"), None)
        held = next((a for a, _ in plain if a.keyword == "params"), None)
        positions = [a for a, _ in plain if not a.keyword]
        if module is None and positions:
            module = positions.pop(0)
        if held is None and positions:
            held = positions.pop(0)
        base = self.reader.calls.resolve(module.value) if module is not None else UNKNOWN
        base = base if isinstance(base, MODULE_KINDS) else UNKNOWN
        whole = len(site.arguments) == 2 and module is not None and held is not None
        fields = {**site.fields, "certain": True, "token": site.function}
        span = held.value_span if whole and held is not None else None
        self.reader.constructs.append(ModelMade(**fields, base=base, parameters=span))
        return Model(base)

    def called(self, model: Model, site: CallSite, method: str = "") -> None:
        """A model is called, or a method of its module."""
        function = site.node.child_by_field_name("function")
        held = function.child_by_field_name("object") if method and function is not None else function
        if held is None:
            return
        self.reader.constructs.append(
            ModelCall(
                **{**site.fields, "certain": True},
                base=model.base,
                bare=model.bare,
                receiver=self.reader.span(held),
                method=method,
                nearby=self.nearby(),
                contexts=self.contexts.uses(),
                target=self._target(site.node),
            )
        )

    def _target(self, call: Node) -> Span | None:
        """What an assignment gives the result of a call to, if that is its whole right side and only target."""
        outer = call.parent
        left = outer.child_by_field_name("left") if outer is not None and outer.type == "assignment" else None
        statement = outer.parent if outer is not None else None
        if left is None or outer is None or outer.child_by_field_name("type") is not None:
            return None
        if outer.child_by_field_name("right") != call or statement is None or statement.type != "expression_statement":
            return None
        return self.reader.span(left)

    def nearby(self) -> Nearby:
        """The names of the functions around, the innermost first, and what modules and optimizers they stand for."""
        found: dict[str, Value] = {}
        scope = self.reader.scope
        while scope.parent is not None:
            for name, value in scope.names.items() if scope.kind != "class" else ():
                for text, held in _held(name, self.reader.known(value)):
                    if self.reader.scope.find(name) is scope and self._is_settled(name, value, scope):
                        found.setdefault(text, held)
                found.setdefault(name, UNKNOWN)
            scope = scope.parent
        return tuple(found.items())

    def _is_settled(self, name: str, value: Value, scope: Scope) -> bool:
        """Whether a name means the same whenever it is read: a class or an optimizer, or a module bound once."""
        if isinstance(value, ParameterValue):
            return not isinstance(self.reader.known(value), (PartialModule, ModuleInstance))
        made = isinstance(value, (PartialModule, ModuleInstance))
        return not made or (scope.node is not None and is_bound_once(name, scope.node))

    # -- members

    def member(self, node: Node, receiver: Value, name: str) -> Value | None:
        """What a member of a model or an optimizer is; None for what has no such members."""
        if isinstance(receiver, Model):
            return self._of_model(node, receiver, name)
        if isinstance(receiver, Optimizer):
            return self._of_optimizer(node, receiver, name)
        if isinstance(receiver, OptimizerState):
            held = node.child_by_field_name("object")
            if name == "step" and held is not None and held.type == "attribute":
                self._note_member(node, "state.step", held.child_by_field_name("object"), UNKNOWN)
                return Array()
            return UNKNOWN
        return None

    def _of_model(self, node: Node, model: Model, name: str) -> Value:
        if is_called(node):
            return Method(model, name)
        self._model_member(node, model, name, None)
        if name == "params":
            return OldParameters(model.base)
        return model.base if name == "module" else UNKNOWN

    def _model_member(self, node: Node, model: Model, name: str, given: Node | None, whole: Node | None = None) -> None:
        held = node.child_by_field_name("object")
        if held is not None:
            self.reader.constructs.append(
                ModelMember(
                    **self._fields(node, whole or node),
                    name=name,
                    base=model.base,
                    bare=model.bare,
                    receiver=self.reader.span(held),
                    given=self.reader.span(given) if given is not None else None,
                    nearby=self.nearby(),
                )
            )

    def _of_optimizer(self, node: Node, optimizer: Optimizer, name: str) -> Value:
        if is_called(node) and name != "target":
            return Method(optimizer, name)
        held, outer = node.child_by_field_name("object"), node.parent
        if name == "state":
            step = outer.child_by_field_name("attribute") if outer is not None and outer.type == "attribute" else None
            if step is None or self.reader.text(step) != "step":
                self._note_member(node, "state", held, UNKNOWN)
            return OptimizerState()
        self._note_member(node, name, held, optimizer.target)
        if name == "optimizer_def" and len(optimizer.definitions) == 1:
            return optimizer.definitions[0]
        return optimizer.target if name == "target" else UNKNOWN

    def _note_member(
        self,
        node: Node,
        name: str,
        held: Node | None,
        target: Value,
        given: Node | None = None,
        whole: Node | None = None,
    ) -> None:
        if held is not None:
            self.reader.constructs.append(
                OptimizerMember(
                    **self._fields(node, whole or node),
                    name=name,
                    receiver=self.reader.span(held),
                    given=self.reader.span(given) if given is not None else None,
                    target=target,
                )
            )

    def _fields(self, node: Node, whole: Node) -> dict[str, Any]:
        token, function = node.child_by_field_name("attribute") or node, self.reader.scope.function()
        return {
            "token": self.reader.span(token),
            "span": self.reader.span(whole),
            "owner": self.reader.owner(),
            "function": function.span if function is not None else None,
            "certain": True,
        }

    def asked_of_unknown(self, node: Node, receiver: Value, name: str) -> None:
        """Note a member that optimizers have, asked of what may be one for all that is known."""
        unknown = isinstance(receiver, (Unknown, MaybeModule)) or (
            isinstance(receiver, Method) and isinstance(receiver.receiver, (Unknown, ParameterValue))
        )
        if unknown and name in _ONLY_OPTIMIZERS and self.reader.owner() is None:
            token = node.child_by_field_name("attribute") or node
            why = f"may be what `{self.reader.excerpt(node)}` is asked of, which can't be known"
            self.lost(self.reader.span(token), node, why, anywhere=name != "target")

    def asked_of_parameter(self, node: Node, name: str) -> None:
        """Note what optimizers alone have, asked of a parameter of which no caller tells what it is."""
        if name in ("apply_gradient", "optimizer_def") and self.reader.owner() is None:
            text, token = self.reader.excerpt(node), node.child_by_field_name("attribute") or node
            why = f"may be what `{text}` is asked of, where no caller tells what that is"
            self.lost(self.reader.span(token), node, why, anywhere=True)

    # -- methods

    def method(self, receiver: Value, name: str, site: CallSite) -> Value | None:
        """What a method of training code's values returns; None for other values."""
        function = site.node.child_by_field_name("function")
        held = function.child_by_field_name("object") if function is not None else None
        if function is None or held is None:
            return None
        if isinstance(receiver, Model):
            return self._method_of_model(receiver, name, site, function)
        if isinstance(receiver, Optimizer):
            return self._method_of_optimizer(receiver, name, site, function, held)
        if isinstance(receiver, OptimizerDef) and name == "create":
            return self._created(receiver, site, held)
        if isinstance(receiver, Container) and name == "replace" and receiver.type == "object":
            return _replaced(receiver, site.arguments) if holds_training(receiver) else None
        if isinstance(receiver, StateCollection) and function.type == "attribute":
            self._collection(name, function, site.node)
            return receiver if name == "as_dict" else UNKNOWN
        return None

    def collection(self, site: CallSite) -> Value:
        """`nn.Collection(…)`."""
        self._collection("()", site.node, site.node, bool(site.arguments))
        return StateCollection()

    def _collection(self, name: str, token: Node, whole: Node, is_filled: bool = False) -> None:
        fields = self._fields(token, whole)
        self.reader.constructs.append(CollectionUse(**fields, name=name, is_filled=is_filled))

    def named(self, node: Node, token: Node, path: str) -> None:
        """Note a class of training code that is named, not called: in an annotation, for the most part."""
        outer = node.parent
        is_called_now = outer is not None and outer.type == "call" and outer.child_by_field_name("function") == node
        is_holder = outer is not None and outer.type == "attribute" and outer.child_by_field_name("object") == node
        if path in OLD_TYPES and not is_called_now and not is_holder:
            self.reader.constructs.append(OldType(**self._fields(node, node), path=path, kind=node.type))

    def _method_of_model(self, model: Model, name: str, site: CallSite, function: Node) -> Value:
        if name in ("replace", "truncate_at"):
            self._model_member(function, model, name, _only(site, "params"), site.node)
            return model if name == "replace" else UNKNOWN
        self.called(model, site, name)
        return Array(certain=True)

    def _method_of_optimizer(
        self, optimizer: Optimizer, name: str, site: CallSite, function: Node, held: Node
    ) -> Value:
        if name in _UPDATES:
            fields = {**site.fields, "certain": True}
            receiver = self.reader.span(held)
            self.reader.constructs.append(GradientApplied(**fields, name=name, optimizer=optimizer, receiver=receiver))
            return optimizer if name == "apply_gradient" else UNKNOWN
        if name == "replace":
            target = _only(site, "target")
            given = site.arguments[0].value if target is not None else UNKNOWN
            self._note_member(function, name, held, given, target, site.node)
            return optimizer
        self._note_member(function, name, held, UNKNOWN, None, site.node)
        return optimizer if name in ("replicate", "unreplicate") else UNKNOWN

    def _created(self, definition: OptimizerDef, site: CallSite, held: Node) -> Value:
        first = site.arguments[0] if site.arguments else None
        alone = len(site.arguments) == 1 and first is not None and not first.star
        alone = alone and first is not None and first.keyword in (None, "target")
        target = first.value if first is not None and alone else UNKNOWN
        self.reader.constructs.append(
            OptimizerCreate(
                **{**site.fields, "certain": True},
                receiver=self.reader.span(held),
                receiver_is_call=held.type == "call",
                target=target,
                target_span=first.value_span if first is not None and alone else None,
                nearby=self.nearby(),
            )
        )
        return Optimizer(definition.alternatives, target if isinstance(target, (Model, OldParameters)) else UNKNOWN)

    # -- functions

    def transformed(self, path: str, site: CallSite) -> Value | None:
        """What one of JAX's or Flax's functions makes of training code's values, or of a function; None for others."""
        first = site.arguments[0].value if site.arguments else UNKNOWN
        if path in _GRADIENTS and isinstance(first, Method):
            first = self.reader.calls.function_behind(first) or first
        if path in _GRADIENTS and isinstance(first, Function):
            numbers = next((n for a, n in site.passed if a.keyword == _ARGUMENT_NUMBER), None)
            number = numbers.child_by_field_name("value") if numbers is not None else None
            text = self.reader.text(number) if number is not None else "0"
            aux = any(a.keyword == "has_aux" and self.reader.text(n).endswith("True") for a, n in site.passed)
            argnum = int(text) if text.isdigit() else -1
            return GradientFunction(first, argnum, _GRADIENTS[path], aux)
        place = _SAME.get(path)
        plain = [argument for argument in site.arguments if not argument.star]
        if place is not None and len(plain) > place and holds_training(plain[place].value):
            if "tree" in path:
                self._as_tree(path, site)
            return plain[place].value
        return None

    def _as_tree(self, path: str, site: CallSite) -> None:
        """Note the models that a function of trees is handed."""
        if any(isinstance(argument.value, Model) and not argument.value.bare for argument in site.arguments):
            self.lost(site.fields["token"], site.node, f"is handed to `{path.rpartition('.')[2]}`", as_tree=True)

    def gradient(self, called: GradientFunction, site: CallSite) -> Value:
        """What the call of a gradient's function gives."""
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
        calls.handed_to_function(called.function, passed)
        self._bared_by(called.function, replace(site, arguments=tuple(argument for argument, _ in passed)))
        returned = calls.returned_by(called.function)
        if called.has_aux:
            aux = containers.pick(returned, "1") if isinstance(returned, Container) else UNKNOWN
            value: Value = containers.display("tuple", (("", Array()), ("", aux)))
        else:
            value, aux = Array(), UNKNOWN
        if called.with_value:
            return containers.display("tuple", (("", value), ("", grad)))
        return containers.display("tuple", (("", grad), ("", aux))) if called.has_aux else grad

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
            if holds_objects(argument.value) and (fact is None or not is_only_training(fact)):
                self.lost(self.reader.span(node), node, f"is handed to `{function.name}`, which gets other things, too")

    def handed(self, callee: Value, site: CallSite) -> None:
        """Note the models and optimizers that are handed to what nobody can see into."""
        if isinstance(callee, Function):
            self._bared_by(callee, site)
        run = callee.function if isinstance(callee, GradientFunction) else callee
        gets_objects = any(holds_objects(argument.value) for argument in site.arguments)
        if self.contexts.open and isinstance(run, Function) and gets_objects:
            named = site.node.child_by_field_name("function")
            self.contexts.runs(run.key, self.reader.excerpt(named) if named is not None else run.name)
        if not any(holds_objects(argument.value) for argument in site.arguments) or self._is_seen(callee, site):
            return
        for argument in site.arguments:
            if holds_objects(argument.value):
                function = site.node.child_by_field_name("function")
                text = self.reader.excerpt(function) if function is not None else "a function"
                self.lost(site.fields["token"], site.node, f"is handed to `{text}`, which can't be looked into")

    def _is_seen(self, callee: Value, site: CallSite) -> bool:
        if isinstance(callee, (Function, GradientFunction, Model, OptimizerDef, Optimizer, PlainClass)):
            return True
        if isinstance(callee, Method):
            return isinstance(callee.receiver, (Model, Optimizer, OptimizerDef, Container, *MODULE_KINDS)) or (
                self.reader.calls.function_behind(callee) is not None
            )
        if isinstance(callee, Imported):
            return callee.path in {*_SAME, *_LOOKS_ONLY} or callee.path.startswith(("absl.", "logging.", "flax.nn."))
        function = site.node.child_by_field_name("function")
        return function is not None and self.reader.text(function) in _PYTHON_LOOKS

    def joined(self, first: Value, second: Value, result: Value, node: Node) -> None:
        """Note where a name is a model or an optimizer in one branch, and something else in another."""
        if (holds_objects(first) or holds_objects(second)) and not holds_training(result):
            self.lost(self.reader.span(node), node, "is something else in another branch, or in the next turn")

    def returned(self, values: Sequence[Value], result: Value, node: Node) -> None:
        """Note where a function gives a model or an optimizer, and something else, too."""
        if any(map(holds_objects, values)) and not holds_training(result):
            self.lost(self.reader.span(node), node, "is given back by a function that gives other things, too")

    def lost(self, token: Span, node: Node, why: str, as_tree: bool = False, anywhere: bool = False) -> None:
        """Note that a model or an optimizer can't be followed any further."""
        function = self.reader.scope.function()
        self.reader.constructs.append(
            Lost(
                token=token,
                span=self.reader.span(node),
                owner=self.reader.owner(),
                function=function.span if function is not None else None,
                certain=True,
                why=why,
                as_tree=as_tree,
                anywhere=anywhere,
            )
        )


def _has_type(spec: Node) -> bool:
    """Whether a spec is a pair of shape and type; what is one name is neither, for all that can be seen."""
    parts = [child for child in spec.named_children if child.type != "comment"]
    if spec.type not in ("tuple", "list"):
        return False
    numbers = ("integer", "binary_operator")
    return len(parts) == 2 and parts[0].type not in numbers and parts[1].type not in numbers


def _count(node: Node, name: bytes) -> int:
    """How often a name stands in a function."""
    stack, count = [node], 0
    while stack:
        found = stack.pop()
        count += found.type == "identifier" and found.text == name
        stack.extend(found.named_children)
    return count


def _held(name: str, value: Value) -> Sequence[tuple[str, Value]]:
    """A name, or the attributes of the object that it is, where that is a module or an optimizer."""
    if isinstance(value, (*MODULE_KINDS, Optimizer, Model)):
        return [(name, value)]
    if isinstance(value, Container) and value.type == "object":
        return [(f"{name}.{key}", held) for key, held in value.entries if isinstance(held, (Optimizer, Model)) and key]
    return ()


def _only(site: CallSite, keyword: str) -> Node | None:
    """The one argument of a call, given by that keyword."""
    if len(site.arguments) == 1 and site.arguments[0].keyword == keyword:
        return site.nodes[0]
    return None


def _replaced(record: Container, arguments: Sequence[Argument]) -> Value:
    """An object with some of its attributes replaced."""
    given = {a.keyword: a.value for a in arguments if a.keyword}
    entries = [(key, given.get(key, value)) for key, value in record.entries]
    known = {key for key, _ in record.entries}
    entries += [(key, value) for key, value in given.items() if key not in known and holds_training(value)]
    return replace(record, entries=tuple(dict.fromkeys(entries)))
