import assert from "node:assert/strict";
import { test } from "node:test";

import { isAtLeast, parseVersion } from "../src/version";

test("the version is what follows the program's name", () => {
  assert.equal(parseVersion("linen-upgrade 1.2.3\n"), "1.2.3");
  assert.equal(parseVersion("linen-upgrade 0.2.0rc1\r\n"), "0.2.0rc1");
});

test("another program's answer is no version", () => {
  for (const printed of ["", "Python 3.11.7\n", "ruff 0.9.1\n", "linen-upgrade\n", "linen-upgrade is not a shell\n"]) {
    assert.equal(parseVersion(printed), undefined, printed);
  }
});

test("versions are compared as numbers, place by place", () => {
  assert.ok(isAtLeast("0.10.0", "0.9.0"));
  assert.ok(isAtLeast("1.0", "0.9.9"));
  assert.ok(isAtLeast("0.1", "0.1.0"));
  assert.ok(!isAtLeast("0.9.0", "0.10.0"));
  assert.ok(!isAtLeast("0.1", "0.1.1"));
});

test("a pre-release or a local build counts as its release", () => {
  assert.ok(isAtLeast("0.2.0rc1", "0.2.0"));
  assert.ok(isAtLeast("0.2.0+local.3", "0.2.0"));
  assert.ok(!isAtLeast("0.1.9.dev4", "0.2.0"));
});
