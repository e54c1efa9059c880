"""A graph network: messages along edges, gathered by node, with residual updates and layer norm."""

from flax import nn
import jax
import jax.numpy as jnp


class EdgeUpdate(nn.Module):
  def apply(self, nodes, edges, senders, receivers, width):
    h = jnp.concatenate([nodes[senders], nodes[receivers], edges], axis=-1)
    return nn.LayerNorm(nn.relu(nn.Dense(h, width)))


class NodeUpdate(nn.Module):
  def apply(self, nodes, messages, receivers, width):
    gathered = jax.ops.segment_sum(messages, receivers, num_segments=nodes.shape[0])
    h = nn.Dense(jnp.concatenate([nodes, gathered], -1), width)
    return nn.LayerNorm(nn.relu(h), scale=False)


class GraphNet(nn.Module):
  def apply(self, nodes, edges, senders, receivers, width=4, num_steps=2, num_outputs=1, share=False):
    nodes = nn.Dense(nodes, width, name="embed_nodes")
    edges = nn.Dense(edges, width, name="embed_edges")
    for step in range(num_steps):
      new_edges = EdgeUpdate(edges=edges, nodes=nodes, senders=senders, receivers=receivers, width=width)
      nodes = nodes + NodeUpdate(nodes, new_edges, receivers, width)
      edges = edges + new_edges
    return nn.Dense(nodes.mean(0), num_outputs)
