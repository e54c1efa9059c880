"""Reading a checkpoint that anybody may have written: nothing in it is run, and nothing is believed unchecked."""

from __future__ import annotations

import math
import re
import zipfile
from pathlib import Path
from typing import Any

import msgpack
import numpy as np

Tree = dict[str, Any]

_NUMBERED = re.compile(r"checkpoint_(\d+(?:\.\d+)?)$")
_DTYPE = re.compile(r"(bool|u?int(8|16|32|64)|float(16|32|64)|complex(64|128)|bfloat16)$")
_CHUNKED = "__msgpack_chunked_array__"
_MOST_DIMENSIONS = 32
_DEEPEST = 100


class Refused(Exception):
    """Why nothing is done: a sentence for people."""


def file_of(place: Path) -> Path:
    """The checkpoint itself, or the latest one in a folder of them. Raises Refused."""
    if not place.is_dir():
        return place
    found = [(float(name[1]), path) for path in place.iterdir() if (name := _NUMBERED.match(path.name))]
    if not found:
        raise Refused(f"{place} is a folder without a `checkpoint_…` in it")
    return max(found)[1]


def read(place: Path, most: int) -> Tree:
    """What a checkpoint holds: dictionaries, arrays and plain values. `most` is how many bytes it may unpack to.

    Raises Refused.
    """
    try:
        content = file_of(place).read_bytes()
    except OSError as error:
        raise Refused(f"{place} can't be read: {(error.strerror or str(error)).lower()}") from None
    try:
        tree = _of_zip(file_of(place), most) if content[:2] == b"PK" else _of_msgpack(content)
        checked: Tree = _checked(tree, 0)
        return checked
    except Refused:
        raise
    except Exception as error:  # whatever a parser thinks of what it was given
        raise Refused(f"{place} is no checkpoint, or a damaged one: {_said(error)}") from None


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}" + (f" ({text[:120]})" if text else "")


def _of_msgpack(content: bytes) -> Any:
    if not content:
        raise Refused("the checkpoint is empty")
    return msgpack.unpackb(content, ext_hook=_extension, raw=False, max_ext_len=len(content))


def _extension(code: int, data: bytes) -> Any:
    if code == 2:
        real, imaginary = msgpack.unpackb(data)
        return complex(float(real), float(imaginary))
    if code not in (1, 3):
        raise Refused(f"it holds something of the unknown kind {code}")
    shape, name, raw = msgpack.unpackb(data, raw=True)
    array = _array(shape, name.decode("ascii"), raw)
    return array[()] if code == 3 else array


def _array(shape: Any, name: str, raw: bytes) -> Any:
    """The array of that shape and type. Raises Refused."""
    if not _DTYPE.match(name):
        raise Refused(f"it holds an array of the unknown type {name[:20]!r}")
    if not isinstance(shape, list) or len(shape) > _MOST_DIMENSIONS:
        raise Refused("it holds an array of an impossible shape")
    if not all(type(size) is int and size >= 0 for size in shape):
        raise Refused("it holds an array of an impossible shape")
    dtype = _bfloat16() if name == "bfloat16" else np.dtype(name)
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise Refused("it holds an array of another size than it says")
    return np.frombuffer(raw, dtype).reshape(shape)


def _bfloat16() -> Any:
    import ml_dtypes

    return np.dtype(ml_dtypes.bfloat16)


def _of_zip(path: Path, most: int) -> Tree:
    """An `.npz` whose keys are paths (`opt/target/Dense_0/kernel`)."""
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > most:
        raise Refused(f"it unpacks to {size} bytes, far more than parameters of this class take")
    tree: Tree = {}
    with np.load(path, allow_pickle=False) as arrays:
        for key in arrays.files:
            *scopes, name = key.strip("/").split("/")
            scope = tree
            for part in scopes:
                scope = scope.setdefault(part, {})
                if not isinstance(scope, dict):
                    raise Refused(f"its key {key!r} leads through an array")
            if name in scope:
                raise Refused(f"it has {key!r} twice")
            scope[name] = arrays[key]
    return tree


def _checked(value: Any, depth: int) -> Any:
    """A tree with its chunked arrays put together, and nothing in it that no checkpoint has. Raises Refused."""
    if depth > _DEEPEST:
        raise Refused("it is nested deeper than any checkpoint")
    if isinstance(value, dict):
        if _CHUNKED in value:
            return _unchunked(value)
        if not all(isinstance(key, str) for key in value):
            raise Refused("it has keys that are no text")
        return {key: _checked(held, depth + 1) for key, held in value.items()}
    if depth == 0:
        raise Refused("it holds no tree of arrays")
    if isinstance(value, np.ndarray) and value.dtype.hasobject:
        raise Refused("it holds Python objects, which are not read")
    if isinstance(value, (np.ndarray, np.generic, str, int, float, complex, bool)) or value is None:
        return value
    raise Refused(f"it holds something that is no array: {type(value).__name__}")


def _unchunked(value: Tree) -> Any:
    shape, chunks = _in_order(value.get("shape")), _in_order(value.get("chunks"))
    if not chunks or not all(isinstance(chunk, np.ndarray) and chunk.ndim == 1 for chunk in chunks):
        raise Refused("it holds a large array of which parts are missing")
    whole = np.concatenate(chunks)
    return _array([int(size) for size in shape], whole.dtype.name, whole.tobytes())


def _in_order(entries: Any) -> list[Any]:
    """What a dictionary has under '0', '1' …"""
    return [entries[str(index)] for index in range(len(entries))] if isinstance(entries, dict) else []
