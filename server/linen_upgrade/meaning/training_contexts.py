"""`with nn.stateful(…)`, `nn.stochastic(…)`, `cache.mutate()`: what runs a module inside is given these itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import ASIDES, Span, ancestors, free_name, function_around, identifiers, parts_of, walk
from linen_upgrade.meaning.bound_once import bound_names
from linen_upgrade.meaning.keyed_functions import KEYS, wants
from linen_upgrade.meaning.training_constructs import Context, ContextUse
from linen_upgrade.meaning.training_kinds import Cache, Model, Optimizer, OptimizerDef, StateCollection
from linen_upgrade.meaning.values import MODULE_KINDS, Function, Imported, Literal, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_DRAWING = "flax.nn.make_rng"
_KINDS = {"flax.nn.stateful": "stateful", "flax.nn.stochastic": "stochastic"}


@dataclass
class OpenContext:
    """A context whose body is being read."""

    kind: str
    given: Span | None
    yields: str
    mutable: bool
    loops: int
    statement: Node
    problem: str = ""
    is_certain: bool = True
    """False where what has a method `mutate` may be something else than a cache, unless a run is handed it."""
    uses: int = 0
    given_to: set[Node] = field(default_factory=set)
    """The calls that are handed the cache."""
    functions: set[str] = field(default_factory=set)
    """The functions, by their keys, that are defined inside."""
    keys: str = ""
    """See `Context`."""
    key: str = ""
    """See `ContextUse`."""
    function: Node | None = None
    """The function that it stands in, or for; None at a file's top level."""
    is_handed: bool = False
    """Whether it is none that is written, but stands for the keys that callers hand to a function."""
    constants: dict[str, str] = field(default_factory=dict)
    """How the keys are called that are drawn for compiled functions, by these functions' own keys."""
    draws: bool = False
    """Whether a key is drawn inside, outside of any module, or a function is handed what gives keys."""

    def constant(self, function: Function) -> str:
        """How the key is called that a compiled function is handed here at each call; '' where none can be drawn."""
        if not self.keys:
            return ""
        if function.key not in self.constants:
            used = {*identifiers(self.function or self.statement), *self.constants.values()}
            self.constants[function.key] = free_name(f"{function.name.rpartition('.')[2]}_key", used)
        return self.constants[function.key]


_NO_CACHES = (*MODULE_KINDS, Model, Optimizer, OptimizerDef, StateCollection, Imported, Function, Literal)
"""What may have a method `mutate`, but is no cache."""
_APART = frozenset(
    "if_statement for_statement while_statement try_statement match_statement function_definition lambda "
    "conditional_expression boolean_operator list_comprehension set_comprehension dictionary_comprehension "
    "generator_expression class_definition".split()
)


def _is_apart(node: Node, statement: Node) -> bool:
    """Whether something in a statement may run never, often or elsewhere."""
    return any(outer.type in _APART for outer in ancestors(node, statement))


def is_entered(function: Node) -> bool:
    """Whether a method is called without arguments for what a `with` statement enters: `with cache.mutate() …:`."""
    call = function.parent
    if call is None or call.type != "call" or call.child_by_field_name("function") != function:
        return False
    arguments, outer = call.child_by_field_name("arguments"), call.parent
    if function.type != "attribute" or arguments is None or arguments.named_children or outer is None:
        return False
    name = function.child_by_field_name("attribute")
    item = outer.parent if outer.type == "as_pattern" else outer
    return name is not None and name.text == b"mutate" and item is not None and item.type == "with_item"


