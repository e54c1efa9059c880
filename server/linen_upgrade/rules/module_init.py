"""LIN401: a module class that is initialised, which an instance is today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Argument, Construct
from linen_upgrade.meaning.input_specs import SHAPES
from linen_upgrade.meaning.training_constructs import ContextUse, MemberHanded, ModuleInit
from linen_upgrade.meaning.values import Array
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
from linen_upgrade.rules.calls import Placement, Unplaceable, place
from linen_upgrade.rules.layout import divided, first_call, second_call
from linen_upgrade.rules.module_access import can_be_made
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule, stands_for_models
from linen_upgrade.rules.training_contexts import KEYS, key_text, state_around

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ModuleInitRule(TrainingRule):
    """`_, params = CNN.init_by_shape(key, [shape])` becomes `params = CNN().init(key, jnp.ones(shape))['params']`."""

    code, name = "LIN401", "module-init"
    summary = "Module class initialised, which an instance is today"
    constructs = (ModuleInit, MemberHanded)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every such call outside of module classes, and what is handed on to be called."""
        if isinstance(construct, MemberHanded):
            how = "" if construct.called else ", and is handed on here"
            yield self.finding(construct, f"`{construct.name}` of a module class is gone{how}")
            return
        assert isinstance(construct, ModuleInit)
        found = self.finding(construct, f"`{construct.name}` of a module class is gone: initialise an instance of it")
        if construct.picked is not None:
            found = replace(found, construct_span=construct.picked)
        elif construct.pattern is not None and construct.targets is not None:
            found = replace(found, construct_span=Span(construct.pattern.start, construct.span.end))
        yield found

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where arguments or results have no place today."""
        if isinstance(finding.finding.construct, MemberHanded):
            return Applicability.MANUAL, _handed(finding.finding.construct)
        construct: ModuleInit = finding.finding.construct
        problem = _problem(construct, finding, file)
        if problem:
            return Applicability.MANUAL, problem
        if construct.specs_span is not None and construct.specs is None and not construct.specs_elsewhere:
            why = "its inputs may be told by shapes alone: each is taken for a pair of shape and type"
            return Applicability.UNSAFE, why
        return SAFE

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: ModuleInit = finding.finding.construct
        placements = _placements(construct, finding, file)
        ones = file.names.qualified("jax.numpy", "ones", "jnp") if construct.specs_span is not None else ""
        params = file.quoted("params")
        state, key = state_around(construct.contexts), key_text(construct.contexts, finding, file)
        kept = state.yields if state is not None else ""
        cache = cache_around(construct.contexts)
        pop = file.names.dotted("flax.core", "pop") if kept else ""

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            called = _called(node, construct, placements, _inputs(construct, finding, file, ones), done)
            called = _with_keys(called, key, file)
            if kept:
                return cst.parse_expression(f"{pop}({done.code(called)}, {params})", done.module.config_for_parsing)
            if cache is not None and construct.is_statement:
                text = f"{done.code(called)}[{file.quoted(CACHE)}]"
                return cst.parse_expression(text, done.module.config_for_parsing)
            if construct.output_read or construct.picked is not None or cache is not None:
                return called
            return cst.parse_expression(f"{done.code(called)}[{params}]", done.module.config_for_parsing)

        def pick(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Subscript)
            return cst.parse_expression(f"{done.code(node.value)}[{params}]", done.module.config_for_parsing)

        yield Change(construct.span, cst.Call, change)
        if cache is not None and construct.is_statement:
            yield Insert(construct.span.start, f"{cache.yields} = ")
        elif construct.picked is not None and not construct.output_read:
            yield Change(construct.picked, cst.Subscript, pick)
        elif construct.picked is None and construct.targets is not None:
            yield from _targets(construct, kept, finding, file)


def _handed(construct: MemberHanded) -> str:
    """What to write for a helper that something else calls, or for one that has no rewrite."""
    if construct.called:
        return "apply an instance: `Module(…).apply({'params': params}, …)`"
    if construct.name == "call":
        return "hand on a function that calls `apply` of an instance with `{'params': params}` and its inputs"
    return f"hand on a function that calls `{construct.name}` itself, as it is rewritten where it is called"


def _problem(construct: ModuleInit, finding: LocatedFinding, file: FileContext) -> str:
    """What keeps the call from being rewritten; '' for nothing."""
    if not can_be_made(construct.callee):
        return "which class it is can't be known: initialise an instance of it, and take `'params'` of the result"
    if construct.specs_span is not None and file.has_comment(finding, _around_specs(construct, construct.specs_span)):
        return "a comment stands among its inputs' shapes, which go: move it"
    if construct.name.startswith("create") and stands_for_models(finding, file):
        return "a TrainState has to stand for its model: initialise an instance, and make one of `'params'`"
    cache = cache_around(construct.contexts)
    if cache is not None and (problem := _cache_problem(construct, cache, finding, file)):
        return problem
    if construct.targets is None and construct.picked is None and not (cache is not None and construct.is_statement):
        return "take its output and its parameters apart first: `_, params = …`"
    apart = construct.output_read and construct.picked is None and not construct.is_statement
    if apart and not ends_its_line(construct.span, finding, file):
        return "its output is used: write `init_with_output`, and take `'params'` of what it gives"
    state = state_around(construct.contexts)
    if state is not None and state.given is not None:
        return "a module is initialised inside `nn.stateful` with a state: `init` makes a state of its own today"
    if state is not None and state.yields and (construct.output_read or construct.targets is None):
        return "take its output and its parameters apart first: `_, params = …`"
    if any(argument.star for argument in construct.arguments[: _skipped(construct)]):
        return "what it is called with can't be told: write the arguments out"
    try:
        placements = _placements(construct, finding, file)
    except (Unplaceable, IndexError) as error:
        return str(error) or "which arguments it gets can't be told"
    return cache_problem(placements, construct.callee, file)


def _cache_problem(construct: ModuleInit, cache: ContextUse, finding: LocatedFinding, file: FileContext) -> str:
    """Why the cache that an initialisation is handed can't be taken out of what `init` gives; '' where it can."""
    if cache.given is not None:
        return "a module is initialised with a cache that may hold something: `init` makes one of its own today"
    if construct.picked is not None or (state_around(construct.contexts) is not None):
        return "take what it gives apart by hand: `init` gives parameters, state and cache together today"
    if not construct.is_statement and not ends_its_line(construct.span, finding, file):
        return "give it a line of its own: the cache is taken out on a line behind it today"
    return ""


