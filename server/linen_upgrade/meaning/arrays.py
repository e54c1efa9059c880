"""What only arrays can do: the vocabulary by which a parameter of `apply` shows that it is an input."""

ARRAY_ATTRIBUTES = frozenset(
    "shape ndim size dtype T at astype reshape transpose swapaxes squeeze ravel flatten mean sum std var min max prod "
    "argmax argmin argsort dot conj clip cumsum repeat take all any round block_until_ready".split()
)
"""Attributes and methods of an array that hyper-parameters of research code don't have."""

PACKAGES = ("jax.numpy.", "jax.lax.", "jax.nn.", "jax.scipy.", "numpy.", "flax.nn.", "flax.linen.")
"""Packages whose functions compute on arrays."""

NEEDS_ARRAY = frozenset(
    "reshape transpose expand_dims squeeze swapaxes moveaxis matmul dot einsum tensordot vdot take take_along_axis "
    "split array_split pad broadcast_to concatenate stack hstack vstack conv_general_dilated dot_general "
    "conv_transpose reduce_window cumsum sort argsort argmax argmin one_hot logsumexp softmax log_softmax relu "
    "gelu tanh sigmoid swish silu elu leaky_relu avg_pool max_pool scan dynamic_slice dynamic_update_slice "
    "select where fft norm".split()
)
"""Functions whose first operand (or, for `einsum` and `where`, any) has to be an array."""

ONLY_ARRAYS = frozenset("where einsum matmul dot".split())
"""Functions all of whose operands have to be arrays, whatever their position."""

ARRAY_KEYWORDS = frozenset("a x operand mask where".split())
"""Keywords by which functions take arrays; what other keywords take are settings."""

TAKES_SHAPE = frozenset(
    "zeros ones full empty arange eye linspace identity tri iota broadcasted_iota range tile".split()
)
"""Functions whose numbers are sizes."""

SEQUENCE_FIRST = frozenset("concatenate stack hstack vstack dstack column_stack".split())
"""Functions whose first argument is a sequence of arrays."""

RNG_MAKERS = frozenset("PRNGKey split fold_in key".split())
"""Functions of `jax.random` that return keys."""

NOT_ARRAYS = frozenset(
    "float32 float16 bfloat16 float64 int32 int64 int8 int16 uint8 uint32 bool_ dtype ndarray "
    "DeviceArray Precision".split()
)
"""Names of array packages that are types or options."""

TRANSFORMS = frozenset({"flax.jax_utils.scan_in_dim", "flax.nn.attention.scan_in_dim"}) | frozenset(
    f"jax.{name}"
    for name in "jit pmap vmap grad value_and_grad checkpoint remat vjp jvp linearize jacfwd jacrev hessian lax.scan "
    "lax.while_loop lax.fori_loop lax.cond lax.switch lax.map lax.associative_scan".split()
)
"""Functions that trace another one: Linen has forms of its own for those that call modules inside."""

KEYLESS_INITIALIZERS = {"zeros": "zeros", "ones": "ones", "zeros_init": "zeros", "ones_init": "ones"}
"""Initialisers that ignore their key, with what they fill in."""
INITIALIZER_PACKAGES = ("flax.nn.initializers.", "flax.linen.initializers.", "jax.nn.initializers.")
"""Where initialisers come from. `zeros` and `ones` are initialisers themselves, the others return one."""

FOREIGN = frozenset(
    "jax jaxlib numpy scipy flax optax haiku torch torchvision tensorflow tf keras trax sonnet objax equinox chex absl "
    "ml_collections gin einops distrax tensorflow_probability gym pandas matplotlib typing_extensions".split()
)
"""Packages that define no module of old Flax's, but for `flax` itself, which is known name by name."""

NAMESPACES = ("flax.nn", "flax.linen")
"""Where the modules of the library are found."""
