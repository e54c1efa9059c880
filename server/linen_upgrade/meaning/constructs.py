"""Pre-Linen constructs as `meaning` finds them: what rules match on, and what their rewrites read.

Every span counts bytes from the beginning of the top-level statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from linen_upgrade.document import Span
from linen_upgrade.meaning.evidence_kinds import BY_MODULES, PASSED, Evidence, EvidenceKind
from linen_upgrade.meaning.given_names import CarrySource
from linen_upgrade.meaning.method_facts import Creation, Loop, MethodFacts, OwnCall, Reads
from linen_upgrade.meaning.ranks import Rank
from linen_upgrade.meaning.values import ModuleClass, Parameter, Value


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call. `star` is '', '*' or '**'; `span` covers the whole argument, `value_span` its value."""

    span: Span
    value_span: Span
    keyword: str | None
    star: str
    value: Value
    is_name: bool
    """Whether the value is a single name or literal: repeating it costs nothing and changes nothing."""
    held: tuple[tuple[str, Value], ...] | None = None  # All keywords that a `**` gives; None where not known.
    through: bool = False  # Whether it is the `**kwargs` of the `apply` around, and these are parameters behind it.


@dataclass(frozen=True, slots=True)
class Construct:
    """What all constructs have: the name token, the whole extent, and where it stands."""

    token: Span
    span: Span
    owner: str | None
    """The pre-Linen class around it, dotted where nested."""
    function: Span | None
    """The innermost function around it."""
    certain: bool
    """Whether it would be known for pre-Linen under a Linen import too."""


@dataclass(frozen=True, slots=True)
class ImportedMember:
    """One name of `from flax.nn import …`; `span` includes an alias."""

    path: str
    span: Span
    binds: str


