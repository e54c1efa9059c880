/** The output channels, each created when there is something to write. */
import * as vscode from "vscode";

let channel: vscode.LogOutputChannel | undefined;

/** The log that people read: which server was chosen and why, and what it writes to its standard error. */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel("Linen Upgrade", { log: true });
  return channel;
}

/**
 * The messages between editor and server, in a channel that comes to be with the first one.
 *
 * The language client traces while its channel's level is `Trace`, a level that is otherwise hidden in the channel's
 * menu; here the setting `trace.server` turns tracing on and off, and this class presents it as that level.
 */
export class TraceChannel implements vscode.LogOutputChannel {
  readonly name = "Linen Upgrade Trace";
  private channel: vscode.OutputChannel | undefined;
  private readonly levelChange = new vscode.EventEmitter<vscode.LogLevel>();
  private readonly settings: vscode.Disposable;
  readonly onDidChangeLogLevel = this.levelChange.event;

  constructor() {
    this.settings = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("linen-upgrade.trace.server")) {
        this.levelChange.fire(this.logLevel);
      }
    });
  }

  get logLevel(): vscode.LogLevel {
    const setting = vscode.workspace.getConfiguration("linen-upgrade").get("trace.server", "off");
    return setting === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  append(text: string): void {
    this.target().append(text);
  }

  appendLine(text: string): void {
    this.target().appendLine(text);
  }

  trace(message: string): void {
    this.write(message);
  }

  debug(message: string): void {
    this.write(message);
  }

  info(message: string): void {
    this.write(message);
  }

  warn(message: string): void {
    this.write(message);
  }

  error(error: string | Error): void {
    this.write(String(error));
  }

  replace(text: string): void {
    this.target().replace(text);
  }

  clear(): void {
    this.channel?.clear();
  }

  show(first?: vscode.ViewColumn | boolean, preserveFocus?: boolean): void {
    this.target().show(typeof first === "boolean" ? first : preserveFocus);
  }

  hide(): void {
    this.channel?.hide();
  }

  dispose(): void {
    this.settings.dispose();
    this.levelChange.dispose();
    this.channel?.dispose();
  }

  private write(message: string): void {
    this.target().appendLine(`${new Date().toISOString()} ${message}`);
  }

  private target(): vscode.OutputChannel {
    this.channel ??= vscode.window.createOutputChannel(this.name);
    return this.channel;
  }
}
