"""Which parameters of `apply` become fields and which stay inputs, decided by evidence; the reason is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard

from linen_upgrade.meaning.constructs import PASSED, Evidence, EvidenceKind, ModuleDefinition
from linen_upgrade.meaning.frozen_fields import thawing
from linen_upgrade.meaning.ranks import Rank, Ranks
from linen_upgrade.meaning.role import LocatedEvidence, Role, Signature, because, field_names, is_catch_all
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Derived,
    Function,
    Initializer,
    Literal,
    ModuleClass,
    Parameter,
    ParameterKind,
    ParameterValue,
    Rng,
    Value,
    module_classes,
)

_CIRCLE = Role(False, "it is handed round in a circle, and nothing says that it is an array")
_MOST_ROUNDS = 20
_HYPER = (Literal, Initializer, Function, Container, *MODULE_KINDS)


class Roles:
    """The roles of all module classes of a file, each decided when first asked for."""

    def __init__(
        self,
        classes: Mapping[str, ModuleClass],
        definitions: Mapping[str, ModuleDefinition],
        evidence: Iterable[LocatedEvidence],
    ) -> None:
        self._classes, self._definitions = classes, definitions
        self._evidence: dict[tuple[str, str], list[LocatedEvidence]] = {}
        for item in evidence:
            self._evidence.setdefault(self._place(item[0].owner, item[0].parameter), []).append(item)
        self._roles: dict[tuple[str, str], Role] = {}
        self._arrays: dict[tuple[str, str], LocatedEvidence | None] = {}
        self._pending: set[tuple[str, str]] = set()
        self._found: dict[tuple[str, str], Role] = {}
        """What one round has found, which rests on what it has assumed."""
        self._assumed: dict[tuple[str, str], Role] = {}
        self._circular: set[tuple[str, str]] = set()
        """Those that the round has asked for while it was about to find them."""
        self._signatures: dict[ModuleClass, Signature] = {}

    def heirs_without_apply(self, module: ModuleClass) -> Iterator[ModuleClass]:
        """The classes that have the `apply` of this one, itself left out."""
        return (m for m in self._classes.values() if m.key != module.key and self._defining(m.key) == module.key)

    def _place(self, owner: str, name: str) -> tuple[str, str]:
        """The parameter that is meant by that name for a class: its own, one for its own hook, or one of a base."""
        module = self._classes.get(owner)
        hook = module.hook if module is not None else None
        if hook is not None and hook.holder == owner and name in hook.settings:
            return owner, name
        defining = self._defining(owner)
        return self._behind(defining, name) or defining, name

    def _behind(self, key: str, name: str) -> str:
        """The class whose parameter it is that goes to a submodule through `**kwargs`; '' for an own one."""
        found, seen, module = "", {key}, self._classes.get(key)
        while module is not None and module.behind not in {"", *seen}:
            if not any(p.name == name and p.source for p in module.parameters):
                break
            found = module.behind
            seen.add(found)
            module = self._classes.get(found)
        return found

    def _defining(self, key: str) -> str:
        """The class whose `apply` a class has: what is said of an heir's parameters is said of these."""
        module = self._classes.get(key)
        while module is not None and module.key not in self._definitions:
            base = self.base_of(module)
            hooked = module.hook is not None and module.hook.holder
            if base is None or (base.parameters != module.parameters and not hooked):
                break
            module = base
        return module.key if module is not None else key

    def signature(self, module: ModuleClass) -> Signature:
        """The roles of a class's parameters; a class that inherits its `apply` has its base's."""
        if module not in self._signatures:
            self._signatures[module] = self._signature(module)
        return self._signatures[module]

    def _signature(self, module: ModuleClass) -> Signature:
        definition = self._definitions.get(module.key)
        base = self.base_of(module)
        if definition is None and base is not None and module.parameters == base.parameters:
            return self.signature(base)
        roles = {p.name: self.role(module.key, p.name) for p in module.parameters}
        if self._takes_its_first(module, roles):
            reason = "it comes first, has no default, and no other parameter is an input"
            roles[module.parameters[0].name] = Role(True, reason)
        through = [p for p in module.parameters if p.owner]
        if through and not any(roles[p.name].is_input for p in through) and base is not None and not _open(base):
            roles[module.parameters[-1].name] = Role(False, f"only fields of {base.name} come through it")
        behind = self._classes.get(module.behind)
        if behind is not None and not _open(behind) and not any(roles[p.name].is_input for p in _handed(module)):
            roles[module.parameters[-1].name] = Role(False, f"only fields of {behind.name} come through it")
        defined = self._definition_of(module)
        taken = defined.taken if defined is not None else ()
        names = field_names([p for p in module.parameters if not p.owner], roles, taken)
        for parameter in through:
            theirs = self.signature(self._classes[parameter.owner]).field_names
            names.update({parameter.name: theirs[parameter.name]} if parameter.name in theirs else {})
        fields = [p for p in module.parameters if not roles[p.name].is_input and not p.owner]
        thawed = thawing(module.key, fields, lambda owner, name: [i[0] for i in self._evidence.get((owner, name), ())])
        return Signature(module.parameters, roles, names, bool(self.inherited_fields(module)), thawed)

    def _takes_its_first(self, module: ModuleClass, roles: Mapping[str, Role]) -> bool:
        """Whether the first parameter is the input because some has to be, and nothing binds it."""
        first = module.parameters[0] if module.parameters else None
        if first is None or first.default is not None or any(role.is_input for role in roles.values()):
            return False
        said = self._evidence.get((module.key, first.name), ())
        return module.pre_linen and not any(item.kind == EvidenceKind.BOUND for item, *_ in said)

    def _definition_of(self, module: ModuleClass) -> ModuleDefinition | None:
        """The definition of the `apply` that a class has, from a base perhaps."""
        return self._definitions.get(self._defining(module.key))

    def class_of(self, key: str) -> ModuleClass | None:
        """The own class of that key."""
        return self._classes.get(key)

    def base_of(self, module: ModuleClass) -> ModuleClass | None:
        """The own class that a class inherits from."""
        return self._classes.get(module.base) if module.base else None

    def ancestry(self, module: ModuleClass) -> Iterator[ModuleClass]:
        """An own class and the own classes that it inherits from, nearest first; nothing for a library class."""
        seen: set[str] = set()
        current: ModuleClass | None = module
        while current is not None and current.builtin is None and current.key not in seen:
            seen.add(current.key)
            yield current
            current = self.base_of(current)

    def inherited_fields(self, module: ModuleClass) -> tuple[Parameter, ...]:
        """The fields that a class with its own `apply` gets from its own base classes, as they are today."""
        base = self.base_of(module)
        if base is None:
            return ()
        above = self.inherited_fields(base)
        if not base.pre_linen:
            return (*above, *base.fields)
        signature = self.signature(base)
        own = tuple(replace(p, name=signature.field_names[p.name]) for p in signature.fields)
        return (*(p for p in above if p.name not in {o.name for o in own}), *own)

    def parameter(self, value: ParameterValue) -> Parameter | None:
        """The parameter of an own class that a value was passed for."""
        module = self._classes.get(value.owner)
        return next((p for p in module.parameters if p.name == value.name), None) if module is not None else None

    def said(self, value: ParameterValue) -> Iterator[Evidence]:
        """All that is observed of a parameter, in all files."""
        return (item[0] for item in self._evidence.get(self._place(value.owner, value.name), ()))

    def handed(self, value: ParameterValue, kinds: Collection[str] = PASSED) -> Iterator[Value]:
        """What callers pass for a parameter, in all files."""
        return (item.value for item in self.said(value) if item.kind in kinds)

    def rank(self, rank: Rank) -> int | None:
        """How many axes an array has, if all that is seen agrees on it."""
        return Ranks(self._ranks).resolve(rank)

    def _ranks(self, owner: str, name: str) -> list[Rank | None]:
        """What is said of the rank of a parameter, or ('()') of what a class returns."""
        evidence = [item[0] for item in self._evidence.get(self._place(owner, name), ())]
        told: list[Rank | None] = [item.rank for item in evidence if item.kind == EvidenceKind.RANK]
        passed = sum(item.kind in PASSED and item.value != Literal("None") for item in evidence)
        return told if len(told) >= passed else [None]

    def role(self, owner: str, name: str) -> Role:
        """The verdict on one parameter."""
        key = (owner, name)
        if key not in self._roles and not self._pending:
            self._settle(key)
        if key in self._roles:
            return self._roles[key]
        if key in self._pending:
            self._circular.add(key)
            return self._assumed.get(key, _CIRCLE)
        if key not in self._found:
            self._found[key] = self._judged(key)
        return self._found[key]

    def _settle(self, key: tuple[str, str]) -> None:
        """Find the verdict on a parameter, and on all that it rests on: where these rest on it, until none changes."""
        self._assumed = {}
        for _ in range(_MOST_ROUNDS):
            self._found, self._circular = {}, set()
            self._found[key] = self._judged(key)
            if all(self._found[k].is_input == self._assumed.get(k, _CIRCLE).is_input for k in self._circular):
                break
            self._assumed = self._found
        self._roles.update(self._found)

    def _judged(self, key: tuple[str, str]) -> Role:
        self._pending.add(key)
        role = self._decide(*key)
        self._pending.discard(key)
        return role

    def _decide(self, owner: str, name: str) -> Role:
        """What is said of the parameter itself, or else of those of its name that the same calls may reach."""
        own = self._by_itself(owner, name)
        if not own.is_input:
            for item in self._evidence.get((owner, ""), ()):
                others = (other for other in module_classes(item[0].value) if other.key != owner)
                for other in others:
                    if any(p.name == name for p in other.parameters) and self._by_itself(other.key, name).is_input:
                        reason = f"an input of {other.name}, which `{item[0].text}` may call too"
                        return Role(True, reason, *item[1:])
        return own

    def given(self, value: ParameterValue) -> Iterator[tuple[Value, str]]:
        """What a parameter may be, as far as can be seen: its default (with its source), and what callers give."""
        seen, queue = {value}, [value]
        while queue:
            wanted = queue.pop()
            module = self._classes.get(wanted.owner)
            own = next((p for p in module.parameters if p.name == wanted.name), None) if module is not None else None
            passed = [
                item[0].value for item in self._evidence.get((wanted.owner, wanted.name), ()) if item[0].kind in PASSED
            ]
            if own is not None and own.default is not None:
                yield own.default_value, own.default
            elif not passed:
                yield UNKNOWN, ""
            for option in passed:
                if not isinstance(option, ParameterValue):
                    yield option, ""
                elif option not in seen:
                    seen.add(option)
                    queue.append(option)

    def _by_itself(self, owner: str, name: str) -> Role:
        module = self._classes.get(owner)
        parameter = next((p for p in module.parameters if p.name == name), None) if module is not None else None
        if parameter is not None and parameter.owner:
            return self.role(parameter.owner, name)
        if parameter is not None and parameter.behind:
            return self.role(parameter.behind, name)
        if module is None or parameter is None or not module.pre_linen:
            return Role(parameter is not None, "as the class has it already")
        if parameter.kind in (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD):
            return Role(True, f"`{parameter.kind.value}{name}` takes what a caller passes to the call")
        evidence = self._evidence.get((owner, name), [])
        for item in evidence:
            if item[0].kind in (EvidenceKind.CHOSEN, EvidenceKind.STAYS):
                return because(item[0].role == "input", item)
        array = self._array(owner, name, set())
        if array is not None:
            return because(True, array)
        return self._by_use(module, parameter, evidence) or Role(False, "nothing says that it is an array")

    def _by_use(self, module: ModuleClass, parameter: Parameter, evidence: list[LocatedEvidence]) -> Role | None:
        evidence = [item for item in evidence if not self._says_nothing(item[0])]
        handed = [item for item in evidence if item[0].kind == EvidenceKind.HANDED_ON]
        bound = any(item[0].kind == EvidenceKind.BOUND for item in evidence)
        for item in handed:
            loose = self._is_loose(item[0])
            if self._handed_role(item[0]) and not (bound and loose):
                return replace(because(True, item), loose=loose)
        for item in evidence:
            switched = item[0].kind in (EvidenceKind.MODEL_CALL, EvidenceKind.DIFFERS) or _is_switched(item[0])
            if switched:
                return because(True, item)
        for item in () if bound else self._evidence.get(("", parameter.name), ()):
            return because(True, item)
        says_field = (
            (EvidenceKind.BOUND,),
            (EvidenceKind.RECEIVES, EvidenceKind.CLASS_CALL),
            (EvidenceKind.HANDED_ON,),
            (EvidenceKind.HYPER_USE,),
        )
        for kinds in says_field:
            for item in evidence:
                is_value = item[0].kind in (EvidenceKind.RECEIVES, EvidenceKind.CLASS_CALL)
                if item[0].kind in kinds and (not is_value or isinstance(item[0].value, _HYPER)):
                    return because(False, item)
        for item in evidence:
            if item[0].kind == EvidenceKind.CLASS_CALL:
                return because(True, item)
        for item in evidence:
            if item[0].kind == EvidenceKind.OPERAND and parameter.default in (None, "None"):
                return because(True, item)
        if parameter.default is None and module.parameters[0].name == parameter.name:
            return Role(True, "it comes first, has no default, and nothing says otherwise")
        return None

    def _says_nothing(self, evidence: Evidence) -> bool:
        """Whether a parameter is handed to a function that does nothing telling with it."""
        if evidence.kind != EvidenceKind.HANDED_ON or not isinstance(evidence.value, Function):
            return False
        uses = self._evidence.get((evidence.value.key, evidence.target or ""), ())
        return not any(use.kind in (EvidenceKind.HYPER_USE, EvidenceKind.HANDED_ON) for use, *_ in uses)

    def _is_loose(self, evidence: Evidence) -> bool:
        if isinstance(evidence.value, ModuleClass) and evidence.target is not None and evidence.role is None:
            target = self._classes.get(evidence.value.key, evidence.value)
            return target.pre_linen and self.role(target.key, evidence.target).loose
        if isinstance(evidence.value, Function):
            return any(self._is_loose(end) for end in self._ends(evidence))
        return evidence.role == "either"

    def _handed_role(self, evidence: Evidence) -> bool:
        if evidence.role is not None:
            return evidence.role in ("input", "either", "state")
        if isinstance(evidence.value, ModuleClass) and evidence.target is not None:
            target = self._classes.get(evidence.value.key, evidence.value)
            if not target.pre_linen:
                return any(p.name == evidence.target for p in target.parameters)
            return self.role(target.key, evidence.target).is_input
        ends = self._ends(evidence) if isinstance(evidence.value, Function) else []
        return bool(ends) and all(self._handed_role(end) for end in ends)

    def _ends(self, evidence: Evidence) -> list[Evidence]:
        """Where a plain function hands on what it is handed, functions behind it seen through."""
        ends: list[Evidence] = []
        seen, queue = set(), [evidence]
        while queue:
            item = queue.pop()
            if not isinstance(item.value, Function):
                ends.append(item)
            elif (item.value.key, item.target) not in seen:
                seen.add((item.value.key, item.target))
                uses = self._evidence.get((item.value.key, item.target or ""), ())
                queue += [use for use, *_ in uses if use.kind == EvidenceKind.HANDED_ON]
        return ends

    def _array(self, owner: str, name: str, seen: set[tuple[str, str]]) -> LocatedEvidence | None:
        """The observation that makes a parameter an array, a key or a carry for certain."""
        key = (owner, name)
        if key in self._arrays:
            return self._arrays[key]
        if key in seen:
            return None
        seen.add(key)
        found = next((item for item in self._evidence.get(key, ()) if self._shows_array(item[0], seen)), None)
        if found is not None or len(seen) == 1:
            self._arrays[key] = found
        return found

    def _shows_array(self, evidence: Evidence, seen: set[tuple[str, str]]) -> bool:
        if evidence.kind == EvidenceKind.ARRAY_USE:
            return True
        if evidence.kind in PASSED:
            value = evidence.value
            if isinstance(value, Derived) and len(value.sources) == 1:
                value = next(iter(value.sources))
            if isinstance(value, ParameterValue):
                return self._array(value.owner, value.name, seen) is not None
            return isinstance(value, (Array, Rng))
        if evidence.kind == EvidenceKind.HANDED_ON and evidence.target and _is_own(evidence.value):
            return self._array(evidence.value.key, evidence.target, seen) is not None
        return False


def _handed(module: ModuleClass) -> Iterator[Parameter]:
    """The parameters that a submodule gets through `**kwargs`."""
    return (parameter for parameter in module.parameters if parameter.source)


def _open(module: ModuleClass) -> bool:
    return any(map(is_catch_all, module.parameters))


def _is_switched(evidence: Evidence) -> bool:
    """Whether a flag is set where a whole model is run by its class: `CNN.init(key, x, train=False)`."""
    return evidence.kind == EvidenceKind.CLASS_CALL and evidence.value == Literal("bool")


def _is_own(target: Value) -> TypeGuard[ModuleClass | Function]:
    return isinstance(target, (ModuleClass, Function))
