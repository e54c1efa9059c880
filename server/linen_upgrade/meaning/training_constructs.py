"""What training code does with models and optimizers: the constructs that Linen and optax have no object for.

Every span counts bytes from the beginning of the top-level statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Call, Construct
from linen_upgrade.meaning.keyed_functions import KeyedCall, KeyedFunction
from linen_upgrade.meaning.training_kinds import Optimizer
from linen_upgrade.meaning.values import (
    Value,
)


@dataclass(frozen=True, slots=True)
class ContextUse:
    """A `with nn.stateful(…)` or its like around something that runs a module."""

    kind: str
    """`stateful`, `stochastic`, or `cache` for `with cache.mutate() as …`, whose cache the run is handed."""
    given: Span | None
    """The state, the key or the cache; None for those of a module that is initialised."""
    yields: str
    """The source of the name that the state is given afterwards, '' for none."""
    mutable: bool
    number: int
    """How many others come before it in there."""
    keys: str = ""
    """See `Context`."""
    key: str = ""
    """The name of the one key that the function around is handed; '' elsewhere."""


Nearby = tuple[tuple[str, Value], ...]
"""Names, or attributes of names, that a place can read, with the modules and optimizers that they stand for."""


@dataclass(frozen=True, slots=True)
class ModuleInit(Call):
    """A module class initialised: `CNN.init(…)`, `.init_by_shape(…)`, `.create(…)`, `.create_by_shape(…)`."""

    name: str
    callee: Value
    callee_span: Span
    specs: tuple[tuple[Span, bool], ...] | None
    """What gives shape and type of each input, with whether it is a shape alone; None where that can't be told."""
    specs_span: Span | None
    """The argument that lists them; None where there is none."""
    specs_elsewhere: str
    """What they are known for where they are listed elsewhere, shapes or pairs (see `input_specs`); '' for neither."""
    pattern: Span | None
    """The two targets on the left, where that is all that is done with the result."""
    targets: tuple[Span, Span] | None
    """What output and parameters are given to there."""
    output_read: bool
    """Whether the output is used at all."""
    picked: Span | None
    """`CNN.init(…)[1]` as a whole, or (where the output is read) `CNN.init(…)[0]`."""
    is_statement: bool
    """Whether nothing is done with the result."""
    variables: str
    """A name that the function around doesn't use, for all that `init` gives."""
    contexts: tuple[ContextUse, ...]
    """The innermost one first."""


@dataclass(frozen=True, slots=True)
class ModelMade(Call):
    """`nn.Model(module, params)`."""

    base: Value
    parameters: Span | None
    """The argument that holds the parameters; None where that can't be told."""


@dataclass(frozen=True, slots=True)
class ModelCall(Call):
    """A model called, itself or a method of its module, or a class with parameters."""

    base: Value
    bare: bool
    receiver: Span
    method: str
    nearby: Nearby
    holder: str
    """The optimizer whose target it is, where the place can name that; '' where it can't."""
    contexts: tuple[ContextUse, ...]
    """The innermost one first."""
    target: Span | None
    """What an assignment gives its output to, where it does nothing else."""
    changed: str
    """A name that the function around doesn't use, for what the call changes."""
    is_statement: bool = False
    """Whether nothing is done with its output."""
    by_class: bool = False
    """Whether it is no model that is called, but a class with its parameters, which `receiver` is: `CNN.call(…)`."""


@dataclass(frozen=True, slots=True)
class ModelWrapped(Call):
    """`jax.vmap(model)`, `jax.jit(model)` or the like: what its result is called with, the model is called with."""

    base: Value
    bare: bool
    nearby: Nearby
    holder: str


@dataclass(frozen=True, slots=True)
class WrappedCall(Call):
    """What such a transformation made of a model is called."""

    base: Value


@dataclass(frozen=True, slots=True)
class ModelMember(Construct):
    """`model.params`, `model.module`, `model.replace(params=…)`, or another member of a model."""

    name: str
    base: Value
    bare: bool
    receiver: Span
    given: Span | None
    """What `replace` is given for `params`, where that is all."""
    nearby: Nearby


@dataclass(frozen=True, slots=True)
class OptimizerCreate(Call):
    """`optimizer_def.create(target)`."""

    target: Value
    target_span: Span | None
    """None where it gets something else than a target alone."""
    is_made_here: bool
    """Whether the target is the call of `nn.Model` itself."""
    nearby: Nearby


