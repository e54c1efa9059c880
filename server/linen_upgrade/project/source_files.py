"""Reading Python source of any declared encoding as UTF-8, and writing it back as it was."""

from __future__ import annotations

import codecs
import io
import os
import stat
import tempfile
import tokenize
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_DECLARATION = "# coding:"
_ASCII = bytes(byte if byte < 128 else ord("?") for byte in range(256))


class SourceError(Exception):
    """A file that cannot be read or written; its text says what is wrong with it (without its name) and what to do."""


@dataclass(frozen=True)
class SourceText:
    """What a Python file says, and how it is stored."""

    source: bytes
    """The text in UTF-8, without a byte order mark, line endings as they are."""
    raw: bytes
    """The file's own bytes."""
    encoding: str
    """A codec's name: `utf-8`, or what the file declares (PEP 263)."""
    has_mark: bool
    """Whether the file begins with UTF-8's byte order mark."""

    def stored(self, source: bytes) -> bytes:
        """The bytes of a file that says `source` (UTF-8) and is stored like this one.

        Raises SourceError where the encoding lacks a character, or would not give back what was read.
        """
        if source == self.source:
            return self.raw
        if self.encoding != "utf-8":
            # Some codecs have several spellings of one text; writing would then change more than was asked for.
            if self.source.decode().encode(self.encoding, errors="replace") != self.raw:
                raise SourceError(f"its text in {self.encoding} cannot be written back as it was: save it as UTF-8")
            return _encoded(source.decode(), self.encoding)
        return codecs.BOM_UTF8 + source if self.has_mark else source


def read_source(path: Path) -> SourceText:
    """The text of the regular file `path`. Raises SourceError."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceError("is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise SourceError("is not a regular file; pipe its text in and pass `-` instead")
        return decode_source(path.read_bytes())
    except FileNotFoundError:
        raise SourceError("no such file") from None
    except OSError as error:
        raise SourceError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None


def decode_source(raw: bytes) -> SourceText:
    """The text of a Python file with the bytes `raw`. Raises SourceError where it is not Python source."""
    has_mark = raw.startswith(codecs.BOM_UTF8)
    body = raw[len(codecs.BOM_UTF8) :] if has_mark else raw
    _refuse_binary(raw)
    encoding = _declared_encoding(raw)
    if encoding == "utf-8":
        _check_utf8(body)
        return SourceText(body, raw, encoding, has_mark)
    try:
        # Python finds the declaration as ASCII, so a codec that writes it otherwise is not the file's.
        if _DECLARATION.encode(encoding) != _DECLARATION.encode():
            raise LookupError
        text = body.decode(encoding)
    except LookupError:
        raise SourceError(
            f"declares the encoding {encoding}, which Python source cannot be in: save it as UTF-8"
        ) from None
    except UnicodeError as error:
        raise SourceError(f"declares the encoding {encoding}, but is not text in it: {error}") from None
    return SourceText(_as_utf8(text), raw, encoding, has_mark)


def write_source(path: Path, old: SourceText, source: bytes) -> None:
    """Make the file `path`, which said `old`, say `source` (UTF-8): wholly or, on an error, not at all.

    Behind a link, the file that it leads to is written. Encoding, byte order mark, permissions and, where the system
    lets us, the owner stay.
    Raises SourceError, also where the file no longer says `old`.
    """
    stored = old.stored(source)
    target = path.resolve()
    try:
        if target.read_bytes() != old.raw:
            raise SourceError("was changed by another program meanwhile and is left alone: run this again")
        check_writable(target)
        _replace(target, stored, target.stat())
    except OSError as error:
        raise SourceError(f"cannot be written: {(error.strerror or str(error)).lower()}") from None


def check_writable(path: Path) -> None:
    """Raises SourceError if a file, or what a link leads to, is write-protected."""
    target = path.resolve()
    # Replacing a file asks its folder's permission, not its own, so its own has to be asked for here.
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    if not target.stat().st_mode & writable or not os.access(target, os.W_OK):
        raise SourceError("is write-protected and is left alone")


def _replace(target: Path, content: bytes, status: os.stat_result) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(content)
            temporary.flush()
            os.fsync(temporary.fileno())
        if hasattr(os, "chown"):
            with suppress(PermissionError):
                os.chown(name, status.st_uid, status.st_gid)
        Path(name).chmod(stat.S_IMODE(status.st_mode))
        Path(name).replace(target)
    finally:
        # After the replacement nothing has this name; before it, whatever went wrong, nothing may stay behind.
        Path(name).unlink(missing_ok=True)


def _refuse_binary(raw: bytes) -> None:
    if b"\0" not in raw:
        return
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError("is UTF-16, which Python does not read: save it as UTF-8")
    line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
    raise SourceError(f"is not Python source: it has a NUL byte in line {line}")


def _declared_encoding(raw: bytes) -> str:
    """The codec that the first two lines ask for, `utf-8` where they ask for none."""
    start = io.BytesIO(raw)
    # Python sees a line's end in a lone carriage return too, readline() alone does not.
    lines = (start.readline() + start.readline()).splitlines(keepends=True)[:2]
    # Only the ASCII part of these lines matters here, and whether the rest is text is a question for the codec.
    ascii_lines = iter([line if line.startswith(codecs.BOM_UTF8) else line.translate(_ASCII) for line in lines])
    try:
        encoding, _ = tokenize.detect_encoding(lambda: next(ascii_lines, b""))
    except SyntaxError as error:
        raise SourceError(f"declares an encoding that Python cannot use: {error.msg}") from None
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _check_utf8(body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"is not UTF-8 (byte 0x{body[error.start]:02x} in line {line}) and declares no other encoding: "
            "save it as UTF-8, or say what it is in its first line, as in `# -*- coding: latin-1 -*-`"
        ) from None


def _as_utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise SourceError("has half a surrogate pair in it, which is no character") from None


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise SourceError(
            f"its upgraded text has the character {text[error.start]!r} (line {line}), "
            f"which {encoding} does not have: save it as UTF-8"
        ) from None
