// What every package's tests share. Their `vitest.config.ts` adds only what is its own.
import { fileURLToPath } from "node:url";

export const base = {
  include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
  setupFiles: [fileURLToPath(new URL("scripts/lib/property-seed.mjs", import.meta.url))],
  // Loading a package's modules anew for every file took as long as the tests themselves. So files share them, one after the
  // other in one process: a test must leave nothing behind in a module, as it must not in the product.
  isolate: false,
  // Never met by a healthy run: a busy machine with two cores must not fail a test.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
