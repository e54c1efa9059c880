"""What old modules were written with, beside calls: parameters, state, draws, methods, and modules as values.

Each entry has a label (the old name first, as facts have it), the inputs, and the body of `apply`; or blocks of code,
of which the last is the class `Net` itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from .cases import HEADER, Equivalence, case_of

X = {"x": "f32[2,4]"}

BODIES: dict[str, str] = {
    "Module.param: by position": "return x * self.param('scale', (4,), nn.initializers.normal(stddev=0.3))",
    "Module.param: by name": "return x * self.param(name='scale', shape=(4,), initializer=nn.initializers.ones)",
    "Module.param: own initialiser": "return x * self.param('scale', (4,), lambda key, shape: jnp.arange(4.0))",
    "Module.get_param: of its own": """
self.param('scale', (4,), nn.initializers.normal(stddev=0.3))
return x * self.get_param('scale')
""",
    "Module.state: counted": """
steps = self.state('steps', (), nn.initializers.zeros)
if not self.is_initializing():
  steps.value = steps.value + 1.
return x * steps.value
""",
    "Module.state: initialiser that draws": """
mean = self.state('mean', (4,), nn.initializers.normal(stddev=0.3))
y = x - mean.value
mean.value = 0.9 * mean.value + 0.1 * jnp.mean(x, 0)
return y
""",
    "Module.state: by name": """
mean = self.state('mean', shape=(4,), initializer=nn.initializers.ones)
mean.value = mean.value + jnp.mean(x, 0)
return x - mean.value
""",
    "base.ModuleState: value": """
total = self.state('total', (4,), nn.initializers.zeros)
total.value += jnp.sum(x, 0)
return total.value + x
""",
    "base.ModuleState.value: read and written": """
total = self.state('total', (4,), nn.initializers.ones)
before = total.value
total.value = before * 2
return x + before
""",
    "Module.is_initializing: asked": "return nn.Dense(x, 3) if self.is_initializing() else 2 * nn.Dense(x, 3)",
    "Module.is_stateful: asked": """
steps = self.state('steps', (), nn.initializers.zeros)
if self.is_stateful():
  steps.value = steps.value + 1.
return x + steps.value
""",
    "base.is_stateful: asked": """
steps = self.state('steps', (), nn.initializers.zeros)
if nn.base.is_stateful():
  steps.value = steps.value + 1.
return x + steps.value
""",
    "make_rng: in a module": """
if nn.is_stochastic():
  x = x + jax.random.normal(nn.make_rng(), x.shape)
return nn.Dense(x, 3)
""",
    "is_stochastic: asked": "return nn.Dense(x, 3) if nn.is_stochastic() else -nn.Dense(x, 3)",
    "Module.partial: of a built-in": """
dense = nn.Dense.partial(bias=False, kernel_init=nn.initializers.normal(stddev=0.3))
return dense(dense(x, 4), features=3)
""",
    "Module.partial: of a partial": """
dense = nn.Dense.partial(bias=False)
wide = dense.partial(features=6)
return dense(wide(x), 3)
""",
    "Module.shared: called twice": """
dense = nn.Dense.shared(features=4, bias=False, name='dense')
return dense(nn.relu(dense(x)))
""",
    "Module: nested calls": "return nn.Dense(nn.relu(nn.Dense(x, 4)), 4)",
    "Module: names given": "return nn.Dense(nn.relu(nn.Dense(x, 4, name='first')), 4, name='second')",
    "activation: its relu": "return nn.activation.relu(nn.Dense(x, 3))",
    "attention: its MultiHeadDotProductAttention": """
return nn.attention.MultiHeadDotProductAttention(x[None], x[None], num_heads=2)
""",
    "initializers: its normal": "return nn.Dense(x, 3, kernel_init=nn.initializers.normal(stddev=0.3))",
    "linear: its Dense": "return nn.linear.Dense(x, 3)",
    "normalization: its LayerNorm": "return nn.normalization.LayerNorm(x)",
    "pooling: its max_pool": "return nn.pooling.max_pool(nn.Dense(x, 4)[None], (2,))",
    "recurrent: its GRUCell": """
carry = nn.recurrent.GRUCell.initialize_carry(jax.random.PRNGKey(0), (2,), 3)
return nn.recurrent.GRUCell(carry, x)
""",
    "linear.default_kernel_init: as an initialiser": "return nn.Dense(x, 3, kernel_init=nn.linear.default_kernel_init)",
}

HALVES = """
class Half(nn.Module):
  def apply(self, x, width, act=nn.relu):
    return act(nn.Dense(x, width))
"""

BLOCKS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "Module.apply: fields and inputs": (
        X,
        (
            HALVES,
            """
class Net(nn.Module):
  def apply(self, x, width=6):
    return Half(Half(x, width), width=3, act=nn.tanh)
