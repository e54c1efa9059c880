"""What a call is: a module applied, constructed, bound, shared or initialised; an old function; or nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import ASIDES
from linen_upgrade.meaning import containers, doubts
from linen_upgrade.meaning.cache_entries import OF_CACHES, note_cache_entry
from linen_upgrade.meaning.constructs import (
    CarryCall,
    DetachedCall,
    Evidence,
    EvidenceKind,
    PartialCall,
    SuperCall,
)
from linen_upgrade.meaning.drawing import note_draw_call
from linen_upgrade.meaning.frozen_methods import note_frozen_method
from linen_upgrade.meaning.joining import join_all
from linen_upgrade.meaning.late_inputs import only_has_called
from linen_upgrade.meaning.literals import string_content
from linen_upgrade.meaning.model_calls import ModelCallReader
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.scope import hands_out, method_key, signature_of
from linen_upgrade.meaning.shared_calls import has_method, shared_modules
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.training_kinds import GradientFunction, Model, WrappedModel
from linen_upgrade.meaning.transforming_functions import note_handed
from linen_upgrade.meaning.values import (
    CALLABLE_MODULES,
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Collected,
    Container,
    Either,
    Function,
    Imported,
    MaybeModule,
    Method,
    ModuleClass,
    ModuleInstance,
    ParameterValue,
    PartialModule,
    PlainClass,
    Self,
    Unknown,
    Value,
    module_classes,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_NO_MODULES = ("abc.", "typing.")
"""Packages whose classes have no `apply`."""
_BINDING = ("partial", "shared")
"""What makes another module class of one."""
_ONLY_OLD = ("init_by_shape", "create_by_shape", "truncate_at")
"""Members that nothing but old modules and models has."""
_INITIALISING = {"init": 1, "call": 1, "create": 1, "init_by_shape": 2, "create_by_shape": 2}
"""Class-level helpers that run a whole model, with how many arguments come before the model's own."""


