// `npm run dev`: packages recompile on change, the server restarts on them, the console hot-reloads at its own address.
import { spawn } from "node:child_process";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { childEnv, ensureBuilt, ensureInstalled, root } = await import("./lib/steps.mjs");

await ensureInstalled();
await ensureBuilt();

const packages = ["model", "host-kit", "hosts", "languages", "sandbox", "store", "runner", "api"].map(
  (name) => `packages/${name}`,
);
const children = [
  ...[...packages, "apps/server", "apps/cli"].map((folder) =>
    start("tsc", ["-p", `${folder}/tsconfig.build.json`, "--watch", "--preserveWatchOutput"]),
  ),
  // With a configuration (SCRIPTYARD_CONFIG) the files of its hosts are loaded anew inside the server.
  start(process.execPath, ["--watch", "--watch-preserve-output", "apps/server/dist/main.js"], {
    SCRIPTYARD_WATCH: "true",
    SCRIPTYARD_ACCEPT_HOSTS: "true",
  }),
  start("pnpm", ["--filter", "scriptyard-console", "dev"]),
];
console.log(
  "Console with hot reload: http://127.0.0.1:5173 · server: http://127.0.0.1:4400 · Ctrl+C ends both.",
);

let ending = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);
for (const child of children) child.on("exit", end);

function start(command, args, env = {}) {
  return spawn(command, args, {
    cwd: root,
    env: { ...childEnv, ...env },
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
}

function end() {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill("SIGTERM");
}
