import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The short form of `node apps/server/test/kill-bus.mjs`: real server processes, killed while they are published to. */
test("of the messages that were acknowledged none is lost by kill -9, and none is handled twice", async () => {
  const program = fileURLToPath(new URL("../test/kill-bus.mjs", import.meta.url));
  const child = spawn(process.execPath, [program, "1", "11"], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(output).toMatch(/kill_bus\.acknowledged [1-9]\d* messages/);
  expect(output).toContain("kill_bus.lost 0 messages");
  expect(output).toContain("kill_bus.handled_twice 0 messages");
  expect({ code, output }).toMatchObject({ code: 0 });
}, 180_000);