class CallReader(ModelCallReader):
    """Evaluates calls for an `ExpressionReader`."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.submodule_names: list[str] = []
        self.bases: Sequence[Value] = ()
        """The bases of the module class that is being read."""
        self.returned: list[Value] = []
        """What the function that is being read has returned so far: a module class perhaps, or a plain function."""

    def returns(self, value: Value) -> None:
        """The function that is being read returns (or, in a container, yields) a value, among others perhaps."""
        if isinstance(value, (Function, Imported, Collected)) or containers.is_followed(value):
            self.returned.append(value)

    def exchange_returned(self, values: list[Value]) -> list[Value]:
        """Set `returned`; gives what it was."""
        known, self.returned = self.returned, values
        return known

    def returned_modules(self, values: list[Value], node: Node) -> Value:
        """What a function that returns these may give; a function alone says nothing of modules."""
        result = join_all(values) if values else UNKNOWN
        result = result if containers.is_followed(result) or isinstance(result, Collected) else UNKNOWN
        self.training.returned(values, result, node)
        return self.stand_ins.kept(values, result, node)

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
        behind = self.function_behind(resolved)
        self.states.called(resolved)
        self.drawings.called(resolved if behind is None else behind)
        self._names_submodule(site)
        note_handed(self.reader, behind, site)
        self.stand_ins.handed(resolved, site, behind)
        self.training.handed(resolved, site)
        of_base = self._method_of_base(function)
        if of_base == "apply" and self.reader.owner() is not None:
            return self._super(next((b for b in self.bases if isinstance(b, ModuleClass)), UNKNOWN), site)
        given = self.called_on_base(of_base, site) if of_base else None
        if given is not None:
            return given
        if isinstance(resolved, Method):
            return self._method(resolved, site)
        if isinstance(resolved, Either) and all(isinstance(o, ModuleInstance) for o in resolved.options):
            resolved = ModuleInstance(resolved)
        if isinstance(resolved, ModuleInstance):
            return self.instance_call(resolved, site)
        if shared := shared_modules(resolved):
            return self.shared_call(shared, site)
        if (own := self.made_or_given(resolved, site)) and not called:
            return self.shared_call(own, site)
        if isinstance(resolved, (*CALLABLE_MODULES, Either)):
            return self.module_call(resolved, site, called, mark)
        if isinstance(resolved, Imported):
            return self.imported_call(resolved.path, site)
        return self._other(resolved, site, called)

    def _method_of_base(self, function: Node) -> str:
        """Which method `super().…` calls; '' for another call."""
        held, name = function.child_by_field_name("object"), function.child_by_field_name("attribute")
        maker = held.child_by_field_name("function") if held is not None and held.type == "call" else None
        is_super = maker is not None and self.reader.text(maker) == "super"
        return self.reader.text(name) if is_super and name is not None else ""

    def _super(self, base: Value, site: CallSite, explicit: bool = False) -> Value:
        """`super().apply(…)`, or `Base.apply(self, …)`: makes in this module what the base's `apply` makes."""
        mixed = [key for plain in self.bases if isinstance(plain, PlainClass) for key in self._applies(plain)]
        self.functions_called.update(mixed)
        known = [b for b in self.bases if not isinstance(b, PlainClass)]
        known = [b for b in known if not (isinstance(b, Imported) and b.path.startswith(_NO_MODULES))]
        rest = site.without_first() if explicit else site
        if isinstance(base, ModuleClass) and not base.pre_linen:
            self._to_linen_base(base, rest)
        through = self.heir is not None and any(p.owner for p in self.heir.parameters)
        # What goes through `**kwargs` is told where the heir itself is called.
        passed = [item for item in rest.passed if not (through and item[0].star)]
        self.received(base, passed, EvidenceKind.RECEIVES)
        self.count_maker(site)
        fields = {**site.fields, "arguments": rest.arguments}
        self.reader.constructs.append(
            SuperCall(**fields, callee=base, only_base=len(known) == 1 and not mixed, explicit=explicit)
        )
        return Array(certain=True)

    def _applies(self, base: PlainClass) -> list[str]:
        """What a call of `apply` may mean in a class that is no module, and in those that it inherits from."""
        keys = [method_key(key, name) for key in (base.key, *base.ancestry) for name in ("apply", "__call__")]
        return [key for key in keys if self.reader.module.fact(signature_of(key)) is not None]

    def _to_linen_base(self, base: ModuleClass, site: CallSite) -> None:
        """What a base that is Linen already does not take in its call are its fields."""
        for bound, (argument, node) in zip(bind(site.arguments, base.parameters), site.passed, strict=True):
            if bound.parameter is None and not argument.star:
                self.hand_on(argument.value, node, role="field")

    def _names_submodule(self, site: CallSite) -> None:
        for argument, node in zip(site.arguments, site.nodes, strict=True):
            if argument.keyword == "name":
                self.submodule_names.append(string_content(node))

    # -- methods

    def _method(self, method: Method, site: CallSite) -> Value:
        receiver, name = method.receiver, method.name
        note_frozen_method(self.reader, receiver, name, site)
        if isinstance(receiver, (ParameterValue, PlainClass, Container)):
            self.called_on_itself(receiver, name, site)
        found = self.training.method(receiver, name, site)
        found = found if found is not None else self.given_by_own(receiver, name)
        found = found if found is not None else self.container_method(method, site)
        if found is not None:
            return found
        if isinstance(receiver, Self):
            return self.self_method(receiver, name, site)
        if isinstance(receiver, (*MODULE_KINDS, ParameterValue, PlainClass)):
            return self._module_method(receiver, name, site)
        self._of_nobody(receiver, name, site)
        return Array(receiver.certain) if isinstance(receiver, Array) else self.made_of(site)

    def _of_nobody(self, receiver: Value, name: str, site: CallSite) -> None:
        """A member that old modules and models have is called on what can't be known here."""
        if isinstance(receiver, (Array, Imported, Container)):
            return
        if self.reader.owner() and name in _BINDING:
            self.obstacles.append(self.unknown_callee(site, doubts.BINDS[name]))
        elif (
            name in _ONLY_OLD
            or (name == "init" and len(site.arguments) > 1)
            or (name in _BINDING and all(argument.keyword for argument in site.arguments))
        ):
            function = site.node.child_by_field_name("function")
            text = self.reader.excerpt(function) if function is not None else name
            self.reader.open_members.append((text, site.fields["token"]))
        if name == "target":
            self.unknown_model(site)

    # -- attributes of module classes

    def _module_method(self, receiver: Value, name: str, site: CallSite) -> Value:
        resolved = self.resolve(receiver)
        if not isinstance(resolved, MODULE_KINDS):
            self._of_nobody(receiver, name, site)
            if name == "partial":
                bound = tuple(argument.keyword for argument in site.arguments if argument.keyword)
                return PartialModule(receiver, bound, origin=self.training.origin(site.node))
            if name in OF_CACHES and isinstance(receiver, ParameterValue) and self.reader.owner():
                why = (
                    "belongs to a cache of old attention, if that is one: what it keeps is a variable of 'cache' today"
                )
                note_cache_entry(self, site, receiver, why)
            if name == "initialize_carry" and self.reader.owner():
                self.obstacles.append(self.unknown_callee(site, doubts.CARRY))
            elif self.is_named(site):
                self.obstacles.append(self.unknown_callee(site))
            return self.made_of(site)
        if name == "partial":
            return self._partial(receiver, resolved, site)
        if name == "shared":
            return self.shared(receiver, resolved, site)
        if any(has_method(module, name) for module in module_classes(resolved)):
            return self._call_of_method(resolved, name, site)
        if name in _INITIALISING:
            self._whole_model(resolved, site, _INITIALISING[name])
            if self.reader.owner():
                fields = {**site.fields, "arguments": site.arguments[1:]}
                self._variables(site)
                self.reader.constructs.append(DetachedCall(**fields, callee=resolved, name=name))
            if name == "call" and self.reader.owner() is None:
                return self.training.called_by_class(resolved, site)
            return self.training.initialised(name, resolved, site)
        if name == "apply" and isinstance(resolved, ModuleInstance):
            self._variables(site)
            self.called(resolved, site.passed[1:])
            return Array(certain=True)
        if name == "apply" and self.reader.owner() and site.arguments and isinstance(site.arguments[0].value, Self):
            return self._super(resolved, site, explicit=True)
        if name == "initialize_carry":
            return self._carry(resolved, site)
        return UNKNOWN

    def _variables(self, site: CallSite) -> None:
        """The first argument of a module's `call` or `apply` holds its parameters: arrays."""
        for argument, node in site.passed[:1]:
            self.reader.note(argument.value, EvidenceKind.ARRAY_USE, node)
            for pair in node.named_children if node.type == "dictionary" else ():
                held = pair.child_by_field_name("value")
                if held is not None:
                    self.reader.note(self.reader.quietly(held), EvidenceKind.ARRAY_USE, node)

    def _carry(self, callee: Value, site: CallSite) -> Value:
        """A first carry: asked of the class before, of an instance today; own classes keep a function of their own."""
        modules = list(module_classes(callee))
        own = all("initialize_carry" in module.members for module in modules)
        old = self.reader.owner() is not None or any(module.pre_linen for module in modules)
        if own or not modules:
            return Array(certain=True)
        for argument, node in zip(site.arguments, site.nodes, strict=True):
            is_key = (node is site.nodes[0] and not argument.keyword) or argument.keyword == "rng"
            self.reader.note(argument.value, EvidenceKind.ARRAY_USE if is_key else EvidenceKind.HYPER_USE, site.node)
        if old and not isinstance(callee, ModuleInstance):
            self.reader.constructs.append(CarryCall(**site.fields, callee=callee))
        return Array(certain=True)

    def _call_of_method(self, receiver: Value, name: str, site: CallSite) -> Value:
        """A module method is called: of a shared module, of an instance, or of the class, which made a new module."""
        if shared := shared_modules(receiver):
            return self.shared_call(shared, site, name)
        if not isinstance(receiver, ModuleInstance) and self.reader.owner():
            self.obstacle("LIN107", self.reader.excerpt(site.node), site)
        return Array(certain=True)

    def _partial(self, receiver: Value, resolved: Value, site: CallSite) -> Value:
        function = site.node.child_by_field_name("function")
        callee = function.child_by_field_name("object") if function is not None else None
        span = self.reader.span(callee) if callee is not None else site.fields["span"]
        fields = {**site.fields, "certain": True}
        place, late, origin = self.place(site.node), self.late(site), self.training.origin(site.node)
        partial = PartialCall(**fields, callee=resolved, callee_span=span, place=place, late=late, made_at=origin)
        self.reader.constructs.append(partial)
        self.bound_by_keyword(resolved, site.passed)
        once, wrapped = self.once(site), self.wrapped(site)
        bound = self.bound(resolved, site.arguments)
        return PartialModule(receiver, bound, late, once, wrapped, self.training.maker(site.node))

    def place(self, call: Node) -> str:
        """Whether a partial is a class's attribute, or a base class, or is only run as a whole model."""
        parent = call.parent
        if parent is not None and parent.type == "argument_list" and parent.parent is not None:
            return "base" if parent.parent.type == "class_definition" else ""
        is_attribute = self.reader.scope.kind == "class" and parent is not None and parent.type == "assignment"
        if self.reader.owner() is None and only_has_called(call, self.reader.scope.function(), _INITIALISING):
            return "training"
        return "attribute" if is_attribute else ""

    def _whole_model(self, callee: Value, site: CallSite, skipped: int) -> None:
        self.received(callee, site.passed[skipped:], EvidenceKind.CLASS_CALL)
        if skipped == 2 and len(site.arguments) >= 2:
            self._specified(callee, site.nodes[1])

    def _specified(self, callee: Value, specs: Node) -> None:
        """`init_by_shape(rng, [spec, …])`: as many arrays as there are specs, from the first parameter on."""
        count = (
            sum(child.type not in ASIDES for child in specs.named_children) if specs.type in ("list", "tuple") else 1
        )
        for module in module_classes(callee):
            if module.builtin is None:
                for parameter in module.parameters[:count]:
                    self.reader.evidence.append(
                        Evidence(
                            module.key,
                            parameter.name,
                            EvidenceKind.RECEIVES,
                            self.reader.span(specs),
                            self.reader.excerpt(specs),
                            value=Array(certain=True),
                        )
                    )

    def _other(self, callee: Value, site: CallSite, called: bool) -> Value:
        if isinstance(callee, ParameterValue):
            function = site.node.child_by_field_name("function")
            self.reader.note(callee, EvidenceKind.HYPER_USE, function if function is not None else site.node)
            keyworded = any(a.keyword == "name" for a in site.arguments)
            open_ended = not isinstance(self.default_of(callee), (Function, Imported))
            many = (keyworded or len(site.arguments) > 1) and not called
            if open_ended and many and callee.owner == self.reader.owner_key():
                self.obstacles.append(self.unknown_callee(site))
            self.may_be_model(site)
            self.training.called_unknown(site)
            self.training.called_parameter(callee, site)
            return UNKNOWN
        if isinstance(callee, MaybeModule):
            if self.reader.owner() and not called:
                self._may_call(callee, site)
            return UNKNOWN
        if isinstance(callee, PlainClass):
            made = self.object_of(callee, site)
            return made if isinstance(made, (Container, Collected)) else self.nobody_knows(site)
        if isinstance(callee, Unknown):
            self.training.called_unknown(site)
            return self.nobody_knows(site)
        if isinstance(callee, (Model, WrappedModel)):
            return self.model_call(callee, site)
        if isinstance(callee, GradientFunction):
            return self.training.gradient(callee, site)
        if isinstance(callee, Function):
            if called:
                self.stand_ins.kept([callee], UNKNOWN, site.node)
            else:
                self.stand_ins.direct_call(callee, site)
            return self._function(callee, site)
        if isinstance(callee, Container):
            return self._instance_of(callee, site) if callee.type == "class" else UNKNOWN
        return UNKNOWN

    def _instance_of(self, callee: Container, site: CallSite) -> Value:
        """An object of a plain class that holds modules, or is given some."""
        result: Value = Container("object", callee.entries)
        for argument in site.arguments:
            if self.reader.is_followed(argument.value):
                result = containers.added(result, argument.keyword or "", argument.value)
        return result

    def _may_call(self, callee: MaybeModule, site: CallSite) -> None:
        if callee.code:
            self.obstacle(callee.code, self.reader.excerpt(site.node), site)
        else:
            self.obstacles.append(self.unknown_callee(site, doubts.uncertain(callee.why)))

    def _function(self, callee: Function, site: CallSite) -> Value:
        if callee.makes_modules:
            # A local function: what it makes has been read in it.
            self.makes_modules = True
            self._make(None, site.node)
        elif self.reader.module.fact(callee.key) is not None:
            self.count_maker(site)
        note_draw_call(self.reader, callee, site)
        self.handed_to_function(callee, site.passed)
        returned = self.training.told_apart(self.returned_by(callee), site)
        if returned == UNKNOWN and self.reader.owner() is None:
            returned = self.reader.module.fact(hands_out(callee.key)) or UNKNOWN
        return self.made_of(site, may_call=False) if returned == UNKNOWN else returned
