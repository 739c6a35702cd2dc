import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { freePort } from "../server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("npm start prints the address and a one-time sign-in, and SIGTERM to npm ends the server too", async ({
  page,
}) => {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), "scriptyard-start-"));
  const npm = spawn("npm", ["start"], {
    cwd: root,
    env: {
      ...process.env,
      SCRIPTYARD_PORT: String(port),
      SCRIPTYARD_DATA: data,
      SCRIPTYARD_SCRIPTS: join(data, "scripts"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk) => (output += chunk));
  try {
    await expect.poll(() => output, { timeout: 60_000 }).toContain(`running: http://127.0.0.1:${port}`);
    await expect.poll(() => output).toMatch(/First sign-in .*\/welcome\?token=/);

    // The link works once: it sets the password and signs in.
    const link = /(http:\S+\/welcome\?token=\S+)/.exec(output)?.[1] ?? "";
    await page.goto(link);
    await page.getByRole("textbox", { name: "Password", exact: true }).fill("correct horse battery staple");
    await page.locator('form button[type="submit"]').click();
    await page.waitForURL(/\/r\/acme/);
  } finally {
    npm.kill("SIGTERM");
    const gone = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        () => false,
        () => true,
      );
    await expect.poll(gone, { timeout: 60_000 }).toBe(true);
    rmSync(data, { recursive: true, force: true });
  }
});
