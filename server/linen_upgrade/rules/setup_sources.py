"""What `setup` can read of what methods read: fields, names of the file, and what all callers hand a helper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linen_upgrade.meaning.constructs import Creation, MethodFacts, ModuleDefinition, OwnCall, Reads
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import Literal, ModuleClass, Parameter, ParameterKind
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding


class Immovable(Exception):
    """Something that `setup` would have to make can't be made there; the message says why."""


def method_fields(module: ModuleClass, parameters: Iterable[Parameter], file: FileContext) -> dict[str, str]:
    """The parameters of a module method that are fields of its class, with their names today."""
    signature = file.signature(module)
    of_apply = {parameter.name: parameter for parameter in module.parameters}
    fields = {}
    for parameter in parameters:
        today = signature.field_names.get(parameter.name)
        if today is not None and not differs(parameter, of_apply[parameter.name]):
            fields[parameter.name] = today
    return fields


def differs(parameter: Parameter, of_apply: Parameter) -> bool:
    """Whether a module method has another default for a parameter than `apply`."""
    return parameter.default is not None and of_apply.default is not None and parameter.default != of_apply.default


class Sources:
    """Answers for the methods of one class."""

    def __init__(self, definition: LocatedFinding, file: FileContext) -> None:
        self._definition, self._file = definition, file
        self._construct: ModuleDefinition = definition.finding.construct
        self._own = {facts.name: facts for facts in self._construct.methods}

    def text(self, creation: Creation) -> str:
        """The source of a creation on one line, shortened for people."""
        text = " ".join(self._file.text(self._definition, creation.span).split())
        return text if len(text) <= 60 else f"{text[:59]}…"

    def check(
        self, reads: Reads, known: set[str], facts: MethodFacts, creation: Creation, *, in_constructor: bool = False
    ) -> dict[str, str]:
        """See that `setup` can read all that is read, `known` aside. Raises Immovable.

        Gives what a constructor has to read there instead of a helper's parameters.
        """
        strange = [name for name in reads.parameters if name not in self._fields(facts) or name in facts.rebound]
        replaced = {}
        for name in reads.others:
            source = name if name in known else self._handed(facts, name, ()) if in_constructor else None
            if source is None:
                strange.append(name)
            elif name not in known:
                replaced[name] = source
        if strange:
            raise Immovable(
                f"`{self.text(creation)}` belongs into `setup`, but depends on `{strange[0]}`, "
                f"which only `{facts.name}` knows" + _hint(creation, facts)
            )
        return replaced

    def _fields(self, facts: MethodFacts) -> Mapping[str, str]:
        """The parameters of a method that are fields, with their names today."""
        module = self._construct.module
        if facts.role == "helper":
            return {}
        if facts.role == "apply":
            return self._file.signature(module).field_names
        return method_fields(module, facts.parameters, self._file)

    def _handed(self, facts: MethodFacts, name: str, seen: tuple[str, ...]) -> str | None:
        """What all callers of a helper give for a parameter, as `setup` can write it; None where that can't be told."""
        parameter = next((p for p in facts.parameters if p.name == name), None)
        if facts.role != "helper" or parameter is None or name in facts.rebound or facts.name in seen:
            return None
        if parameter.kind in (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD):
            return None
        module = self._construct.module
        others = [d for d in (*self._file.heirs(module), *self._file.bases_of(module)) if not self._is_mine(d)]
        if any(facts.name in other.calls for d in others for other in d.finding.construct.methods):
            return None
        found: set[str | None] = set()
        for caller in self._own.values():
            for call in caller.own_calls:
                if call.name == facts.name:
                    found.add(self._given(caller, call, facts, parameter, (*seen, facts.name)))
        return found.pop() if len(found) == 1 else None

    def _is_mine(self, definition: LocatedFinding) -> bool:
        return bool(definition.finding.construct.module.key == self._construct.module.key)

    def _given(
        self, caller: MethodFacts, call: OwnCall, helper: MethodFacts, parameter: Parameter, seen: tuple[str, ...]
    ) -> str | None:
        if any(argument.star for argument in call.arguments) or caller.self_name != self._construct.self_name:
            return None
        bound = zip(bind(call.arguments, helper.parameters), call.reads, strict=True)
        argument, reads = next(((b.argument, r) for b, r in bound if b.parameter == parameter), (None, None))
        if argument is None or reads is None:
            return parameter.default if isinstance(parameter.default_value, Literal) else None
        text = self._file.text(self._definition, argument.value_span)
        if not reads.parameters and not reads.others:
            return text
        if text in reads.parameters and text in self._fields(caller) and text not in caller.rebound:
            return f"{self._construct.self_name}.{self._fields(caller)[text]}"
        return self._handed(caller, text, seen) if text in reads.others and caller.role == "helper" else None


def _hint(creation: Creation, facts: MethodFacts) -> str:
    if creation.what != "param":
        return ""
    read = f"{facts.self_name}.get_variable('params', {creation.name})"
    return f": make it in `apply` alone, and let the other methods read `{read}`"
