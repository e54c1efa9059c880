"""The diagnostics of files that are not open, as the worker process found them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping

_NOTHING = b"[]"


class Unopened:
    """Diagnostics as JSON by the URI of their file, each state under a name of its own."""

    def __init__(self, new_name: Callable[[], str]) -> None:
        self._new_name = new_name
        self._reports: dict[str, tuple[bytes, str]] = {}
        self._pushed: dict[str, bytes] = {}

    def learn(self, reports: Mapping[str, bytes]) -> None:
        """Take what files have now."""
        for uri, items in reports.items():
            if items != self.items(uri):
                self._reports[uri] = items, self._new_name()

    def items(self, uri: str) -> bytes:
        """What a file has."""
        return self._reports.get(uri, (_NOTHING, ""))[0]

    def answer(self, known: Mapping[str, str], opened: Collection[str], shown: bool) -> tuple[bytes, bool]:
        """A `WorkspaceDiagnosticReport` for a client that knows these names of states, and whether it is news.

        It has nothing on `opened` files.
        """
        found: list[bytes] = []
        is_news = False
        for uri in {**dict.fromkeys(self._reports), **dict.fromkeys(known)}:
            if uri in opened:
                continue
            items, name = self._reports.get(uri, (_NOTHING, "")) if shown else (_NOTHING, "")
            if items == _NOTHING and uri not in known:
                continue
            about = b'"uri":%s,"version":null,"resultId":%s' % (json.dumps(uri).encode(), json.dumps(name).encode())
            if known.get(uri) == name:
                found.append(b'{"kind":"unchanged",%s}' % about)
            else:
                is_news = True
                found.append(b'{"kind":"full",%s,"items":%s}' % (about, items))
        return b'{"items":[%s]}' % b",".join(found), is_news

    def to_push(self, shown: bool) -> Iterator[tuple[str, bytes]]:
        """What has to be published, so that the client shows what there is, or, if not `shown`, nothing."""
        wanted = {uri: items for uri, (items, _) in self._reports.items()} if shown else {}
        for uri in {**dict.fromkeys(self._pushed), **dict.fromkeys(wanted)}:
            items = wanted.get(uri, _NOTHING)
            if items != self._pushed.get(uri, _NOTHING):
                self._pushed[uri] = items
                yield uri, items
