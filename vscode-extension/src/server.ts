/** The server's life: found, started, told of settings, started again after a crash, stopped. */
import * as vscode from "vscode";
import { DidChangeConfigurationNotification, type LanguageClient } from "vscode-languageclient/node";

import { createClient } from "./client";
import { type Candidate, type Discovery, discover, explain, installCommand, type Sources } from "./discovery";
import { findOnPath } from "./executables";
import { log, TraceChannel } from "./logger";
import { askVersion } from "./probe";
import { chosenInterpreter } from "./python";
import { RestartLimit } from "./restarts";
import { executableSetting, serverSettings } from "./settings";
import type { Status } from "./status";

const RESTARTS = 4;
const RESTART_PERIOD_MILLISECONDS = 3 * 60 * 1000;

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private candidate: Candidate | undefined;
  private readonly trace = new TraceChannel();
  private readonly limit = new RestartLimit(RESTARTS, RESTART_PERIOD_MILLISECONDS);
  /** Starts and stops, one after the other. */
  private queue: Promise<void> = Promise.resolve();

  /** @param folder a folder of the extension's own, where the server is started. */
  constructor(
    private readonly folder: string,
    private readonly status: Status,
  ) {}

  /** Stops the server if it runs, looks for one anew and starts it; says in one message if that cannot be. */
  restart(): Promise<void> {
    this.limit.reset();
    return this.enqueue(async () => {
      await this.stopClient();
      await this.startClient();
    });
  }

  /** Whether a server runs, once starts that are under way have come to an end. */
  async isRunning(): Promise<boolean> {
    await this.queue;
    return this.client?.isRunning() === true;
  }

  /** What runs linen-upgrade: the running server's program, started if it did not run; undefined if it cannot be. */
  async program(): Promise<Candidate | undefined> {
    if (!(await this.isRunning())) {
      await this.restart();
    }
    return (await this.isRunning()) ? this.candidate : undefined;
  }

  /** Tells a running server the settings as they are now. */
  async sendSettings(): Promise<void> {
    if (await this.isRunning()) {
      await this.client?.sendNotification(DidChangeConfigurationNotification.type, { settings: serverSettings() });
    }
  }

  /** Ends the server with the extension. */
  async stop(): Promise<void> {
    await this.enqueue(() => this.stopClient());
    this.dispose();
  }

  dispose(): void {
    this.trace.dispose();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => log().error(String(error)));
    return this.queue;
  }

  private async startClient(): Promise<void> {
    this.status.starting();
    const sources = await findSources();
    const discovery = await discover(sources, (candidate) => askVersion(candidate, this.folder));
    if (discovery.kind !== "found") {
      this.status.stopped("no server found");
      void this.sayWhatToDo(discovery, sources);
      return;
    }
    const { candidate, version } = discovery;
    log().info(`Starting linen-upgrade ${version}: ${candidate.command} (from ${candidate.origin})`);
    const client = createClient(candidate, this.folder, this.trace, () => this.closed(client));
    try {
      await client.start();
    } catch (error) {
      log().error(String(error));
      this.offerRestart("The Linen Upgrade server could not be started. The output says why.");
      return;
    }
    this.client = client;
    this.candidate = candidate;
    this.status.running(candidate, version);
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // It did not end in time, and is ended by force then; nothing hinders a new one from starting.
      log().warn(String(error));
    }
  }

  /** Called when a server has gone by itself. One that went while starting is dealt with where it was started. */
  private closed(client: LanguageClient): void {
    if (this.client !== client) {
      return;
    }
    this.client = undefined;
    if (this.limit.allowsRestart(Date.now())) {
      log().warn("The server has ended by itself; starting it again.");
      void this.enqueue(() => this.startClient());
    } else {
      this.offerRestart(`The Linen Upgrade server ended ${RESTARTS + 1} times within three minutes and stays off.`);
    }
  }

  private offerRestart(message: string): void {
    this.status.stopped("the server has ended");
    void offer(message, {
      "Restart Server": () => this.restart(),
      "Show Output": () => log().show(),
    });
  }

  private async sayWhatToDo(discovery: Exclude<Discovery, { kind: "found" }>, sources: Sources): Promise<void> {
    const message = explain(discovery, sources);
    log().error(message);
    for (const { candidate, problem } of "rejected" in discovery ? discovery.rejected : []) {
      log().info(`Not used: ${candidate.command} (from ${candidate.origin}): ${problem}`);
    }
    await offer(message, whatToDo(discovery, sources));
  }
}

/** The buttons below the message that no server runs. */
function whatToDo(discovery: Exclude<Discovery, { kind: "found" }>, sources: Sources): Record<string, () => unknown> {
  if (discovery.kind === "untrusted") {
    return { "Manage Trust": () => vscode.commands.executeCommand("workbench.trust.manage") };
  }
  const command = installCommand(discovery, sources);
  const setting = sources.interpreterSetting === "" ? "linen-upgrade.server" : "linen-upgrade.interpreter";
  return {
    ...(command === undefined ? {} : { "Copy Install Command": () => vscode.env.clipboard.writeText(command) }),
    "Open Settings": () => vscode.commands.executeCommand("workbench.action.openSettings", setting),
  };
}

/** Shows one message with buttons, and does what the pressed one says. */
async function offer(message: string, actions: Record<string, () => unknown>): Promise<void> {
  const pressed = await vscode.window.showErrorMessage(message, ...Object.keys(actions));
  await (pressed === undefined ? undefined : actions[pressed]?.());
}

async function findSources(): Promise<Sources> {
  const serverSetting = executableSetting("server");
  const interpreterSetting = executableSetting("interpreter");
  const isSet = serverSetting !== "" || interpreterSetting !== "";
  const interpreters = ["python3", "python"].map((name) => findOnPath(name, process.env));
  return {
    serverSetting,
    interpreterSetting,
    pythonExtension: isSet ? undefined : await chosenInterpreter(),
    pathServer: findOnPath("linen-upgrade", process.env),
    pathInterpreters: interpreters.filter((path) => path !== undefined),
    trusted: vscode.workspace.isTrusted,
    workspaceFolders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
  };
}
