"""What is known of the functions of JAX, Flax and Python that training code hands models and optimizers to."""

from __future__ import annotations

GRADIENTS = {"jax.grad": False, "jax.value_and_grad": True}
OVER_TREES = {
    "jax.tree_util.tree_map_with_path": 0,
    **dict.fromkeys(("jax.tree_map", "jax.tree.map", "jax.tree_util.tree_map", "jax.tree_multimap"), 1),
    "jax.tree_util.tree_multimap": 1,
    **dict.fromkeys((f"jax.{home}.optimizers.clip_grads" for home in ("experimental", "example_libraries")), 0),
}
"""Functions of the leaves of a tree, which are others where an optimizer stands for its parameters."""
LOOPS = {
    "jax.lax.scan": (("f", "init"), ("f",)),
    "jax.lax.fori_loop": (("lower", "upper", "body_fun", "init_val"), ("body_fun",)),
    "jax.lax.while_loop": (("cond_fun", "body_fun", "init_val"), ("cond_fun", "body_fun")),
}
"""The parameters of functions that loop, up to what goes around, and which of them are functions."""
SCALES = ("flax.optim.DynamicScale", "flax.training.dynamic_scale.DynamicScale")
SCALED = ("dynamic_scale", "finite", "aux", "grad")
"""The fields of what the gradient's function of a `DynamicScale` gives."""
SAME = {
    **OVER_TREES,
    **dict.fromkeys(("jax.lax.pmean", "jax.lax.psum", "jax.lax.stop_gradient", "jax.device_get", "jax.device_put"), 0),
    **dict.fromkeys(("flax.jax_utils.replicate", "flax.jax_utils.unreplicate", "copy.copy", "copy.deepcopy"), 0),
    "jax.block_until_ready": 0,
    "flax.training.checkpoints.restore_checkpoint": 1,
    **dict.fromkeys(("flax.serialization.from_bytes", "flax.serialization.from_state_dict"), 0),
    **dict.fromkeys(("flax.core.freeze", "flax.core.unfreeze", "flax.core.frozen_dict.freeze"), 0),
}
"""Functions that give back the like of the argument at that position: the same structure with other arrays in it."""
LOOKS_ONLY = frozenset(
    {
        *("flax.training.checkpoints.save_checkpoint", "flax.serialization.to_bytes"),
        *("jax.tree_leaves", "jax.tree.leaves", "jax.tree_util.tree_leaves", "jax.tree_flatten", "jax.tree_structure"),
        *("jax.tree_util.tree_structure", "jax.tree_util.tree_flatten", "jax.tree_util.tree_reduce", "jax.tree.reduce"),
        *("jax.experimental.optimizers.l2_norm", "jax.example_libraries.optimizers.l2_norm"),
    }
)
BY_NAME = frozenset(
    f"flax.{function}"
    for function in (
        *("training.checkpoints.save_checkpoint", "training.checkpoints.restore_checkpoint"),
        *("serialization.to_bytes", "serialization.from_bytes"),
        *("serialization.to_state_dict", "serialization.from_state_dict"),
    )
)
"""Functions that write the arrays of a tree by their names, or read them."""
IN_ORDER = (
    LOOKS_ONLY
    | BY_NAME
    | {"jax.tree_util.tree_map_with_path", "jax.tree.flatten", "jax.tree.structure", "jax.tree.map_with_path"}
)
"""Functions that give the arrays of a tree in their order, or by their names."""
SEEN = ("absl.", "logging.", "flax.nn.", "flax.optim.")
"""Packages whose functions only look at what they are handed, or are read elsewhere."""
PYTHON_LOOKS = frozenset("print len type id isinstance str repr bool".split())
