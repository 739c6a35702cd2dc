import { defineConfig } from "vitest/config";
import { base } from "../../vitest.base.ts";

export default defineConfig({
  test: {
    ...base,
    setupFiles: [...base.setupFiles, "src/testing/happy.ts"],
    environment: "happy-dom",
    // By happy-dom's own name Monaco takes it for Safari, and writes to the clipboard at each click; that promise is
    // refused by the next click, in whatever test that is.
    environmentOptions: {
      happyDOM: { settings: { navigator: { userAgent: "Mozilla/5.0 Chrome/140 happy-dom" } } },
    },
  },
});
