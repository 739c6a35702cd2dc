import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results/artifacts",
  // Two cores, one browser, one server per journey: parallel journeys would only slow each other down.
  workers: 1,
  // What passes only at the second try has a fault, in the journey or in the product.
  retries: 0,
  // Never met by a healthy run: neighbours that take the processor must not fail a journey.
  timeout: 300_000,
  expect: { timeout: 40_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
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
