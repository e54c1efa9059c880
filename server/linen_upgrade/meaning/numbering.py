"""The automatic names of submodules: which ones flax.nn gave and Linen gives, as far as the source tells.

Before, one counter for all classes of a module was advanced by each call; today there is one for each class. Both are
followed here through branches, loops and the helpers that a method calls.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tree_sitter import Node

from linen_upgrade.document import Span, parts_of
from linen_upgrade.meaning.class_names import UNKNOWN_NAMES
from linen_upgrade.meaning.counting import OPEN, START, Count, Counters, Trip, joined, rebinds, repeated, trip
from linen_upgrade.meaning.method_facts import Creation, MethodFacts

_LATER = ("function_definition", "lambda", "class_definition", "generator_expression")
"""What is not run where it stands."""
_COMPREHENSIONS = ("list_comprehension", "set_comprehension", "dictionary_comprehension")
_DEEPEST = 140


@dataclass(frozen=True, slots=True)
class AutomaticName:
    """A submodule without a name of its own: where it is made, and what it is called in both worlds."""

    creation: Creation
    old: Count
    new: Count
    nameable: bool
    """Whether the variables that its number counts by can be read where it is made."""

    @property
    def changes(self) -> bool:
        """Whether Linen gives it another name, for all that is known."""
        assert self.creation.taken is not None
        old_class, new_class = self.creation.taken
        if self.creation.what == "shared":
            return False  # the number that it is called by is written out as its name
        return old_class != new_class or self.old is None or self.old != self.new


def automatic_names(
    methods: Sequence[tuple[MethodFacts, Node]], base: int, text: Callable[[Node], str]
) -> Iterator[Sequence[AutomaticName]]:
    """The automatic names of what is made when one method is called from outside; for each such method.

    `methods` come with the nodes of their bodies, `base` is where their statement begins.
    """
    for facts, _ in methods:
        if facts.role in ("apply", "method"):
            yield _Walk(methods, base, text).names(facts.name)


def differ(names: Sequence[AutomaticName]) -> bool:
    """Whether names of one method are others today."""
    kinds = {name.creation.taken for name in names}
    if len(kinds) == 1 and all(taken is not None and (not taken[0] or taken[0] == taken[1]) for taken in kinds):
        return False  # one class alone is counted alike
    return any(name.changes for name in names)


class _Walk:
    def __init__(self, methods: Sequence[tuple[MethodFacts, Node]], base: int, text: Callable[[Node], str]) -> None:
        self._text = text
        self._methods = {facts.name: (facts, body) for facts, body in methods}
        self._taken: dict[Span, Creation] = {}
        self._calls: dict[Span, tuple[str, bool]] = {}
        for facts, _ in methods:
            made = (creation for creation in facts.creations if creation.taken is not None)
            self._taken.update({creation.span.shifted(base): creation for creation in made})
            self._calls.update({call.span.shifted(base): (call.name, call.makes) for call in facts.own_calls})
        making = [span.start for span, call in self._calls.items() if self._call_makes(*call, ())]
        self._starts = sorted([*(span.start for span in self._taken), *making])
        self._found: dict[Span, AutomaticName] = {}
        self._visible: set[str] = set()
        self._returned: list[Counters] = []
        self._jumped = False
        self._silent = 0
        self._in_loop = False
        """Whether a `break` or `continue` further in would matter."""
        self._running: list[str] = []

    def names(self, root: str) -> Sequence[AutomaticName]:
        """The names of what the method makes, helpers included."""
        self._run_method(root, START)
        return list(self._found.values())

    def _run_method(self, name: str, state: Counters) -> Counters:
        body = self._methods[name][1]
        if name in self._running or len(self._running) > _DEEPEST:
            return OPEN
        outer = self._visible, self._returned, self._jumped, self._in_loop
        self._visible, self._returned, self._jumped, self._in_loop = set(), [], False, False
        self._running.append(name)
        end = self._run(body, OPEN if self._makes_later(body) else state)
        ends = [*self._returned, *([end] if end is not None else [])]
        self._running.pop()
        self._visible, self._returned, self._jumped, self._in_loop = outer
        return joined(ends) if ends else OPEN

    def _makes(self, node: Node) -> bool:
        """Whether something in it takes an automatic name."""
        at = bisect_left(self._starts, node.start_byte)
        return at < len(self._starts) and self._starts[at] < node.end_byte

    def _makes_later(self, node: Node) -> bool:
        """Whether a function or generator in it does, which is not run where it stands."""
        if not self._makes(node):
            return False
        return node.type in _LATER or any(map(self._makes_later, node.named_children))

    def _call_makes(self, name: str, makes: bool, seen: tuple[str, ...]) -> bool:
        if name not in self._methods or name in seen:
            return makes
        facts, _ = self._methods[name]
        return any(creation.taken is not None for creation in facts.creations) or any(
            self._call_makes(call.name, call.makes, (*seen, name)) for call in facts.own_calls
        )

    # -- statements and expressions, in the order in which they run; None: what follows is not reached

    def _run(self, node: Node, state: Counters | None) -> Counters | None:
        if state is None or not (self._makes(node) or self._in_loop or node.type in _JUMPS):
            return state
        if node.type in _LATER:
            return self._note_all(node, state)
        handler = _HANDLERS.get(node.type)
        if handler is not None and self._needs(node):
            return handler(self, node, state)
        return self._in_turn(node.named_children, state)

    def _needs(self, node: Node) -> bool:
        """Whether it matters how it runs."""
        return node.type in _JUMPS or self._in_loop or self._makes(node)

    def _in_turn(self, nodes: Sequence[Node], state: Counters | None) -> Counters | None:
        for node in nodes:
            state = self._run(node, state)
        return state

    def _note_all(self, node: Node, state: Counters) -> Counters:
        """What is made later has a name that can't be known."""
        around = Span(node.start_byte, node.end_byte)
        for span, creation in self._taken.items():
            if around.contains(span):
                self._found[span] = AutomaticName(creation, None, None, False)
        return state

    def _return(self, node: Node, state: Counters) -> None:
        end = self._in_turn(node.named_children, state)
        if end is not None and node.type == "return_statement":
            self._returned.append(end)

    def _jump(self, node: Node, state: Counters) -> None:
        self._jumped = True

    def _if(self, node: Node, state: Counters) -> Counters | None:
        condition, body = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        tested = self._run(condition, state) if condition is not None else state
        ends, complete = [self._run(body, tested) if body is not None else tested], False
        for alternative in node.children_by_field_name("alternative"):
            if alternative.type == "elif_clause":
                condition, body = (alternative.child_by_field_name(f) for f in ("condition", "consequence"))
                tested = self._run(condition, tested) if condition is not None else tested
                ends.append(self._run(body, tested) if body is not None else tested)
            else:
                ends.append(self._in_turn(alternative.named_children, tested))
                complete = True
        return _joined([*ends, *([] if complete else [tested])])

    def _conditional(self, node: Node, state: Counters) -> Counters | None:
        parts = parts_of(node)
        if len(parts) != 3:
            return OPEN
        tested = self._run(parts[1], state)
        return _joined([self._run(parts[0], tested), self._run(parts[2], tested)])

    def _boolean(self, node: Node, state: Counters) -> Counters | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        first = self._run(left, state) if left is not None else state
        return _joined([first, self._run(right, first) if right is not None else first])

    def _unsure(self, node: Node, state: Counters) -> Counters:
        """`try`, `match`: what is made in them is counted as if nothing else had been run."""
        for child in node.named_children:
            self._run(child, OPEN)
        return OPEN

    def _for(self, node: Node, state: Counters) -> Counters | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        begun = self._run(right, state) if right is not None else state
        bodies = node.children_by_field_name("body")
        end = self._loop(begun, left, right, bodies)
        return self._in_turn(node.children_by_field_name("alternative"), end)

    def _while(self, node: Node, state: Counters) -> Counters | None:
        parts = [child for child in node.named_children if child.type != "else_clause"]
        return self._in_turn(node.children_by_field_name("alternative"), self._loop(state, None, None, parts))

    def _comprehension(self, node: Node, state: Counters) -> Counters | None:
        clauses = [child for child in node.named_children if child.type in ("for_in_clause", "if_clause")]
        parts = [child for child in node.named_children if child not in clauses]
        if len(clauses) != 1:
            return self._loop(state, None, None, [*clauses, *parts])
        left, right = clauses[0].child_by_field_name("left"), clauses[0].child_by_field_name("right")
        return self._loop(self._run(right, state) if right is not None else state, left, right, parts)

    def _loop(
        self, state: Counters | None, left: Node | None, right: Node | None, bodies: Sequence[Node]
    ) -> Counters | None:
        """What a body takes each time round decides what it has taken before the time that is looked at."""
        if state is None:
            return None
        outer, self._jumped, self._in_loop = (self._jumped, self._in_loop), False, True
        returned = list(self._returned)
        self._silent += 1
        after = self._in_turn(bodies, state)
        self._silent -= 1
        self._returned = returned
        after = None if self._jumped else after
        how = self._trip(left, right, bodies)
        inside, end = repeated(state, after, how)
        added = {how.variable} - self._visible - {""}
        self._visible |= added
        self._in_turn(bodies, inside)
        self._visible -= added
        self._jumped, self._in_loop = outer
        if isinstance(how.times, str):
            self._visible.add(how.times)
        return end

    def _trip(self, left: Node | None, right: Node | None, bodies: Sequence[Node]) -> Trip:
        """How a loop runs; how often only by a name that keeps its value as long as the method runs."""
        how = trip(left, right, bodies, self._text)
        method = self._methods[self._running[-1]][1]
        lasts = isinstance(how.times, str) and not rebinds(how.times, [method], self._text)
        return how if lasts or not isinstance(how.times, str) else replace(how, times=None)

    def _call(self, node: Node, state: Counters) -> Counters | None:
        span = Span(node.start_byte, node.end_byte)
        function = node.child_by_field_name("function")
        made = self._taken.get(span)
        inner = Span(function.start_byte, function.end_byte) if function is not None else None
        built = self._taken.get(inner) if inner is not None and function is not None else None
        if built is not None and function is not None and inner is not None and _is_constructor(built):
            # Linen's form, in a class that is not Linen yet: the upgrade has put what runs before on lines before.
            end = self._in_turn([*function.named_children, *node.named_children[1:]], state)
            return self._take(inner, built, end)
        end = self._in_turn(node.named_children, state)
        if made is not None:
            return self._take(span, made, end)
        called = self._calls.get(span)
        if called is None or end is None or not self._call_makes(*called, ()):
            return end
        name, _ = called
        helper = name in self._methods and self._methods[name][0].role == "helper"
        return self._run_method(name, end) if helper else OPEN

    def _take(self, span: Span, creation: Creation, state: Counters | None) -> Counters | None:
        if state is None or creation.taken is None:
            return state
        old_class, new_class = creation.taken
        old, new = state.total, state.of(new_class)
        if not old_class and not new_class:
            old, new, after = None, None, OPEN
        else:
            after = state.taking(new_class)
        if not self._silent:
            variables = {name for name, _ in old.terms} if old is not None else set()
            found = AutomaticName(creation, old, new, variables <= self._visible)
            known = self._found.setdefault(span, found)
            if known != found:
                self._found[span] = AutomaticName(creation, None, None, False)
        return after


def _is_constructor(creation: Creation) -> bool:
    """Whether something is made in Linen's form, of a class that is known."""
    return creation.what == "open" and creation.taken != UNKNOWN_NAMES


def _joined(ends: Sequence[Counters | None]) -> Counters | None:
    reached = [end for end in ends if end is not None]
    return joined(reached) if reached else None


_JUMPS = ("return_statement", "raise_statement", "break_statement", "continue_statement")
_Handler = Callable[[_Walk, Node, Counters], "Counters | None"]
_HANDLERS: Mapping[str, _Handler] = {
    "return_statement": _Walk._return,
    "raise_statement": _Walk._return,
    "break_statement": _Walk._jump,
    "continue_statement": _Walk._jump,
    "if_statement": _Walk._if,
    "conditional_expression": _Walk._conditional,
    "boolean_operator": _Walk._boolean,
    "try_statement": _Walk._unsure,
    "match_statement": _Walk._unsure,
    "for_statement": _Walk._for,
    "while_statement": _Walk._while,
    "call": _Walk._call,
    **dict.fromkeys(_COMPREHENSIONS, _Walk._comprehension),
}
