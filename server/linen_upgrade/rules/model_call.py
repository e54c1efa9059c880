"""LIN403: a model that is called, which its module's `apply` is today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import ContextUse, ModelCall, ModelWrapped, WrappedCall
from linen_upgrade.meaning.values import module_classes
from linen_upgrade.rewriting.actions import Action, Change, Insert, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.added_statements import added_behind, ends_its_line
from linen_upgrade.rules.caches import (
    CACHE,
    cache_around,
    cache_problem,
    with_cache,
)
from linen_upgrade.rules.callable_models import parameters_in
from linen_upgrade.rules.calls import Placement, Unplaceable, place
from linen_upgrade.rules.layout import divided, first_call, second_call, with_keyword
from linen_upgrade.rules.module_access import Access, access, can_be_made, held_access
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule, is_name, passes_callable, passes_state
from linen_upgrade.rules.training_contexts import KEYS, key_text, mutable_text, state_around, state_text

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

UNNAMED = "its module can't be named here: hand over the module, or a TrainState with its `apply_fn`"


class ModelCallRule(TrainingRule):
    """`model(x)` becomes `CNN().apply({'params': model}, x)`."""

    code, name = "LIN403", "model-call"
    summary = "Model called, which its module's apply is today"
    constructs = (ModelCall, ModelWrapped, WrappedCall)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every call of a model, and what is to call one."""
        if isinstance(construct, ModelWrapped):
            yield self.finding(construct, "a model is no function today: apply its module to its parameters")
            return
        if isinstance(construct, ModelCall) and construct.by_class:
            yield self.finding(construct, "`call` of a module class is gone: apply an instance of it")
            return
        yield self.finding(construct, "a model can't be called today: apply its module to its parameters")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where its module can't be named, or an argument has no place."""
        construct = finding.finding.construct
        if isinstance(construct, WrappedCall):
            return _verdict_on_arguments(construct, None, finding, file)
        if isinstance(construct, ModelCall) and construct.by_class:
            return _verdict_on_class(construct, finding, file)
        if passes_callable(finding, file):
            contexts = construct.contexts if isinstance(construct, ModelCall) else ()
            is_read_twice = state_around(contexts) is not None or cache_around(contexts) is not None
            if is_read_twice and not is_name(file.text(finding, construct.receiver)):
                return Applicability.MANUAL, "give the model a name first: it is read more than once today"
            found = Access("", is_instance=False)
        elif _is_held(construct, finding, file):
            held = construct.token if isinstance(construct, ModelWrapped) else construct.receiver
            if not is_name(file.text(finding, held)):
                return Applicability.MANUAL, "give the model a name first: it is read more than once today"
            found = Access("", is_instance=False)
        else:
            known = _access(construct, finding, file)
            if known is None:
                return Applicability.MANUAL, UNNAMED
            found = known
        if isinstance(construct, ModelWrapped):
            return SAFE
        if isinstance(construct, ModelCall) and (problem := _output_problem(construct, finding, file)):
            return Applicability.MANUAL, problem
        return _verdict_on_arguments(construct, found, finding, file)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct
        called = _is_callable(construct, finding, file)
        if isinstance(construct, WrappedCall) or (isinstance(construct, ModelWrapped) and called):
            return
        held = called or _is_held(construct, finding, file)
        by_class = isinstance(construct, ModelCall) and construct.by_class
        found = None if held or by_class else _access(construct, finding, file)
        if isinstance(construct, ModelWrapped):
            yield _bound(construct, found, file)
            return
        placements = _placements(construct, finding, file)

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            return _applied(node, finding, found, placements, done, file)

        yield Change(construct.span, cst.Call, change)
        yield from _targets(construct, finding, file)


