import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Pictures of every screen, for `npm run screens`: one browser, one after the other. */
export default defineConfig(journeys, {
  testDir: "screens",
  outputDir: "test-results/screens-artifacts",
  fullyParallel: false,
  workers: 1,
  reporter: [["line"]],
  use: { trace: "off", actionTimeout: 20_000 },
});
