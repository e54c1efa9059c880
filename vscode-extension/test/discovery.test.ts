import assert from "node:assert/strict";
import { test } from "node:test";

import { type Answer, type Candidate, candidates, discover, explain, installCommand, type Sources } from "../src/discovery";

const NOTHING: Sources = {
  serverSetting: "",
  interpreterSetting: "",
  pythonExtension: undefined,
  pathServer: undefined,
  pathInterpreters: [],
  trusted: true,
  workspaceFolders: ["/project"],
};

const EVERYTHING: Sources = {
  ...NOTHING,
  serverSetting: "/set/linen-upgrade",
  interpreterSetting: "/set/python",
  pythonExtension: "/chosen/python",
  pathServer: "/path/linen-upgrade",
  pathInterpreters: ["/path/python3", "/path/python"],
};

const commands = (sources: Sources) => candidates(sources).map(({ command }) => command);
const answers = (versions: Record<string, string>) => async ({ command }: Candidate): Promise<Answer> => {
  const version = versions[command];
  return version === undefined ? { problem: "there is no such program" } : { version };
};

async function explained(sources: Sources, versions: Record<string, string>): Promise<string> {
  const discovery = await discover(sources, answers(versions));
  assert.notEqual(discovery.kind, "found");
  return discovery.kind === "found" ? "" : explain(discovery, sources);
}

test("a setting is an order: nothing else is tried", () => {
  assert.deepEqual(commands(EVERYTHING), ["/set/linen-upgrade"]);
  assert.deepEqual(commands({ ...EVERYTHING, serverSetting: "" }), ["/set/python"]);
});

test("without settings: the Python extension's choice, then the PATH", () => {
  const sources = { ...EVERYTHING, serverSetting: "", interpreterSetting: "" };
  assert.deepEqual(commands(sources), ["/chosen/python", "/path/linen-upgrade", "/path/python3", "/path/python"]);
});

test("an interpreter runs the package, an executable runs itself", () => {
  const sources = { ...EVERYTHING, serverSetting: "", interpreterSetting: "" };
  assert.deepEqual(candidates(sources).map(({ args }) => args), [["-m", "linen_upgrade"], [], ["-m", "linen_upgrade"], ["-m", "linen_upgrade"]]);
});

test("an untrusted workspace has no say", () => {
  const untrusted = { ...EVERYTHING, trusted: false };
  assert.deepEqual(commands({ ...untrusted, serverSetting: "", interpreterSetting: "" }), ["/path/linen-upgrade", "/path/python3", "/path/python"]);
  assert.deepEqual(commands({ ...untrusted, serverSetting: "/project/.venv/bin/linen-upgrade" }), []);
  assert.deepEqual(commands({ ...untrusted, serverSetting: "", interpreterSetting: "/project/.venv/bin/python" }), []);
  assert.deepEqual(commands({ ...NOTHING, trusted: false, pathServer: "/project/bin/linen-upgrade", pathInterpreters: ["/project/bin/python3", "/usr/bin/python3"] }), ["/usr/bin/python3"]);
  assert.deepEqual(commands({ ...untrusted, trusted: true, serverSetting: "/project/.venv/bin/linen-upgrade" }), ["/project/.venv/bin/linen-upgrade"]);
});

test("the first candidate that is new enough is taken, older ones are passed over", async () => {
  const sources = { ...EVERYTHING, serverSetting: "", interpreterSetting: "" };
  const discovery = await discover(sources, answers({ "/path/linen-upgrade": "0.0.9", "/path/python3": "99.0", "/path/python": "99.1" }));
  assert.equal(discovery.kind, "found");
  assert.equal(discovery.kind === "found" && discovery.candidate.command, "/path/python3");
  assert.equal(discovery.kind === "found" && discovery.version, "99.0");
});

test("nothing found: say how to install it", async () => {
  const message = await explained(NOTHING, {});
  assert.match(message, /found no server/);
  assert.match(message, /Install linen-upgrade/);
});

test("a setting that does not work: name it and its problem", async () => {
  const message = await explained({ ...EVERYTHING, serverSetting: "" }, {});
  assert.match(message, /\/set\/python/);
  assert.match(message, /setting linen-upgrade\.interpreter/);
  assert.match(message, /no such program/);
});

test("too old: say which, where, and what is needed", async () => {
  const message = await explained({ ...NOTHING, pathServer: "/path/linen-upgrade", pathInterpreters: ["/path/python3"] }, { "/path/linen-upgrade": "0.0.9" });
  assert.match(message, /linen-upgrade 0\.0\.9 \(\/path\/linen-upgrade, from the PATH\) is too old/);
  assert.match(message, /needs \d+\.\d+\.\d+ or newer/);
});

test("untrusted and nothing outside of the workspace: say so", async () => {
  const message = await explained({ ...NOTHING, trusted: false, pathServer: "/project/bin/linen-upgrade" }, { "/project/bin/linen-upgrade": "99.0" });
  assert.match(message, /untrusted/);
});

test("the install command is for the interpreter that is asked first", async () => {
  const commandFor = async (sources: Sources, versions: Record<string, string> = {}) => {
    const discovery = await discover(sources, answers(versions));
    return discovery.kind === "found" ? "found" : installCommand(discovery, sources);
  };
  const chosen = { ...NOTHING, pythonExtension: "/my envs/bin/python" };
  assert.equal(await commandFor(NOTHING), "python3 -m pip install --upgrade linen-upgrade");
  assert.equal(await commandFor(chosen), '"/my envs/bin/python" -m pip install --upgrade linen-upgrade');
  assert.equal(await commandFor({ ...chosen, trusted: false }), "python3 -m pip install --upgrade linen-upgrade");
  assert.equal(await commandFor({ ...EVERYTHING, serverSetting: "" }), "/set/python -m pip install --upgrade linen-upgrade");
  const old = { ...NOTHING, pathInterpreters: ["/path/python3"] };
  assert.equal(await commandFor(old, { "/path/python3": "0.0.9" }), "/path/python3 -m pip install --upgrade linen-upgrade");
});

test("there is no install command for an executable, whose Python is not known", async () => {
  const missing = await discover(EVERYTHING, answers({}));
  assert.equal(missing.kind, "missing");
  assert.equal(missing.kind === "missing" && installCommand(missing, EVERYTHING), undefined);
  const onPath = { ...NOTHING, pathServer: "/path/linen-upgrade" };
  const old = await discover(onPath, answers({ "/path/linen-upgrade": "0.0.9" }));
  assert.equal(old.kind, "too-old");
  assert.equal(old.kind === "too-old" && installCommand(old, onPath), undefined);
});
