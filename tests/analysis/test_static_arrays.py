"""Arrays as static arguments of `jax.jit`: where they are seen, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.analysis import CodeBase, FileAnalysis
from linen_upgrade.rewriting.findings import LocatedFinding

from .test_code_bases import file

HEAD = b"""from flax import nn
import functools
import jax
import jax.numpy as jnp
import numpy as np
"""
STEP = """
@functools.partial(jax.jit, static_argnums={})
def step(x, scale, times):
  return nn.relu(x) * scale * times
"""


def found_in(home: str, **texts: bytes) -> list[LocatedFinding]:
    whole = CodeBase(Path("/code"), {f"{name}.py": file(f"{name}.py", text) for name, text in texts.items()})
    findings = FileAnalysis.of(whole.workspace, f"{home}.py").findings()
    return [found for found in findings if found.finding.code == "JAX005"]


def arrays(code: str, argnums: str = "(1, 2)") -> list[tuple[str, ...]]:
    """The parameters that are found to be handed arrays in a file with `step` and this code."""
    text = HEAD + STEP.format(argnums).encode() + code.encode()
    return [found.finding.construct.arrays for found in found_in("steps", steps=text)]


OBJECTS = """
class Base:
  def __init__(self):
    self.scale = np.linspace(0, 1, 3)

  def run(self, x):
    return step(x, self.times, 1)

class Heir(Base):
  def __init__(self):
    self.times = jnp.ones(3)

  def other(self, x):
    return step(x, 1, self.scale)
"""

HANDED_ON = """
@functools.partial(jax.jit, static_argnums=(0,))
def outer(y):
  return step(1, y, 2)

outer(jnp.ones(3))
"""


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("step(1, jnp.zeros(3), 2)", ("scale",)),
        ("step(1, times=np.array(3), scale=2)", ("times",)),
        ("x = jnp.eye(3)\nstep(1, x, x)", ("scale", "times")),
        ("def run(x):\n  y = jnp.arange(3)\n  return step(x, y, 1)", ("scale",)),
        ("def run(x):\n  key = jax.random.normal(jax.random.PRNGKey(0), (3,))\n  return step(x, key, 1)", ("scale",)),
        (OBJECTS, ("scale", "times")),
        (HANDED_ON, None),
        ("step(1, None, jnp.ones(3))", ("times",)),
    ],
)
def test_arrays_are_seen(code: str, names: tuple[str, ...] | None) -> None:
    expected = [("scale",), ("y",)] if names is None else [names]
    assert arrays(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "step(1, np.prod((2, 3)), np.float32(2))",
        "step(1, 2, 'x')",
        "step(jnp.ones(3), None, 2)",
        "def run(x, scale):\n  return step(x, scale, 2)",
        "step(1, jnp.shape(jnp.ones(3)), len(jnp.ones(3)))",
        "step(1, jnp.ones(3).shape, 2)",
        "step(*(1, jnp.ones(3), 2))",
        "class Other:\n  def __init__(self):\n    self.scale = 3\n    self.x = jnp.ones(3)\n  def run(self):\n"
        "    return step(1, self.scale, 2)",
    ],
)
def test_what_has_a_hash_or_is_not_known_is_left_alone(code: str) -> None:
    assert arrays(code) == []


@pytest.mark.parametrize(
    "argnums", ["2", "(0, 2)", "NUMBERS", "(-2,)", "tuple(range(2))", "(1, *MORE)", "(1, N)", "(1, 7)", "()"]
)
def test_what_is_not_static_for_certain_is_left_alone(argnums: str) -> None:
    assert arrays("step(1, jnp.ones(3), 2)", argnums) == []


def test_they_are_seen_across_files() -> None:
    step = HEAD + STEP.format("[1]").encode()
    agent = HEAD + b"import steps\nclass Agent:\n  def __init__(self):\n    self.s = jnp.ones(3)\n"
    agent += b"  def run(self, x):\n    return steps.step(x, self.s, 2)\n"
    (found,) = found_in("steps", steps=step, agent=agent)
    assert found.finding.construct.arrays == ("scale",)
    assert found_in("agent", steps=step, agent=agent) == []


def test_methods_count_from_their_object() -> None:
    code = """
class Agent:
  @functools.partial(jax.jit, static_argnums=(0, 2))
  def step(self, x, scale):
    return x * scale

  def run(self, x):
    return self.step(x, jnp.ones(3))
"""
    (found,) = found_in("agent", agent=HEAD + code.encode())
    assert found.finding.construct.arrays == ("scale",)
    assert [place.name for place in found.finding.construct.places] == ["self", "scale"]


@pytest.mark.parametrize(
    "made",
    ["jax.jit(f, static_argnums=(1,))", "jax.jit(f, static_argnames='y')", "jax.jit(f, static_argnames=('x', 'y'))"],
)
def test_a_call_of_jit_is_read_like_a_decorator(made: str) -> None:
    code = f"def f(x, y):\n  return x * y\ng = {made}\ng(1, jnp.ones(3))\n"
    (found,) = found_in("f", f=HEAD + code.encode())
    assert found.finding.construct.arrays == ("y",)
