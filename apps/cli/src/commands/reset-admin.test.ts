import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cli } from "../testing/cli.ts";

/** What it does to a data folder is tested with the server, whose program does it. */
test("reset-admin works on the data folder it is given, and says what to do where nobody has an account", async () => {
  const data = await mkdtemp(join(tmpdir(), "scriptyard-reset-"));
  try {
    const result = await cli(["reset-admin", "--data", data]);
    expect([result.code, result.stdout]).toEqual([1, ""]);
    expect(result.stderr).toMatch(/^There is no account yet\. Start the server/);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}, 60_000);