@dataclass(frozen=True, slots=True)
class OldImport(Construct):
    """An import of `flax.nn`, or one use of `flax.nn` after `import flax`."""

    statement: Span
    package: Span
    """What names the package: `flax` in `from flax import nn`, `flax.nn` in the other forms."""
    alias: str | None
    """The name after `as`."""
    form: str
    """`from` (from flax import nn), `member` (from flax.nn import Dense), `module` (import flax.nn) or `use`
    (flax.nn.Dense written out)."""
    members: tuple[ImportedMember, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleDefinition(Construct):
    """A pre-Linen class with its `apply`. The rewrite of LIN101 lives on these facts."""

    module: ModuleClass
    self_name: str
    name_token: Span
    """The class's own name."""
    class_span: Span
    """The whole class statement, without its decorators."""
    apply: Span
    """`def apply(…): …`, without its decorators."""
    parameter_list: Span
    """From the opening parenthesis to the closing one."""
    parameter_spans: tuple[Span, ...]
    header_end: int
    """The byte behind the colon of the class statement."""
    class_body: Span
    docstring: Span | None
    """The class's docstring statement."""
    fields_after: Span | None
    """The class-body statement after which fields may stand (docstring, attributes), None for the body's beginning."""
    read_below: frozenset[str]
    """Names that the class body reads behind the fields: in defaults of methods, in decorators, for attributes."""
    annotations: tuple[Span, ...]
    """Annotations of class attributes, which would make fields of them today."""
    body_first: Span
    """The first statement of `apply` after its docstring."""
    apply_docstring: Span | None
    references: tuple[tuple[str, tuple[Span, ...]], ...]
    """Per parameter, the spans of the names that read it."""
    rebound: tuple[str, ...]
    """Parameters that are assigned, deleted or read where `self` means something else."""
    taken: tuple[str, ...]
    """Names of parameters, states and submodules that the class makes, and of its methods and attributes."""
    clashes: tuple[str, ...]
    """Names that it gives to a parameter or submodule and that Linen or the class itself owns."""
    obstacles: tuple[Obstacle, ...]
    methods: tuple[MethodFacts, ...]
    """All its methods, `apply` last."""
    shared_calls: tuple[SharedCall, ...]
    """Calls of shared modules that come from elsewhere."""
    one_line: bool
    """Whether `apply`'s body stands on the line of its header."""
    decorators: tuple[str, ...]
    """The source of `apply`'s decorators, without the at signs."""

    @property
    def own_parameters(self) -> tuple[Parameter, ...]:
        """The parameters that stand in the signature of `apply`."""
        return tuple(parameter for parameter in self.module.parameters if not parameter.owner and not parameter.source)


@dataclass(frozen=True, slots=True)
class FunctionDefinition(ModuleDefinition):
    """A function that `@nn.module` makes a module class of; `apply` is the function itself."""

    decorator: Span
    """The decorator that does, with its at sign; `decorators` are the others."""
    says_self: bool
    """Whether its body has a name `self` already, which the method's own will hide."""
    indent: str
    """How much deeper than its header its body stands."""


@dataclass(frozen=True, slots=True)
class MethodDefinition(Construct):
    """A `@nn.module_method`."""

    module: ModuleClass
    facts: MethodFacts
    self_name: str
    decorator: Span
    """With its at sign."""
    definition: Span
    """`def …`, without decorators."""
    parameter_list: Span
    parameters: tuple[Parameter, ...]
    references: tuple[tuple[str, tuple[Span, ...]], ...]
    rebound: tuple[str, ...]
    body_first: Span
    one_line: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in a class that no rule rewrites yet, or that wants a look."""

    code: str
    text: str
    span: Span
    manual: bool
    """Whether the class cannot be upgraded automatically at all because of it."""
    why: str = ""
    """What is open about it, where that is all that is wrong."""


@dataclass(frozen=True, slots=True)
class Call(Construct):
    """A call with its arguments; `arguments_span` runs from parenthesis to parenthesis."""

    arguments: tuple[Argument, ...]
    arguments_span: Span
    self_name: str | None
    """How the surrounding method calls its instance, if that name still means it here."""
    in_module: bool
    """Whether it stands in a method of a module class."""
    unsure: str | None
    """Why its form can't be told: it stands in a class whose base lies in another file, say."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """Where the statement of a module call begins, for what has to be lifted out of it."""

    statement: Span
    inline: bool
    """Whether a new statement must share the line (`if c: return f(x)`)."""
    liftable: bool
    """False in lambdas, comprehensions, conditional expressions, loop headers."""


@dataclass(frozen=True, slots=True)
class ModuleCall(Call):
    """A module called in the old form: inputs and hyper-parameters in one pair of parentheses."""

    callee: Value
    callee_span: Span
    callee_text: str
    named: bool
    form_tells: bool
    """Whether it would be known for an old call though its class were Linen already."""
    ordinal: int
    """The number that the old automatic name would carry, counted as the source reads."""
    nesting: Nesting
    lifted: tuple[tuple[Span, str], ...]
    """Calls to make before it, in order, each with the variable for its result: Linen numbers the outer one first."""
    unlifted: str = ""
    """Why they can't be (a lambda …), or ''."""
    ranks: tuple[tuple[str, Rank], ...] = ()
    """Of attention: what is known of the numbers of axes of its arguments, by parameter."""
    defaults_bound: bool = False
    """Whether the old defaults that it relies on are bound where its classes are named."""
    carry: CarrySource | None = None  # Of a recurrent cell.


@dataclass(frozen=True, slots=True)
class PartialCall(Call):
    """`Module.partial(…)`; `place`: 'base' of a class, its 'attribute', 'training' code that runs it as a whole, ''."""

    callee: Value
    callee_span: Span
    place: str
    late: tuple[tuple[str, Span], ...] = ()
    """Arguments, by old name, that all its calls can give themselves."""
    made_at: str = ""  # See `PartialModule.origin`.


@dataclass(frozen=True, slots=True)
class SharedCall(Call):
    """A shared module called: itself, or its module method `method`."""

    callee: Value
    method: str
    origin: str
    early: tuple[Span, ...]
    """The arguments that could be read anywhere in the method: literals, module-level names, parameters of `apply`."""
    repeated: bool
    """Whether it stands where it may run more than once: in a loop or a function of its own."""
    turning: tuple[tuple[Span, Span], ...] = ()
    """The loops around it in which an argument may change from turn to turn, each with that argument."""


@dataclass(frozen=True, slots=True)
class SharedModuleCall(Call):
    """`Module.shared(…)`; `partial`: a `.partial(…)` that is called once, beside what callers share."""

    callee: Value
    callee_span: Span
    origin: str
    named: bool
    number: int | None
    """The number that it is called by where it has no name; None where that depends on what runs."""
    late: tuple[tuple[str, Span], ...] = ()  # See `PartialCall.late`.
    calls: tuple[SharedCall, ...] = ()
    """Its calls in the same top-level statement."""
    partial: bool = False
    carry: CarrySource | None = None  # See `ModuleCall.carry`.


@dataclass(frozen=True, slots=True)
class Binding(Call):
    """Arguments bound to a module by `functools.partial(Module, …)`, or by a Linen constructor."""

    callee: Value


@dataclass(frozen=True, slots=True)
class ParamCall(Call):
    """`self.param(name, shape, init)`; `order_known` if the form alone tells the old order from the new."""

    order_known: bool


@dataclass(frozen=True, slots=True)
class StateCall(Call):
    """`self.state(name, shape, init)`."""


@dataclass(frozen=True, slots=True)
class SuperCall(Call):
    """`super().apply(…)`, or (`explicit`) `Base.apply(self, …)`; `arguments` are those behind `self`."""

    callee: Value
    """The base, UNKNOWN where it is no module class."""
    only_base: bool
    """Whether no other base of the class could be the one that is meant."""
    explicit: bool


@dataclass(frozen=True, slots=True)
class DetachedCall(Call):
    """`Module.call(params, …)` (`name`: `call`) or `Module.init(key, …)` in a pre-Linen module.

    `arguments` are those behind the first one.
    """

    callee: Value
    name: str


@dataclass(frozen=True, slots=True)
class TransformCall(Call):
    """A transformation of JAX's, in a pre-Linen module, around something that calls modules."""

    path: str
    callee: Value
    """What it transforms."""
    kind: str
    """`def` (a local function), `lambda`, `function` (of the file), `method`, `class`, `shared` or `unknown`."""
    header: Span | None
    """The parameters of a local function, in their parentheses, or of a lambda."""
    body: Span | None  # The whole local function or lambda.
    takes_any: bool  # Whether it has parameters at all.
    used_elsewhere: bool
    """Whether the local function has other uses, or decorators."""
    repeated: bool
    """Whether it stands in a loop that what it transforms is made outside of."""
    hides_self: bool  # Whether the local function has a parameter called as the method calls its instance.
    applied: Span | None
    """The call of its result, where that is called at once."""
    applied_keywords: bool
    held: tuple[tuple[str, Value], ...]
    """The shared modules that were made outside of the local function and that it uses, by their names."""
    only_calls: bool
    """Whether calls of one of these are all that it does with modules."""
    binds_held: bool  # Whether it gives some name of these another value.
    second: Span | None
    """The second parameter of a local function or lambda that has two plain ones."""


@dataclass(frozen=True, slots=True)
class CarryCall(Call):
    """`Cell.initialize_carry(rng, batch_dims, size, init_fn)`, called on the class."""

    callee: Value


@dataclass(frozen=True, slots=True)
class RenamedName(Construct):
    """A name of the library that is another one today, behind a dot; `parts` names behind dots make it up."""

    name: str
    new_name: str
    parts: int


@dataclass(frozen=True, slots=True)
class FunctionCall(Call):
    """A call of an old function such as `nn.dropout`; `path` is canonical, `keys` is as in `Context`."""

    path: str
    keys: str


@dataclass(frozen=True, slots=True)
class OldName:
    """Any mention of a name of old Flax, for hover; `in_module` if it stands in a pre-Linen class."""

    span: Span
    path: str
    in_module: bool


__all__ = [
    "BY_MODULES",
    "PASSED",
    "Argument",
    "Binding",
    "Call",
    "CarryCall",
    "Construct",
    "Creation",
    "DetachedCall",
    "Evidence",
    "EvidenceKind",
    "FunctionCall",
    "FunctionDefinition",
    "ImportedMember",
    "Loop",
    "MethodDefinition",
    "MethodFacts",
    "ModuleCall",
    "ModuleDefinition",
    "Nesting",
    "Obstacle",
    "OldImport",
    "OldName",
    "OwnCall",
    "ParamCall",
    "Parameter",
    "PartialCall",
    "Reads",
    "RenamedName",
    "SharedCall",
    "SharedModuleCall",
    "StateCall",
    "SuperCall",
    "TransformCall",
]