def _around_specs(construct: ModuleInit, specs: Span) -> Span:
    """From the list of inputs to what comes after it."""
    following = [a.span.start for a in construct.arguments if a.span.start >= specs.end]
    return Span(specs.start, min(following, default=construct.span.end))


def _skipped(construct: ModuleInit) -> int:
    """How many arguments come before the model's own."""
    return 1 if construct.specs_span is None else 2


def _placements(construct: ModuleInit, finding: LocatedFinding, file: FileContext) -> list[Placement]:
    """Where the model's own arguments go. Raises Unplaceable."""
    return with_cache(_placed(construct, file), cache_around(construct.contexts), finding, file)


def _placed(construct: ModuleInit, file: FileContext) -> list[Placement]:
    own = [a for a in construct.arguments[_skipped(construct) :] if a.keyword != "input_specs"]
    if construct.specs_span is None:
        return place(replace(construct, arguments=tuple(own)), construct.callee, file)
    if construct.specs is None and any(not argument.keyword for argument in own):
        raise Unplaceable("how many inputs are specified can't be told: give the other arguments by keyword")
    specs = [Argument(span, span, None, "", Array(certain=True), False) for span, _ in construct.specs or ()]
    placed = place(replace(construct, arguments=(*specs, *own)), construct.callee, file)
    for item in placed[: len(specs)]:
        if not item.to_call and item.parameter is not None:
            raise Unplaceable(f"an input is specified for `{item.parameter.name}`, which is a field")
    return placed[len(specs) :]


def _inputs(construct: ModuleInit, finding: LocatedFinding, file: FileContext, ones: str) -> list[str]:
    """The source of each specified input."""
    if construct.specs_span is None:
        return []
    if construct.specs is None:
        spec = "spec" if construct.specs_elsewhere == SHAPES else "*spec"
        return [f"*({ones}({spec}) for spec in {file.text(finding, construct.specs_span)})"]
    texts = []
    for span, is_shape in construct.specs:
        text = file.text(finding, span)
        listed = f"*{text}" if text.isidentifier() else text.strip()[1:-1].rstrip().rstrip(",")
        texts.append(f"{ones}({text if is_shape else listed})")
    return texts


def _called(
    node: cst.Call, construct: ModuleInit, placements: list[Placement], inputs: list[str], done: Rewritten
) -> cst.Call:
    """`CNN(fields).init(key, inputs)`."""
    import libcst as cst

    assert isinstance(node.func, cst.Attribute)
    fields, others = divided(placements, done)
    given = [cst.Arg(cst.parse_expression(text.lstrip("*")), star="*" if text[0] == "*" else "") for text in inputs]
    maker = first_call(node, fields).with_changes(func=node.func.value)
    if not fields:
        maker = cst.Call(node.func.value)
    is_read = construct.output_read and not construct.is_statement
    name = "init_with_output" if is_read else "init"
    return second_call(cst.Attribute(maker, cst.Name(name)), node, [node.args[0], *given, *others])


def _with_keys(node: cst.Call, key: str, file: FileContext) -> cst.Call:
    """The call with a key for what the module draws while it is initialised."""
    import libcst as cst

    if not key:
        return node
    keys = [("params", node.args[0].value), (KEYS, cst.parse_expression(key))]
    listed = cst.Dict([cst.DictElement(cst.SimpleString(file.quoted(name)), value) for name, value in keys])
    return node.with_changes(args=[node.args[0].with_changes(value=listed), *node.args[1:]])


def _targets(construct: ModuleInit, kept: str, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """The names on the left."""
    assert construct.targets is not None
    output, parameters = construct.targets
    cache = cache_around(construct.contexts)
    if cache is not None:
        yield from _with_cache(construct, cache, finding, file)
        return
    if not construct.output_read:
        assert construct.pattern is not None
        names = [kept] if kept else []
        yield Replace(construct.pattern, ", ".join([*names, file.text(finding, parameters)]))
        return
    text = file.text(finding, parameters)
    statement = Span(output.start, construct.span.end)
    yield added_behind(f"{text} = {text}[{file.quoted('params')}]", statement, finding, file)


def _with_cache(
    construct: ModuleInit, cache: ContextUse, finding: LocatedFinding, file: FileContext
) -> Iterator[Action]:
    """The names on the left where the cache is wanted, too."""
    assert construct.targets is not None
    assert construct.pattern is not None
    output, parameters = construct.targets
    name = construct.variables
    yield Replace(construct.pattern, f"{file.text(finding, output)}, {name}" if construct.output_read else name)
    taken = ", ".join(f"{name}[{file.quoted(key)}]" for key in ("params", CACHE))
    text = f"{file.text(finding, parameters)}, {cache.yields} = {taken}"
    yield added_behind(text, Span(construct.pattern.start, construct.span.end), finding, file)
