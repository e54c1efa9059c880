"""The process in which the edits of large files are computed. Run by `fix_worker`, never by a person.

Reads jobs from standard input and writes an answer to each to standard output, until the input ends, which it
does when the server dies, too. Each message is a pickle, preceded by its length in four bytes.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from linen_upgrade.analysis import FileAnalysis, Fix, file_fix, fixes_at
from linen_upgrade.document import Document, Edit, Span
from linen_upgrade.project.settings import Settings

LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Job:
    """Compute the edits of one fix of a text; `span`, `key` and `unsafe` say which (see `find_fix`)."""

    source: bytes
    path: Path | None
    settings: Settings
    span: Span | None
    key: str
    unsafe: bool

    def run(self) -> list[Edit]:
        """The edits. Raises LookupError if there is no such fix."""
        analysis = FileAnalysis(Document(self.source), self.settings, self.path)
        return find_fix(analysis, self.span, self.key, self.unsafe).edits()


def find_fix(analysis: FileAnalysis, span: Span | None, key: str, unsafe: bool) -> Fix:
    """The fix called `key` among those offered at `span`, or that of the whole file, with its unsafe ones or without.

    Raises LookupError if the text does not offer it.
    """
    if span is None:
        return file_fix(analysis, unsafe)
    for fix in fixes_at(analysis, span, unsafe):
        if fix.key == key:
            return fix
    raise LookupError(f"there is no fix {key!r} at bytes {span.start} to {span.end}")


def frame(message: object) -> bytes:
    """A message as it goes through a pipe."""
    body = pickle.dumps(message)
    return LENGTH.pack(len(body)) + body


def main() -> None:
    """Answer jobs until the input ends; an answer is a list of edits, or the text of what went wrong."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while (job := _next_job(sys.stdin.buffer)) is not None:
        try:
            answer: list[Edit] | str = job.run()
        except Exception:  # the server tells it where the job came from; the next job may go well
            answer = traceback.format_exc()
        answers.write(frame(answer))
        answers.flush()


def _next_job(jobs: BinaryIO) -> Job | None:
    length = jobs.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    job: Job = pickle.loads(jobs.read(LENGTH.unpack(length)[0]))
    return job
