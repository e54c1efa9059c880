"""Parameters and gradients that show what optimisers differ in: sizes of gradients, zeros, shapes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

STEPS = 20
RATES = [0.5 + 0.1 * ((7 * t) % 11) for t in range(STEPS)]
"""What the learning rate is multiplied by at each step, where it changes."""


def dense(draw: Any, shape: Any, size: float) -> Any:
    """A leaf whose gradients are of that size."""
    return draw(*shape), [size * draw(*shape) for _ in range(STEPS)]


def zero(leaf: Any) -> Any:
    """The leaf, starting at zero."""
    return np.zeros_like(leaf[0]), leaf[1]


def still(leaf: Any) -> Any:
    """The leaf, without any gradient."""
    return leaf[0], [np.zeros_like(grad) for grad in leaf[1]]


def late(leaf: Any) -> Any:
    """The leaf, without a gradient for half of the steps."""
    return leaf[0], [grad * (t >= STEPS // 2) for t, grad in enumerate(leaf[1])]


def sparse(leaf: Any) -> Any:
    """The leaf, with most of each gradient zero."""
    return leaf[0], [grad * (np.arange(grad.size).reshape(grad.shape) % 5 == t % 5) for t, grad in enumerate(leaf[1])]


def standard(draw: Any) -> Any:
    """Gradients of all sizes, so that eps shows, and zeros: at the start, in gradients, at first, in places."""
    return {
        "dense": {"kernel": dense(draw, (4, 3), 1.0), "bias": zero(dense(draw, (3,), 0.1))},
        "small": {"kernel": dense(draw, (2, 3, 2), 1e-6), "scale": dense(draw, (), 1e-3)},
        "late": {"kernel": late(dense(draw, (3, 2), 0.01)), "bias": still(zero(dense(draw, (2,), 0.1)))},
        "sparse": {"kernel": sparse(dense(draw, (4, 5), 0.1)), "bias": still(dense(draw, (5,), 0.1))},
    }


def large(draw: Any) -> Any:
    """Leaves of two large dimensions, which Adafactor factors, and of fewer."""
    return {
        "dense": {"kernel": dense(draw, (128, 130), 0.1), "bias": dense(draw, (130,), 1e-3)},
        "conv": {"kernel": dense(draw, (4, 5, 6), 1.0), "bias": zero(dense(draw, (6,), 0.1))},
        "small": {"kernel": dense(draw, (3, 2), 1e-6)},
    }


def kernels(draw: Any) -> Any:
    """Leaves that WeightNorm splits and such that it leaves; it takes no scalars."""
    return {
        "dense": {"kernel": dense(draw, (4, 3), 1.0), "bias": zero(dense(draw, (3,), 0.1))},
        "small": {"kernel": dense(draw, (2, 3, 4), 1e-3)},
        "narrow": {"row": dense(draw, (1, 5), 0.1), "column": late(dense(draw, (5, 1), 0.1))},
    }


@lru_cache(maxsize=None)  # noqa: UP033 (Python 3.8 has no functools.cache)
def trees(name: str, precision: str) -> Any:
    """The parameters of a tree, and its gradients at each step."""
    # Its numbers stay the same in every version of NumPy.
    made = TREES[name](np.random.RandomState(7).randn)
    return taken(made, 0, None, precision), [taken(made, 1, t, precision) for t in range(STEPS)]


def taken(tree: Any, which: int, step: int | None, precision: str) -> Any:
    """One part of every leaf: the parameter, or its gradient at a step."""
    if isinstance(tree, dict):
        return {key: taken(value, which, step, precision) for key, value in tree.items()}
    leaf = tree[which] if step is None else tree[which][step]
    return np.asarray(leaf, precision)


TREES = {"standard": standard, "large": large, "kernels": kernels}
