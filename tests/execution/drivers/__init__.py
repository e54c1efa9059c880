"""Scripts that run inside the two environments; the old ones on Python 3.8, so their syntax stays that old."""
