#!/usr/bin/env node
// The bin pnpm links before anything is built; it only forwards, so that the link exists after a bare install.
await import("../dist/main.js");
