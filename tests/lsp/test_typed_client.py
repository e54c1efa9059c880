"""One round through the server with a typed client, with the capabilities of a real editor."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

from .conftest import MLP

SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "linen_upgrade", "server"])


@pytest_lsp.fixture(config=SERVER)
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    parameters = types.InitializeParams(
        capabilities=pytest_lsp.client_capabilities("neovim@v0.11.0"), root_uri=tmp_path.as_uri()
    )
    await lsp_client.initialize_session(parameters)
    yield
    await lsp_client.shutdown_session()


async def test_from_a_squiggle_to_linen(client: LanguageClient, tmp_path: Path) -> None:
    document = types.TextDocumentIdentifier((tmp_path / "model.py").as_uri())
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(document.uri, "python", 1, MLP))
    )
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
    assert {item.code for item in report.items} == {"LIN001", "LIN101", "LIN103"}

    place = next(item.range for item in report.items if item.code == "LIN103")
    hover = await client.text_document_hover_async(types.HoverParams(document, place.start))
    assert hover is not None
    assert "nn.Dense(self.width)(x)" in hover.contents.value

    context = types.CodeActionContext([item for item in report.items if item.range == place])
    actions = await client.text_document_code_action_async(types.CodeActionParams(document, place, context))
    preferred = next(action for action in actions if action.is_preferred)
    assert preferred.title == "Upgrade class Mlp"
    resolved = await client.code_action_resolve_async(preferred)
    assert any("nn.Dense(self.width)(x)" in edit.new_text for edit in resolved.edit.changes[document.uri])
