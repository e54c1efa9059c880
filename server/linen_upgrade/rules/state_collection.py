"""LIN203: collections and other objects of training code, in whose place there are plain dictionaries today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import CollectionUse, OldType
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.attention_cache import CACHE_TYPE
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.train_states import state_class
from linen_upgrade.rules.training import TrainingRule, type_named

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_STATE = "flax.optim.Optimizer"


class StateCollectionRule(TrainingRule):
    """`state.as_dict()` becomes `state`, `nn.Collection()` becomes `{}`."""

    code, name = "LIN203", "state-collection"
    summary = "Collection of state, which is a plain dictionary today"
    constructs = (CollectionUse, OldType)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every collection that is made, asked or named."""
        if isinstance(construct, OldType) and construct.path == CACHE_TYPE:
            return
        if isinstance(construct, OldType):
            name = construct.path.removeprefix("flax.")
            today = "a TrainState stands for it" if construct.path == _STATE else "plain dictionaries stand for it"
            yield self.finding(construct, f"`{name}` is gone: {today} today")
        else:
            yield self.finding(construct, "`nn.Collection` is gone: state is a plain dictionary today")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what a dictionary doesn't have."""
        construct = finding.finding.construct
        if isinstance(construct, OldType):
            if construct.is_annotation or construct.path == _STATE:
                return SAFE
            return Applicability.MANUAL, "nothing stands for the class itself: ask the parameters, or call a function"
        if construct.name == "as_dict":
            return SAFE
        if construct.name == "()" and not construct.is_filled:
            return SAFE
        if construct.name == "()":
            why = "what is in it is laid out otherwise today: `{'batch_stats': …}`, a dictionary for each submodule"
            return Applicability.MANUAL, why
        return Applicability.MANUAL, f"a dictionary has no `{construct.name}`: take the entry of the submodule"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct
        if isinstance(construct, OldType):
            text = state_class(file) if construct.path == _STATE else file.names.member("typing", "Any")
            yield type_named(construct, text)
            return

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            return node.func.value if isinstance(node.func, cst.Attribute) and construct.name != "()" else cst.Dict([])

        yield Change(construct.span, cst.Call, change)
