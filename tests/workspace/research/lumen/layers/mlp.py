"""Multi-layer perceptrons in the forms that the models want."""

from typing import Any, Callable, Optional, Sequence

from flax import nn
import jax.numpy as jnp

Array = Any


class MlpBlock(nn.Module):
  """The feed-forward half of a transformer block."""

  def apply(self,
            inputs: Array,
            mlp_dim: int,
            out_dim: Optional[int] = None,
            dropout_rate: float = 0.1,
            deterministic: bool = False,
            act: Callable[[Array], Array] = nn.gelu,
            kernel_init=nn.initializers.xavier_uniform(),
            bias_init=nn.initializers.normal(stddev=1e-6)) -> Array:
    """Applies the block.

    Args:
      inputs: input data.
      mlp_dim: width of the hidden layer.
      out_dim: width of the output; that of the input if it is None.
      dropout_rate: rate after either layer.
      deterministic: bool, no dropout if it is set.
      act: nonlinearity.
      kernel_init: initializer for both kernels.
      bias_init: initializer for both biases.

    Returns:
      Output of shape `[..., out_dim]`.
    """
    out_dim = inputs.shape[-1] if out_dim is None else out_dim
    x = nn.Dense(inputs, mlp_dim, kernel_init=kernel_init, bias_init=bias_init)
    x = act(x)
    x = nn.dropout(x, rate=dropout_rate, deterministic=deterministic)
    x = nn.Dense(x, out_dim, kernel_init=kernel_init, bias_init=bias_init)
    x = nn.dropout(x, rate=dropout_rate, deterministic=deterministic)
    return x


class GatedMlp(nn.Module):
  """A gated linear unit with its projection (https://arxiv.org/abs/2002.05202)."""

  def apply(self, x: Array, hidden: int, gate_fn=nn.sigmoid,
            bias: bool = False) -> Array:
    dense = nn.Dense.partial(features=hidden, bias=bias)
    gate = gate_fn(dense(x, name='gate'))
    return nn.Dense(gate * dense(x, name='value'), x.shape[-1], bias=bias,
                    name='out')


@nn.module
def feed_forward(x, width, depth=1, act=nn.relu):
  """`depth` hidden layers, then back to the width of the input."""
  features = x.shape[-1]
  for _ in range(depth):
    x = act(nn.Dense(x, width))
  return nn.Dense(x, features)


class ProjectionHead(nn.Module):
  """Two layers on top of an encoder for contrastive losses."""

  def apply(self, x: Array, width: int = 128, normalize: bool = True):
    # One expression, so that nobody branches off from between them.
    x = nn.Dense(nn.relu(nn.Dense(x, width)), width, bias=False)
    if normalize:
      x = x / jnp.maximum(jnp.linalg.norm(x, axis=-1, keepdims=True), 1e-6)
    return x


def dense_stack(x: Array, widths: Sequence[int], act=nn.relu,
                name: str = 'dense') -> Array:
  """Dense layers one after the other, inside of the calling module."""
  for i, width in enumerate(widths):
    x = nn.Dense(x, width, name=f'{name}_{i}')
    if i < len(widths) - 1:
      x = act(x)
  return x
