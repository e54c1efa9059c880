import assert from "node:assert/strict";
import { test } from "node:test";

import { RestartLimit } from "../src/restarts";

test("so many restarts within the period, and no more", () => {
  const limit = new RestartLimit(2, 1000);
  assert.deepEqual([0, 10, 20, 30].map((now) => limit.allowsRestart(now)), [true, true, false, false]);
});

test("crashes long ago do not count", () => {
  const limit = new RestartLimit(1, 1000);
  assert.deepEqual([0, 1000, 1500, 2600].map((now) => limit.allowsRestart(now)), [true, true, false, true]);
});

test("a start that was asked for begins anew", () => {
  const limit = new RestartLimit(1, 1000);
  assert.deepEqual([0, 1].map((now) => limit.allowsRestart(now)), [true, false]);
  limit.reset();
  assert.ok(limit.allowsRestart(2));
});
