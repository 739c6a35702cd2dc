import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("../bench/attack.mjs", import.meta.url));

const isDeep = process.env.SCRIPTYARD_TEST_DEEP === "1";

/** Correctness only: how quick it is under attack, `node bench/attack.mjs` says on a quiet machine. `npm run test:deep` sends all of them. */
test("the built server lives through every attack: documented answers only, and another realm is served", async () => {
  const { code, lines } = await run(isDeep ? ["--short"] : ["--short", "--sample"]);
  const attacks = lines.filter((line) => line.startsWith("attack."));
  expect(attacks.length).toBeGreaterThan(isDeep ? 37 : 20);
  expect(attacks.filter((line) => !/\.ok 1 /.test(line))).toEqual([]);
  expect(code).toBe(0);
}, 240_000);

function run(args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve) =>
    child.on("close", (code) => resolve({ code, lines: output.trim().split("\n") })),
  );
}
