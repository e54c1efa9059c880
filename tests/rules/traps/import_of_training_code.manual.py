# expect: LIN001 unsafe: stateful
# Nothing is gained by the import alone, and every use of it would fail where it ran before.
from flax import nn


def training_cost(module, stats, batch, rng, loss):
  with nn.stateful(stats) as new_stats:
    with nn.stochastic(rng):
      logits = module(batch['inputs'], train=True)
  return loss(logits, batch), new_stats
