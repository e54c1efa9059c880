// What the tests play; each scenario gives what it saw, and the tests judge it.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Open a file, look at the squiggles, hover, take a quick fix, save. */
async function upgrade(workbench, { file, line, text, rewritten, fix }) {
  await workbench.openFile(file);
  const squiggles = await workbench.waitForSquiggles();
  await workbench.picture("squiggles");
  const hover = await workbench.hoverOver(line, text, rewritten);
  await workbench.picture("hover");
  const problemsBefore = await workbench.problems();
  const fixes = await workbench.openQuickFixes(line, text);
  await workbench.picture("quick-fixes");
  await workbench.applyQuickFix(fix);
  await workbench.waitForNoSquiggle();
  await workbench.save();
  const problemsAfter = await workbench.problems();
  await workbench.picture("upgraded");
  return { squiggles, hover, fixes, problemsBefore, problemsAfter };
}

/** Fix the open file by the command, save, and ask for the same once more. */
async function fixByCommand(workbench, { file }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  await workbench.run("Linen Upgrade: Fix This File");
  await workbench.waitForNoSquiggle();
  await workbench.save();
  await workbench.run("Linen Upgrade: Fix This File");
  const again = await workbench.notification();
  await workbench.picture("nothing-left");
  return { again };
}

/** Change the settings of the workspace while a file is open. */
async function changeSettings(workbench, { file, settingsFile, settings, gone }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  const before = await workbench.problems();
  writeFileSync(settingsFile, JSON.stringify(settings));
  await workbench.waitForProblemsWithout(gone);
  const after = await workbench.problems();
  await workbench.picture("fewer-findings");
  return { before, after };
}

/** Have settings that name no good server; read what is said; ask for a fix all the same; then mend the settings. */
async function mendSettings(workbench, { file, settingsFile }) {
  await workbench.openFile(file);
  const first = await workbench.notification();
  await workbench.picture("explained");
  await workbench.dismissNotifications();
  await workbench.run("Linen Upgrade: Fix This File");
  const second = await workbench.notification();
  await workbench.dismissNotifications();
  writeFileSync(settingsFile, "{}");
  await workbench.waitForSquiggles();
  await workbench.picture("mended");
  return { first, second };
}

/** Kill the server until it stays off, then start it by the button of the message. */
async function crash(workbench, { file, processIdFile, restarts }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  let last = 0;
  for (let crashes = 0; crashes <= restarts; crashes++) {
    last = await workbench.until("another server", () => newProcess(processIdFile, last));
    await workbench.waitForSquiggles();
    process.kill(last, "SIGKILL");
  }
  const message = await workbench.notification();
  await workbench.picture("stays-off");
  const started = newProcess(processIdFile, last) !== undefined;
  await workbench.pressButton("Restart Server");
  await workbench.until("a server after the button", () => newProcess(processIdFile, last));
  await workbench.waitForSquiggles();
  return { message, startedAfterLastCrash: started };
}

/** Open a workspace that is not trusted, then trust it. */
async function trust(workbench, { file, marker }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  await workbench.picture("restricted");
  const ranBefore = existsSync(marker);
  await workbench.trustWorkspace();
  await workbench.until("the workspace's own server", () => existsSync(marker) || undefined);
  return { ranBefore };
}

/** Change a class in one file and see what becomes of its calls in another one that is open. */
async function changeClass(workbench, { caller, file, line, text, typed, gone }) {
  await workbench.openFile(caller);
  await workbench.waitForSquiggles();
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  const before = await workbench.problems();
  await workbench.picture("before");
  await workbench.retype(line, text, typed);
  await workbench.waitForProblemsWithout(gone);
  const after = await workbench.problems();
  await workbench.picture("after");
  return { before, after };
}

/** Look at what the two output channels say after a file was opened. */
async function channels(workbench, { file, log, trace }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  await workbench.run("Linen Upgrade: Show Output");
  const logged = await workbench.output(log);
  await workbench.picture("output");
  await workbench.chooseOutput("Linen Upgrade Trace");
  const traced = await workbench.output(trace);
  await workbench.picture("trace");
  return { logged, traced };
}

/** Verify the class at the cursor, twice: what is said, what is shown, and what is remembered. */
async function verify(workbench, { file, line, text, inputs, shown }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  await workbench.placeCursor(line, text);
  await workbench.run("Linen Upgrade: Verify This Module");
  const proposed = await workbench.answer(inputs);
  const message = await workbench.notification();
  const table = await workbench.output(shown);
  await workbench.picture("verified");
  await workbench.dismissNotifications();
  await workbench.placeCursor(line, text);
  await workbench.run("Linen Upgrade: Verify This Module");
  const remembered = await workbench.answer(inputs);
  return { proposed, message, table, remembered };
}

/** The picture for the README: the editor alone, with squiggles and a hover. */
async function portrait(workbench, { file, line, text, rewritten }) {
  await workbench.openFile(file);
  await workbench.waitForSquiggles();
  await workbench.hideSideBar();
  // Twice: a hover that had to wait for its text is not where one with all of its text opens.
  await workbench.hoverOver(line, text, rewritten);
  await workbench.closeHover();
  await workbench.hoverOver(line, text, rewritten);
  await workbench.picture("editor");
  return {};
}

function newProcess(processIdFile, last) {
  const id = existsSync(processIdFile) ? Number(readFileSync(processIdFile, "utf8")) : last;
  return id === last || id === 0 ? undefined : id;
}

export const scenarios = {
  upgrade,
  fixByCommand,
  changeSettings,
  mendSettings,
  crash,
  trust,
  changeClass,
  channels,
  verify,
  portrait,
};

// Where a scenario wants another window than the usual one: 1,200 pixels wide, with larger letters.
export const windows = { portrait: { width: 800, height: 560, scale: 1.5 } };
