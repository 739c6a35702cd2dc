import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const load = fileURLToPath(new URL("../bench/innocent.mjs", import.meta.url));

/** The short form of `npm run load:innocent`. */
test("from a cold start beside busy processes no login, preview or list of 10 000 items fails", async () => {
  const counts = ["--logins", "25", "--previews", "5", "--groupings", "2", "--neighbours", "4"];
  const { stdout } = await promisify(execFile)(process.execPath, [load, ...counts]).catch((error) => error);
  expect(stdout).toMatch(/innocent\.failures 0 of 32/);
}, 120_000);