""",
        ),
    ),
    "module: decorator": (
        X,
        (
            """
@nn.module
def half(x, width, act=nn.relu):
  return act(nn.Dense(x, width))
""",
            """
class Net(nn.Module):
  def apply(self, x):
    return half(half(x, 5), 3, act=nn.tanh)
""",
        ),
    ),
    "module_method: of a shared module": (
        X,
        (
            """
class Coder(nn.Module):
  def apply(self, x):
    return nn.Dense(nn.relu(nn.Dense(x, 3, name='encoder')), 4, name='decoder')

  @nn.module_method
  def encode(self, x):
    return nn.relu(nn.Dense(x, 3, name='encoder'))

  @nn.module_method
  def decode(self, z):
    return nn.Dense(z, 4, name='decoder')
""",
            """
class Net(nn.Module):
  def apply(self, x):
    coder = Coder.shared(name='coder')
    return coder(x) + coder.decode(coder.encode(x))
""",
        ),
    ),
    "Embed.attend: tied weights": (
        {"ids": "i32[2,5]<7"},
        (
            """
class Net(nn.Module):
  def apply(self, ids):
    embed = nn.Embed.shared(num_embeddings=7, features=4, name='embed')
    x = nn.Dense(embed(ids), 4)
    return embed.attend(x)
""",
        ),
    ),
    "Module.call: on parameters at hand": (
        X,
        (
            """
class Net(nn.Module):
  def apply(self, x):
    kernel = self.param('kernel', (4, 3), nn.initializers.normal(stddev=0.3))
    bias = self.param('bias', (3,), nn.initializers.zeros)
    return nn.Dense.call({'kernel': kernel, 'bias': bias}, x, 3)
""",
        ),
    ),
    "base: its Module": (
        X,
        (
            """
class Net(nn.base.Module):
  def apply(self, x):
    return nn.Dense(x, 3)
""",
        ),
    ),
    "LSTMCell.initialize_carry: drawn": (
        X,
        (
            """
class Net(nn.Module):
  def apply(self, x):
    carry = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), (2,), 3, nn.initializers.normal(stddev=0.3))
    return nn.LSTMCell(carry, x)
""",
        ),
    ),
    "linear.default_embed_init: as an initialiser": (
        {"ids": "i32[2,5]<7"},
        (
            """
class Net(nn.Module):
  def apply(self, ids):
    return nn.Embed(ids, 7, 4, embedding_init=nn.linear.default_embed_init)
""",
        ),
    ),
    "attention.make_padding_mask: in a module": (
        {"x": "f32[2,5,4]", "mask": "bool[2,5,1]"},
        (
            """
class Net(nn.Module):
  def apply(self, x, mask):
    keep = nn.attention.make_padding_mask(mask, mask, x.shape, x.shape)
    scores = jnp.einsum('bqd,bkd->bqk', x, x)[:, None]
    return jnp.where(keep, scores, 0.)
""",
        ),
    ),
    "recurrent.RNNCellBase: own cell": (
        X,
        (
            """
class Cell(nn.recurrent.RNNCellBase):
  def apply(self, carry, inputs):
    state = jnp.tanh(nn.Dense(inputs, carry.shape[-1]) + nn.Dense(carry, carry.shape[-1], bias=False))
    return state, state

  @staticmethod
  def initialize_carry(rng, batch_dims, size, init_fn=nn.initializers.zeros):
    return init_fn(rng, batch_dims + (size,))
""",
            """
class Net(nn.Module):
  def apply(self, x):
    carry = Cell.initialize_carry(jax.random.PRNGKey(0), (2,), 3)
    return Cell(carry, x)
""",
        ),
    ),
}

SPELLINGS = {
    "import flax.nn as fnn": ("fnn.Module", "fnn.Dense(x, 3, bias=False)"),
    "import flax": ("flax.nn.Module", "flax.nn.Dense(x, 3, bias=False)"),
    "from flax.nn import Dense as D, Module": ("Module", "D(x, 3, bias=False)"),
    "from flax.deprecated import nn": ("nn.Module", "nn.Dense(x, 3, bias=False)"),
    "from flax import nn": ("nn.Module", "nn.activation.relu(nn.linear.Dense(x, 3, bias=False))"),
}


def construct_cases() -> Iterator[Equivalence]:
    """All of them."""
    for label, body in BODIES.items():
        yield case_of(label, body, X)
    for label, (inputs, blocks) in BLOCKS.items():
        yield Equivalence(label, HEADER + "\n\n\n".join(map(str.strip, blocks)) + "\n", tuple(inputs.values()))
    for statement, (module, call) in SPELLINGS.items():
        source = f"{statement}\n\n\nclass Net({module}):\n  def apply(self, x):\n    return {call}\n"
        yield Equivalence(f"nn: {statement}", source, ("f32[2,4]",))
