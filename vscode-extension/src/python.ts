/** The interpreter that a person chose in the Python extension, where that is installed. */
import { PVSC_EXTENSION_ID, PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";

import { log } from "./logger";

/** Absolute path of the interpreter chosen for the workspace, or undefined where there is none to ask for. */
export async function chosenInterpreter(): Promise<string | undefined> {
  const python = await pythonExtension();
  if (python === undefined) {
    return undefined;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const active = python.environments.getActiveEnvironmentPath(folder);
  const environment = await python.environments.resolveEnvironment(active);
  return environment?.executable.uri?.fsPath;
}

/** Calls `changed` whenever another interpreter is chosen. */
export async function onDidChooseInterpreter(changed: () => void): Promise<vscode.Disposable | undefined> {
  const python = await pythonExtension();
  return python?.environments.onDidChangeActiveEnvironmentPath(changed);
}

async function pythonExtension(): Promise<PythonExtension | undefined> {
  if (vscode.extensions.getExtension(PVSC_EXTENSION_ID) === undefined) {
    return undefined;
  }
  try {
    return await PythonExtension.api();
  } catch (error) {
    // Another extension's failure to start must not keep this one from looking at the PATH.
    log().warn(`The Python extension does not answer: ${String(error)}`);
    return undefined;
  }
}