class ContextReader:
    """Knows the contexts around a place."""

    def __init__(self, reader: ExpressionReader) -> None:
        self._reader = reader
        self.open: list[OpenContext] = []

    @contextmanager
    def statement(self, node: Node) -> Iterator[None]:
        """Run inside a `with` statement, whose items have been read."""
        clause = next((child for child in node.named_children if child.type == "with_clause"), None)
        items = [c for c in clause.named_children if c.type == "with_item"] if clause is not None else []
        found = [self._context(item, node) for item in items]
        mine = [context for context in found if context is not None]
        self.open += mine
        try:
            yield
        finally:
            del self.open[len(self.open) - len(mine) :]
            for unused in mine:
                if unused.kind == "cache" and unused.uses:
                    self._handed_elsewhere(unused)
                if not unused.uses and not unused.draws and not unused.problem:
                    unused.problem = "no model is run inside that could be given it, for all that can be seen"
            for item, context in zip(items, found, strict=True):
                if context is not None and not (context.uses or context.is_certain):
                    why = f"may be run with what `{self._reader.excerpt(item)}` gives, if that is a cache of attention"
                    self._reader.calls.training.doubt(item, why)
                elif context is not None and clause is not None:
                    self._note(node, clause, item, list(zip(items, found, strict=True)), context)

    def uses(self, call: Node) -> tuple[ContextUse, ...]:
        """The contexts around what runs a module here, the innermost one first; it counts as one of their uses."""
        found = []
        for context in reversed(self.open):
            if context.kind == "cache" and not self._is_handed(context, call):
                continue
            held = context.kind, context.given, context.yields, context.mutable, context.uses
            found.append(ContextUse(*held, context.keys, context.key))
            context.uses += 1
            if context.mutable and context.yields and _is_apart(call, context.statement):
                context.problem = (
                    "what gives its new state stands in a branch or a function of its own: write it by hand"
                )
            if self._loops > context.loops and not context.keys and (context.kind == "stochastic" or context.mutable):
                context.problem = "a loop inside runs a model again and again: give each turn its own state and keys"
        return tuple(found)

    def _is_handed(self, context: OpenContext, call: Node) -> bool:
        """Whether a call that runs a module is handed the cache of a context, by itself."""
        listed = call.child_by_field_name("arguments")
        for argument in listed.named_children if listed is not None and context.yields else ():
            value = (argument.child_by_field_name("value") or argument) if argument.type not in ASIDES else None
            if value is not None and value.type == "identifier" and self._reader.text(value) == context.yields:
                context.given_to.add(call)
                if context.uses:
                    context.problem = "more than one run is handed its cache: write that by hand"
                return True
        return False

    def _handed_elsewhere(self, context: OpenContext) -> None:
        """What else is handed the cache inside, and may run a model with it."""
        body = context.statement.child_by_field_name("body")
        for node in walk(body) if body is not None else ():
            if node.type != "identifier" or self._reader.text(node) != context.yields:
                continue
            call = next((outer for outer in ancestors(node, context.statement) if outer.type == "call"), None)
            if call is not None and call not in context.given_to and not context.problem:
                text = self._reader.excerpt(call)
                context.problem = f"`{text}` gets its cache as well, and may run a model with it: write that by hand"

    @contextmanager
    def handed(self, node: Node, parameter: tuple[str, Value] | None) -> Iterator[OpenContext | None]:
        """The body of a function that callers hand keys to, by what `parameter_for_keys` says."""
        if parameter is None:
            yield None
            return
        name, wanted = parameter
        context = OpenContext("stochastic", None, "", False, self._loops, node, function=node, is_handed=True)
        context.keys, context.key = (name, "") if wanted == KEYS else ("", name)
        self.open.append(context)
        try:
            yield context
        finally:
            self.open.remove(context)

    @property
    def has_own_keys(self) -> bool:
        """Whether what draws here draws from a context that is written around it."""
        around = self._around
        return around is not None and not around.is_handed

    @property
    def is_handed(self) -> bool:
        """Whether the function that is read here is handed what it draws from."""
        return any(context.is_handed for context in self.open)

    def keyed_here(self, function: str) -> OpenContext | None:
        """The context around a call of a function that draws from it; None for one that is defined in there."""
        around = self._around
        return around if around is not None and function not in around.functions else None

    @property
    def _around(self) -> OpenContext | None:
        """The innermost context that keys are drawn from."""
        return next((context for context in reversed(self.open) if context.kind == "stochastic"), None)

    def called(self, function: str, text: str, runs: bool = True, draws: bool = True) -> None:
        """A function that may run a model, or draw, is called: what it does with that stands elsewhere."""
        for context in self.open:
            # A cache goes nowhere by itself.
            concerned = {"cache": False, "stateful": runs, "stochastic": draws}[context.kind]
            if concerned and function not in context.functions and not context.problem:
                what = "state" if context.kind == "stateful" else "keys"
                context.problem = f"`{text}` is called inside, and may run a model: hand it the {what} that it needs"

    def drawn(self, call: Node, path: str) -> str:
        """A key is drawn, outside of any module. Gives what it can be taken from today, '' for nothing."""
        around = self._around
        self._reader.calls.training.drew()
        if around is None:
            return ""
        around.draws = True
        if path == _DRAWING and function_around(call) == around.function and around.keys:
            return around.keys
        around.problem = around.problem or f"`{self._reader.excerpt(call)}` draws from it: split the key by hand"
        return ""

    def _keys(self, statement: Node) -> str:
        """How what gives one key after another is called, where the function around a `with` draws inside of it."""
        body = statement.child_by_field_name("body")
        around = function_around(statement)
        for node in walk(body) if body is not None else ():
            function = node.child_by_field_name("function") if node.type == "call" else None
            if function is not None and self._draws(self._reader.quietly(function)):
                return free_name("keys", identifiers(around if around is not None else statement))
        return ""

    def _draws(self, called: Value) -> bool:
        """Whether what is called draws a key, or has to be handed what gives some."""
        if isinstance(called, Imported):
            return flax_api.before(called.path) == _DRAWING
        function = self._reader.calls.function_behind(called)
        return function is not None and self._reader.module.fact(wants(function.key)) is not None

    @property
    def _loops(self) -> int:
        return self._reader.calls.creations.loop_depth

    def _context(self, item: Node, statement: Node) -> OpenContext | None:
        held, target = item.child_by_field_name("value"), None
        if held is not None and held.type == "as_pattern":
            held, *targets = parts_of(held)
            target = targets[0] if targets else None
        function = held.child_by_field_name("function") if held is not None and held.type == "call" else None
        if function is not None and is_entered(function) and self._reader.owner() is None:
            return self._cache_of(function, target, statement)
        kind = self._kind(function) if function is not None else ""
        if not kind or held is None:
            return None
        listed = held.child_by_field_name("arguments")
        arguments = parts_of(listed) if listed is not None else []
        plain = [a for a in arguments if a.type != "keyword_argument"]
        named = {
            self._reader.text(name): value
            for a in arguments
            if a.type == "keyword_argument"
            if (name := a.child_by_field_name("name")) is not None
            if (value := a.child_by_field_name("value")) is not None
        }
        given = plain[0] if plain else named.get("state") or named.get("rng") or named.get("init_rng")
        mutable = plain[1] if len(plain) > 1 else named.get("mutable")
        known = mutable is None or mutable.type in ("true", "false")
        is_none = given is not None and given.type == "none"
        strange = any(a.type in ("list_splat", "dictionary_splat") for a in arguments)
        keys = self._keys(statement) if kind == "stochastic" and given is not None else ""
        problem = self._late(given, statement) if not keys else self._made(given)
        if keys and any(context.kind == kind for context in self.open):
            problem = "it stands in another one: split the keys by hand"
        return OpenContext(
            kind,
            self._reader.span(given) if given is not None and not is_none else None,
            self._reader.text(target) if target is not None else "",
            kind == "stateful" and (mutable is None or mutable.type == "true"),
            self._loops,
            statement,
            "what it is given can't be told: write it out" if strange or not known else problem,
            keys=keys,
            function=function_around(statement),
        )

    def _cache_of(self, function: Node, target: Node | None, statement: Node) -> OpenContext | None:
        """`cache.mutate()`, of what is a cache, or may be one."""
        held = function.child_by_field_name("object")
        value = self._reader.known(self._reader.quietly(held)) if held is not None else None
        if held is None or isinstance(value, _NO_CACHES):
            return None
        is_empty = isinstance(value, Cache) and value.is_empty
        return OpenContext(
            "cache",
            self._reader.span(held) if not is_empty else None,
            self._reader.text(target) if target is not None else "",
            True,
            self._loops,
            statement,
            self._late(held, statement) if not is_empty else "",
            isinstance(value, Cache),
        )

    def _late(self, given: Node | None, statement: Node) -> str:
        """Why what a context is given can't be written where a model is run instead; '' if it can."""
        body = statement.child_by_field_name("body")
        if given is None or body is None:
            return ""
        read = set(identifiers(given))
        bound = bound_names(body)
        if read & bound:
            return f"`{sorted(read & bound)[0]}` gets another value inside: give the old one a name of its own"
        return self._made(given)

    def _made(self, given: Node | None) -> str:
        """Why what a context is given can't be written elsewhere at all; '' if it can."""
        if given is None:
            return ""
        calls = [node for node in walk(given) if node.type == "call"]
        functions = [node.child_by_field_name("function") for node in calls]
        values = [self._reader.quietly(function) for function in functions if function is not None]
        if all(isinstance(value, Imported) and value.path.startswith("jax.") for value in values):
            return ""
        return "what it is given is made by a call: give that a name first"

    def _kind(self, function: Node) -> str:
        value = self._reader.quietly(function)
        return _KINDS.get(flax_api.before(value.path), "") if isinstance(value, Imported) else ""

    def _note(
        self,
        statement: Node,
        clause: Node,
        item: Node,
        items: list[tuple[Node, OpenContext | None]],
        context: OpenContext,
    ) -> None:
        reader = self._reader
        held = item.child_by_field_name("value") or item
        call = parts_of(held)[0] if held.type == "as_pattern" else held
        function = call.child_by_field_name("function") or call
        token = function.child_by_field_name("attribute") or function
        colon = next(child for child in statement.children if child.type == ":")
        reader.constructs.append(
            Context(
                **reader.standing(token, item),
                kind=context.kind,
                statement=reader.span(statement),
                header_end=reader.span(colon).end,
                items=tuple((reader.span(node), found is not None) for node, found in items),
                clause=reader.span(clause),
                problem=context.problem,
                given=context.given,
                keys=context.keys,
                constants=tuple(context.constants.values()),
            )
        )
