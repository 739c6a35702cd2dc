import type { GuestBindings, Limits } from "@scriptyard/model";
import type { Pages } from "../engine/pages.ts";
import type { SharedPages } from "../page-store.ts";
import type { Constant, EngineName, Image, ProfileSettings } from "../types.ts";
import { answersLater } from "./async-requests.ts";
import { toJsonText } from "./json.ts";

/** What an `Image` stands for. Its pages lie in shared memory: every worker reads the same bytes. */
export type ImageData = {
  readonly hash: string;
  readonly engine: EngineName;
  readonly baseHash: string;
  readonly pages: SharedPages;
  readonly exports: readonly string[];
  readonly files: readonly string[];
  /** Text of every module, to find places in: stays with the owner of the image, threads do not need it. */
  readonly sources?: { readonly [specifier: string]: string };
  /** Modules the program did not import statically: a dynamic `import()` may still load them. */
  readonly unloaded: { readonly [specifier: string]: string };
  /** No module mentions `toJSON`: results mean the same to the engine's object writer and to JSON.stringify. */
  readonly plainResults: boolean;
  /** Functions that answer later are bound to it. */
  readonly waits: boolean;
  readonly bindings: GuestBindings;
  readonly host: string | null;
  /** Of a traced program: where its recorder notes words, see `trace-tape.ts`. */
  readonly traceAt?: number;
};

/** As a compile makes it, before its pages are shared. */
export type CompiledImage = Omit<ImageData, "pages"> & { readonly pages: Pages };

/**
 * An image for one hook under fixed limits and capabilities: what a run restores. Configuring the guest happens once,
 * and is part of the memory that is put back; a run carries only its arguments.
 */
export type Profile = {
  readonly image: ImageData;
  readonly hook: string;
  readonly limits: Limits;
  /** Members of the arguments that arming puts in place. */
  readonly constants: readonly Constant[];
  /** Size of their values as JSON. */
  readonly constantBytes: number;
  /** By index of the bindings' functions. */
  readonly allowed: readonly boolean[];
  /**
   * A function that answers later is open to its runs. Free memory is scrubbed before they start then, so that what is set
   * aside holds nothing that earlier runs left.
   */
  readonly mayWait: boolean;
  /** The capability `progress` was granted: `progress(value, message?)` is a global. */
  readonly progress: boolean;
};

const fileSets = new WeakMap<ImageData, ReadonlySet<string>>();

/** The image's files as a set, made once. */
export function filesOf(image: ImageData): ReadonlySet<string> {
  let files = fileSets.get(image);
  if (!files) {
    files = new Set(image.files);
    fileSets.set(image, files);
  }
  return files;
}

const limitNames = [
  "timeoutMs",
  "wallMs",
  "memoryLimitBytes",
  "operationLimit",
  "logLines",
  "logLineBytes",
  "logBytes",
  "resultBytes",
  "inputBytes",
  "hostCalls",
  "promiseJobs",
  "waitMs",
] as const satisfies (keyof Limits)[];

/** Only what shapes the guest's memory. Time, operations and input are per run. */
export function profileKey(image: Image, invocation: ProfileSettings): string {
  const { limits } = invocation;
  let key = `${image.hash} ${invocation.hook} ${invocation.capabilities.join(",")}`;
  for (const name of limitNames) key += ` ${limits[name]}`;
  for (const { argument, path, id } of invocation.constants ?? [])
    key += ` ${JSON.stringify([argument, path, id])}`;
  return key;
}

/** Whether an invocation needs this very profile, without making a key. */
export function sameProfile(
  { hook, limits, constants }: Profile,
  capabilities: readonly string[],
  invocation: ProfileSettings,
): boolean {
  if (hook !== invocation.hook || capabilities.length !== invocation.capabilities.length) return false;
  if (!sameLimits(limits, invocation.limits)) return false;
  for (let i = 0; i < capabilities.length; i++) {
    if (capabilities[i] !== invocation.capabilities[i]) return false;
  }
  return sameConstants(constants, invocation.constants ?? none);
}

const none: readonly Constant[] = [];

/** Written out: asked before every run, and by its names it is several times as slow. A test knows all of them. */
function sameLimits(a: Limits, b: Limits): boolean {
  return (
    a.timeoutMs === b.timeoutMs &&
    a.wallMs === b.wallMs &&
    a.memoryLimitBytes === b.memoryLimitBytes &&
    a.operationLimit === b.operationLimit &&
    a.logLines === b.logLines &&
    a.logLineBytes === b.logLineBytes &&
    a.logBytes === b.logBytes &&
    a.resultBytes === b.resultBytes &&
    a.inputBytes === b.inputBytes &&
    a.hostCalls === b.hostCalls &&
    a.promiseJobs === b.promiseJobs &&
    a.waitMs === b.waitMs
  );
}

function sameConstants(known: readonly Constant[], given: readonly Constant[]): boolean {
  if (known.length !== given.length) return false;
  for (let i = 0; i < known.length; i++) {
    const [a, b] = [known[i]!, given[i]!];
    if (a.id !== b.id || a.argument !== b.argument || a.path.length !== b.path.length) return false;
    if (a.path.some((name, at) => name !== b.path[at])) return false;
  }
  return true;
}

/** @throws TypeError naming the constant that makes no sense */
export function checkedConstants(constants: readonly Constant[] = none): Constant[] {
  return constants.map(({ argument, path, id, value }, i) => {
    if (!Number.isInteger(argument) || argument < 0) {
      throw new TypeError(
        `constants[${i}].argument must be the number of an argument, got ${String(argument)}`,
      );
    }
    if (path.length === 0 || path.some((name) => name === "__proto__" || name === "constructor")) {
      throw new TypeError(
        `constants[${i}].path must name a member, without __proto__ and constructor, got ${JSON.stringify(path)}`,
      );
    }
    return { argument, path: [...path], id, value };
  });
}

/** Checks what the key is made of, once per profile. */
export function makeProfile(image: ImageData, invocation: ProfileSettings): Profile {
  const { limits } = invocation;
  checkLimits(limits);
  const constants = checkedConstants(invocation.constants);
  const granted = new Set(invocation.capabilities);
  const { functions } = image.bindings;
  return {
    image,
    hook: invocation.hook,
    limits: { ...limits },
    constants,
    constantBytes: constants.reduce((sum, { value }) => sum + Buffer.byteLength(toJsonText(value)), 0),
    allowed: functions.map((fn) => granted.has(fn.capability)),
    mayWait: image.waits && functions.some((fn) => answersLater(fn) && granted.has(fn.capability)),
    progress: granted.has("progress"),
  };
}

/** @throws TypeError naming the limit that makes no sense */
export function checkLimits(limits: Limits): void {
  for (const name of limitNames) {
    const value = limits[name];
    if (value === undefined && name === "wallMs") continue;
    if (!Number.isFinite(value) || value! < 0) {
      throw new TypeError(`limits.${name} must be a number of 0 or more, got ${String(value)}`);
    }
  }
  if (limits.memoryLimitBytes > MAX_MEMORY_BYTES) {
    throw new TypeError(
      `limits.memoryLimitBytes must be at most ${MAX_MEMORY_BYTES}, got ${limits.memoryLimitBytes}`,
    );
  }
}

const MAX_MEMORY_BYTES = 64_000_000;
