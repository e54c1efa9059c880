"""An axial transformer for images: attention over rows, then columns, then all positions."""

from flax import nn


class AxialBlock(nn.Module):
  def apply(self, x, num_heads, widening=2):
    for axis in ("row", "column"):
      y = nn.LayerNorm(x, name=axis + "_norm")
      if axis == "row":
        y = nn.SelfAttention(y, num_heads=num_heads, attention_axis=(2,), name="row")
      else:
        y = nn.SelfAttention(y, num_heads=num_heads, attention_axis=(1,), name="column")
      x = x + y
    y = nn.Dense(nn.LayerNorm(x), widening * x.shape[-1])
    return x + nn.Dense(nn.gelu(y), x.shape[-1])


class AxialTransformer(nn.Module):
  def apply(self, images, num_classes=3, width=4, num_layers=2, num_heads=2):
    x = nn.Conv(images, width, (2, 2), strides=(2, 2), padding="VALID", name="stem")
    batch, height, columns, _ = x.shape
    x = x + self.param("rows", (1, height, 1, width), nn.initializers.normal(0.02))
    x = x + self.param("columns", (1, 1, columns, width), nn.initializers.normal(0.02))
    for _ in range(num_layers):
      x = AxialBlock(x, num_heads)
    x = nn.LayerNorm(x).mean(axis=(1, 2))
    return nn.Dense(x, num_classes, kernel_init=nn.initializers.zeros)
