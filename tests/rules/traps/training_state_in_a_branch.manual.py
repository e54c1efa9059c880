# expect: LIN202 manual: in a branch
# Where nothing runs, the old context still gave a state: none would be given a name today.
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.BatchNorm(use_running_average=False)(x)


def step(params, state, x, skip):
  model = nn.Model(Net, params)
  with nn.stateful(state) as new_state:
    y = x
    if not skip:
      y = model(x)
  return y, new_state
