import type { Handle, Pointer } from "./brands.ts";

/**
 * Replaces every function the wasm module imports, so that nothing of the process leaks in: not the clock, the time
 * zone, the environment, stdout or the process' exit code. The emscripten glue minifies import names per build, so each
 * is recognised by what its source says; an import nobody recognises refuses to boot. The builds are pinned, a bump
 * that changes the glue fails here, loudly, and not in production.
 */
export type EngineHooks = {
  /** What the guest's clock says, epoch milliseconds. */
  now(): number;
  shouldInterrupt(): number;
  /** A host function was called with values one after another; answers `noHandle` for undefined. */
  callFunction(argc: number, argv: Handle, fn: number): Handle;
  loadModule(name: Pointer): Pointer;
  normalizeModule(base: Pointer, name: Pointer): Pointer;
  /** The guest asked for more memory than there is. */
  allocationDenied(): void;
};

/** The engine gave up (assertion, abort, exit): the instance is unusable afterwards. */
export class EngineTrap extends Error {
  override name = "EngineTrap";
}

type Views = { u8(): Uint8Array };
type Import = (...args: never[]) => unknown;

const kinds: [kind: string, test: (source: string) => boolean][] = [
  ["shouldInterrupt", (s) => s.includes("shouldInterrupt")],
  ["callFunction", (s) => s.includes("callFunction")],
  ["loadModule", (s) => s.includes("loadModuleSource")],
  ["normalizeModule", (s) => s.includes("normalizeModule")],
  ["freeHostRef", (s) => s.includes("freeHostRef")],
  ["localTime", (s) => s.includes("getHours()")],
  ["timeZone", (s) => s.includes("padStart")],
  ["timer", (s) => s.includes("setTimeout")],
  ["clock", (s) => s.includes("performance.now()")],
  ["now", (s) => s.includes("Date.now()")],
  ["resize", (s) => s.includes(".grow(")],
  ["environment", (s) => s.includes("Infinity")],
  ["write", (s) => s.includes(".decode(")],
  ["environmentSize", (s) => /\.length;.*for\(/s.test(s)],
  ["assertion", (s) => s.includes("Assertion failed")],
  ["exit", (s) => s.includes("onExit")],
  ["abort", (s) => /^\(\)\s*=>\s*\w+\(""\)$/.test(s)],
  ["constant", (s) => /^(\(\)\s*=>\s*\d+|function\s*\(\)\s*\{\s*return \d+;?\s*\})$/.test(s)],
  ["keepAlive", (s) => /^\(\)\s*=>\s*\{\w+=!1;\w+=0;?\}$/.test(s)],
];

const required = [
  "shouldInterrupt",
  "callFunction",
  "loadModule",
  "normalizeModule",
  "localTime",
  "timeZone",
  "now",
  "resize",
  "environment",
  "environmentSize",
  "exit",
  "abort",
];

export function replaceImports(imports: { [name: string]: unknown }, views: Views, hooks: EngineHooks): void {
  const replacements = createReplacements(views, hooks);
  const seen = new Set<string>();
  for (const [name, original] of Object.entries(imports)) {
    if (typeof original !== "function") continue;
    const source = Function.prototype.toString.call(original);
    const kind = kinds.find(([, test]) => test(source))?.[0];
    if (!kind) {
      throw new Error(`The engine build imports an unknown function "${name}": ${source.slice(0, 120)}`);
    }
    seen.add(kind);
    const replacement = replacements[kind];
    if (replacement) imports[name] = replacement;
  }
  const missing = required.filter((kind) => !seen.has(kind));
  if (missing.length > 0) {
    throw new Error(`The engine build does not import ${missing.join(", ")}; its glue has changed`);
  }
}

function createReplacements(views: Views, hooks: EngineHooks): { [kind: string]: Import } {
  const data = () => {
    const bytes = views.u8();
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  return {
    shouldInterrupt: () => hooks.shouldInterrupt(),
    callFunction: (_ctx: Pointer, _self: Handle, argc: number, argv: Handle, fn: number) =>
      hooks.callFunction(argc, argv, fn),
    loadModule: (_runtime: Pointer, _ctx: Pointer, name: Pointer) => hooks.loadModule(name),
    normalizeModule: (_runtime: Pointer, _ctx: Pointer, base: Pointer, name: Pointer) =>
      hooks.normalizeModule(base, name),
    freeHostRef: () => undefined,
    localTime: (time: bigint | number, at: number) => writeUtc(data(), Number(time), at),
    timeZone: (offset: number, daylight: number, standardName: number, daylightName: number) => {
      const view = data();
      view.setUint32(offset, 0, true);
      view.setInt32(daylight, 0, true);
      for (const at of [standardName, daylightName]) views.u8().set([85, 84, 67, 0], at); // "UTC"
    },
    timer: () => 0,
    clock: (_id: number, _precision: unknown, at: number) => {
      data().setBigInt64(at, BigInt(Math.trunc(hooks.now())) * 1_000_000n, true);
      return 0;
    },
    now: () => hooks.now(),
    resize: () => {
      hooks.allocationDenied();
      return 0;
    },
    environment: () => 0,
    environmentSize: (count: number, bytes: number) => {
      data().setUint32(count, 0, true);
      data().setUint32(bytes, 0, true);
      return 0;
    },
    write: (_fd: number, vectors: number, count: number, written: number) => {
      const view = data();
      let total = 0;
      for (let i = 0; i < count; i++) total += view.getUint32(vectors + i * 8 + 4, true);
      view.setUint32(written, total, true);
      return 0;
    },
    assertion: () => {
      throw new EngineTrap("assertion failed in the engine");
    },
    exit: () => {
      throw new EngineTrap("the engine exited");
    },
    abort: () => {
      throw new EngineTrap("the engine aborted");
    },
  };
}

/** `struct tm` of a UTC time: the guest's local time is UTC on every machine. */
function writeUtc(view: DataView, seconds: number, at: number): void {
  const date = new Date(seconds * 1000);
  const yearStart = Date.UTC(date.getUTCFullYear(), 0, 1);
  const fields = [
    date.getUTCSeconds(),
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth(),
    date.getUTCFullYear() - 1900,
    date.getUTCDay(),
    Math.floor((date.getTime() - yearStart) / 86_400_000),
    0, // daylight saving
    0, // seconds east of UTC
  ];
  fields.forEach((value, i) => {
    view.setInt32(at + i * 4, value | 0, true);
  });
}
