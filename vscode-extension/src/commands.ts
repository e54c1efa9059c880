/** The commands of the palette. */
import * as vscode from "vscode";

import { log } from "./logger";
import type { Server } from "./server";
import { verifyModule } from "./verify";

/** The kind of the code action that fixes a whole file. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("linen-upgrade");

/** The command of the server, which the language client knows while it runs. */
const UPGRADE_WORKSPACE = "linen-upgrade.server.upgradeWorkspace";

/** More than the actions of that kind there can be: all of them are wanted with their edits. */
const ACTIONS_TO_RESOLVE = 100;

export function registerCommands(server: Server, context: vscode.ExtensionContext): vscode.Disposable {
  const { extensionPath, workspaceState } = context;
  return vscode.Disposable.from(
    vscode.commands.registerCommand("linen-upgrade.restart", () => server.restart()),
    vscode.commands.registerCommand("linen-upgrade.showOutput", () => log().show()),
    vscode.commands.registerCommand("linen-upgrade.fixFile", () => fixFile(server)),
    vscode.commands.registerCommand("linen-upgrade.upgradeWorkspace", () => upgradeWorkspace(server)),
    vscode.commands.registerCommand("linen-upgrade.verifyModule", (...args: unknown[]) =>
      verifyModule(server, extensionPath, workspaceState, args),
    ),
  );
}

async function fixFile(server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "python") {
    void vscode.window.showInformationMessage("Open the Python file that is to be fixed first.");
    return;
  }
  if (!(await runs(server))) {
    return;
  }
  const version = document.version;
  const edit = await fixAllEdit(document);
  if (edit === undefined) {
    void vscode.window.showInformationMessage("Linen Upgrade finds nothing in this file that it can fix by itself.");
  } else if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage("The file changed while it was being fixed, and was left alone. Try again.");
  }
}

async function upgradeWorkspace(server: Server): Promise<void> {
  if (await runs(server)) {
    await vscode.commands.executeCommand(UPGRADE_WORKSPACE);
  }
}

/** Whether the server runs, once it was started if it did not; the person is told what to do if it cannot. */
async function runs(server: Server): Promise<boolean> {
  if (!(await server.isRunning())) {
    await server.restart();
  }
  return server.isRunning();
}

async function fixAllEdit(document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | undefined> {
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    everything,
    FIX_ALL.value,
    ACTIONS_TO_RESOLVE,
  );
  return actions.find((action) => action.kind !== undefined && FIX_ALL.contains(action.kind))?.edit;
}
