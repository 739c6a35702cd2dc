// `npm run bench:growth`: how answers grow with what is stored. See apps/server/bench/growth.mjs.
import { runBuilt } from "./lib/run-built.mjs";

await runBuilt("apps/server/bench/growth.mjs");
