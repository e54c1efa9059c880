# A cache, state and keys, all of one `with`.
from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, train=False, cache=None):
    assert x.ndim == 3
    x = nn.BatchNorm(nn.Dense(x, 8), use_running_average=not train)
    x = nn.SelfAttention(x, num_heads=2, attention_axis=(1,), causal_mask=True, cache=cache)
    return nn.dropout(x, rate=0.5, deterministic=not train)


def say(model, state, cache, x):
  with nn.stateful(state, mutable=False), cache.mutate() as new_cache:
    y = model(x, cache=new_cache)
  return y, new_cache


def learn(model, state, cache, x, key):
  with nn.stateful(state) as new_state, nn.stochastic(key), cache.mutate() as new_cache:
    y = model(x, train=True, cache=new_cache)
  return y, new_state, new_cache


def make_cache(key, x):
  with nn.attention.Cache().mutate() as cache, nn.stochastic(key):
    Net.init(key, x, train=True, cache=cache)
  return cache.initialize_cache(x.shape[:2], jnp.float32)


def main():
  key, x = jax.random.PRNGKey(0), jnp.sin(jnp.arange(60.)).reshape(3, 5, 4)
  with nn.stateful() as state, nn.stochastic(key):
    _, params = Net.init(key, x, train=True)
  model = nn.Model(Net, params)
  cache = make_cache(key, x)
  outputs = []
  for i in range(5):
    y, state, cache = learn(model, state, cache, x[:, i:i + 1], jax.random.fold_in(key, i))
    outputs.append(y)
  cache = make_cache(key, x)
  for i in range(5):
    y, cache = say(model, state, cache, x[:, i:i + 1])
    outputs.append(y)
  return outputs


result = main()
