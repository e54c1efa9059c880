import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { expandPath, findOnPath, isInside, type PathContext } from "../src/executables";
import { folderFor, program } from "./temporary";

test("the first executable file of the name on the PATH is found", (context) => {
  const [empty, first, second] = [folderFor(context), folderFor(context), folderFor(context)];
  mkdirSync(path.join(empty, "tool"));
  writeFileSync(path.join(first, "other"), "");
  const expected = program(first, "tool", "");
  program(second, "tool", "");
  const environment = { PATH: [empty, first, second].join(path.delimiter) };
  assert.equal(findOnPath("tool", environment), expected);
  assert.equal(findOnPath("other", environment), undefined, "a file that may not be run");
  assert.equal(findOnPath("absent", environment), undefined);
});

test("a relative entry of the PATH is not followed into the current folder", (context) => {
  const folder = folderFor(context);
  program(folder, "tool", "");
  const relative = path.relative(process.cwd(), folder);
  assert.equal(findOnPath("tool", { PATH: relative }), undefined);
});

test("paths in settings are filled in", (context) => {
  const bin = folderFor(context);
  const tool = program(bin, "tool", "");
  const paths: PathContext = { home: "/home/me", workspaceFolder: "/project", environment: { PATH: bin, VENV: "/venv" } };
  assert.equal(expandPath("", paths), "");
  assert.equal(expandPath(" ~/bin/tool ", paths), "/home/me/bin/tool");
  assert.equal(expandPath("${userHome}/bin/tool", paths), "/home/me/bin/tool");
  assert.equal(expandPath("${workspaceFolder}/.venv/bin/python", paths), "/project/.venv/bin/python");
  assert.equal(expandPath("${env:VENV}/bin/python", paths), "/venv/bin/python");
  assert.equal(expandPath(".venv/bin/python", paths), "/project/.venv/bin/python");
  assert.equal(expandPath("tool", paths), tool);
});

test("what cannot be filled in stays readable", () => {
  const paths: PathContext = { home: "/home/me", workspaceFolder: undefined, environment: {} };
  for (const setting of ["${workspaceFolder}/python", "${env:VENV}/bin/python", "tool", ".venv/bin/python"]) {
    assert.equal(expandPath(setting, paths), setting);
  }
});

test("a file is inside a folder by its own path or by where its links lead", (context) => {
  const [workspace, elsewhere] = [folderFor(context), folderFor(context)];
  const inside = program(workspace, "tool", "");
  const outside = program(elsewhere, "tool", "");
  const linkOut = path.join(workspace, "link-out");
  const linkIn = path.join(elsewhere, "link-in");
  const linkedWorkspace = path.join(elsewhere, "workspace");
  symlinkSync(outside, linkOut);
  symlinkSync(inside, linkIn);
  symlinkSync(workspace, linkedWorkspace);
  assert.ok(isInside(inside, [workspace]));
  assert.ok(isInside(linkOut, [workspace]));
  assert.ok(isInside(linkIn, [workspace]));
  assert.ok(isInside(inside, [linkedWorkspace]));
  assert.ok(!isInside(outside, [workspace]));
  assert.ok(!isInside(outside, []));
});

test("a folder whose name only begins alike, or with dots, is told apart", () => {
  assert.ok(!isInside("/project-tools/python", ["/project"]));
  assert.ok(isInside("/project/..tools/python", ["/project"]));
});
