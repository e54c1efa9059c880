from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def main():
  # The output tells nothing yet.
  _, params = MLP.init_by_shape(  # shapes are enough
      jax.random.PRNGKey(0),
      [((4, 3), jnp.float32)],
      width=5,  # narrow
  )
  model = nn.Model(MLP.partial(width=5), params)  # the model
  optimizer = (
      optim.Momentum(
          learning_rate=0.1,
          beta=0.9,
      )
      .create(model)
  )
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(
        lambda model: jnp.mean((model(
            X  # all of it
        )[:, 0] - Y) ** 2)
    )(optimizer.target)
    optimizer = optimizer.apply_gradient(
        grad,
    )
    losses.append(loss)
  return losses


losses = main()
