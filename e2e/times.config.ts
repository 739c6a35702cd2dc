import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Times of the console in a browser, for `npm run bench:console`. */
export default defineConfig(journeys, {
  testDir: "times",
  outputDir: "test-results/times-artifacts",
  fullyParallel: false,
  workers: 1,
  // Its figures are what is printed.
  reporter: [["dot"]],
  timeout: 120_000,
  use: { trace: "off", screenshot: "off", actionTimeout: 20_000 },
});
