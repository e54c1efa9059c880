"""The call of an old attention module as Linen has it: one mask, one axis, and lines before it for what needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import ModuleCall
from linen_upgrade.rewriting.actions import Before
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.attention import takes_dtype
from linen_upgrade.rules.attention_axes import laid_out, laid_out_again
from linen_upgrade.rules.attention_call import (
    MASKS,
    AttentionCall,
    Axes,
    attention_call,
    axes_of,
)
from linen_upgrade.rules.attention_masks import MaskParts, Operands, Part

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_WIDTH = 80


def attention_rewrite(
    construct: ModuleCall, done: Rewritten, finding: LocatedFinding, file: FileContext
) -> AttentionRewrite | None:
    """The rewrite of an attention call; None for calls of other modules."""
    call = attention_call(construct, finding, file)
    return AttentionRewrite(call, construct, done, finding, file) if call is not None else None


class AttentionRewrite:
    """Says what becomes of each argument of one call, and adds the lines that go before it."""

    def __init__(
        self, call: AttentionCall, construct: ModuleCall, done: Rewritten, finding: LocatedFinding, file: FileContext
    ) -> None:
        self._call, self._done, self._file = call, done, file
        self._place = Before(construct.nesting.statement, construct.nesting.inline)
        self._indent = file.indent(finding, construct.nesting.statement.start)
        self._names: dict[str, str] = {}
        for name in call.needs_names:
            if not call.given[name].is_name:
                self._names[name] = self._line(_NAMES[name], self._code(name))
        self._queries = self.source("inputs_q")
        axes = self._code("attention_axis") if "attention_axis" in call.given else "None"
        self._axes = axes_of(axes) or Axes()
        operands = self._operands()
        parts = list(MaskParts(call, operands, self.source, file.names).parts())
        self.mask, self._function = "", ""
        own = "attention_fn" in call.given
        if parts:
            mask, certain = self._combined(parts)
            if (call.hides_rows and not file.is_otherwise(finding)) or own:
                self._function = self._attention_function(mask, certain)
            else:
                self.mask = mask
        self._operand_names = {"inputs_q": operands.queries, "inputs_kv": operands.keys}

    # -- what becomes of arguments

    def argument(self, name: str, argument: cst.Arg) -> cst.Arg | None:
        """What takes the place of an argument, None where nothing does."""
        if name in self._operand_names and name in self._call.given:
            return self._with_value(argument, self._operand_names[name])
        if name == "attention_fn" and self._function:
            function, self._function = self._function, ""
            return self._with_value(argument, function)
        if name == "cache" and "cache" in self._call.given:
            return self._renamed(argument, "decode", f"bool({self._code(name)})")
        if name in (*MASKS, "attention_axis", "cache", "inputs_kv"):
            keep = name == "inputs_kv" and name in self._call.given
            return argument if keep else self._instead(name, argument)
        return argument

    def _instead(self, name: str, argument: cst.Arg) -> cst.Arg | None:
        """A mask's place in the layout is taken by the function that applies it."""
        if not self._function or name not in MASKS or "attention_fn" in self._call.given:
            return None
        function, self._function = self._function, ""
        return self._renamed(argument, "attention_fn", function)

    def added(self) -> Iterator[tuple[str, str, bool]]:
        """Arguments to be added: keyword, value, and whether the call takes it."""
        if takes_dtype(self._call, self._file):
            yield "dtype", self._file.names.qualified("jax.numpy", "float32", "jnp"), False
        if self._function:
            yield "attention_fn", self._function, False
        if self.mask:
            yield "mask", self.mask, True

    def wrapped(self, node: cst.Call) -> cst.Call:
        """The new call, its result laid out as the old one was."""
        import libcst as cst

        suffix = laid_out_again(self._call, self._axes, self._queries)
        if not suffix:
            return node
        expression = cst.parse_expression(f"x{suffix}")
        placed = expression.deep_replace(_innermost(expression), node)
        assert isinstance(placed, cst.Call)
        return placed

    # -- pieces

    def source(self, name: str) -> str:
        """An argument's source, as a name where it is read more than once; '' if it is not given."""
        if name not in self._call.given:
            return ""
        return self._names.get(name) or self._code(name)

    def _code(self, name: str) -> str:
        import libcst as cst

        argument = self._done.result(self._call.given[name].span, cst.Arg)
        assert isinstance(argument, cst.Arg)
        return self._done.code(argument.value)

    def _operands(self) -> Operands:
        queries = self._laid_out("flat", self._queries)
        if self._call.over_itself:
            return Operands(queries, queries)
        return Operands(queries, self._laid_out("flat_memory", self.source("inputs_kv")))

    def _laid_out(self, variable: str, operand: str) -> str:
        moved = laid_out(self._call, self._axes, operand)
        short = moved == operand or (".reshape(" not in moved and not self._call.masks)
        return moved if short else self._line(variable, moved)

    def _combined(self, parts: list[Part]) -> tuple[str, bool]:
        """The mask that all parts make, and whether there is one for sure."""
        certain = not all(part.optional for part in parts)
        variables = ["mask"] if len(parts) == 1 else [part.variable for part in parts]
        named = zip(variables, parts, strict=True)
        names = [self._line(name, part.head, part.arguments, part.tail) for name, part in named]
        if len(parts) == 1:
            return names[0], certain
        return self._line("mask", self._file.names.linen("combine_masks"), names), certain

    def _attention_function(self, mask: str, certain: bool) -> str:
        """The attention function with the bias that old attention made of its masks."""
        names = self._file.names
        where = names.qualified("jax.numpy", "where", "jnp")
        head = where if certain else f"None if {mask} is None else {where}"
        bias = self._line("bias", head, [f"{mask} > 0", "0.", "-1e10"])
        function = self.source("attention_fn") or names.linen("dot_product_attention")
        return self._line("attend", names.qualified("functools", "partial"), [function, f"bias={bias}"])

    def _line(self, variable: str, head: str, arguments: Sequence[str] = (), tail: str = "") -> str:
        """A variable on a line of its own before the statement; the expression itself where there can be none."""
        listed = ", ".join(arguments)
        whole = f"{head}({listed}){tail}" if arguments else head
        if not self._call.liftable:
            return f"({whole})" if " if " in whole else whole
        name = self._done.unused(variable, self._place)
        width = _WIDTH - len(self._indent)
        if arguments and len(f"{name} = {whole}") > width:
            line_break = f"{self._file.newline}{self._indent}    "
            separator = ", " if 4 + len(listed) <= width else f",{line_break}"
            whole = f"{head}({line_break}{separator.join(arguments)}){tail}"
        self._done.put_before(self._place, f"{name} = {whole}")
        return name

    def _with_value(self, argument: cst.Arg, source: str) -> cst.Arg:
        import libcst as cst

        return argument.with_changes(value=cst.parse_expression(source))

    def _renamed(self, argument: cst.Arg, keyword: str, source: str) -> cst.Arg:
        from linen_upgrade.rules.layout import with_keyword

        return with_keyword(self._with_value(argument, source), keyword)


_NAMES = {
    "inputs_q": "inputs",
    "inputs_kv": "memory",
    "padding_mask": "padding",
    "key_padding_mask": "key_padding",
    "segmentation": "segments",
    "key_segmentation": "key_segments",
}
"""How what has no name is called."""


def _innermost(expression: cst.BaseExpression) -> cst.CSTNode:
    """The name that a chain of method calls begins with."""
    import libcst as cst

    node: cst.CSTNode = expression
    while not isinstance(node, cst.Name):
        node = node.func if isinstance(node, cst.Call) else node.value  # type: ignore[attr-defined]
    return node
