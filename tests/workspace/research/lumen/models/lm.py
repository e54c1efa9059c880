"""A causal language model, and decoding with it."""

from flax import nn
import jax
import jax.numpy as jnp

from lumen.layers import AttentionBlock, PositionEmbs


class LanguageModel(nn.Module):
  """Predicts each token by the ones before."""

  def apply(self,
            inputs,
            vocab_size,
            inputs_positions=None,
            inputs_segmentation=None,
            emb_dim=32,
            num_heads=4,
            num_layers=2,
            mlp_dim=64,
            max_len=128,
            dropout_rate=0.1,
            attention_dropout_rate=0.1,
            tie_weights=True,
            shift=True,
            train=False,
            cache=None):
    """Computes logits for each next token.

    Args:
      inputs: ids, `[batch, length]`.
      vocab_size: number of tokens.
      inputs_positions: positions of packed examples.
      inputs_segmentation: segments of packed examples.
      emb_dim: width of embeddings and blocks.
      num_heads: number of heads.
      num_layers: number of blocks.
      mlp_dim: width of the feed-forward halves.
      max_len: number of positions.
      dropout_rate: dropout on embeddings and branches.
      attention_dropout_rate: dropout on attention weights.
      tie_weights: whether logits come from the embeddings.
      shift: whether inputs are moved to the right by one, as in training.
      train: whether this is training.
      cache: an `nn.attention.Cache` while decoding.

    Returns:
      Logits, `[batch, length, vocab_size]`.
    """
    assert inputs.ndim == 2
    x = inputs.astype('int32')
    if shift and cache is None:
      x = shift_right(x)
      # An example must not see the last token of the one before it.
      if inputs_segmentation is not None:
        same = inputs_segmentation == shift_right(inputs_segmentation)
        x = x * same.astype(x.dtype)

    embed = nn.Embed.shared(
        num_embeddings=vocab_size,
        features=emb_dim,
        embedding_init=nn.initializers.normal(stddev=emb_dim ** -0.5),
        name='embed')
    x = embed(x)
    x = PositionEmbs(x, inputs_positions, max_len=max_len, name='posembed')
    x = nn.dropout(x, rate=dropout_rate, deterministic=not train)
    for layer in range(num_layers):
      x = AttentionBlock(
          x,
          num_heads,
          mlp_dim,
          causal=True,
          segmentation=inputs_segmentation,
          dropout_rate=dropout_rate,
          attention_dropout_rate=attention_dropout_rate,
          deterministic=not train,
          cache=cache,
          name='block_{}'.format(layer))
    x = nn.LayerNorm(x)
    if tie_weights:
      return embed.attend(x)
    return nn.Dense(x, vocab_size, bias=False, name='logits')


LM_SIZES = {
    'tiny': LanguageModel.partial(emb_dim=16, num_heads=2, num_layers=1,
                                  mlp_dim=32),
    'base': LanguageModel.partial(emb_dim=512, num_heads=8, num_layers=6,
                                  mlp_dim=2048),
}


def shift_right(x):
  """Moves tokens by one position and begins with padding."""
  return jnp.pad(x, ((0, 0), (1, 0)))[:, :-1]


def init_cache(model_def, batch_size, max_decode_len):
  """A cache for decoding up to a length."""
  with nn.attention.Cache().mutate() as cache_def:
    model_def.init(
        jax.random.PRNGKey(0),
        jnp.ones((batch_size, max_decode_len), jnp.int32),
        cache=cache_def)
  return cache_def.initialize_cache((batch_size, max_decode_len))


def decode_step(model, cache, token, position):
  """Logits after one more token, and the cache with it in."""
  positions = jnp.full(token.shape, position, jnp.int32)
  with cache.mutate() as new_cache:
    logits = model(token, inputs_positions=positions, cache=new_cache)
  return logits[:, -1], new_cache


def greedy_decode(model, prompt, num_steps):
  """Continues a prompt by the likeliest tokens.

  Args:
    model: an `nn.Model` of a `LanguageModel`.
    prompt: ids, `[batch, length]`.
    num_steps: how many tokens to add.

  Returns:
    ids, `[batch, length + num_steps]`.
  """
  batch_size, length = prompt.shape
  cache = init_cache(model.module, batch_size, length + num_steps)
  tokens = [prompt[:, i:i + 1] for i in range(length)]
  for i in range(length + num_steps - 1):
    logits, cache = decode_step(model, cache, tokens[i], i)
    if i >= length - 1:
      tokens.append(jnp.argmax(logits, axis=-1)[:, None].astype(prompt.dtype))
  return jnp.concatenate(tokens, axis=1)
