"""Comparing what two worlds gave, array by array."""

from __future__ import annotations

from typing import Any

import numpy as np

from linen_upgrade.proof.drivers.carrying import Path, missing_and_new

# The one tolerance of the suite, on the largest difference over the old array's largest number (or over 1 at least).
TOLERANCE = 1e-5


def differences(what: str, old: dict[Path, Any], new: dict[Path, Any]) -> list[str]:
    """Sentences about where two sets of arrays, each by path, differ."""
    found = [f"{what}: the new one {sentence}" for sentence in missing_and_new(list(old), list(new))]
    for path in old:
        if path in new:
            difference = difference_of(np.asarray(old[path]), np.asarray(new[path]))
            if difference:
                found.append(f"{what} {'/'.join(path)}: {difference}")
    return found


def difference_of(old: Any, new: Any) -> str | None:
    """How two arrays differ, or nothing."""
    if old.shape != new.shape:
        return f"shape {old.shape} became {new.shape}"
    if old.dtype != new.dtype:
        return f"{old.dtype} became {new.dtype}"
    old, new = old.astype("float64"), new.astype("float64")
    if not np.array_equal(np.isfinite(old), np.isfinite(new)):
        return "other numbers are finite"
    with np.errstate(invalid="ignore"):
        apart = np.abs(np.where(np.isfinite(old), old - new, 0.0))
    largest = apart.max() if apart.size else 0.0
    scale = max(1.0, np.abs(np.where(np.isfinite(old), old, 0.0)).max()) if apart.size else 1.0
    return None if largest <= TOLERANCE * scale else f"differ by {largest:.3g} where numbers go up to {scale:.3g}"
