"""What the arguments of a module's call say of the parameters that they reach, and of the parameters behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import parts_of
from linen_upgrade.meaning.checkpoint_folders import note_default_folder, note_handed_folders
from linen_upgrade.meaning.constructs import Argument, Evidence, EvidenceKind
from linen_upgrade.meaning.drawing_modules import DrawingNotes
from linen_upgrade.meaning.held_keywords import held_by
from linen_upgrade.meaning.input_specs import note_handed_specs
from linen_upgrade.meaning.kept_states import StateNotes
from linen_upgrade.meaning.module_values import alternatives, bound_names
from linen_upgrade.meaning.scope import called
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.stand_ins import StandInReader
from linen_upgrade.meaning.static_arguments import note_static_values
from linen_upgrade.meaning.training_calls import TrainingReader
from linen_upgrade.meaning.values import (
    Collected,
    Derived,
    Either,
    Function,
    Imported,
    Literal,
    MaybeModule,
    Method,
    ModuleClass,
    ModuleInstance,
    Parameter,
    ParameterKind,
    ParameterValue,
    Value,
    module_classes,
    used_sources,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

Passed = Sequence[tuple[Argument, Node]]
"""Arguments of a call, each with its node."""


class ArgumentReader:
    """Turns arguments into evidence."""

    def __init__(self, reader: ExpressionReader) -> None:
        self.reader = reader
        self.stand_ins = StandInReader(reader)
        self.training = TrainingReader(reader)
        self.states = StateNotes()
        self.drawings = DrawingNotes(reader)

    def received(self, callee: Value, passed: Passed, kind: str) -> None:
        """Arguments of the old form, or of a whole model, reach the parameters of `apply` in order."""
        passed = self._unfolded(passed)
        arguments = [argument for argument, _ in passed]
        self._together([module for module in module_classes(callee) if module.builtin is None], passed)
        for option in alternatives(callee):
            for module in module_classes(option):
                self.is_called(module, arguments)
                self._received_by(module, bound_names(option), passed, kind)

    def _received_by(self, module: ModuleClass, fixed: Sequence[str], passed: Passed, kind: str) -> None:
        """Arguments reach the parameters of a class, of which a partial has fixed some by keyword."""
        reached = bind([argument for argument, _ in passed], module.parameters, (), _renamer(module))
        for bound, (argument, node) in zip(reached, passed, strict=True):
            if bound.parameter is None or bound.parameter.kind is ParameterKind.VAR_KEYWORD:
                continue
            if bound.parameter.name in fixed and argument.keyword is None:
                continue  # By position, Python refuses that: the call is one of another of the alternatives.
            self._reach(module, bound.parameter.name, argument, node, kind)

    def _unfolded(self, passed: Passed) -> Passed:
        """Arguments, and for a `**settings` whose dictionary is known the keywords that it holds."""
        found: list[tuple[Argument, Node]] = []
        for argument, splat in passed:
            if argument.held is None:
                found.append((argument, splat))
                continue
            if argument.through:
                # What goes through `**kwargs` is told where the class around is called.
                continue
            entries = held_by(splat, self.reader.text) or ()
            for (key, value), (_, node) in zip(argument.held, entries, strict=True):
                span = self.reader.span(node)
                found.append((Argument(span, span, key, "", value, is_name=False), node))
        return found

    def _together(self, own: Sequence[ModuleClass], passed: Passed) -> None:
        for module in own if len(own) > 1 and passed else ():
            node = passed[0][1]
            span, text = self.reader.span(node), self.reader.excerpt(_call_around(node))
            evidence = Evidence(module.key, "", EvidenceKind.TOGETHER, span, text, value=Either(tuple(own)))
            self.reader.evidence.append(evidence)

    def bound_by_keyword(self, callee: Value, passed: Passed) -> None:
        """Keywords bound by a partial."""
        passed = self._unfolded(passed)
        for module in module_classes(callee):
            for argument, node in passed:
                if argument.keyword is not None and argument.keyword != "name":
                    self._reach(module, old_name(module, argument.keyword), argument, node, EvidenceKind.BOUND)

    def constructed(self, callee: Value, passed: Passed) -> None:
        """Arguments of a Linen constructor are fields."""
        passed = self._unfolded(passed)
        for module in module_classes(callee):
            self.is_called(module, [argument for argument, _ in passed])
            fields = [field.name for field in module.fields]
            if module.builtin is not None:
                linen = flax_api.linen_module(module.builtin)
                fields = list(linen.fields) if linen is not None else []
            for name, argument, node in named_arguments(passed, fields):
                if module.builtin is not None:
                    self.hand_on(argument.value, node, role="field")
                    self._decodes(name, node)
                else:
                    self._reach(module, name, argument, node, EvidenceKind.RECEIVES)

    def _decodes(self, name: str, node: Node) -> None:
        """`decode=bool(cache)` hands on a cache, which is the form that passing one on has today."""
        held = node.child_by_field_name("value") or node
        function, listed = held.child_by_field_name("function"), held.child_by_field_name("arguments")
        if name == "decode" and function is not None and listed is not None and self.reader.text(function) == "bool":
            for argument in parts_of(listed)[:1]:
                self.hand_on(self.reader.quietly(argument), node, role="state")

    def called(self, instance: ModuleInstance, passed: Passed) -> None:
        """Arguments of the call of a Linen instance are inputs."""
        passed = self._unfolded(passed)
        for module in module_classes(instance):
            names = [p.name for p in module.parameters]
            if module.builtin is not None:
                linen = flax_api.linen_module(module.builtin)
                names = list(linen.call) if linen is not None else []
            for name, argument, node in named_arguments(passed, names):
                if module.builtin is None:
                    self._reach(module, name, argument, node, EvidenceKind.RECEIVES)
                elif node is passed[0][1] or (not argument.keyword and role_of_builtin(module, name) == "array"):
                    self._operand(argument.value, node)
                else:
                    self.hand_on(argument.value, node, role=_role_in_call(module.builtin, name))

    def handed_to_function(self, function: Function, passed: Passed) -> None:
        """Arguments of a plain function of this file."""
        self.is_called(function, [argument for argument, _ in passed])
        named = list(named_arguments(passed, function.positional))
        note_static_values(self.reader, function, named)
        note_handed_specs(self.reader, function, named)
        note_handed_folders(self.reader, function, named)
        for name, argument, node in named:
            self.hand_on(argument.value, _call_around(node), target=function, name=name)
            self._may_be_called(function, name, argument, node)
        for name, argument, node in _gathered(passed, function):
            self._may_be_called(function, name, argument, node)

    def _may_be_called(self, function: Function, name: str, argument: Argument, node: Node) -> None:
        """A module reaches a parameter, or a plain function, which says nothing alone but something beside a module."""
        if self.reader.is_followed(argument.value) or isinstance(argument.value, (Function, Imported, Collected)):
            self._receive(function.key, name, argument.value, node)

    def defaults_reach(self, key: str, parameters: Sequence[tuple[Parameter, Node]]) -> None:
        """The modules that parameters of the function `key` have for defaults reach those parameters."""
        for parameter, node in parameters:
            value = parameter.default_value
            note_default_folder(self.reader, ParameterValue(key, parameter.name), node)
            if self.reader.may_hold(value) or isinstance(value, (Function, Imported)):
                self._receive(key, parameter.name, parameter.default_value, node)
                self.stand_ins.reaches(ParameterValue(key, parameter.name), value, node)

    def may_receive(self, function: Function, node: Node) -> None:
        """A function may be called with modules, at a place that can't be seen."""
        for name in function.positional:
            self._receive(function.key, name, MaybeModule("may be a module that the function is called with"), node)

    def _receive(self, key: str, name: str, value: Value, node: Node) -> None:
        span, text = self.reader.span(node), self.reader.excerpt(node)
        self.reader.evidence.append(Evidence(key, name, EvidenceKind.RECEIVES, span, text, value=value))

    def is_called(self, target: ModuleClass | Function, arguments: Sequence[Argument]) -> None:
        """Keep that somebody calls a class or function of the user's."""
        if isinstance(target, ModuleClass) and target.builtin is not None:
            return
        starred = any(argument.star for argument in arguments)
        self.reader.results.append((called(target.key), MaybeModule() if starred else Literal("bool")))

    def _reach(self, module: ModuleClass, name: str, argument: Argument, node: Node, kind: str) -> None:
        """An argument reaches the parameter of that old name."""
        if module.builtin is not None:
            role = role_of_builtin(module, name)
            if role == "array":
                self._operand(argument.value, _call_around(node))
            else:
                self.hand_on(argument.value, _call_around(node), role=role)
            return
        span, text = self.reader.span(node), self.reader.excerpt(node)
        owner = next((p.owner for p in module.parameters if p.name == name), "") or module.key
        self.reader.evidence.append(Evidence(owner, name, kind, span, text, value=argument.value))
        self.hand_on(argument.value, node, target=module, name=name)

    def _operand(self, value: Value, node: Node) -> None:
        one = isinstance(value, (ParameterValue, Method)) or (isinstance(value, Derived) and value.each)
        self.reader.note(value, EvidenceKind.ARRAY_USE if one else EvidenceKind.OPERAND, node)

    def hand_on(
        self,
        value: Value,
        node: Node,
        role: str | None = None,
        target: ModuleClass | Function | None = None,
        name: str | None = None,
    ) -> None:
        """The parameters behind `value` are passed to one of known `role`, or to parameter `name` of `target`."""
        reader = self.reader
        if role is None and target is None:
            return
        for source in used_sources(value):
            reader.evidence.append(
                Evidence(
                    source.owner,
                    source.name,
                    EvidenceKind.HANDED_ON,
                    reader.span(node),
                    reader.excerpt(node),
                    value=target if target is not None else value,
                    target=name,
                    role=role,
                )
            )


