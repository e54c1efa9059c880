"""Random edits as an editor sends them, made by a model of a text that knows nothing of the document it checks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import strategies as st

from linen_upgrade.document import Encoding

Change = tuple[tuple[int, int, int, int], str]
_BREAK = re.compile(r"\r\n|\r|\n")
SNIPPETS = (
    *"abx_(){}[],.:='\"\\#@ \t\n",
    *("\r\n", "\r", "\f", "é", "😀", '"""', "'''", "  ", "    ", "\n\n", "\n  "),
    *(
        "nn",
        "x",
        "self",
        "width",
        "apply",
        "__call__",
        "flax",
        "linen",
        "Dense",
        "True",
        "None",
        "3",
        "# noqa",
        "# noqa: LIN103",
    ),
    *(
        "def ",
        "class ",
        "return ",
        "if x:\n",
        "from flax import nn\n",
        "import flax\n",
        "nn = None\n",
        "pass\n",
        "else:",
        "lambda: ",
    ),
    *(
        "nn.Dense(x, 3)",
        "bias=False, ",
        "class New(nn.Module):\n  def apply(self, x, n=1):\n    return nn.Dense(x, n)\n",
    ),
)


@dataclass(frozen=True)
class Replacement:
    """Code points `start` to `end` of a text become `text`."""

    start: int
    end: int
    text: str

    def applied(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]

    def as_change(self, source: str, encoding: Encoding) -> Change:
        """What an editor that counts in `encoding` would send."""
        return (*position(source, self.start, encoding), *position(source, self.end, encoding)), self.text


def position(source: str, index: int, encoding: Encoding) -> tuple[int, int]:
    """The line and the character of a code point, counted from the text's beginning, slowly and plainly."""
    line, start = 0, 0
    for found in _BREAK.finditer(source):
        if found.end() > index:
            break
        line, start = line + 1, found.end()
    before = source[start:index]
    if encoding is Encoding.UTF8:
        return line, len(before.encode())
    return line, len(before.encode("utf-16-le")) // 2 if encoding is Encoding.UTF16 else len(before)


def _place(draw: st.DrawFn, source: str, low: int, high: int) -> int:
    """A place that an editor can name: not inside a `\\r\\n`, which it takes for one."""
    index = draw(st.integers(low, high))
    return index - 1 if source[max(index - 1, 0) : index + 1] == "\r\n" else index


@st.composite
def replacements(draw: st.DrawFn, source: str) -> Replacement:
    """One edit of a kind that people make."""
    kind = draw(st.sampled_from(("insert", "erase", "word", "line", "lines", "indent", "move", "swap")))
    lines = [0, *(found.end() for found in _BREAK.finditer(source)), len(source)]
    if kind in ("insert", "erase"):
        start = _place(draw, source, 0, len(source))
        if kind == "insert":
            return Replacement(start, start, draw(st.sampled_from(SNIPPETS)))
        reach = draw(st.sampled_from((1, 2, 40)))
        return Replacement(start, max(start, _place(draw, source, start, min(start + reach, len(source)))), "")
    words = [found.span() for found in re.finditer(r"\w+|[()\[\]{}'\"]+", source)]
    if kind in ("word", "swap") and words:
        start, end = words[draw(st.integers(0, len(words) - 1))]
        other = words[draw(st.integers(0, len(words) - 1))]
        return Replacement(start, end, source[slice(*other)] if kind == "swap" else draw(st.sampled_from(SNIPPETS)))
    first = draw(st.integers(0, len(lines) - 2))
    last = min(first + (1 if kind == "line" else draw(st.integers(1, 6))), len(lines) - 1)
    start, end = lines[first], lines[last]
    text = source[start:end]
    if kind == "indent":
        shift = draw(st.sampled_from(("  ", "    ", "\t", "")))
        indented = [shift + part for part in text.splitlines(keepends=True)]
        return Replacement(start, end, "".join(indented) if shift else re.sub(r"(?m)^  ", "", text))
    if kind == "move":
        target = lines[draw(st.integers(0, len(lines) - 1))]
        if target >= end:
            return Replacement(start, target, source[end:target] + text)
        if target <= start:
            return Replacement(target, end, text + source[target:start])
    return Replacement(start, end, draw(st.sampled_from(("", text + text))))


@st.composite
def notifications(draw: st.DrawFn, source: str) -> list[Replacement]:
    """The edits of one notification, each in the text that the ones before it left."""
    made: list[Replacement] = []
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        edit = draw(replacements(source))
        made.append(edit)
        source = edit.applied(source)
    return made
