"""Tests of the models and of training them."""

import dataclasses

from flax import nn
from jax import random
import jax.numpy as jnp
import numpy as np
import pytest

from lumen import models
from lumen.configs import cifar
from lumen.configs.lm import LMConfig
from lumen.configs.vae import VAEConfig
from lumen.models import lm, recurrent
import eval as evaluation
import train
import train_lm
import train_vae


@pytest.mark.parametrize('name', ['resnet20', 'plain', 'patch'])
def test_classifiers(name):
  model_def = models.get_classifier(name, num_classes=5)
  rng = random.PRNGKey(0)
  with nn.stateful(), nn.stochastic(rng):
    logits, _ = model_def.init(rng, jnp.ones((2, 32, 32, 3)))
  assert logits.shape == (2, 5)


def test_unknown_classifier():
  with pytest.raises(ValueError):
    models.get_classifier('resnet20000')


def test_training_a_classifier():
  metrics = train.train(cifar.DEBUG)
  assert np.isfinite(metrics['loss'])


def test_evaluation():
  config = cifar.DEBUG
  model_def = models.get_classifier(config['model'], **config['model_kwargs'])
  model, state = train.create_model(
      random.PRNGKey(0), model_def, 2, (32, 32, 3))
  batches = evaluation.image_batches(2, (32, 32, 3))
  assert 0. <= evaluation.evaluate(model, state, batches, 2)['accuracy'] <= 1.
  images = next(batches)['image']
  assert '/bn_init' in evaluation.activations(model, state, images)
  assert evaluation.embed(model, state, images).shape == (2, 32, 32, 4)


def test_vae():
  config = VAEConfig(latents=3, hidden=16, batch_size=4, num_steps=2)
  model, metrics = train_vae.train(config)
  assert np.isfinite(metrics['loss'])
  assert model.encode(jnp.ones((2, 28, 28, 1))).shape == (2, 3)
  assert train_vae.reconstruct(model, jnp.ones((2, 28, 28, 1))).shape == (
      2, 28, 28, 1)


def test_decoding_agrees_with_the_whole_sequence():
  config = dataclasses.replace(LMConfig(), batch_size=2, length=8, num_steps=2)
  optimizer, loss = train_lm.train(config)
  assert np.isfinite(loss)
  model = optimizer.target
  prompt = jnp.array([[3, 1, 4, 1, 5], [9, 2, 6, 5, 3]])
  full = model(prompt, shift=False)
  cache = lm.init_cache(model.module, 2, 5)
  for i in range(5):
    logits, cache = lm.decode_step(model, cache, prompt[:, i:i + 1], i)
    np.testing.assert_allclose(logits, full[:, i], atol=1e-4)
  assert lm.greedy_decode(model, prompt, 3).shape == (2, 8)


def test_loop_and_scan_are_the_same_thing():
  rng = random.PRNGKey(1)
  x = random.normal(rng, (4, 2, 3))
  (outputs, (_, h)), params = recurrent.ScanLSTM.init(rng, x, hidden_size=5)
  carry = nn.LSTMCell.initialize_carry(rng, (2,), 5)
  for t in range(4):
    carry, y = nn.LSTMCell.call(params['lstm'], carry, x[t])
    np.testing.assert_allclose(y, outputs[t], atol=1e-5)
  np.testing.assert_allclose(h, y, atol=1e-5)
