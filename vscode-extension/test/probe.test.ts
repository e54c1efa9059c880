import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { askVersion } from "../src/probe";
import { folderFor, program } from "./temporary";

const answerOf = (folder: string, command: string, args: string[] = []) =>
  askVersion({ command, args, origin: "a test" }, folder);

test("a server answers with its version", async (context) => {
  const folder = folderFor(context);
  const server = program(folder, "server", 'test "$*" = "-m linen_upgrade --version" && echo linen-upgrade 1.2.3');
  assert.deepEqual(await answerOf(folder, server, ["-m", "linen_upgrade"]), { version: "1.2.3" });
});

test("it is run in the folder that is given", async (context) => {
  const folder = folderFor(context);
  const server = program(folder, "server", 'test "$(pwd -P)" = "$(dirname "$0")" && echo linen-upgrade 1.2.3');
  assert.deepEqual(await answerOf(folder, server), { version: "1.2.3" });
});

test("every way of not being a server has its own words", async (context) => {
  const folder = folderFor(context);
  const plain = path.join(folder, "plain");
  writeFileSync(plain, "");
  const problems: [string, RegExp][] = [
    [path.join(folder, "absent"), /no such program/],
    [plain, /not a program that you may run/],
    ["a\0b", /null bytes/],
    [program(folder, "other", "echo ruff 0.9.1"), /another program.*ruff 0\.9\.1/],
    [program(folder, "python", "echo '/usr/bin/python: No module named linen_upgrade' >&2; exit 1"), /not installed there/],
    [program(folder, "broken", "echo first >&2; echo 'ImportError: pygls' >&2; exit 1"), /^ImportError: pygls$/],
    [program(folder, "silent", "exit 3"), /ended with 3/],
  ];
  for (const [command, expected] of problems) {
    const answer = await answerOf(folder, command);
    assert.match("problem" in answer ? answer.problem : "a version", expected, command);
  }
});
