"""What the client said it can do, in the words of this server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linen_upgrade.document import Encoding

_DEPRECATED = 2
VERIFY = "linen-upgrade.verifyModule"
"""The client's command that verifies a class. Its arguments: the document's URI, the class, whether it is old."""


@dataclass(frozen=True)
class Client:
    """A client's capabilities, as far as they matter here; without any it gets what every client understands."""

    encoding: Encoding = Encoding.UTF16
    pulls_diagnostics: bool = False
    refreshes_diagnostics: bool = False
    diagnostic_links: bool = False
    diagnostic_tags: bool = False
    related_information: bool = False
    markdown_hover: bool = False
    code_actions: bool = False
    resolves_edits: bool = False
    disabled_actions: bool = False
    preferred_actions: bool = False
    versioned_edits: bool = False
    annotated_edits: bool = False
    applies_edits: bool = False
    progress: bool = False
    configuration: bool = False
    watches_files: bool = False
    verifies: bool = False
    """Whether it has the command VERIFY, which runs the user's code: this server never does."""


def understand(capabilities: object) -> Client:
    """The announced capabilities (`ClientCapabilities` as JSON) that this server makes use of.

    What is of another shape than the protocol has it counts as not announced.
    """
    told = _Announced(capabilities)
    document, workspace, action = "textDocument", "workspace", "textDocument.codeAction"
    published, edit = f"{document}.publishDiagnostics", f"{workspace}.workspaceEdit"
    versioned = told.has(f"{edit}.documentChanges")
    return Client(
        encoding=_agreed_encoding(told.list("general.positionEncodings")),
        pulls_diagnostics=told.get(f"{document}.diagnostic") is not None,
        refreshes_diagnostics=told.has(f"{workspace}.diagnostics.refreshSupport"),
        diagnostic_links=told.has(f"{published}.codeDescriptionSupport"),
        diagnostic_tags=_DEPRECATED in told.list(f"{published}.tagSupport.valueSet"),
        related_information=told.has(f"{published}.relatedInformation"),
        markdown_hover=_preferred_format(told.list(f"{document}.hover.contentFormat")) == "markdown",
        code_actions=told.has(f"{action}.codeActionLiteralSupport"),
        resolves_edits="edit" in told.list(f"{action}.resolveSupport.properties"),
        disabled_actions=told.has(f"{action}.disabledSupport"),
        preferred_actions=told.has(f"{action}.isPreferredSupport"),
        versioned_edits=versioned,
        annotated_edits=versioned and told.get(f"{edit}.changeAnnotationSupport") is not None,
        applies_edits=told.has(f"{workspace}.applyEdit"),
        progress=told.has("window.workDoneProgress"),
        configuration=told.has(f"{workspace}.configuration"),
        watches_files=told.has(f"{workspace}.didChangeWatchedFiles.dynamicRegistration"),
        verifies=VERIFY in told.list("experimental.commands"),
    )


@dataclass(frozen=True)
class _Announced:
    """Capabilities, looked up by names with dots."""

    capabilities: object

    def get(self, name: str) -> Any:
        value: Any = self.capabilities
        for key in name.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def has(self, name: str) -> bool:
        return bool(self.get(name))

    def list(self, name: str) -> list[Any]:
        value = self.get(name)
        return value if isinstance(value, list) else []


def _agreed_encoding(offered: list[Any]) -> Encoding:
    """The first encoding that both know; UTF-16 is what every client understands."""
    known = {encoding.value: encoding for encoding in Encoding}
    return next((known[name] for name in offered if name in known), Encoding.UTF16)


def _preferred_format(formats: list[Any]) -> str:
    return next((name for name in formats if name in ("markdown", "plaintext")), "plaintext")
