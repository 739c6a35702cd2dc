// Every way to run the login script once on one input. `start` prepares what can be shared, answers `run` and `end`.
import { readFileSync } from "node:fs";
import vm from "node:vm";

/** A timer as in production, and long enough not to fire while the machine is busy. */
const TIMEOUT_MS = 2_000;

/** The script as an expression: JSON text in, JSON text out. */
const functionSource = (source) =>
  `${source.replaceAll("export ", "")}; (text) => JSON.stringify(onExecute(...JSON.parse(text)))`;

/** A new isolate, context, script and call for each run: isolated-vm as its users isolate tenants. */
export const isolatedVmFresh = {
  name: "peer.isolated_vm.fresh_us",
  async start(source) {
    const { default: ivm } = await import("isolated-vm");
    const code = functionSource(source);
    return {
      run(args) {
        const isolate = new ivm.Isolate({ memoryLimit: 16 });
        const context = isolate.createContextSync();
        const call = isolate.compileScriptSync(code).runSync(context, { reference: true });
        const text = call.applySync(undefined, [JSON.stringify(args)], { timeout: TIMEOUT_MS });
        isolate.dispose();
        return JSON.parse(text);
      },
      end() {},
    };
  },
};

/** One context for all runs, with a timeout: quick, but every run sees what the ones before left. */
export const isolatedVmWarm = {
  name: "peer.isolated_vm.warm_us",
  async start(source) {
    const { default: ivm } = await import("isolated-vm");
    const isolate = new ivm.Isolate({ memoryLimit: 16 });
    const context = isolate.createContextSync();
    const code = `${source.replaceAll("export ", "")}; onExecute`;
    const call = isolate.compileScriptSync(code).runSync(context, { reference: true });
    const options = { timeout: TIMEOUT_MS, arguments: { copy: true }, result: { copy: true } };
    return { run: (args) => call.applySync(undefined, args, options), end: () => isolate.dispose() };
  },
};

/** A snapshot with the script loaded, restored into a new instance; with the call, and without. */
const quickjsWasi = (name, use) => ({
  name,
  async start(source) {
    const { QuickJS } = await import("quickjs-wasi");
    const file = new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm"));
    const wasm = await WebAssembly.compile(readFileSync(file));
    const first = await QuickJS.create({ wasm });
    first.evalCode(functionSource(source).replace("; (text)", "; globalThis.call = (text)")).dispose();
    const snapshot = first.snapshot();
    first.dispose();
    return {
      async run(args) {
        const instance = await QuickJS.restore(snapshot, { wasm });
        const answer = use(instance, args);
        instance.dispose();
        return answer;
      },
      end() {},
    };
  },
});
export const quickjsWasiRestoreCall = quickjsWasi("peer.quickjs_wasi.restore_call_us", (instance, args) => {
  const call = instance.global.getProp("call");
  const input = instance.newString(JSON.stringify(args));
  return JSON.parse(instance.callFunction(call, instance.undefined, input).toString());
});
export const quickjsWasiRestore = quickjsWasi("peer.quickjs_wasi.restore_us", () => undefined);

/** No sandbox at all, only another set of globals: what a fresh V8 context costs. */
export const nodeVm = {
  name: "peer.node_vm.fresh_us",
  async start(source) {
    const script = new vm.Script(functionSource(source));
    return {
      run(args) {
        const context = vm.createContext({ text: JSON.stringify(args) });
        const call = script.runInContext(context);
        context.call = call;
        return JSON.parse(vm.runInContext("call(text)", context, { timeout: TIMEOUT_MS }));
      },
      end() {},
    };
  },
};

/** A new runtime and context, evaluate, call, dispose. */
const quickjsEmscripten = (name, variant) => ({
  name,
  async start(source) {
    const { newQuickJSWASMModuleFromVariant } = await import("quickjs-emscripten");
    const QuickJS = await newQuickJSWASMModuleFromVariant(variant());
    const code = functionSource(source);
    return {
      run(args) {
        const runtime = QuickJS.newRuntime();
        const context = runtime.newContext();
        const fn = context.unwrapResult(context.evalCode(code));
        const input = context.newString(JSON.stringify(args));
        const answer = context.unwrapResult(context.callFunction(fn, context.undefined, input));
        const value = JSON.parse(context.getString(answer));
        for (const handle of [answer, input, fn, context, runtime]) handle.dispose();
        return value;
      },
      end() {},
    };
  },
});
export const quickjsEmscriptenNg = quickjsEmscripten(
  "peer.quickjs_emscripten.fresh_us",
  () => import("@jitl/quickjs-ng-wasmfile-release-sync"),
);
export const quickjsEmscriptenClassic = quickjsEmscripten(
  "peer.quickjs_emscripten.fresh_classic_us",
  () => import("@jitl/quickjs-wasmfile-release-sync"),
);

/** Ours: a new VM for each run, in this thread, as the peers do. */
export const oursInline = ours("ours.inline.login_us", async (sandboxes) => {
  const sandbox = await sandboxes.createInlineSandbox();
  return { sandbox, execute: (image, invocation) => sandbox.executeSync(image, invocation) };
});
/** Ours, from a thread of the pool, where a watchdog ends what never ends. */
export const oursPool = ours("ours.pool.login_us", async (sandboxes) => {
  const sandbox = await sandboxes.createSandbox({ workers: 1 });
  return { sandbox, execute: (image, invocation) => sandbox.execute(image, invocation) };
});

function ours(name, open) {
  return {
    name,
    async start(source) {
      const { sandbox, execute } = await open(await import("../../packages/sandbox/dist/index.js"));
      const { defaultLimits } = await import("../../packages/model/dist/index.js");
      const compiled = await sandbox.compile({
        entry: "login/bench",
        modules: [{ specifier: "login/bench", code: source }],
        bindings: { hash: "", functions: [], hooks: [] },
        host: null,
      });
      if (compiled.status !== "ok") throw new Error(compiled.error.message);
      const limits = { ...defaultLimits, timeoutMs: TIMEOUT_MS };
      const fixed = {
        hook: "onExecute",
        limits,
        seed: "bench",
        clockMs: 1_700_000_000_000,
        capabilities: [],
        realm: "acme",
      };
      const resultOf = (outcome) => {
        if (outcome.status !== "ok") throw new Error(outcome.error.message);
        return outcome.result;
      };
      return {
        run(args) {
          const outcome = execute(compiled.image, { ...fixed, args });
          return outcome instanceof Promise ? outcome.then(resultOf) : resultOf(outcome);
        },
        end: () => sandbox[Symbol.asyncDispose]?.() ?? sandbox[Symbol.dispose](),
      };
    },
  };
}
