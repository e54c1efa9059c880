/** The settings under `linen-upgrade`, as the server and the search for it want them. */
import { homedir } from "node:os";
import * as vscode from "vscode";

import { expandPath } from "./executables";

/** The names of the settings that the server is told about, the same as in its own configuration. */
const SERVER_SETTINGS = [
  "select",
  "ignore",
  "exclude",
  "perFileIgnores",
  "unsafeFixes",
  "workspaceDiagnostics",
  "python",
] as const;

/** The settings that say which server to run. */
const EXECUTABLE_SETTINGS = ["server", "interpreter"] as const;

export type ServerSettings = Partial<Record<(typeof SERVER_SETTINGS)[number], unknown>>;

/** What a person set for the server; what is left at its default is left out, so that pyproject.toml decides it. */
export function serverSettings(): ServerSettings {
  const configuration = vscode.workspace.getConfiguration("linen-upgrade");
  const set = SERVER_SETTINGS.filter((name) => isSet(configuration.inspect(name)));
  return Object.fromEntries(set.map((name) => [name, configuration.get(name)]));
}

/** The path that a setting names, ready to be run; empty if it is not set. */
export function executableSetting(name: (typeof EXECUTABLE_SETTINGS)[number]): string {
  const configuration = vscode.workspace.getConfiguration("linen-upgrade");
  const value = vscode.workspace.isTrusted
    ? configuration.get<string>(name)
    : configuration.inspect<string>(name)?.globalValue;
  return expandPath(value ?? "", {
    home: homedir(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    environment: process.env,
  });
}

/** Whether a change of settings may mean another server. */
export function affectsServerChoice(change: vscode.ConfigurationChangeEvent): boolean {
  return EXECUTABLE_SETTINGS.some((name) => change.affectsConfiguration(`linen-upgrade.${name}`));
}

/** Whether a change of settings is one that the server is to be told. */
export function affectsServerSettings(change: vscode.ConfigurationChangeEvent): boolean {
  return SERVER_SETTINGS.some((name) => change.affectsConfiguration(`linen-upgrade.${name}`));
}

function isSet(inspected: ReturnType<vscode.WorkspaceConfiguration["inspect"]>): boolean {
  return (
    inspected?.globalValue !== undefined ||
    inspected?.workspaceValue !== undefined ||
    inspected?.workspaceFolderValue !== undefined
  );
}
