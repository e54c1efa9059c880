"""Scripts that run inside the two worlds, by way of `start.py`; old ones on Python 3.8, so their syntax is that old.

Nothing here may import from linen-upgrade what lies outside this folder: it isn't installed there.
"""
