import haiku as hk
import jax
import jax.numpy as jnp
import torch
from torch import nn, optim


class Net(nn.Module):
  def __init__(self):
    super().__init__()
    self.dense = nn.Linear(3, 1)

  def forward(self, x):
    return self.dense(x)

  def apply(self, fn):
    return super().apply(fn)


def torch_step(x):
  model = Net()
  optimizer = optim.Adam(model.parameters(), lr=0.1)
  model(x).sum().backward()
  optimizer.step()
  return optimizer.state, model.apply(print)


def haiku_step(key, x):
  network = hk.transform(lambda x: hk.Linear(1)(x))
  params = network.init(key, x)
  return jax.grad(lambda params: jnp.sum(network.apply(params, key, x)))(params)


class Model:
  params = {}

  def __call__(self, x):
    return x


def links(registry, x):
  model = Model()
  link = registry.create(model)
  return link.target, link.replace(target=model.params), model(x), link.state.step, link.optimizer_def
