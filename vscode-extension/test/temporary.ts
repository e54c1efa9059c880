/** Folders and programs that exist for one test. */
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { TestContext } from "node:test";

/** A new folder that goes with the test; its own path has no links in it. */
export function folderFor(context: TestContext): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "linen-upgrade-")));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A shell script that may be run, and its path. */
export function program(folder: string, name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}
