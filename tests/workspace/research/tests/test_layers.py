"""Tests of the layers."""

from flax import nn
from jax import random
import jax.numpy as jnp
import numpy as np
import pytest

from lumen import layers


@pytest.fixture
def rng():
  return random.PRNGKey(0)


@pytest.mark.parametrize('name', sorted(layers.NORMS))
def test_norms_keep_the_shape(name, rng):
  x = random.normal(rng, (2, 4, 4, 8))
  with nn.stateful():
    y, _ = layers.get_norm(name).init(rng, x)
  assert y.shape == x.shape


def test_act_norm_can_be_undone(rng):
  x = 3. + 2. * random.normal(rng, (16, 4))
  y, params = layers.ActNorm.init(rng, x)
  model = nn.Model(layers.ActNorm, params)
  np.testing.assert_allclose(y.mean(axis=0), 0., atol=1e-4)
  np.testing.assert_allclose(model.inverse(y), x, rtol=1e-3)


def test_running_norm_counts_steps(rng):
  x = random.normal(rng, (8, 3))
  with nn.stateful() as state:
    _, params = layers.RunningNorm.init(rng, x)
  for _ in range(3):
    with nn.stateful(state) as state:
      layers.RunningNorm.call(params, x)
  assert state.as_dict()['/']['steps'] == 3
  with nn.stateful(state, mutable=False):
    y = layers.RunningNorm.call(params, x, train=False)
  assert y.shape == x.shape


def test_stochastic_depth_drops_whole_examples(rng):
  x = jnp.ones((64, 3))
  with nn.stochastic(rng):
    y = layers.StochasticDepth.call({}, x, 0.5)
  assert set(np.unique(y)) == {0., 2.}
  assert np.all(y.min(axis=1) == y.max(axis=1))
  np.testing.assert_array_equal(layers.StochasticDepth.call({}, x, 0.5), x)


def test_mlp_names(rng):
  _, params = layers.MlpBlock.init(
      rng, jnp.ones((2, 4)), mlp_dim=8, deterministic=True)
  assert sorted(params) == ['Dense_0', 'Dense_1']
  assert params['Dense_1']['kernel'].shape == (8, 4)


def test_film_begins_as_the_identity(rng):
  x = random.normal(rng, (2, 5, 5, 3))
  y, _ = layers.FiLM.init(rng, 8, x, jnp.ones((2, 4)), zero_init=True)
  np.testing.assert_allclose(x, y)


def test_padding_does_not_matter(rng):
  x = random.normal(rng, (1, 6, 8))
  mask = jnp.arange(6)[None] < 4
  block = layers.AttentionBlock.partial(
      num_heads=2, mlp_dim=16, padding_mask=mask, deterministic=True)
  y, params = block.init(rng, x)
  np.testing.assert_allclose(
      block.call(params, x.at[:, 4:].set(0.))[:, :4], y[:, :4], atol=1e-5)