def _verdict_on_class(construct: ModelCall, finding: LocatedFinding, file: FileContext) -> Verdict:
    """Manual where the class that runs can't be known, or something has no place."""
    if not can_be_made(construct.base):
        return Applicability.MANUAL, "which class it is can't be known: apply an instance of it"
    if problem := _output_problem(construct, finding, file):
        return Applicability.MANUAL, problem
    return _verdict_on_arguments(construct, Access("", is_instance=False, takes_fields=True), finding, file)


def _verdict_on_arguments(
    construct: ModelCall | WrappedCall, found: Access | None, finding: LocatedFinding, file: FileContext
) -> Verdict:
    """Manual where an argument has no place today."""
    try:
        placements = _placements(construct, finding, file)
    except (Unplaceable, IndexError) as error:
        return Applicability.MANUAL, str(error) or "which module it is can't be known"
    if problem := cache_problem(placements, construct.base, file):
        return Applicability.MANUAL, problem
    fields = [item for item in placements if not item.to_call]
    if fields and (found is None or not found.takes_fields):
        names = ", ".join(f"`{item.keyword or (item.parameter and item.parameter.name)}`" for item in fields)
        return Applicability.MANUAL, f"{names} can't be given to the call: it belongs to the module's constructor"
    return SAFE


def _bound(construct: ModelWrapped, found: Access | None, file: FileContext) -> Action:
    """`functools.partial(CNN().apply, {'params': model})`: what JAX is to call instead of a model."""
    import libcst as cst

    partial, params = file.names.qualified("functools", "partial"), file.quoted("params")

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        model = node.args[0].value
        text = done.code(model)
        apply, held = (found.apply, text) if found is not None else (f"{text}.apply_fn", f"{text}.params")
        bound = cst.parse_expression(f"{partial}({apply}, {{{params}: {held}}})", done.module.config_for_parsing)
        return node.with_changes(args=[node.args[0].with_changes(value=bound), *node.args[1:]])

    return Change(construct.span, cst.Call, change)


def _output_problem(construct: ModelCall, finding: LocatedFinding, file: FileContext) -> str:
    """Why what comes with the output has no place; '' where it has, or where nothing does."""
    state, cache = _new_state(construct), cache_around(construct.contexts)
    if state is None and cache is None:
        return ""
    if construct.target is None and not construct.is_statement:
        what = "state" if cache is None else "cache"
        return f"give its output alone a name first: today it comes with the new {what}"
    if cache is not None and cache.given is None:
        return "the cache that it is handed was never initialised: make it of what `init` gives"
    if cache is not None and not ends_its_line(construct.span, finding, file):
        return "give it a line of its own: the new cache is taken out on a line behind it today"
    return ""


def _new_state(construct: ModelCall) -> ContextUse | None:
    """The context whose state it changes."""
    state = state_around(construct.contexts)
    return state if state is not None and state.mutable else None


