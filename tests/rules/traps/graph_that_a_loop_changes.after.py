import collections
from typing import Any

from flax import linen as nn
import jax.numpy as jnp

Graph = collections.namedtuple('Graph', ['nodes', 'senders'])


class Step(nn.Module):
  width: Any

  @nn.compact
  def __call__(self, graph, mask=None):
    sent = nn.Dense(self.width)(graph.nodes[graph.senders])
    nodes = graph.nodes + sent
    return graph._replace(nodes=nodes if mask is None else nodes * mask)


class Rescale(nn.Module):
  factor: float = 2.0

  @nn.compact
  def __call__(self, state):
    return state._replace(nodes=nn.relu(state.nodes) * self.factor)


class Net(nn.Module):
  steps: int = 3

  @nn.compact
  def __call__(self, graph, mask=None):
    core = Step(width=graph.nodes.shape[-1], name='core')
    rescale = Rescale(name='rescale')
    for _ in range(self.steps):
      graph = core(graph, mask=mask)
      graph = rescale(graph)
    return graph.nodes.sum(axis=0)


def example():
  return Graph(jnp.sin(jnp.arange(12.0)).reshape(4, 3), jnp.array([1, 2, 3, 0]))
