/** What package.json promises to the editor, held against the code. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const source = readdirSync("src").map((name) => readFileSync(`src/${name}`, "utf8")).join("\n");
const settings: Record<string, { scope: string; markdownDescription?: string }> = manifest.contributes.configuration.properties;

test("every command that is offered is registered", () => {
  for (const { command } of manifest.contributes.commands) {
    assert.ok(source.includes(`registerCommand("${command}"`), command);
  }
});

test("every setting is described", () => {
  for (const [name, { markdownDescription }] of Object.entries(settings)) {
    assert.ok((markdownDescription ?? "").length > 20, name);
  }
});

test("settings that name programs are of the machine, and restricted in untrusted workspaces", () => {
  const programs = Object.keys(settings).filter((name) => settings[name]?.scope === "machine-overridable");
  assert.deepEqual(programs.sort(), ["linen-upgrade.interpreter", "linen-upgrade.server"]);
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  assert.deepEqual([...restrictedConfigurations].sort(), programs);
});
