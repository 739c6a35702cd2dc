import { defineConfig } from "vitest/config";

// Every test starts the command as its own process, which takes a second on a busy machine.
export default defineConfig({
  test: { include: ["src/**/*.test.ts", "test/**/*.test.ts"], testTimeout: 60_000 },
});
