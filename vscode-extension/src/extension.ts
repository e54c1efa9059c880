/** Wires the parts together; each of them has one concern. */
import * as vscode from "vscode";

import { registerCommands } from "./commands";
import { onDidChooseInterpreter } from "./python";
import { Server } from "./server";
import { affectsServerChoice, affectsServerSettings } from "./settings";
import { Status } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = new Status();
  const started = new Server(context.extensionPath, status);
  server = started;
  context.subscriptions.push(
    status,
    registerCommands(started, context),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (affectsServerChoice(change)) {
        await started.restart();
      } else if (affectsServerSettings(change)) {
        await started.sendSettings();
      }
    }),
  );
  void started.restart();
  const choices = await onDidChooseInterpreter(() => void started.restart());
  if (choices !== undefined) {
    context.subscriptions.push(choices);
  }
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
