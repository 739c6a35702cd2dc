import { createHash } from "node:crypto";
import { outcomeErrors } from "@scriptyard/model";
import type { CompileOptions, CompileResult, Program, Sandbox } from "@scriptyard/sandbox";
import { LRUCache } from "lru-cache";
import type { Actor } from "../actor.ts";
import { lastUsed } from "../last-used.ts";
import { createPersonToll, type PersonToll } from "./person-toll.ts";

/** A program with the hash of everything its image depends on. */
export type KeyedProgram = { program: Program; key: string };

/** Programs → images, each made once: cached by content for everybody, and shared by all of a realm who ask while it is being made. */
export interface Compiler {
  /**
   * @param options `trialOf`: who tries the program out, null for what is live or nobody asked for
   * @throws Fault `rate_limited`, as `PersonToll.requireRoom`
   */
  compile(
    program: KeyedProgram,
    options: Required<CompileOptions> & { trialOf: Actor | null },
  ): Promise<CompileResult & { cached: boolean }>;
  /** The image when it is at hand; saves the hot path a promise. */
  peek(key: string): CompileResult | undefined;
  /** How long making the image took, in µs, when it was made in this process; also when it was dropped since. */
  tookUs(key: string): number | null;
  stats(): { entries: number; hits: number; misses: number };
}

export function createCompiler(
  sandbox: Sandbox,
  cacheBytes: number,
  toll: PersonToll = createPersonToll(),
): Compiler {
  const done = new LRUCache<string, CompileResult>({ maxSize: cacheBytes });
  // The least that one counts for: never more than 5 000, whatever small programs and failures people make.
  const leastBytes = Math.ceil(cacheBytes / 5_000);
  const running = new Map<string, Promise<CompileResult>>();
  const times = lastUsed<number>(10_000);
  let hits = 0;
  let misses = 0;

  async function make(
    { program, key }: KeyedProgram,
    failureKey: string,
    options: CompileOptions,
  ): Promise<CompileResult> {
    const result = await sandbox.compile(program, options);
    // Looked at once, and four times as large: it would push out what is live.
    if (program.traced) return result;
    if (result.status === "ok") {
      done.set(key, result, { size: Math.max(leastBytes, result.image.bytes + 1_000) });
      // The first time is the real one: later the sandbox may only hand over what it still has.
      if (!times.has(key)) times.set(key, result.compileUs);
    } else if (!outcomeErrors[result.error.type].mayPass) done.set(failureKey, result, { size: leastBytes });
    return result;
  }

  return {
    async compile(keyed, { realm, limits: { timeoutMs, operationLimit }, trialOf }) {
      const options = { realm, limits: { timeoutMs, operationLimit } };
      // What a text could not do within its limits, it may do within others.
      const failureKey = `${keyed.key} ${timeoutMs} ${operationLimit}`;
      const known = done.get(keyed.key) ?? done.get(failureKey);
      if (known !== undefined) {
        hits += 1;
        return { ...known, cached: true };
      }
      // Shared within a realm: another's may wait behind all that its realm sends.
      const runningKey = `${failureKey} ${realm}`;
      let promise = running.get(runningKey);
      if (promise === undefined) {
        if (trialOf !== null) toll.requireRoom(trialOf);
        misses += 1;
        promise = make(keyed, failureKey, options).finally(() => running.delete(runningKey));
        running.set(runningKey, promise);
      } else {
        hits += 1;
      }
      const made = await promise;
      if (trialOf !== null && made.status === "error") toll.note(trialOf, made.error);
      return { ...made, cached: false };
    },
    peek(key) {
      const known = done.get(key);
      if (known !== undefined) hits += 1;
      return known;
    },
    tookUs: (key) => times.get(key) ?? null,
    stats: () => ({ entries: done.size, hits, misses }),
  };
}

/** Hash of engine, host manifest and every module: equal keys load to equal images. */
export function keyProgram(engine: string, program: Program): KeyedProgram {
  const hash = createHash("sha256");
  // Lengths before texts: no two different lists of parts may concatenate to the same bytes.
  const add = (part: string) => hash.update(`${Buffer.byteLength(part)}:`).update(part);
  add(engine);
  add(program.bindings.hash);
  add(program.host ?? "");
  add(program.entry);
  for (const module of [...program.modules].sort((a, b) => (a.specifier < b.specifier ? -1 : 1))) {
    add(module.specifier);
    add(module.code);
  }
  return { program, key: hash.digest("hex") };
}
