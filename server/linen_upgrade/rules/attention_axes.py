"""Linen attends over the axis before the features: what old attention attended over, brought there and back."""

from __future__ import annotations

from linen_upgrade.rules.attention_call import AttentionCall, Axes


def laid_out(call: AttentionCall, axes: Axes, operand: str) -> str:
    """An operand with what it is attended over in the axis before the features."""
    if call.is_flat:
        return operand
    if axes.is_all:
        return f"{operand}.reshape({operand}.shape[0], -1, {operand}.shape[-1])"
    flat = operand
    if axes.first != axes.last:
        before, behind = _leading(operand, int(axes.first)), int(axes.last) + 1
        rest = f"{operand}.shape[-1]" if _is_trailing(call) else f"*{operand}.shape[{behind}:]"
        flat = f"{operand}.reshape({before}, -1, {rest})"
    return flat if _is_trailing(call) else f"{flat}.swapaxes({axes.first}, -2)"


def laid_out_again(call: AttentionCall, axes: Axes, operand: str) -> str:
    """What has to be done with the result, as a suffix, so that it has the axes of the operand again."""
    if call.is_flat:
        return ""
    swap = "" if axes.is_all or _is_trailing(call) else f".swapaxes({axes.first}, -2)"
    shape = f".reshape({operand}.shape[:-1] + (-1,))" if axes.first != axes.last or axes.is_all else ""
    return swap + shape


def _leading(operand: str, count: int) -> str:
    return f"{operand}.shape[0]" if count == 1 else f"*{operand}.shape[:{count}]"


def _is_trailing(call: AttentionCall) -> bool:
    """Whether nothing stands between the axes and the features, for all that is known."""
    return call.axes is not None and call.rank is not None and call.axes.last == str(call.rank - 2)
