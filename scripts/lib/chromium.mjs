// A browser for the journeys: one that is there, Debian's package, or Playwright's own download, in this order.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, StepFailed, step } from "./steps.mjs";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Path of a Chromium to drive; installs one when there is none. Throws `StepFailed` when neither way works. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const problems = [];
  if (onPath("apt-get")) {
    try {
      await step("Installing Chromium (Debian's package)", async () => {
        const apt = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
        const env = { DEBIAN_FRONTEND: "noninteractive" };
        await run(apt[0], [...apt.slice(1), "update", "-qq"], { env, quiet: true });
        await run(apt[0], [...apt.slice(1), "install", "-y", "-qq", "--no-install-recommends", "chromium"], {
          env,
          quiet: true,
        });
      });
    } catch (error) {
      problems.push(`apt-get: ${error.message.trim().split("\n").at(-1)}`);
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  try {
    await step("Installing Chromium (Playwright's download)", () =>
      run("pnpm", ["--filter", "scriptyard-e2e", "exec", "playwright", "install", "chromium"], {
        quiet: true,
      }),
    );
    return null; // Playwright finds its own.
  } catch (error) {
    problems.push(`playwright install: ${error.message.trim().split("\n").at(-1)}`);
  }
  throw new StepFailed(
    `No Chromium was found and none could be installed (${problems.join("; ")}). Install one and set CHROMIUM_PATH to its executable.`,
  );
}

function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new StepFailed(`CHROMIUM_PATH names ${named}, which does not exist. Correct it or unset it.`);
  }
  for (const name of names) {
    const path = onPath(name);
    if (path) return path;
  }
  return null;
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (folder && existsSync(path)) return path;
  }
  return null;
}
