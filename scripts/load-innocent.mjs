// `npm run load:innocent`: 1 000 shipped logins, 200 previews of new texts and 20 lists of 10 000 items against the built
// server, from a cold start beside eight busy processes. Nothing may fail. See apps/server/bench/innocent.mjs.
import { runBuilt } from "./lib/run-built.mjs";

await runBuilt("apps/server/bench/innocent.mjs");
