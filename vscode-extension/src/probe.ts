/** Asks a candidate for its version. */
import { type ExecFileException, execFile } from "node:child_process";

import type { Answer, Candidate } from "./discovery";
import { parseVersion } from "./version";

const TIMEOUT_MILLISECONDS = 30_000;

/**
 * The version that `candidate` prints, or in a few words why there is none. Never rejects.
 *
 * @param folder where it is run. Not the workspace: `python -m` would import modules from there.
 */
export function askVersion(candidate: Candidate, folder: string): Promise<Answer> {
  const options = { cwd: folder, timeout: TIMEOUT_MILLISECONDS, windowsHide: true };
  return new Promise((resolve) => {
    const answered = (error: ExecFileException | null, stdout: string, stderr: string) => {
      const version = error === null ? parseVersion(stdout) : undefined;
      resolve(version === undefined ? { problem: problemOf(error, stdout, stderr) } : { version });
    };
    try {
      execFile(candidate.command, [...candidate.args, "--version"], options, answered);
    } catch (error) {
      resolve({ problem: String(error) }); // a path that no program can have, such as one with a NUL
    }
  });
}

function problemOf(error: ExecFileException | null, stdout: string, stderr: string): string {
  if (error === null) {
    return `it is another program: its version is '${firstLine(stdout)}'`;
  }
  if (error.code === "ENOENT") {
    return "there is no such program";
  }
  if (error.code === "EACCES") {
    return "it is not a program that you may run";
  }
  if (error.killed === true) {
    return `it gave no version within ${TIMEOUT_MILLISECONDS / 1000} seconds`;
  }
  if (stderr.includes("No module named linen_upgrade")) {
    return "linen-upgrade is not installed there";
  }
  const lastLine = stderr.trim().split("\n").at(-1) ?? "";
  return lastLine === "" ? `it ended with ${error.code ?? error.signal ?? "an error"}` : lastLine;
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
