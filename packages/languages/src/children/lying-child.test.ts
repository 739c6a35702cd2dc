import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { DisposableChild } from "./disposable-child.ts";

/** A child holds hostile texts; one that was taken over says what it likes. */
const lies = {
  "a helper that is its parent": "process.send({ helper: process.ppid });",
  "helpers without end": "for (let pid = 2 ** 30; pid < 2 ** 30 + 100; pid++) process.send({ helper: pid });",
  "answers that nobody asked for":
    "for (let n = 0; n < 100; n++) process.send({ id: 77, ok: true, value: n });",
  "what no child says": "process.send('hello');",
};

test.each(Object.entries(lies))("%s: the child ends, its parent does not", async (_what, lie) => {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-test-"));
  try {
    const program = join(folder, "child.cjs");
    writeFileSync(program, `process.on("message", () => { ${lie} setInterval(() => {}, 1_000); });`);
    const child = new DisposableChild(pathToFileURL(program), 64);
    const limits = { timeoutMs: 60_000, memoryBytes: 2 ** 31 };
    expect(await child.run("work", limits)).toEqual({ status: "exited" });
    expect(child.gone).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