def _targets(construct: ModelCall, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """The output, and the state and the cache that come with it."""
    state, cache, target = _new_state(construct), cache_around(construct.contexts), construct.target
    if state is None and cache is None:
        return
    changed = construct.changed
    kept = state.yields or "_" if state is not None else ""
    if target is None:
        target = construct.span
        yield Insert(target.start, f"_, {changed if cache is not None else kept} = ")
    else:
        text = file.text(finding, target)
        output = f"({text})" if "," in text and not text.startswith("(") else text
        yield Replace(target, f"{output}, {changed if cache is not None else kept}")
    if cache is not None:
        name = file.quoted(CACHE)
        taken = f"{cache.yields} = {changed}[{name}]"
        if state is not None:
            taken = f"{kept}, {cache.yields} = {file.names.dotted('flax.core', 'pop')}({changed}, {name})"
        yield added_behind(taken, Span(target.start, construct.span.end), finding, file)


def _is_callable(construct: ModelCall | ModelWrapped | WrappedCall, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a function that holds parameters is what is called."""
    by_class = isinstance(construct, ModelCall) and construct.by_class
    return passes_callable(finding, file) and not by_class


def _is_held(construct: ModelCall | ModelWrapped, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a TrainState is what is called."""
    return not construct.bare and passes_state(finding, file)


def _access(construct: ModelCall | ModelWrapped, finding: LocatedFinding, file: FileContext) -> Access | None:
    """How the module of parameters can be named."""
    found = access(construct.base, construct.nearby, file, construct.holder)
    if found is None and passes_state(finding, file):
        return held_access(construct.base, construct.nearby)
    return found


def _state(construct: ModelCall, finding: LocatedFinding, file: FileContext) -> Iterator[cst.BaseDictElement]:
    """The state and the cache among the variables."""
    import libcst as cst

    use, cache = state_around(construct.contexts), cache_around(construct.contexts)
    text = state_text(use, finding, file) if use is not None else ""
    if text:
        yield cst.StarredDictElement(cst.parse_expression(text))
    if cache is not None and cache.given is not None:
        held = cst.parse_expression(file.text(finding, cache.given))
        yield cst.DictElement(cst.SimpleString(file.quoted(CACHE)), held)


def _context_arguments(construct: ModelCall, finding: LocatedFinding, file: FileContext) -> list[cst.Arg]:
    """What else `apply` is given for the contexts around the call."""
    import libcst as cst

    key, mutable = key_text(construct.contexts, finding, file), mutable_text(construct.contexts, file)
    texts = [("mutable", mutable)] if mutable else []
    texts += [("rngs", f"{{{file.quoted(KEYS)}: {key}}}")] if key else []
    return [with_keyword(cst.Arg(cst.parse_expression(text)), name) for name, text in texts]


def _placements(construct: ModelCall | WrappedCall, finding: LocatedFinding, file: FileContext) -> list[Placement]:
    """Where the arguments go; those of a method all stay with the call. Raises Unplaceable."""
    cache = cache_around(construct.contexts) if isinstance(construct, ModelCall) else None
    if isinstance(construct, ModelCall) and construct.method:
        plain = [Placement(argument, None, True, None) for argument in construct.arguments]
        return with_cache(plain, cache, finding, file)
    if not any(module_classes(construct.base)):
        raise Unplaceable("which module it is can't be known")
    return with_cache(place(construct, construct.base, file), cache, finding, file)


def _applied(
    node: cst.Call,
    finding: LocatedFinding,
    found: Access | None,
    placements: list[Placement],
    done: Rewritten,
    file: FileContext,
) -> cst.BaseExpression:
    import libcst as cst

    construct: ModelCall = finding.finding.construct
    fields, inputs = divided(placements, done)
    called = _is_callable(construct, finding, file)
    receiver = node.func.value if construct.method and isinstance(node.func, cst.Attribute) else node.func
    state = list(_state(construct, finding, file))
    if construct.by_class:
        assert isinstance(node.func, cst.Attribute)
        maker = first_call(node, fields) if fields else cst.Call(node.func.value)
        function: cst.BaseExpression = cst.Attribute(maker.with_changes(func=node.func.value), cst.Name("apply"))
        receiver = node.args[0].value
    elif found is None and called:
        function = cst.Attribute(receiver, cst.Name("func")) if state else receiver
        receiver = parameters_in(receiver, file)
    elif found is None:
        function = cst.Attribute(receiver, cst.Name("apply_fn"))
        receiver = cst.Attribute(receiver, cst.Name("params"))
    else:
        given = ", ".join(done.code(field.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for field in fields)
        text = f"{found.maker}({given}).apply" if fields else found.apply
        function = cst.parse_expression(text)
    variables = cst.Dict([cst.DictElement(cst.SimpleString(file.quoted("params")), receiver), *state])
    if construct.method:
        method = with_keyword(cst.Arg(cst.SimpleString(file.quoted(construct.method))), "method")
        inputs.append(method)
    inputs += _context_arguments(construct, finding, file)
    given_first = [] if called and not state else [cst.Arg(variables)]
    return second_call(function, node, [*given_first, *inputs])
