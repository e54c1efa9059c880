"""Argument lists laid out again after arguments moved: line breaks and comments stay with what they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten
    from linen_upgrade.rules.calls import Placement


def first_call(node: cst.Call, arguments: Sequence[cst.Arg]) -> cst.Call:
    """`node` with other arguments, in the layout it had."""
    import libcst as cst

    arranged = arrange(arguments, node.args[-1] if node.args else None)
    if not arranged:
        return node.with_changes(args=(), whitespace_before_args=cst.SimpleWhitespace(""), lpar=(), rpar=())
    return node.with_changes(args=arranged, lpar=(), rpar=())


def filled(call: cst.Call, width: int, done: Rewritten) -> cst.Call:
    """A call whose arguments fill the lines below it, if it is too long for one; as it is where it has comments."""
    import libcst as cst

    indent = "".join(done.indents)
    short = len(indent) + len(done.code(call)) <= width and "\n" not in done.code(call)
    if short or any(has_comment(argument) for argument in call.args):
        return call
    below = cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace("    "))
    column = len(indent) + 4
    arguments: list[cst.Arg] = []
    for argument in call.args:
        plain = argument.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=cst.SimpleWhitespace(""))
        size = len(done.code(plain)) + 2
        breaks = bool(arguments) and column + size > width
        if arguments:
            space = below if breaks else cst.SimpleWhitespace(" ")
            arguments[-1] = arguments[-1].with_changes(comma=cst.Comma(whitespace_after=space))
        column = size + (len(indent) + 4 if breaks else column)
        arguments.append(plain)
    end = cst.ParenthesizedWhitespace(indent=True)
    arguments[-1] = arguments[-1].with_changes(whitespace_after_arg=end)
    return call.with_changes(whitespace_before_args=below, args=arguments)


def second_call(function: cst.BaseExpression, original: cst.Call, arguments: Sequence[cst.Arg]) -> cst.Call:
    """`function(arguments)` on one line; with the original's line breaks where an argument has a comment."""
    import libcst as cst

    if any(has_comment(argument) for argument in arguments):
        before = original.whitespace_before_args
        return cst.Call(function, args=[_ended(a) for a in arguments], whitespace_before_args=before)
    plain = [
        argument.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=cst.SimpleWhitespace(""))
        for argument in arguments
    ]
    return cst.Call(function, args=plain)


def argument_of(item: Placement, done: Rewritten) -> cst.Arg | None:
    """What an argument is today, its keyword aside; None where there is nothing left of it."""
    import libcst as cst

    argument = done.result(item.argument.span, cst.Arg)
    if isinstance(argument, cst.Arg) and item.written:
        return argument.with_changes(value=cst.parse_expression(item.written), star="")
    return argument if isinstance(argument, cst.Arg) else None


def divided(placements: Sequence[Placement], done: Rewritten) -> tuple[list[cst.Arg], list[cst.Arg]]:
    """The arguments of an old call as they are now, those for the constructor and those for the call."""
    sides: tuple[list[cst.Arg], list[cst.Arg]] = [], []
    for placement in placements:
        argument = argument_of(placement, done)
        if argument is not None:
            named = argument if placement.keyword is None else with_keyword(argument, placement.keyword)
            sides[placement.to_call].append(named)
    return sides


def arrange(arguments: Sequence[cst.Arg], last: cst.Arg | None) -> list[cst.Arg]:
    """Arguments with commas between them, the final one ending as `last`, the original final argument, ended."""
    import libcst as cst

    result = []
    for index, argument in enumerate(arguments):
        final = index == len(arguments) - 1
        if not final and isinstance(argument.comma, cst.MaybeSentinel):
            comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
            argument = argument.with_changes(comma=comma, whitespace_after_arg=cst.SimpleWhitespace(""))
        elif not final and last is not None and argument.comma is last.comma:
            argument = argument.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
        elif final and last is not None and not has_comment(argument):
            argument = argument.with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
        result.append(argument)
    return result


def has_comment(argument: cst.Arg) -> bool:
    """Whether a comment follows the argument inside the parentheses."""
    import libcst as cst

    space = argument.whitespace_after_arg
    after = argument.comma.whitespace_after if isinstance(argument.comma, cst.Comma) else None
    return any("#" in cst.Module(body=[]).code_for_node(part) for part in (space, after) if part is not None)


def _ended(argument: cst.Arg) -> cst.Arg:
    import libcst as cst

    if isinstance(argument.comma, cst.MaybeSentinel) and not has_comment(argument):
        return argument.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
    return argument


def without_keyword(argument: cst.Arg) -> cst.Arg:
    """The argument given by position."""
    import libcst as cst

    return argument.with_changes(keyword=None, equal=cst.MaybeSentinel.DEFAULT)


def with_keyword(argument: cst.Arg, keyword: str) -> cst.Arg:
    """The argument given by that keyword, as PEP 8 spaces it."""
    import libcst as cst

    if argument.keyword is not None:
        return argument.with_changes(keyword=argument.keyword.with_changes(value=keyword))
    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return argument.with_changes(keyword=cst.Name(keyword), equal=tight)
