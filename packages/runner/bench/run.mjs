// Figures of the runner: one line each, `name value unit`. Run after `pnpm build`: `node packages/runner/bench/run.mjs`
import { performance } from "node:perf_hooks";
import { languageById } from "@scriptyard/languages";
import { actor, identity, median, print, setUp } from "./set-up.mjs";

const { runner, recorder, sandbox, close } = await setUp();

const source = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  let score = 0;
  if (!context.device.known) score += 30;
  if (context.user !== null && context.user.failedAttempts > 3) score += 30;
  if (context.request.country !== context.user?.lastLogin?.country) score += 20;
  flow.set("risk", score);
  log.info("scored", { score });
  return { action: "continue", outcome: score >= 50 ? "high" : "low" };
}
`;
/** About 400 bytes, as the reference login script of the issue. */
const context = {
  request: {
    id: "req_1",
    ip: "203.0.113.7",
    method: "POST",
    path: "/",
    headers: {},
    userAgent: { family: "Firefox", os: "Linux", device: "desktop" },
    locale: "de-AT",
    country: "AT",
    time: "2026-05-04T09:00:00Z",
  },
  realm: { id: "rlm_1", name: "bench", settings: {}, timeZone: "Europe/Vienna", now: "2026-05-04T09:00:00Z" },
  user: null,
  flow: {
    id: "flw_1",
    node: "risk",
    sessionId: "fls_1",
    attempt: 1,
    state: {},
    startedAt: "2026-05-04T09:00:00Z",
    history: [],
  },
  device: { id: "dev_1", known: false },
};

const { script, draft } = await runner.createScript(
  { realm: "bench", module: "login", name: "risk", hook: "onExecute", language: "typescript", source },
  actor,
);
await runner.publish({ scriptId: script.id, note: "bench", revision: draft.revision }, actor);

const input = { realm: "bench", module: "login", name: "risk", args: [context, null] };
const first = await runner.execute(input, actor);
if (first.status !== "ok") throw new Error(first.error.message);
for (let i = 0; i < 2_000; i++) await runner.execute(input, actor);

const times = [];
for (let i = 0; i < 4_000; i++) {
  const start = performance.now();
  await runner.execute(input, actor);
  times.push((performance.now() - start) * 1_000);
}
print("runner.execute_us", median(times), "us");

const rates = [];
for (let round = 0; round < 5; round++) {
  const start = performance.now();
  const count = 5_000;
  let next = 0;
  const lane = async () => {
    while (next++ < count) await runner.execute(input, actor);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  rates.push(count / ((performance.now() - start) / 1_000));
  await recorder.flush();
}
print("runner.execute_per_s", median(rates), "per_s");

/** 100 lines that were never compiled before: the script above and helpers of three lines each. */
function hundredLines(n) {
  const helper = (_, i) => `function helper${i}(value: number): number {\n  return value * ${n} + ${i};\n}\n`;
  const lines = `${source}${Array.from({ length: 31 }, helper).join("")}`.split("\n");
  return `${lines.slice(0, -1).join("\n")}\n`.replace('"scored"', `"scored ${n}"`);
}

const compiles = [];
for (let n = 0; n < 40; n++) {
  const text = hundredLines(n);
  const start = performance.now();
  await compile(text);
  if (n >= 10) compiles.push(performance.now() - start);
}
print("compile.100_lines_ms", median(compiles), "ms");

await close();

async function compile(text) {
  const output = languageById("typescript").compile(text, "login/risk");
  const bindings = identity.bindings("onExecute");
  const compiled = await sandbox.compile({
    entry: "login/risk",
    modules: [{ specifier: "login/risk", code: output.code }],
    bindings,
    host: identity.id,
  });
  if (compiled.status !== "ok") throw new Error(compiled.error.message);
}
