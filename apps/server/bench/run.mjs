// `http.execute_per_s`: live runs per second over HTTP, recording on, of one server process with one engine.
// The load client lives in its own process, so that its work is not the server's.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addressOf, launch } from "./built-server.mjs";
import { loginArgs, loginScript } from "./login.mjs";
import { person } from "./person.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const rounds = 3;
const admin = { email: "bench@example.com", password: "a long enough password" };
const data = mkdtempSync(join(tmpdir(), "scriptyard-bench-"));

const server = launch({ data, admin, env: { SCRIPTYARD_WORKERS: "1" } });

try {
  const url = await addressOf(server);
  const request = await prepare(url);
  await load(request, 1);
  const results = [];
  for (let round = 0; round < rounds; round++) results.push(await load(request, seconds));
  results.sort((a, b) => a.perSecond - b.perSecond);
  const median = results[1];
  if (median.refused > 0) throw new Error(`${median.refused} requests were not answered with 200`);
  console.log(`http.execute_per_s ${Math.round(median.perSecond)} 1/s`);
  console.log(`http.execute_p50_ms ${median.p50Ms.toFixed(2)} ms`);
  console.log(`http.execute_p99_ms ${median.p99Ms.toFixed(2)} ms`);
  await load(request.hook, 1);
  const hooks = [];
  for (let round = 0; round < rounds; round++) hooks.push(await load(request.hook, seconds));
  hooks.sort((a, b) => a.perSecond - b.perSecond);
  if (hooks[1].refused > 0) throw new Error(`${hooks[1].refused} hook requests were not answered with 200`);
  console.log(`hooks.request_per_s ${Math.round(hooks[1].perSecond)} 1/s`);
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("close", resolve));
  rmSync(data, { recursive: true, force: true });
}

/** Signs in, makes a token, and publishes the reference login script. */
async function prepare(url) {
  const { call } = person(url);
  await call("session.signIn", admin);
  const { token } = await call("tokens.create", {
    name: "bench",
    scopes: ["execute", "flows", "publish", "hooks", "tools", "events"],
  });
  const named = { realm: "acme", module: "bench", name: "login" };
  const { script, draft } = await call("scripts.create", {
    ...named,
    hook: "onExecute",
    language: "typescript",
    source: loginScript,
  });
  await call("versions.publish", { scriptId: script.id, note: "bench", revision: draft.revision });
  const endpoint = await call("scripts.create", {
    realm: "acme",
    module: "bench",
    name: "hook",
    hook: "onRequest",
    language: "typescript",
    template: "http-endpoint",
  });
  const published = { scriptId: endpoint.script.id, note: "bench", revision: endpoint.draft.revision };
  await call("versions.publish", published);
  const config = { path: "/bench", auth: "none", rateLimitPerMinute: 0 };
  await call("triggers.create", {
    realm: "acme",
    kind: "http",
    name: "bench",
    scriptId: endpoint.script.id,
    config,
  });
  return {
    hook: { url: `${url}/hooks/acme/bench`, token, body: JSON.stringify({ name: "Maria" }) },
    url: `${url}/api/v1/realms/acme/scripts/bench/login/execute`,
    token,
    body: JSON.stringify({ args: loginArgs }),
  };
}

function load(request, forSeconds) {
  return new Promise((resolve, reject) => {
    const client = spawn(
      process.execPath,
      [here("./load.mjs"), JSON.stringify({ ...request, seconds: forSeconds })],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let output = "";
    client.stdout.on("data", (chunk) => (output += chunk));
    client.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`load: ${code}`)),
    );
  });
}
