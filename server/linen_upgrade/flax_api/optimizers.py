"""What each optimiser of old `flax.optim` is in optax, argument by argument."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from linen_upgrade.flax_api.files import facts


@dataclass(frozen=True, slots=True)
class OptimizerForm:
    """Today's source for an old optimiser. `{name}` stands for the old argument of that name.

    `when` is the condition as text for people, '' for the plain case; `given` names the old arguments that select
    the form when they are given and differ from their default. `exact` is False where the form is only close.
    An argument of `omitted` needs no mention while it is not given: optax has the same default. `helpers` name the
    functions (see `helper_source`) that the source calls. A source that is a bare name takes the arguments as they are.
    """

    when: str
    given: tuple[str, ...]
    source: str
    helpers: tuple[str, ...]
    omitted: tuple[str, ...]
    exact: bool
    largest_difference: float | None
    proof: str


@dataclass(frozen=True, slots=True)
class OptimizerParameter:
    """A constructor argument of an old optimiser: old default as source text (None: required), optax's keyword.

    `per_step` says what comes of giving it to `apply_gradient`: '' for another number at each step, `never` for what
    has to be the same at all of them, `ignored` for what made no difference.
    """

    name: str
    default: str | None
    new_name: str | None
    per_step: str = ""


@dataclass(frozen=True, slots=True)
class BuiltinOptimizer:
    """An optimiser class of old `flax.optim`: its arguments in old order and its forms, the plain one first."""

    name: str
    parameters: tuple[OptimizerParameter, ...]
    forms: tuple[OptimizerForm, ...]

    @property
    def wraps(self) -> bool:
        """Whether it hands hyper-parameters on to other optimisers, which do the work."""
        return not any(parameter.name == "learning_rate" for parameter in self.parameters)


@cache
def optimizer(name: str) -> BuiltinOptimizer | None:
    """The optimiser class of old `flax.optim` with this bare name ('Adam'), or None."""
    fact = facts("optimizers")["optimizers"].get(name)
    if fact is None:
        return None
    lists = ("given", "helpers", "omitted")
    forms = tuple(OptimizerForm(**{**form, **{key: tuple(form[key]) for key in lists}}) for form in fact["forms"])
    return BuiltinOptimizer(name, tuple(OptimizerParameter(**p) for p in fact["parameters"]), forms)


@cache
def helper_source(name: str) -> str:
    """The definition of a function that optax lacks, for the file of a person; it knows `jax`, `jnp` and `optax`."""
    return files(__package__).joinpath("data", "optax_helpers", f"{name}.txt").read_text(encoding="utf-8")


@cache
def helper_names() -> frozenset[str]:
    """The names of these functions."""
    known = (optimizer(name) for name in optimizers())
    return frozenset(helper for one in known if one is not None for form in one.forms for helper in form.helpers)


def moved(path: str) -> str:
    """Where a name of `flax.optim` that optax has no part in is found today: its path; '' for all others."""
    today: str = facts("optimizers")["moved"].get(path, "")
    return today


def optimizers() -> tuple[str, ...]:
    """Bare names of all optimiser classes."""
    return tuple(facts("optimizers")["optimizers"])


def optimizer_states() -> dict[str, dict[str, str]]:
    """For each optimiser class, which field of optax's states is which of its own.

    `-` in front turns the sign, `?` marks one that is not always kept.
    """
    states: dict[str, dict[str, str]] = facts("optimizer_states")["states"]
    return states
