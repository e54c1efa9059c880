/** The language client: what it is told, where it writes, and that it leaves talking to the person to us. */
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";

import type { Candidate } from "./discovery";
import { DOCUMENTS } from "./documents";
import { log } from "./logger";
import { serverSettings } from "./settings";

/** Broken messages in a row after which a connection is given up. */
const TOLERATED_ERRORS = 3;

/** Commands of ours that the server may name in code actions; it never runs a person's code itself. */
const COMMANDS = ["linen-upgrade.verifyModule"];

/** A client whose failures go to the log; the one message about them comes from `Server`. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * A client for the server that `candidate` starts, not started yet.
 *
 * @param folder where the server is started. Not the workspace: `python -m` would import modules from there.
 * @param closed called when the server has gone without having been asked to.
 */
export function createClient(
  candidate: Candidate,
  folder: string,
  trace: vscode.LogOutputChannel,
  closed: () => void,
): LanguageClient {
  const server = { command: candidate.command, args: [...candidate.args, "server"], options: { cwd: folder } };
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    initializationOptions: serverSettings,
    outputChannel: log(),
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (_error, _message, count) => {
        if (count !== undefined && count <= TOLERATED_ERRORS) {
          return { action: ErrorAction.Continue, handled: true };
        }
        closed();
        return { action: ErrorAction.Shutdown, handled: true };
      },
      closed: () => {
        closed();
        return { action: CloseAction.DoNotRestart, message: "The server has ended.", handled: true };
      },
    },
  };
  const client = new QuietClient("linen-upgrade", "Linen Upgrade", server, options);
  client.registerFeature({
    fillClientCapabilities: (capabilities) => {
      capabilities.experimental = { commands: COMMANDS };
    },
    initialize: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  });
  return client;
}
