"""Every function and initialiser of old flax.nn that is one today: with its defaults and each argument changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from linen_upgrade import flax_api

from .cases import Equivalence, case_of

POOL = ["x", "(2, 2)"]
REQUIRED = {
    "max_pool": POOL,
    "avg_pool": POOL,
    "pooling.pool": ["x", "-jnp.inf", "lax.max", "(2, 2)", "(1, 1)", "'VALID'"],
    "initializers.variance_scaling": ["2.0", "'fan_avg'", "'uniform'"],
}
"""What is given by position beside one array, `x`."""

CHANGED = {"strides": "(2, 1)", "padding": "'SAME'", "mean": "jnp.zeros(())", "variance": "jnp.full((), 4.0)"}
"""What arguments are changed to whose defaults don't say it."""

SHAPES = {"glu": "f32[4,4]", "max_pool": "f32[2,5,5,3]", "avg_pool": "f32[2,5,5,3]", "pooling.pool": "f32[2,5,5,3]"}
SHAPE_OF_PARAMETER = {"initializers.delta_orthogonal": "(3, 3, 2, 4)"}


def function_cases() -> Iterator[Equivalence]:
    """All cases of all functions that are called as they were, and of all initialisers."""
    for path in flax_api.names():
        fact = flax_api.name(path)
        assert fact is not None
        if fact.kind in ("function", "initializer") and "LIN001" in fact.rules and path.startswith("flax.nn."):
            name = path.removeprefix("flax.nn.")
            if flax_api.function(name) is None:
                yield from cases_of(name, fact)


def cases_of(name: str, fact: flax_api.OldName) -> Iterator[Equivalence]:
    """The cases of one of them."""
    call = ast.parse(fact.signature, mode="eval").body
    assert isinstance(call, ast.Call)
    words = {word.arg or "": ast.unparse(word.value) for word in call.keywords if word.arg != "dtype"}
    changes = {word: changed(word, default) for word, default in words.items()}
    is_made = fact.kind == "initializer" and "shape" not in [ast.unparse(argument) for argument in call.args]
    for more in [{}, *({word: value} for word, value in changes.items())]:
        label = ", ".join(f"{word}={value}" for word, value in more.items()) or "defaults"
        given = [f"{word}={value}" for word, value in more.items()]
        if fact.kind == "initializer":
            arguments = ", ".join([*REQUIRED.get(name, []), *given])
            made = f"nn.{name}({arguments})" if is_made else f"nn.{name}"
            shape = SHAPE_OF_PARAMETER.get(name, "(3, 4)")
            body = f"return jnp.sum(x) * self.param('w', {shape}, {made})"
            yield case_of(f"{name}: {label}", body, {"x": "f32[2,3]"})
        else:
            arguments = ", ".join([*REQUIRED.get(name, ["x"]), *given])
            yield case_of(f"{name}: {label}", f"return nn.{name}({arguments})", {"x": SHAPES.get(name, "f32[3,4]")})


def changed(name: str, default: str) -> str:
    """Another value for an argument than its default."""
    if name in CHANGED:
        return CHANGED[name]
    if name.endswith("axis"):
        return "-2" if default == "-1" else "-1"
    value = ast.literal_eval(default)
    return str(not value) if isinstance(value, bool) else repr(value * 3)
