"""The records that facts about old and today's Flax are kept in. All are frozen and compare by content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["input", "mask", "field", "gone"]
"""Where an old parameter goes today: to the call, into the call's one `mask=`, to the constructor, or nowhere."""

Takes = Literal["array", "carry", "key", "state", "flag", "function", "value"]
"""What an old parameter was given: an array, a recurrent carry, a PRNG key, a state collection, a bool, a function
(initialisers included), or any other plain value."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an old library module or function, in the order of the old signature.

    `default` and `new_default` are source text that reads `nn`, `jnp`; None where there is none. `new_name` is None
    where the parameter is gone. `write_old_default` says when leaving the argument out changes what happens, so that
    the old default has to be written: 'always', 'with:NAME' where the argument NAME is given, or 'half:NAMES' where the
    named ones are False and the file works with types of 16 bits. `initializer` marks
    functions called as (key, shape) before and (key, shape, dtype) today. `either` marks what today's constructor and
    today's call both take. `same_as_default` are values that mean what the default means, for inputs of the usual rank.
    Where there are `exact_values`, any other value means something else today, or may: `otherwise` says what.
    `when_shifted` says what is different for values that were added to or multiplied, and may leave a range.
    `same_without`: leaving the argument out today computes what it did.
    `proof` names the case of `tests/equivalence` that shows the fact, as 'Dense: bias=False', or a script on a rule's
    page, as 'LIN404: The class of a model'.
    """

    name: str
    role: Role
    new_name: str | None
    default: str | None
    new_default: str | None
    required: bool = False
    initializer: bool = False
    write_old_default: str | None = None
    either: bool = False
    takes: Takes = "value"
    note: str = ""
    proof: str = ""
    same_as_default: tuple[str, ...] = ()
    exact_values: tuple[str, ...] = ()
    otherwise: str = ""
    same_without: bool = False
    when_shifted: str = ""


@dataclass(frozen=True, slots=True)
class BuiltinModule:
    """A module class (or, from `function`, a function) of old `flax.nn`, and what it is today.

    `inputs` are the old names of what the call takes today, masks included; `new_inputs` today's call parameters and
    `new_fields` today's constructor parameters, in order. `positional_fields` are the old names of the leading fields
    that mean the same by position; every later one needs its keyword. `renamed_by` is the code of the rule that
    handles a changed name or protocol. `needs_features` marks cells whose first field today, `features`, no old call
    gave. `automatic_name` is the class name that old automatic names carry. `parameter_tree` has, for each parameter
    by its path, what an old array needs: 'same', or the method call that gives today's shape.
    """

    name: str
    new_name: str
    today: str
    parameters: tuple[Parameter, ...]
    inputs: tuple[str, ...]
    new_inputs: tuple[str, ...]
    new_fields: tuple[str, ...]
    positional_fields: tuple[str, ...]
    renamed_by: str | None
    needs_features: bool
    automatic_name: str
    parameter_tree: tuple[tuple[str, str], ...]
    note: str
    proof: str

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of old name `name`, if there is one."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)


@dataclass(frozen=True, slots=True)
class OldName:
    """One public name of old `flax.nn` or `flax.optim`, for people.

    `signature` is how it was called, by the last part of its name. `replacement` is source text of today (reading
    `nn`, `optax`, `jax`), None where nothing takes its place. `same_numbers` tells whether the replacement computes
    the same numbers, None where the question has no sense. `rules` are the codes that handle it; `in_linen` whether
    `flax.linen` (for members, its Module) has something of that very name. `largest_difference` is the largest
    absolute difference that was measured for optimisers in float32, None elsewhere.
    """

    path: str
    kind: str
    signature: str
    replacement: str | None
    same_numbers: bool | None
    note: str
    rules: tuple[str, ...]
    in_linen: bool
    proof: str
    largest_difference: float | None = None


@dataclass(frozen=True, slots=True)
class LinenModule:
    """A module class of today's `flax.linen`: constructor fields and call parameters, both in order, as names.

    `required` are the fields without a default. Star parameters of the call are left out.
    """

    name: str
    fields: tuple[str, ...]
    required: tuple[str, ...]
    call: tuple[str, ...]
