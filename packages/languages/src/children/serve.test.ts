import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { programUrl } from "./program-url.ts";

const program = fileURLToPath(programUrl("workshop/bench-child"));
const started = (parent: number): ChildProcess => fork(program, [String(parent)], { stdio: "ignore" });

test("a child whose owner was gone before it asked for it ends", async () => {
  // As the kernel tells it of an orphan: its parent is another than the one that started it.
  expect(await once(started(process.pid + 1), "exit")).toEqual([0, null]);
});

test("and so does one whose channel was closed while it was starting", async () => {
  const child = started(process.pid);
  const left = once(child, "exit");
  child.disconnect();
  expect(await left).toEqual([0, null]);
});

test("any other gets ready", async () => {
  const child = started(process.pid);
  expect(await once(child, "message")).toEqual([{ ready: true }, undefined]);
  child.kill();
});
