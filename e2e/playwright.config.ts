import { defineConfig } from "@playwright/test";
import { appearance } from "./browser.ts";

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results/artifacts",
  // Each has a browser and its servers. One alone leaves a core idle half of the time: it waits for the page, or the page for it.
  workers: 2,
  fullyParallel: true,
  // What passes only at the second try has a fault, in the journey or in the product. `npm test` gives one try more, and names it.
  retries: 0,
  // Never met by a healthy run: neighbours that take the processor must not fail a journey.
  timeout: 300_000,
  expect: { timeout: 40_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  use: {
    viewport: appearance.viewport,
    contextOptions: { reducedMotion: appearance.reducedMotion },
    actionTimeout: 60_000,
    // Without its film: recording one took a part of the time of every journey, for the few that fail.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
