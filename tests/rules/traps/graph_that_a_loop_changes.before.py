import collections

from flax import nn
import jax.numpy as jnp

Graph = collections.namedtuple('Graph', ['nodes', 'senders'])


class Step(nn.Module):
  def apply(self, graph, width, mask=None):
    sent = nn.Dense(graph.nodes[graph.senders], width)
    nodes = graph.nodes + sent
    return graph._replace(nodes=nodes if mask is None else nodes * mask)


class Rescale(nn.Module):
  def apply(self, state, factor=2.0):
    return state._replace(nodes=nn.relu(state.nodes) * factor)


class Net(nn.Module):
  def apply(self, graph, mask=None, steps=3):
    core = Step.shared(width=graph.nodes.shape[-1], name='core')
    rescale = Rescale.shared(name='rescale')
    for _ in range(steps):
      graph = core(graph, mask=mask)
      graph = rescale(graph)
    return graph.nodes.sum(axis=0)


def example():
  return Graph(jnp.sin(jnp.arange(12.0)).reshape(4, 3), jnp.array([1, 2, 3, 0]))
