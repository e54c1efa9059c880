"""A person's word on a parameter is written into the file, and counts more than all evidence."""

from __future__ import annotations

import pytest

from linen_upgrade.analysis import FileAnalysis, Fix, FixKind, file_fix, fixes_at
from linen_upgrade.document import Document, Span, apply_edits

SOURCE = b"""from flax import nn


class Net(nn.Module):

  def apply(self, x, scale=2., width=3):
    return nn.Dense(x * scale, width)
"""


def flip(source: bytes, parameter: bytes) -> Fix:
    place = source.index(parameter)
    offers = fixes_at(FileAnalysis(Document(source)), Span(place, place))
    (found,) = [fix for fix in offers if fix.kind is FixKind.ROLE]
    return found


def flipped(source: bytes, *parameters: bytes) -> bytes:
    for parameter in parameters:
        source = apply_edits(source, flip(source, parameter).edits())
    return source


def fixed(source: bytes) -> str:
    return apply_edits(source, file_fix(FileAnalysis(Document(source)), unsafe=False).edits()).decode()


def test_a_field_becomes_an_input() -> None:
    assert "  scale: float = 2.\n" in fixed(SOURCE)
    assert flip(SOURCE, b"scale=").title == "Make `scale` an input of Net"
    source = flipped(SOURCE, b"scale=")
    assert b"def apply(self, x, scale=2., width=3):  # linen-upgrade: scale=input\n" in source
    assert "def __call__(self, x, scale=2.):  # linen-upgrade: scale=input\n" in fixed(source)


def test_and_back_and_a_second_one() -> None:
    source = flipped(SOURCE, b"scale=", b"width=", b"scale=")
    assert b":  # linen-upgrade: scale=field, width=input\n" in source
    assert flip(source, b"scale=").title == "Make `scale` an input of Net"


def test_a_comment_that_stands_there_stays() -> None:
    source = SOURCE.replace(b"width=3):", b"width=3):  # why: see below")
    source = flipped(source, b"scale=", b"width=")
    assert b"):  # linen-upgrade: scale=input, width=input  # why: see below\n" in source


def test_where_a_comment_has_no_place() -> None:
    source = SOURCE.replace(b"):\n    return", b"): return")
    assert flip(source, b"scale=").reason
    assert not flip(source, b"scale=").edits()


@pytest.mark.parametrize("place", [b"self, x", b"return", b"class Net"])
def test_elsewhere_nothing_is_offered(place: bytes) -> None:
    start = SOURCE.index(place)
    offers = fixes_at(FileAnalysis(Document(SOURCE)), Span(start, start))
    assert not [fix for fix in offers if fix.kind is FixKind.ROLE]


CONFLICTING = (
    SOURCE
    + b"""

SMALL = Net.partial(scale=3.)


class Run(nn.Module):

  def apply(self, x):
    return Net(x, scale=x.mean())
"""
)


def test_evidence_that_conflicts_is_told() -> None:
    analysis = FileAnalysis(Document(CONFLICTING))
    (bound,) = [found for found in analysis.findings() if found.finding.code == "LIN105"]
    why = "it binds `scale`, an input of Net (given the array `scale=x.mean()` by a caller"
    assert why in analysis.applicability(bound)[1]


FACTORY = b"""from flax import nn
import jax
import jax.numpy as jnp


class Critic(nn.Module):
  def apply(self, state, action):
    return nn.Dense(jnp.concatenate([state, action], -1), 1)


class Policy(nn.Module):
  def apply(self, state, action_dim):
    return nn.Dense(state, action_dim)


def build(module, key, x):
  _, params = module.init(key, *x)
  return nn.Model(module, params)


critic = build(Critic, jax.random.PRNGKey(0), [jnp.ones((1, 3)), jnp.ones((1, 2))])
policy = build(Policy.partial(action_dim=2), jax.random.PRNGKey(1), [jnp.ones((1, 3))])
value = critic(jnp.ones((4, 3)), policy(jnp.ones((4, 3))))
"""


def test_what_a_partial_has_bound_is_handed_by_position_to_others_alone() -> None:
    """Both models come from one factory; of `critic(state, action)`, Python would refuse the action for the policy."""
    text = fixed(FACTORY)
    assert "  action_dim: " in text
    assert "functools.partial(Policy, action_dim=2)" in text
