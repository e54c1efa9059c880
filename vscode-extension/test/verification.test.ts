import assert from "node:assert/strict";
import { test } from "node:test";

import { sentence, verifyArguments, words } from "../src/verification";

test("words are parted outside of brackets and quotes", () => {
  assert.deepEqual(words("  f32[2, 28]  sizes=(1, 2) name='a b' "), ["f32[2, 28]", "sizes=(1, 2)", "name='a b'"]);
  assert.deepEqual(words(""), []);
});

test("what has a name is an argument, all else an input in its order", () => {
  assert.deepEqual(verifyArguments("/p/net.py", "Net", "f32[2,8] i32[2]<10 key train=False", undefined), [
    "verify",
    "/p/net.py:Net",
    "--input=f32[2,8]",
    "--input=i32[2]<10",
    "--input=key",
    "--call=train=False",
  ]);
  assert.deepEqual(verifyArguments("/p/net.py", "Net", "1==1", "HEAD~1").slice(2), ["--input=1==1", "--before=HEAD~1"]);
});

test("the message says how it ended", () => {
  const equal = "Net is equal: old and new differ by 1e-07 at most.\n\n  before  net.py\n";
  assert.equal(sentence({ code: 0, stdout: equal, stderr: "" }), "Net is equal: old and new differ by 1e-07 at most.");
  const different = "Net is different.\n\n  first   input of Dense_1: differ by 1\n  before  net.py:9  x\n";
  assert.equal(sentence({ code: 1, stdout: different, stderr: "" }), "Net is different. input of Dense_1: differ by 1");
  const failed = "Running the old world …\nerror: net.py, line 1 imports gym, which the old world doesn't have\n";
  assert.equal(
    sentence({ code: 2, stdout: "", stderr: failed }),
    "net.py, line 1 imports gym, which the old world doesn't have",
  );
  assert.equal(sentence({ code: 2, stdout: "", stderr: "" }), "It could not be run; the output says why.");
});
