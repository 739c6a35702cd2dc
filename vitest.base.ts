// What every package's tests share. Their `vitest.config.ts` adds only what is its own.
import { fileURLToPath } from "node:url";

export const base = {
  include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
  setupFiles: [fileURLToPath(new URL("scripts/lib/property-seed.mjs", import.meta.url))],
  // Never met by a healthy run: a busy machine with two cores must not fail a test.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
