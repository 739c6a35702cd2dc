// `npm run soak -- --executions 1000000`: a long mix of executions, hostile ones included. See packages/sandbox/bench/soak.mjs.
import { runBuilt } from "./lib/run-built.mjs";

// Ctrl-C reaches the child as well; it saves where it is and ends.
process.on("SIGINT", () => undefined);
// As the README advises for servers: else replaced threads leave glibc's heap fragmented.
const env = {
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
  MALLOC_MMAP_THRESHOLD_: process.env.MALLOC_MMAP_THRESHOLD_ ?? "131072",
};
await runBuilt("packages/sandbox/bench/soak.mjs", { env });
