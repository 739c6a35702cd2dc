// What waiting costs, `name value unit` a line, medians. `node bench/suspend.mjs`, after a build.
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { microsecondsOf, print } from "./figures.mjs";
import { loginArgs, loginScript } from "./login.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";
const params = [{ name: "value", schema: {}, optional: true }];
const program = {
  entry: "login/bench",
  modules: [
    {
      specifier: "login/bench",
      code: `${loginScript.replace("export function onExecute", "function decide")}
export async function onExecute(context, mode) {
  const decided = decide(context, null);
  if (mode === "call") return users.find("a");
  const form = await flow.challenge(decided.block ?? {});
  return decide(context, form);
}`,
    },
  ],
  bindings: {
    hash: "",
    functions: [
      { name: "users.find", kind: "async", capability: "bench", params },
      { name: "flow.challenge", kind: "event", capability: "bench", params },
    ],
    hooks: [],
  },
  host: "bench",
};
const invocation = (mode) => ({
  hook: "onExecute",
  args: [loginArgs[0], mode],
  limits: defaultLimits,
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: ["bench"],
  realm: "acme",
});

const sandbox = await createSandbox({
  engine,
  workers: 1,
  asyncHost: { bench: { "users.find": async () => ({ name: "Ada" }) } },
});
const { image } = await sandbox.compile(program);
const first = await sandbox.start(image, invocation("challenge"));
const options = { answer: { ok: true, value: { code: "123456" } }, clockMs: 1_700_000_060_000 };
const { outcome } = await sandbox.resume(image, first.suspension, options);
if (outcome.status !== "ok") throw new Error(outcome.error.message);

print("suspend.us", await microsecondsOf(() => sandbox.start(image, invocation("challenge"))));
print("resume.us", await microsecondsOf(() => sandbox.resume(image, first.suspension, options)));
print("suspend.bytes", first.suspension.length, "bytes");
print("wait.host_call_us", await microsecondsOf(() => sandbox.execute(image, invocation("call"))));

const slow = { answerCall: () => new Promise((resolve) => setTimeout(() => resolve(1), 200)) };
const started = performance.now();
await Promise.all(Array.from({ length: 100 }, () => sandbox.execute(image, invocation("call"), slow)));
print("wait.hundred_times_200_ms", performance.now() - started, "ms");
await sandbox[Symbol.asyncDispose]();
