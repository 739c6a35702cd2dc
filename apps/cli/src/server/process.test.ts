import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freePort, ownFolder } from "../testing/own-product.ts";

const bin = fileURLToPath(new URL("../../bin/scriptyard.mjs", import.meta.url));

test.each([["start"], ["start", "--", "--watch"]])(
  "a SIGTERM to `npm %s` ends the server too, though npm's shell hands no signal on",
  { timeout: 180_000 },
  async (...args) => {
    using folder = ownFolder();
    await folder.cli("init", "--name", "shop", "--yes");
    mkdirSync(join(folder.path, "node_modules", ".bin"), { recursive: true });
    symlinkSync(bin, join(folder.path, "node_modules", ".bin", "scriptyard"));
    const port = await freePort();
    const npm = spawn("npm", args, {
      cwd: folder.path,
      env: { ...process.env, SCRIPTYARD_PORT: String(port), SCRIPTYARD_WORKERS: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (text) => (output += String(text)));
    await expect.poll(() => output, { timeout: 120_000 }).toContain(`running: http://127.0.0.1:${port}`);
    npm.kill("SIGTERM");
    // Its output ends with the last process that writes to it.
    await once(npm, "close");
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  },
);
