import { expect, test } from "vitest";
import { startCli } from "./testing/cli.ts";

test("a command whose output nobody reads any more ends quietly", async () => {
  const { child, ended } = startCli(["extract", "--help"]);
  child.stdout.destroy();
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(stderr).toBe("");
});

test("a command whose complaints nobody reads any more says no with its exit code", async () => {
  const { child, ended } = startCli(["exec"]);
  child.stderr.destroy();
  expect((await ended).code).toBe(1);
});