@dataclass(frozen=True, slots=True)
class GradientApplied(Call):
    """`optimizer.apply_gradient(grad)`, or another method that updates."""

    name: str
    optimizer: Optimizer
    receiver: Span
    declared: str = ""
    """What is given beside the gradient and is, by today's name, the name of a parameter of some module, too."""
    pattern: Span | None = None
    """The targets on the left, where they take apart what it gives and nothing else is done with that."""
    targets: tuple[Span, ...] = ()
    """Each of them."""

    @property
    def updates(self) -> bool:
        """Whether it is given a gradient, or computes one, to change the optimizer's target by it."""
        return self.name in ("apply_gradient", "optimize")

    @property
    def hyper_parameters(self) -> tuple[str, ...]:
        """The old names of what is given beside the gradient."""
        return tuple(a.keyword for a in self.arguments if a.keyword and a.keyword not in ("grads", "loss_fn"))


@dataclass(frozen=True, slots=True)
class OptimizerMember(Construct):
    """`optimizer.target`, `optimizer.state.step`, `optimizer.replace(target=…)`, or another member of an optimizer."""

    name: str
    receiver: Span
    given: Span | None
    """What `replace` is given for `target`, where that is all; with the keyword."""
    target: Value
    """What the optimizer updates, or is given for it."""
    bare: bool = False
    """Whether it goes where there can be nothing but parameters: to what differentiates by them."""
    as_array: bool = False
    """Whether what is done with it at once needs an array, not a number of Python's."""


@dataclass(frozen=True, slots=True)
class Context(Construct):
    """A `with nn.stateful(…)`, `with nn.stochastic(…)` or `with cache.mutate()`.

    `span` is the item, `token` the function's name.
    """

    kind: str
    statement: Span
    header_end: int
    """The byte behind the colon."""
    items: tuple[tuple[Span, bool], ...]
    """All items of the statement, each with whether it is such a context."""
    clause: Span
    """All of these."""
    problem: str
    """Why what runs inside can't be given state or keys by itself; '' if it can."""
    given: Span | None = None
    """See `ContextUse`."""
    keys: str = ""
    """How what gives one key after another is to be called, where not only modules draw; '' elsewhere."""
    constants: tuple[str, ...] = ()
    """How the keys are to be called that compiled functions inside are handed."""


@dataclass(frozen=True, slots=True)
class CollectionUse(Construct):
    """`nn.Collection(…)` (`name` is `()`), or a method of one, as a whole call."""

    name: str
    is_filled: bool
    """Whether it is made with something in it."""


@dataclass(frozen=True, slots=True)
class CacheUse(Construct):
    """`nn.attention.Cache()` (`name` is `()`), a method of one as a whole call, or another member."""

    name: str
    receiver: Span | None
    shape: Span | None
    """What `initialize_cache` is given for the shape of batch and attention."""
    dtype: Span | None
    is_whole: bool
    """Whether these two are all that it is given."""
    leaf: str
    """A name that nothing around uses, for one array of the cache."""


OLD_TYPES = ("flax.nn.Collection", "flax.nn.Model", "flax.nn.attention.Cache", "flax.optim.Optimizer")
"""Classes of training code that annotations name."""


@dataclass(frozen=True, slots=True)
class OldType(Construct):
    """One of `OLD_TYPES`, named in an annotation or elsewhere; `kind` is the type of its node."""

    path: str
    kind: str
    is_annotation: bool


@dataclass(frozen=True, slots=True)
class ModelBared(Construct):
    """A model that goes where there can be nothing but parameters: to what differentiates by them."""

    kind: str
    """The type of its node: `identifier`, `attribute`, or another."""


@dataclass(frozen=True, slots=True)
class Lost(Construct):
    """A model or an optimizer that goes where nobody sees what is done with it; `why` completes 'it …'.

    `where`: what has to stand for models for that to matter (see `Program.stands_for_model`), '' for anything.
    """

    why: str
    where: str = ""
    anywhere: bool = False
    """Whether it may belong to any program around, since nothing tells where it comes from."""


@dataclass(frozen=True, slots=True)
class StoredParameters(Construct):
    """Parameters that were read from a checkpoint, where a module gets them; `kind` is the type of their node."""

    base: Value
    """The module."""
    kind: str


@dataclass(frozen=True, slots=True)
class MemberHanded(Construct):
    """A helper of a module class that is handed on, not called: `jax.jit(CNN.init)`; or `CNN.call(params, x)`."""

    name: str
    callee: Value
    """The class."""
    called: bool


TRAINING = (
    ModuleInit,
    MemberHanded,
    ModelMade,
    ModelCall,
    ModelWrapped,
    WrappedCall,
    ModelMember,
    OptimizerCreate,
    GradientApplied,
    OptimizerMember,
    ModelBared,
    Context,
    CollectionUse,
    CacheUse,
    OldType,
    StoredParameters,
    KeyedFunction,
    KeyedCall,
)
