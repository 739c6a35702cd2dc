// One line per figure, `name value unit`, medians. `node --expose-gc bench/run.mjs`, after a build.
import { readFileSync } from "node:fs";
import { defaultLimits } from "@scriptyard/model";
import { createInlineSandbox, createSandbox } from "@scriptyard/sandbox";
import { newQuickJSWASMModuleFromVariant } from "quickjs-emscripten";
import { Executor } from "../dist/executor/executor.js";
import { LogBuffer } from "../dist/executor/log-buffer.js";
import { PageStore } from "../dist/page-store.js";
import { compiled, microsecondsOf, print } from "./figures.mjs";
import { glanceScript, hmacScript, loginArgs, loginInputs, loginScript, numberScript } from "./login.mjs";

const context8k = JSON.parse(readFileSync(new URL("./context-8k.json", import.meta.url), "utf8"));

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const bindings = { hash: "", functions: [], hooks: [] };
const program = (code) => ({
  entry: "login/bench",
  modules: [{ specifier: "login/bench", code }],
  bindings,
  host: null,
});
const invocation = (args) => ({
  hook: "onExecute",
  args,
  limits: defaultLimits,
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: [],
  realm: "acme",
});

async function guestOnly() {
  // A script that runs the login 200 times on input it already holds, against one that runs it not at all.
  const text = JSON.stringify(loginArgs);
  const looped = (times) =>
    `${loginScript.replace("export function onExecute", "function login")}
     const [context, form] = ${text};
     export function onExecute() { let last; for (let i = 0; i < ${times}; i++) last = login(context, form); return last ? 1 : 0; }`;
  const sandbox = await createInlineSandbox({ engine });
  const many = await compiled(sandbox, program(looped(200)));
  const none = await compiled(sandbox, program(looped(0)));
  const run = invocation([]);
  const all = await microsecondsOf(() => sandbox.executeSync(many, run));
  const empty = await microsecondsOf(() => sandbox.executeSync(none, run));
  print("exec.guest_only.login_us", (all - empty) / 200);
  await sandbox[Symbol.asyncDispose]();
}

async function restore() {
  const executor = await Executor.create({
    engine,
    stackBytes: 256 << 10,
    cacheBytes: 64 << 20,
    compileTimeoutMs: 2_000,
    hostModules: new Map(),
  });
  const result = await executor.compile(program(loginScript));
  const image = { ...result.image, pages: new PageStore().share(result.image.pages) };
  const profile = {
    image,
    hook: "onExecute",
    limits: defaultLimits,
    allowed: [],
    constants: [],
    constantBytes: 0,
  };
  const job = { profile, input: { args: [] }, seed: "", clockMs: 0, context: null, realm: "acme" };
  await executor.execute(job, new LogBuffer(defaultLimits, new Set()));
  const { machine, plan } = executor.prepared(profile);
  print("image.restore_us", await microsecondsOf(() => machine.restore(plan)));
  print("image.bytes", plan.bytes, "bytes");
}

/** Every call takes the next input. */
function rotating(inputs, more = {}) {
  const runs = inputs.map((args) => ({ ...invocation(args), ...more }));
  let at = 0;
  return () => runs[at++ % runs.length];
}

function succeeded(outcome) {
  if (outcome.status !== "ok") throw new Error(outcome.error.message);
}

async function inlineRun(name, code, inputs, more = {}) {
  const sandbox = await createInlineSandbox({ engine });
  const image = await compiled(sandbox, program(code));
  const next = rotating(inputs, more);
  for (const _ of inputs) succeeded(sandbox.executeSync(image, next()));
  const us = await microsecondsOf(() => sandbox.executeSync(image, next()));
  print(name, us);
  await sandbox[Symbol.asyncDispose]();
  return us;
}

async function poolRun(name, code, inputs) {
  const sandbox = await createSandbox({ engine, workers: 1 });
  const image = await compiled(sandbox, program(code));
  const next = rotating(inputs);
  for (const _ of inputs) succeeded(await sandbox.execute(image, next()));
  const us = await microsecondsOf(async () => sandbox.execute(image, next()));
  print(name, us);
  await sandbox[Symbol.asyncDispose]();
  return us;
}

/** The same script the usual way: a new runtime and context, evaluate, call, dispose. On the engine under test, and on the other. */
async function plainFreshRuntime(name, build) {
  const variant = (await import(`@jitl/${build}-wasmfile-release-sync`)).default;
  const QuickJS = await newQuickJSWASMModuleFromVariant(variant);
  const code = `${loginScript.replaceAll("export ", "")}; (text) => JSON.stringify(onExecute(...JSON.parse(text)))`;
  const texts = loginInputs.map((args) => JSON.stringify(args));
  let at = 0;
  const us = await microsecondsOf(() => {
    const text = texts[at++ % texts.length];
    const runtime = QuickJS.newRuntime();
    const vm = runtime.newContext();
    const fn = vm.unwrapResult(vm.evalCode(code));
    const input = vm.newString(text);
    const result = vm.unwrapResult(vm.callFunction(fn, vm.undefined, input));
    const answer = JSON.parse(vm.getString(result));
    for (const handle of [result, input, fn]) handle.dispose();
    vm.dispose();
    runtime.dispose();
    return answer;
  });
  print(name, us);
  return us;
}

await restore();
await guestOnly();
const inline = await inlineRun("exec.inline.login_us", loginScript, loginInputs);
const pool = await poolRun("exec.pool.login_us", loginScript, loginInputs);
const numbers = loginInputs.map((_, i) => [i * i]);
await inlineRun("exec.inline.number_us", numberScript, numbers);
const contexts = loginInputs.map(([{ device, request }]) => [
  { ...context8k, request: { ...context8k.request, ip: request.ip }, device },
  null,
]);
await inlineRun("exec.inline.context_8k_us", glanceScript, contexts);
const { settings } = context8k.realm;
const constants = [{ argument: 0, path: ["realm", "settings"], id: "bench", value: settings }];
const withoutSettings = contexts.map(([{ realm, ...others }, form]) => {
  const { settings: _constant, ...rest } = realm;
  return [{ ...others, realm: rest }, form];
});
await inlineRun("exec.inline.context_8k_constants_us", glanceScript, withoutSettings, { constants });
await inlineRun("hmac_1k_us", hmacScript, [[]]);
const peer = await plainFreshRuntime("peer.quickjs_emscripten.fresh_us", engine);
const other = engine === "quickjs" ? "quickjs-ng" : "quickjs";
await plainFreshRuntime(`peer.quickjs_emscripten.fresh_${other.replace("-", "_")}_us`, other);
print("exec.pool.adds_us", pool - inline);
print("exec.inline.times_faster_than_fresh", peer / inline, "x");
