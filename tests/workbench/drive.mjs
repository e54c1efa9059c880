// Plays one scenario: the task as JSON on standard input, what was seen as JSON on standard output.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { chromium } from "playwright-core";

import { scenarios, windows } from "./scenarios.mjs";
import { Workbench } from "./workbench.mjs";

// No background traffic, and no GPU or sandbox: neither is there in a container.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const USUAL_WINDOW = { width: 1200, height: 750, scale: 2 };

const task = JSON.parse(await text(process.stdin));
const { width, height, scale } = windows[task.scenario] ?? USUAL_WINDOW;
const profile = mkdtempSync(join(tmpdir(), "linen-upgrade-browser-"));
mkdirSync(task.artefacts, { recursive: true });
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: task.chromium,
  headless: true,
  args: FLAGS,
  viewport: { width, height },
  deviceScaleFactor: scale,
});
const workbench = new Workbench(await browser.newPage(), task.artefacts);
try {
  await workbench.openFolder(task.url, task.folder);
  const seen = await scenarios[task.scenario](workbench, task.options);
  process.stdout.write(JSON.stringify(seen));
} catch (error) {
  await workbench.picture("failed");
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
