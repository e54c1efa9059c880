"""What can't be the same: cases whose fix asks for a review, and a word of the reason that it gives."""

from __future__ import annotations

from .catalogue import CASES
from .settings import OF_TWO

ATTENTION = "it computes something else today"

DIFFERENT: dict[str, str] = {
    **{case.label: "is called with a third argument today" for case in CASES if OF_TWO in case.source},
    "DenseGeneral: axis=(-1, -2)": "Linen sorts the axes",
    "DenseGeneral: batch_dims=(0,)": "its kernels begin with other numbers today",
    "BatchNorm: x=f32[4,3,3], axis=1": "was wrong where sizes coincided",
    "BatchNorm: shared": "initial",
    "dot_product_attention: dtype=jnp.bfloat16": ATTENTION,
    "dot_product_attention: dtype=jnp.float16": ATTENTION,
    "dot_product_attention: axis=(1,)": ATTENTION,
    "dot_product_attention: query=f32[2,3,2,2,3], key=f32[2,3,2,2,3], value=f32[2,3,2,2,3]": ATTENTION,
    "dot_product_attention: all by position": ATTENTION,
}