def named_arguments(passed: Passed, names: Sequence[str]) -> Iterator[tuple[str, Argument, Node]]:
    """The arguments that reach a parameter for sure, by keyword or by position among `names`."""
    position = 0
    for argument, node in passed:
        if argument.keyword is not None:
            yield argument.keyword, argument, node
        elif not argument.star:
            if position < len(names):
                yield names[position], argument, node
            position += 1


def _gathered(passed: Passed, function: Function) -> Iterator[tuple[str, Argument, Node]]:
    """The arguments that `*rest` or `**others` of a function may take."""
    position = 0
    for argument, node in passed:
        if argument.star:
            continue
        if argument.keyword is None:
            if position >= len(function.positional) and function.rest:
                yield function.rest, argument, node
            position += 1
        elif argument.keyword not in function.positional and function.others:
            yield function.others, argument, node


def _call_around(argument: Node) -> Node:
    """The call that an argument belongs to: evidence that people recognise."""
    listed = argument.parent
    call = listed.parent if listed is not None else None
    return call if call is not None else argument


def _role_in_call(builtin: str, name: str) -> str:
    """What an argument of the call of a library module is, which some take in the constructor as well."""
    linen = flax_api.linen_module(builtin)
    return "either" if linen is not None and name in linen.fields else "input"


def _renamer(module: ModuleClass) -> Callable[[str], str]:
    return lambda keyword: old_name(module, keyword)


def old_name(module: ModuleClass | None, keyword: str) -> str:
    """The old name of a keyword of a library module, whichever world the source takes it from."""
    builtin = flax_api.module(module.builtin) if module is not None and module.builtin else None
    if builtin is None or any(p.name == keyword for p in builtin.parameters):
        return keyword
    return next((p.name for p in builtin.parameters if p.new_name == keyword), keyword)


def role_of_builtin(module: ModuleClass, name: str) -> str | None:
    """What a parameter of a library module is: 'array' for operands, 'state' for what is decoded with, which changes
    from call to call, else 'input', 'field', or 'either'; None where nothing is known."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    if builtin is None:
        return "field" if module.builtin else None
    parameter = builtin.parameter(name)
    if parameter is not None and parameter.takes == "state":
        return "state"
    if parameter is None or parameter.role not in ("input", "mask"):
        return "field"
    if parameter.role == "mask" and parameter.takes == "flag":
        return "field"  # Whether to mask at all is known before the call.
    if parameter.takes in ("array", "carry", "key"):
        return "array"
    return "either" if parameter.either else "input"
