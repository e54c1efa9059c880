"""Comparing what two worlds gave, array by array."""

from __future__ import annotations

from typing import Any

import numpy as np

from linen_upgrade.proof.drivers.carrying import Path, missing_and_new

TOLERANCE = 1e-5
"""How far two arrays may be apart: so much of the old one's largest number, or so much."""


def compared(
    what: str,
    old: dict[Path, Any],
    new: dict[Path, Any],
    tolerance: dict[str, float],
    rounding: dict[Path, float] | None = None,
) -> dict[str, Any]:
    """How two sets of arrays, each by path, compare: how many, the largest difference and where, what is different.

    `rounding`: how far some of the arrays may be apart at least, since so much of them is rounding.
    """
    row: dict[str, Any] = {"what": what, "arrays": len(old), "largest": 0.0, "at": "", "differences": []}
    lost, added = missing_and_new(old, new)
    row["differences"] += [{"path": list(path), "sentence": "is missing in the new one"} for path in lost]
    row["differences"] += [{"path": list(path), "sentence": "is only in the new one"} for path in added]
    for path in old:
        if path not in new:
            continue
        near = {**tolerance, "atol": max(tolerance["atol"], (rounding or {}).get(path, 0.0))}
        largest, sentence = difference_of(np.asarray(old[path]), np.asarray(new[path]), near)
        if largest > row["largest"]:
            row.update(largest=largest, at="/".join(path))
        if sentence:
            row["differences"].append({"path": list(path), "sentence": sentence})
    return row


def difference_of(old: Any, new: Any, tolerance: dict[str, float]) -> tuple[float, str]:
    """How far two arrays are apart, and in words how they differ: no words if that is near enough."""
    if old.shape != new.shape:
        return 0.0, f"shape {old.shape} became {new.shape}"
    if old.dtype != new.dtype:
        return 0.0, f"{old.dtype} became {new.dtype}"
    wide = "complex128" if "complex" in old.dtype.name else "float64"
    old, new = old.astype(wide), new.astype(wide)
    finite = np.isfinite(old)
    if not np.array_equal(finite, np.isfinite(new)) or not np.array_equal(old[~finite], new[~finite], equal_nan=True):
        return 0.0, "other numbers are finite"
    apart = np.abs(np.where(finite, old, 0) - np.where(finite, new, 0))
    largest = float(apart.max()) if apart.size else 0.0
    scale = float(np.abs(np.where(finite, old, 0)).max()) if apart.size else 0.0
    allowed = max(tolerance["atol"], tolerance["rtol"] * scale)
    if largest <= allowed:
        return largest, ""
    at = np.unravel_index(int(np.argmax(apart > allowed)), apart.shape)
    return largest, (
        f"differ by {largest:.3g} where numbers go up to {scale:.3g}; {int((apart > allowed).sum())} of {apart.size} "
        f"do, first {list(map(int, at))}: {old[at]:.6g} became {new[at]:.6g}"
    )


def first_difference(
    old: list[dict[str, Any]], new: list[dict[str, Any]], paths: dict[Path, Path], tolerance: dict[str, float]
) -> dict[str, Any]:
    """Where two runs begin to differ: what goes into or comes out of which submodule, and the last that is equal."""
    today = {(event["what"], event["path"], event["nth"]): event for event in new}
    last: dict[str, Any] | None = None
    for event in old:
        other = today.get((event["what"], paths.get(event["path"]), event["nth"]))
        if other is None or event["value"] is None or other["value"] is None:
            continue
        sentence = difference_of_samples(event["value"], other["value"], tolerance)
        seen = {
            "what": event["what"],
            "path": "/".join(other["path"]),
            "before": (event["file"], event["line"]),
            "after": (other["file"], other["line"]),
        }
        if sentence:
            return {**seen, "sentence": sentence, "last": last}
        last = seen
    return {"what": "", "last": last}


def difference_of_samples(old: dict[str, Any], new: dict[str, Any], tolerance: dict[str, float]) -> str:
    """How two arrays of which samples are left differ; no words if they don't."""
    if old["shape"] != new["shape"]:
        return f"shape {old['shape']} became {new['shape']}"
    return difference_of(old["numbers"], new["numbers"], tolerance)[1]
