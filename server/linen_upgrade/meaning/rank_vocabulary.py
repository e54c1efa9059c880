"""What modules, functions and methods of libraries do to the number of axes of an array."""

SAME_MODULES = frozenset(
    "Dense Conv ConvTranspose LayerNorm BatchNorm GroupNorm SelfAttention MultiHeadDotProductAttention".split()
)
"""Library modules that return as many axes as their first input has."""

SPATIAL = frozenset({"Conv", "ConvTranspose"})
"""Library modules whose input has a batch, the axes of the kernel, and features."""

SAME_METHODS = frozenset("astype transpose swapaxes conj clip round copy sort cumsum block_until_ready".split())
"""Methods that keep the number of axes."""

SAME_FUNCTIONS = frozenset(
    "relu gelu tanh sigmoid swish silu elu leaky_relu softplus softmax log_softmax exp log log1p expm1 sqrt rsqrt "
    "square abs sin cos sign negative asarray zeros_like ones_like full_like cumsum sort flip roll transpose swapaxes "
    "moveaxis tril triu stop_gradient clip avg_pool max_pool dropout erf pad nan_to_num round floor ceil logical_not "
    "isnan astype".split()
)
"""Functions that keep the number of axes of their first operand."""

BROADCASTING = frozenset(
    "add subtract multiply divide maximum minimum power where logical_and logical_or equal not_equal greater less "
    "greater_equal less_equal mod remainder".split()
)
"""Functions that bring all operands to the largest number of axes."""

REDUCING = frozenset("mean sum max min prod var std all any argmax argmin logsumexp".split())
"""Functions and methods that take one axis away, or all."""

OF_SHAPE = {"zeros": 0, "ones": 0, "empty": 0, "full": 0, "reshape": 1, "broadcast_to": 1}
"""Functions of arrays that are told a shape, with the place of that among their arguments."""

ARRAY_PACKAGES = ("jax.numpy.", "jax.nn.", "jax.lax.", "numpy.", "flax.nn.", "flax.linen.")
