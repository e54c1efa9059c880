/** Which server to run: the order of places, what a workspace may decide, and what to say if none will do. */
import { isInside } from "./executables";
import { MINIMUM_SERVER_VERSION, isAtLeast } from "./version";

/** A way to start the server. */
export interface Candidate {
  /** Absolute path of the program, or what the setting says if that names none. */
  command: string;
  /** Arguments before `server` or `--version`. */
  args: string[];
  /** Who named it, for messages: 'the setting linen-upgrade.server'. */
  origin: string;
}

/** Everything that can name a server. */
export interface Sources {
  serverSetting: string;
  interpreterSetting: string;
  /** The interpreter chosen in the Python extension. */
  pythonExtension: string | undefined;
  /** `linen-upgrade` on the PATH. */
  pathServer: string | undefined;
  /** Interpreters on the PATH, best first. */
  pathInterpreters: string[];
  trusted: boolean;
  workspaceFolders: readonly string[];
}

/** What a candidate answered to `--version`. */
export type Answer = { version: string } | { problem: string };

/** A candidate that was asked, and why it will not do. */
export interface Rejected {
  candidate: Candidate;
  problem: string;
}

export type Discovery =
  | { kind: "found"; candidate: Candidate; version: string }
  | { kind: "too-old"; candidate: Candidate; version: string; rejected: Rejected[] }
  | { kind: "missing"; rejected: Rejected[] }
  | { kind: "untrusted" };

/** The servers to try, best first. A setting is an order: where one is given, nothing else is tried. */
export function candidates(sources: Sources): Candidate[] {
  const all = namedBySettings(sources) ?? namedByEnvironment(sources);
  return sources.trusted ? all : all.filter(({ command }) => !isInside(command, sources.workspaceFolders));
}

/** The first candidate that is new enough, as `ask` tells; else why there is none. */
export async function discover(
  sources: Sources,
  ask: (candidate: Candidate) => Promise<Answer>,
): Promise<Discovery> {
  const toTry = candidates(sources);
  if (toTry.length === 0 && !sources.trusted) {
    return { kind: "untrusted" };
  }
  const rejected: Rejected[] = [];
  let old: { candidate: Candidate; version: string } | undefined;
  for (const candidate of toTry) {
    const answer = await ask(candidate);
    if ("problem" in answer) {
      rejected.push({ candidate, problem: answer.problem });
    } else if (isAtLeast(answer.version, MINIMUM_SERVER_VERSION)) {
      return { kind: "found", candidate, version: answer.version };
    } else {
      old ??= { candidate, version: answer.version };
      rejected.push({ candidate, problem: `version ${answer.version} is too old` });
    }
  }
  return old === undefined ? { kind: "missing", rejected } : { kind: "too-old", ...old, rejected };
}

/** One message for a person: what is wrong and what to do. */
export function explain(discovery: Exclude<Discovery, { kind: "found" }>, sources: Sources): string {
  if (discovery.kind === "untrusted") {
    return (
      "Linen Upgrade does not run in this untrusted workspace, since no server is installed outside of it. " +
      "Trust the workspace, or install linen-upgrade for your user."
    );
  }
  if (discovery.kind === "too-old") {
    const { command, origin } = discovery.candidate;
    return (
      `linen-upgrade ${discovery.version} (${command}, from ${origin}) is too old for this extension, ` +
      `which needs ${MINIMUM_SERVER_VERSION} or newer. Upgrade it, then run 'Linen Upgrade: Restart Server'.`
    );
  }
  const first = discovery.rejected[0];
  if (first !== undefined && namedBySettings(sources) !== undefined) {
    return (
      `Linen Upgrade could not run ${first.candidate.command}, which is what ${first.candidate.origin} says: ` +
      `${first.problem}. Correct the setting, or install linen-upgrade there.`
    );
  }
  return (
    "Linen Upgrade found no server to run. Install linen-upgrade into your Python environment, " +
    "then run 'Linen Upgrade: Restart Server'; or say in the settings where it is."
  );
}

/**
 * The shell command that installs or upgrades the server where it is looked for. Undefined where that place is an
 * executable: which Python it belongs to, and what installed it, is not ours to guess.
 */
export function installCommand(discovery: Exclude<Discovery, { kind: "found" }>, sources: Sources): string | undefined {
  if (discovery.kind === "too-old") {
    const { command, args } = discovery.candidate;
    return args.length === 0 ? undefined : pipInstall(command);
  }
  if (sources.serverSetting !== "") {
    return undefined;
  }
  if (sources.interpreterSetting !== "") {
    return pipInstall(sources.interpreterSetting);
  }
  return pipInstall((sources.trusted ? sources.pythonExtension : undefined) ?? "python3");
}

function pipInstall(interpreter: string): string {
  const quoted = /\s/.test(interpreter) ? `"${interpreter}"` : interpreter;
  return `${quoted} -m pip install --upgrade linen-upgrade`;
}

function namedBySettings(sources: Sources): Candidate[] | undefined {
  if (sources.serverSetting !== "") {
    return [{ command: sources.serverSetting, args: [], origin: "the setting linen-upgrade.server" }];
  }
  if (sources.interpreterSetting !== "") {
    return [interpreter(sources.interpreterSetting, "the setting linen-upgrade.interpreter")];
  }
  return undefined;
}

function namedByEnvironment(sources: Sources): Candidate[] {
  const found: Candidate[] = [];
  // In an untrusted workspace this choice may be the workspace's: its settings and its folders take part in it.
  if (sources.trusted && sources.pythonExtension !== undefined) {
    found.push(interpreter(sources.pythonExtension, "the Python extension"));
  }
  if (sources.pathServer !== undefined) {
    found.push({ command: sources.pathServer, args: [], origin: "the PATH" });
  }
  return [...found, ...sources.pathInterpreters.map((command) => interpreter(command, "the PATH"))];
}

function interpreter(command: string, origin: string): Candidate {
  return { command, args: ["-m", "linen_upgrade"], origin };
}
