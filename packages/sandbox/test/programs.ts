import { readdirSync, readFileSync } from "node:fs";
import {
  defaultLimits,
  emptyMetrics,
  type GuestBindings,
  type Limits,
  type Outcome,
  type ScriptError,
} from "@scriptyard/model";
import type { EngineName, Image, Invocation, Program, Sandbox } from "@scriptyard/sandbox";
import { expect } from "vitest";

export const engines: EngineName[] = ["quickjs-ng", "quickjs"];

/** For sweeps that are long on each: `npm test` goes through the engine that is used by default, `npm run test:deep` through all. */
export const isDeep = process.env.SCRIPTYARD_TEST_DEEP === "1";
export const sweptEngines = isDeep ? engines : engines.slice(0, 1);

/** Where an engine may live. */
export const modes = [
  { mode: "inline", options: { workers: 0 } },
  { mode: "threads", options: { workers: 1 } },
  { mode: "process", options: { workers: 1, isolation: "process" } },
] as const;

export const hostModules = { probe: new URL("./probe-host.mjs", import.meta.url).href };

const anything = { name: "value", schema: {}, optional: true };

/** A small host: `probe.*` is granted in tests, `secret` is not. */
export const bindings: GuestBindings = {
  hash: "test",
  functions: [
    { name: "probe.add", kind: "host", capability: "probe", params: [anything, anything] },
    { name: "probe.sum", kind: "host", capability: "probe", params: [anything] },
    { name: "probe.fail", kind: "host", capability: "probe", params: [] },
    { name: "probe.context", kind: "host", capability: "probe", params: [] },
    {
      name: "probe.note",
      kind: "effect",
      capability: "probe",
      params: [
        { name: "text", schema: { type: "string", minLength: 1 }, optional: false },
        { name: "level", schema: { enum: ["low", "high"] }, optional: true },
      ],
    },
    { name: "random", kind: "host", capability: "probe", params: [] },
    { name: "secret", kind: "host", capability: "secrets", params: [anything] },
  ],
  hooks: [{ name: "onExecute", params: ["context", "form"], methods: { form: { note: "probe.note" } } }],
};

export const SPECIFIER = "hostile/program";

export function program(code: string, others: { [specifier: string]: string } = {}): Program {
  const modules = Object.entries(others).map(([specifier, text]) => ({ specifier, code: text }));
  return { entry: SPECIFIER, modules: [{ specifier: SPECIFIER, code }, ...modules], bindings, host: "probe" };
}

export function invocation(args: Invocation["args"] = [], more: Partial<Invocation> = {}): Invocation {
  return {
    hook: "onExecute",
    args,
    ...limits({}),
    seed: "seed",
    clockMs: 1_700_000_000_000,
    capabilities: ["probe"],
    realm: "acme",
    ...more,
  };
}

/**
 * Time that only a busy machine uses up, and operations that no machine does in that time: what is not about one of them
 * must not fail for want of it, nor end by the other.
 */
const patience = { timeoutMs: 2_000, operationLimit: 1_000_000_000 };

export function limits(change: Partial<Limits>): { limits: Limits } {
  return { limits: { ...defaultLimits, ...patience, ...change } };
}

/** Compiles and runs; a compile error becomes the outcome it would be for a caller. */
export async function run(
  sandbox: Sandbox,
  code: string | Program,
  args: Invocation["args"] = [],
  more: Partial<Invocation> = {},
): Promise<Outcome> {
  const compiled = await sandbox.compile(typeof code === "string" ? program(code) : code);
  if (compiled.status === "ok") return sandbox.execute(compiled.image, invocation(args, more));
  return { status: "error", error: compiled.error, logs: [], metrics: emptyMetrics };
}

export async function image(sandbox: Sandbox, code: string | Program): Promise<Image> {
  const compiled = await sandbox.compile(typeof code === "string" ? program(code) : code);
  if (compiled.status !== "ok") throw new Error(`does not compile: ${compiled.error.message}`);
  return compiled.image;
}

/** The result of a run that must succeed. */
export async function result(...args: Parameters<typeof run>): Promise<unknown> {
  const outcome = await run(...args);
  if (outcome.status !== "ok") throw new Error(`${outcome.error.type}: ${outcome.error.message}`);
  return outcome.result;
}

type Expected = { kind: string; result?: unknown };
/** `waiting`: what is right where the program has a host to wait for. */
export type Hostile = { name: string; code: string; expected: Expected[]; waiting: Expected[] };

/**
 * `// expect timeout | ok {"a":1}` in the first line: any of these is right. Where a host that answers later makes a
 * difference, the second line says `// waiting …`.
 */
export function hostilePrograms(): Hostile[] {
  const folder = new URL("./hostile/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => {
      const code = readFileSync(new URL(name, folder), "utf8");
      const line = /^\/\/ expect (.+)\n(?:\/\/ waiting (.+)\n)?/.exec(code);
      if (!line) throw new Error(`${name} must begin with "// expect <outcome>"`);
      const expected = outcomes(line[1]!);
      return { name: name.slice(0, -3), code, expected, waiting: line[2] ? outcomes(line[2]) : expected };
    });
}

function outcomes(line: string): Expected[] {
  return line.split(" | ").map((text) => {
    const space = text.indexOf(" ");
    return space < 0
      ? { kind: text }
      : { kind: text.slice(0, space), result: JSON.parse(text.slice(space + 1)) as unknown };
  });
}

/** Whether an outcome is one of those, and tells nothing of the machine. */
export function expectOutcome(
  outcome: Outcome | { status: "error"; error: ScriptError },
  expected: Expected[],
) {
  const kind = outcome.status === "ok" ? "ok" : outcome.error.type;
  const matching = expected.filter((e) => e.kind === kind);
  const said = outcome.status === "error" ? outcome.error.message : "";
  expect(matching.length, `${kind}: ${said}`).toBeGreaterThan(0);
  const exact = matching.find((e) => "result" in e);
  if (exact && outcome.status === "ok" && "result" in outcome) expect(outcome.result).toEqual(exact.result);
  if (outcome.status !== "error") return;
  expect(outcome.error.message.length).toBeLessThanOrEqual(1000);
  expect(outcome.error.message).not.toMatch(/node_modules|packages\/sandbox/);
  for (const frame of outcome.error.stack) expect(frame.file).toBe(SPECIFIER);
}
