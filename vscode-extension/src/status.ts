/** The entry in the language status menu of Python files: which server runs, or that none does. */
import * as vscode from "vscode";

import type { Candidate } from "./discovery";

export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("linen-upgrade.status", { language: "python" });

  constructor() {
    this.item.name = "Linen Upgrade";
  }

  starting(): void {
    this.item.text = "Linen Upgrade";
    this.item.detail = "starting";
    this.item.busy = true;
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    this.item.command = { command: "linen-upgrade.showOutput", title: "Show Output" };
  }

  running(candidate: Candidate, version: string): void {
    this.item.text = `Linen Upgrade ${version}`;
    this.item.detail = candidate.command;
    this.item.busy = false;
  }

  stopped(why: string): void {
    this.item.text = "Linen Upgrade";
    this.item.detail = why;
    this.item.busy = false;
    this.item.severity = vscode.LanguageStatusSeverity.Error;
    this.item.command = { command: "linen-upgrade.restart", title: "Restart Server" };
  }

  dispose(): void {
    this.item.dispose();
  }
}
