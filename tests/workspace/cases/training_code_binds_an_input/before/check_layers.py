import jax.numpy as jnp
import numpy as np

import models


def check_that_padding_does_not_matter(key, x):
  mask = jnp.arange(6)[None] < 4
  layer = models.Layer.partial(features=3, mask=mask)
  y, params = layer.init(key, x)
  again = layer.call(params, x.at[:, 4:].set(0.))
  np.testing.assert_allclose(again[:, :4], y[:, :4], atol=1e-5)
