/** Verifying a class: asks for its inputs, runs `linen-upgrade verify` beside the server, and shows the table. */
import { spawn } from "node:child_process";
import * as vscode from "vscode";

import type { Candidate } from "./discovery";
import { log } from "./logger";
import type { Server } from "./server";
import { type Outcome, sentence, verifyArguments } from "./verification";

/** The kind of the server's code action that names the class at the cursor. */
const VERIFY = "verify.linen-upgrade";

const EXAMPLE = "f32[2,28,28,1]";
const UNTRUSTED = "Verifying a class runs the code of this workspace, so the workspace has to be trusted first.";

/** What is remembered from one time to the next. */
type Memory = Pick<vscode.Memento, "get" | "update">;

/** A class of a file, and whether it is pre-Linen. */
interface Target {
  uri: vscode.Uri;
  className: string;
  isOld: boolean;
}

/** Verify the class that the server's code action names, or the one at the cursor. */
export async function verifyModule(server: Server, folder: string, memory: Memory, args: unknown[]): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const pressed = await vscode.window.showWarningMessage(UNTRUSTED, "Manage Trust");
    await (pressed && vscode.commands.executeCommand("workbench.trust.manage"));
    return;
  }
  const program = await server.program();
  const target = targetOf(args) ?? (await targetAtCursor());
  if (program === undefined || target === undefined) {
    void vscode.window.showInformationMessage("Put the cursor into the module class that is to be verified.");
    return;
  }
  const line = await ask(memory, `inputs of ${target.className} in ${target.uri.path}`, EXAMPLE, {
    title: `Verify ${target.className}`,
    prompt: "Inputs in their order, then arguments by name: f32[2,28] i32[2,5]<10 key features=10 train=False",
  });
  const revision = line === undefined || target.isOld ? undefined : await askRevision(memory, target);
  if (line === undefined || (revision === undefined && !target.isOld)) {
    return;
  }
  await (await vscode.workspace.openTextDocument(target.uri)).save();
  await show(await run(program, folder, target, verifyArguments(target.uri.fsPath, target.className, line, revision)));
}

function askRevision(memory: Memory, target: Target): Promise<string | undefined> {
  return ask(memory, `revision of ${target.uri.path}`, "HEAD", {
    title: `Verify ${target.className}`,
    prompt: "The git revision in which the class was still pre-Linen",
  });
}

async function ask(
  memory: Memory,
  key: string,
  otherwise: string,
  options: vscode.InputBoxOptions,
): Promise<string | undefined> {
  const value = memory.get<string>(key) ?? otherwise;
  const answer = await vscode.window.showInputBox({ ...options, value, ignoreFocusOut: true });
  if (answer !== undefined) {
    await memory.update(key, answer);
  }
  return answer;
}

function targetOf([uri, className, isOld]: unknown[]): Target | undefined {
  return typeof uri === "string" && typeof className === "string"
    ? { uri: vscode.Uri.parse(uri), className, isOld: isOld === true }
    : undefined;
}

async function targetAtCursor(): Promise<Target | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    VERIFY,
  );
  return targetOf(actions.find((action) => action.kind?.value === VERIFY)?.command?.arguments ?? []);
}

/** Runs the program; undefined if the person cancelled it. */
function run(program: Candidate, folder: string, target: Target, args: string[]): Thenable<Outcome | undefined> {
  const title = `Verifying ${target.className}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    log().info([program.command, ...program.args, ...args].join(" "));
    // Not in the workspace: `python -m` would import modules from there.
    const child = spawn(program.command, [...program.args, ...args], { cwd: folder });
    token.onCancellationRequested(() => child.kill());
    const outcome: Outcome = { code: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (outcome.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      outcome.stderr += text;
      progress.report({ message: text.trim().split("\n").at(-1) ?? "" });
    });
    return new Promise((resolve) => {
      child.on("error", (error) => resolve({ code: 2, stdout: "", stderr: `error: ${error.message}` }));
      child.on("close", (code) => resolve(token.isCancellationRequested ? undefined : { ...outcome, code }));
    });
  });
}

let table: vscode.OutputChannel | undefined;

async function show(outcome: Outcome | undefined): Promise<void> {
  if (outcome === undefined) {
    return;
  }
  table ??= vscode.window.createOutputChannel("Linen Upgrade Verify");
  table.replace(outcome.code === 2 ? outcome.stderr : outcome.stdout);
  const message = sentence(outcome);
  const tell = { 0: vscode.window.showInformationMessage, 1: vscode.window.showWarningMessage }[outcome.code ?? 2];
  if (outcome.code !== 2) {
    table.show(true);
  }
  if ((await (tell ?? vscode.window.showErrorMessage)(message, "Show Table")) !== undefined) {
    table.show(true);
  }
}
