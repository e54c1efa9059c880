"""LIN202: `nn.stateful`, whose state is handed to `apply`, and given back by it, today."""

from __future__ import annotations

from linen_upgrade.rules.training_contexts import ContextRule


class StatefulContext(ContextRule):
    """`with nn.stateful(state) as new_state: y = model(x)` becomes `y, new_state = CNN().apply(…, mutable=[…])`."""

    code, name = "LIN202", "stateful-context"
    summary = "State handed over by nn.stateful, which apply takes and gives back today"
    kind = "stateful"
    message = "`nn.stateful` is gone: `apply` takes the state, and gives back the new one"
