import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { dataFolder } from "./testing/running.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

test.each([
  ["restore", "a-backup"],
  ["reset-admin", "ada@example.com"],
])("%s refuses a configuration it cannot read: the data may lie elsewhere", async (...args) => {
  const folder = dataFolder();
  try {
    const config = { hosts: ["./shop"], server: { dataDir: "./elsewhere", prot: 4400 } };
    writeFileSync(join(folder.path, "scriptyard.config.json"), JSON.stringify(config));
    const options = { cwd: folder.path, env: { PATH: process.env.PATH } };
    const ended = await new Promise<[code: unknown, stderr: string]>((resolve) => {
      execFile(process.execPath, [main, ...args], options, (error, _, stderr) =>
        resolve([error?.code, stderr]),
      );
    });
    expect(ended).toEqual([
      1,
      expect.stringMatching(/^scriptyard\.config\.json is not valid:\n {2}server.*prot.*\n$/),
    ]);
    expect(readdirSync(folder.path)).toEqual(["scriptyard.config.json"]);
  } finally {
    folder.remove();
  }
});
