"""A second way to rewrite a finding, offered beside the first: a plain mask where no gradient of hidden rows counts."""

from __future__ import annotations

from linen_upgrade.analysis import FileAnalysis, Fix, FixKind, file_fix, fixes_at
from linen_upgrade.document import Document, Span, apply_edits
from linen_upgrade.rewriting.findings import Applicability

SOURCE = b"""from flax import nn


class Net(nn.Module):
  def apply(self, x, mask):
    assert x.ndim == 3 and mask.ndim == 2
    return nn.SelfAttention(x, num_heads=2, %s)
"""


def offered(argument: bytes, token: bytes) -> tuple[bytes, list[Fix]]:
    source = SOURCE % argument
    place = source.index(token)
    fixes = fixes_at(FileAnalysis(Document(source)), Span(place, place))
    return source, [fix for fix in fixes if fix.kind is FixKind.OTHERWISE]


def test_a_padding_mask_can_be_a_plain_one() -> None:
    for token in (b"nn.SelfAttention", b"padding_mask"):
        source, (fix,) = offered(b"padding_mask=mask", token)
        assert fix.title == "Upgrade class Net, with a plain mask="
        assert fix.applicability is Applicability.UNSAFE
        assert "gradients differ" in fix.reason
        assert not fix.is_preferred
        result = apply_edits(source, fix.edits()).decode()
        assert "mask_2" not in result
        assert "(x, mask=attention_mask)" in result
        assert "attention_mask = nn.make_attention_mask(mask, mask)" in result
        assert "bias" not in result


def test_the_second_way_is_for_one_fix_only() -> None:
    source = SOURCE % b"padding_mask=mask"
    analysis = FileAnalysis(Document(source))
    place = source.index(b"padding_mask")
    (fix,) = [f for f in fixes_at(analysis, Span(place, place)) if f.kind is FixKind.OTHERWISE]
    fix.edits()
    assert b"bias" in apply_edits(source, file_fix(analysis, unsafe=False).edits())


def test_where_no_row_is_hidden_there_is_one_way() -> None:
    assert not offered(b"causal_mask=True", b"nn.SelfAttention")[1]
    assert not offered(b"segmentation=mask", b"segmentation")[1]
