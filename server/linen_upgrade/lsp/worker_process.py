"""The process in which code bases are read as a whole, and long edits are computed. Run by `worker`, never by a person.

Reads jobs from standard input and writes an answer to each to standard output, until the input ends, which it
does when the server dies, too. Each message is a pickle, preceded by its length in four bytes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, TypeVar

from linen_upgrade.analysis.failures import described
from linen_upgrade.lsp.indexed import Index

LENGTH = struct.Struct(">I")
_LESS_URGENT = 10
"""How much the process gives way to others: an editor and its server come first."""

T_co = TypeVar("T_co", covariant=True)
Tell = Callable[[object], None]


class Job(Protocol[T_co]):
    """Something to do there; it travels as a pickle."""

    def run(self, index: Index, tell: Tell) -> T_co:
        """Do it, with what the process knows of code bases; `tell` takes what is to be known before the end."""


@dataclass(frozen=True)
class Told:
    """What a job tells before it is done."""

    message: object


@dataclass(frozen=True)
class Failed:
    """What became of a job that went wrong."""

    why: str


def frame(message: object) -> bytes:
    """A message as it goes through a pipe."""
    body = pickle.dumps(message)
    return LENGTH.pack(len(body)) + body


def main() -> None:
    """Answer jobs until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_LESS_URGENT)
    gc.freeze()

    def write(message: object) -> None:
        answers.write(frame(message))
        answers.flush()

    index = Index()
    while (job := _next_job(sys.stdin.buffer)) is not None:
        try:
            answer = job.run(index, lambda message: write(Told(message)))
        except Exception as error:  # the server tells it where the job came from; the next job may go well
            traceback.print_exc()
            answer = Failed(described(error))
        write(answer)


def _next_job(jobs: BinaryIO) -> Job[Any] | None:
    length = jobs.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    job: Job[Any] = pickle.loads(jobs.read(LENGTH.unpack(length)[0]))
    return job
