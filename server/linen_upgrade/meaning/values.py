"""What an expression can be in pre-Linen terms. Values compare by content, so that caches can ask 'still the same?'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from linen_upgrade.document import Span
from linen_upgrade.meaning.hook import Hook
from linen_upgrade.meaning.training_kinds import (
    Cache,
    DynamicScale,
    GradientFunction,
    Model,
    OldParameters,
    Optimizer,
    OptimizerDef,
    OptimizerState,
    StateCollection,
    Stored,
    WrappedModel,
)


class ParameterKind(str, Enum):
    """How a parameter takes its argument (Python's own distinction; positional-only counts as POSITIONAL)."""

    POSITIONAL = "positional"
    VAR_POSITIONAL = "*"
    KEYWORD = "keyword"
    VAR_KEYWORD = "**"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known: never acted on."""


@dataclass(frozen=True, slots=True)
class Collected(Unknown):
    """An object of a class that derives from one of Python's own, of which Linen makes another thing in a field."""

    name: str
    """What the class is called."""
    kind: str
    """From what it derives: 'dict', 'list', or (of which Linen freezes what it holds) 'tuple'."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A module, class or function of another package, by its canonical dotted path (`flax.nn`, `jax.numpy.sum`)."""

    path: str


@dataclass(frozen=True, slots=True)
class Namespace:
    """A module (in Python's sense) of the same code base; `home` is the file or folder that holds its names."""

    home: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant of the named Python type: int, float, str, bool, None, tuple, list, dict or set.

    `of` names the one type of all elements of a tuple or list, where there is one; 'function' if there are functions.
    """

    type: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Array:
    """An array, a tuple of arrays, or a carry. `certain` where only an array can stand (a module's output, say)."""

    certain: bool = False
    has_no_hash: bool = False
    """Whether it is known for an array, and no number that NumPy gave."""


@dataclass(frozen=True, slots=True)
class Rng:
    """A PRNG key."""


@dataclass(frozen=True, slots=True)
class Initializer:
    """A function (key, shape) -> array; `keyless` names `zeros` or `ones` where the key is not needed."""

    keyless: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function or lambda; `makes_modules` if it calls pre-Linen modules, `result` if it returns one.

    `home` is the file that it stands in, '' where only one file is looked at.
    """

    name: str
    positional: tuple[str, ...]
    makes_modules: bool = False
    result: Value = Unknown()
    home: str = ""
    rest: str = ""
    """The parameter that takes further arguments by position (`*layers`), '' where there is none."""
    others: str = ""
    """The parameter that takes further keywords."""
    reads_rest: bool = False
    """Whether it looks at the arguments that its `**` parameter takes."""
    place: str = ""
    """Names the `def` or lambda that it is in the whole code base, '' where it is made of one by a call."""
    curried: bool = False
    """Whether it gives a function that takes the inputs, as a module's class gives a module today."""

    @property
    def key(self) -> str:
        """Its name in the whole code base."""
        return qualified(self.home, self.name)


@dataclass(frozen=True, slots=True)
class MaybeModule:
    """What may be a module, or may be a plain function: nobody can tell which form its call wants. `why` tells more."""

    why: str = "may be a module or a plain function"
    code: str = ""
    """The rule that will know its form, where there is to be one."""
    result: bool = False
    """Whether it is what an unknown function made of a module: it may as well be an array."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in a signature, without `self`. `default` and `annotation` are source text."""

    name: str
    kind: ParameterKind
    default: str | None = None
    annotation: str | None = None
    default_value: Value = Unknown()
    default_reads: frozenset[str] = frozenset()
    """The names that the default reads where it stands."""
    owner: str = ""
    """The key of the base whose parameter an heir takes through its `**kwargs`; '' for an own one."""
    behind: str = ""
    """The key of the class whose parameter it is, if it goes to a submodule through `**kwargs`; '' for any other."""
    source: str = ""
    """How the class is written that a submodule is of that gets it through `**kwargs`; '' where it is written out."""


@dataclass(frozen=True, slots=True)
class ModuleClass:
    """A Flax module class.

    `builtin` is the old library name (`Dense`) of a library class and None for the user's own.
    `pre_linen`: of an own class, that it has `apply` and no `__call__`; of a library class, that it was reached
    through `flax.nn`. `parameters` are those of `apply`, or of `__call__` in a Linen class, whose constructor takes
    `fields`. `home` is the file that an own class stands in, '' where only one file is looked at.
    """

    name: str
    builtin: str | None
    pre_linen: bool
    parameters: tuple[Parameter, ...] = ()
    fields: tuple[Parameter, ...] = ()
    base: str | None = None
    """The key of the own class that it inherits from."""
    attributes: tuple[tuple[str, Value], ...] = ()
    """Class attributes that are modules themselves."""
    has_form: bool = True
    """False for a base class that has neither `apply` nor `__call__`."""
    members: tuple[str, ...] = ()
    """Names of its methods and attributes, inherited ones included."""
    methods: tuple[tuple[str, tuple[Parameter, ...]], ...] = ()
    """Its `@nn.module_method`s with their parameters, inherited ones included."""
    home: str = ""
    ancestry: tuple[str, ...] = ()
    """The keys of the classes of the code base that it inherits from, in the order in which methods are looked up."""
    hook: Hook | None = None
    """The method that gets the `**kwargs` of its `apply`."""
    behind: str = ""
    """The key of the class of the submodule that gets them; '' for none."""

    @property
    def key(self) -> str:
        """Its name in the whole code base."""
        return qualified(self.home, self.name)

    def method(self, name: str) -> tuple[Parameter, ...]:
        """The parameters of the module method of that name, none if it has no such method."""
        return dict(self.methods).get(name, ())


@dataclass(frozen=True, slots=True)
class PlainClass:
    """A class of the code base that is no module and holds none: modules may inherit methods from it."""

    key: str
    ancestry: tuple[str, ...] = ()
    """The keys of the classes of the code base that it inherits from."""
    kind: str = ""
    """See `Collected`; '' for a class that derives from nothing of the kind."""
    fields: tuple[str, ...] = ()
    """Its annotated attributes, inherited ones first: what a dataclass, or a named tuple, is made of by position."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A partial that JAX wraps: where it is made, where it is wrapped, and its one call."""

    made: Span
    wraps: tuple[Span, ...]
    call: Span


MADE_BY_CALLS = "\0"
"""What stands in the origin of a partial behind its place, if a function makes it, and behind each further call."""


@dataclass(frozen=True, slots=True)
class PartialModule:
    """A module class with arguments bound, by `.partial(…)` or by `functools.partial(…)`; `bound` are OLD names."""

    base: Value
    bound: tuple[str, ...]
    late: tuple[tuple[str, Span], ...] = ()
    """See `PartialCall.late`."""
    once: tuple[Span, Span] | None = None
    """Where it is made and where it is called, if that one call is all that is done with it."""
    wrapped: Wrapped | None = None
    """What is done with it, if JAX wraps it under its own name before it is called."""
    origin: str = ""
    """Tells the place that made it from the others of the code base, where no module class is read.

    Behind it are the calls that it came through, each with `MADE_BY_CALLS`.
    """

    @property
    def made_at(self) -> str:
        """The place alone."""
        return self.origin.partition(MADE_BY_CALLS)[0]


@dataclass(frozen=True, slots=True)
class SharedModule:
    """A pre-Linen `.shared(…)`. `origin` tells the place that made it from the others of its file."""

    base: Value
    bound: tuple[str, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ModuleInstance:
    """What a Linen constructor returns: called, it takes the inputs."""

    base: Value
    bound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Self:
    """The `self` of a method of the module class with that key."""

    owner: str


@dataclass(frozen=True, slots=True)
class Method:
    """An attribute of a value, about to be called: `Conv.partial`, `self.param`, `x.reshape`."""

    receiver: Value
    name: str


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """The argument that a parameter received, of the `apply` of a class or of a function with the key `owner`."""

    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class Derived:
    """Computed from parameters in a way that leaves open whether it is an array (`features * 2`, `not train`).

    `each`: it is one of them as it stands (`x if y is None else y`), so that a use of it is a use of each.
    """

    sources: frozenset[ParameterValue]
    each: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One of several module values, whichever branch, entry or caller chose."""

    options: tuple[Value, ...]
    of: str = ""
    """In training code: the call or the parameter that it comes from, as others may give others of these."""


@dataclass(frozen=True, slots=True)
class Container:
    """What holds modules: a list, tuple, set or dict, or a 'class' or 'object' that has them for attributes.

    `entries` are what it holds, each with its key, index or attribute as text, '' where that is not known.
    """

    type: str
    entries: tuple[tuple[str, Value], ...]
    of: tuple[PlainClass, ...] = ()
    """The classes that an object may be of, where they lie in the code base."""


Value = (
    Unknown
    | Imported
    | Namespace
    | Literal
    | Array
    | Rng
    | Initializer
    | Function
    | MaybeModule
    | ModuleClass
    | PlainClass
    | PartialModule
    | SharedModule
    | ModuleInstance
    | Self
    | Method
    | ParameterValue
    | Derived
    | Model
    | WrappedModel
    | OptimizerDef
    | Optimizer
    | OptimizerState
    | DynamicScale
    | GradientFunction
    | OldParameters
    | StateCollection
    | Stored
    | Cache
    | Either
    | Container
)

UNKNOWN = Unknown()
MODULE_KINDS = (ModuleClass, PartialModule, SharedModule, ModuleInstance, Either)
CALLABLE_MODULES = (ModuleClass, PartialModule)


def qualified(home: str, name: str) -> str:
    """How a class or function of the file `home` is called in the whole code base."""
    return f"{home}:{name}" if home else name


def is_defined(value: Value) -> bool:
    """Whether it is a function whose `def` or lambda lies in the code base."""
    return isinstance(value, Function) and bool(value.place)


def sources(value: Value) -> tuple[ParameterValue, ...]:
    """The parameters that a value is, or was computed from; in a fixed order."""
    if isinstance(value, ParameterValue):
        return (value,)
    if isinstance(value, Derived):
        return tuple(sorted(value.sources, key=lambda source: (source.owner, source.name)))
    return ()


def used_sources(value: Value) -> tuple[ParameterValue, ...]:
    """The parameters that a use of a value tells of: its own, or that of the object whose attribute it is."""
    while isinstance(value, Method):
        value = value.receiver
    return sources(value)


def module_classes(value: Value) -> Iterator[ModuleClass]:
    """The classes that stand behind a module value, partials and shared ones seen through."""
    if isinstance(value, ModuleClass):
        yield value
    elif isinstance(value, (PartialModule, SharedModule, ModuleInstance, Model)):
        yield from module_classes(value.base)
    elif isinstance(value, Either):
        for option in value.options:
            yield from module_classes(option)
