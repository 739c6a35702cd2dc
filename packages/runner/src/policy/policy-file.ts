import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import type { PolicyFile } from "@scriptyard/model";
import { builtInLevels, checkLevels, Fault, policyFileSchema } from "@scriptyard/model";

export type PolicyFileOptions = {
  path: string;
  /** Capabilities of every host of the installation. */
  knownCapabilities: readonly string[];
  /** Epoch milliseconds. */
  clock: () => number;
  /** Told of every reading after the first. */
  onReport?: (report: PolicyFileReport) => void;
  /** How often the file's time stamp is looked at. Default 1 000 ms. */
  intervalMs?: number;
};

export type PolicyFileReport = { ok: true; levels: string[] } | { ok: false; problems: string[] };
export type PolicyFileState = {
  /** When what holds was read. */
  readAt: number;
  /** Why the file as it is now does not hold; the one before it does. Empty when all is well. */
  problems: readonly string[];
};

/** The installation's levels, as the file last said them validly. */
export interface PolicyFileHandle extends Disposable {
  levels(): PolicyFile["levels"];
  state(): PolicyFileState;
  /** Calls `listener` after each valid change; the answer ends that. */
  onChange(listener: () => void): () => void;
}

const mostBytes = 1_000_000;

/**
 * Reads the file and follows it. A change holds as a whole or not at all: while the file is not valid, what it said
 * before stays in force, and the report says why.
 *
 * @throws Fault `bad_request` with every problem and its path, when the file is not valid at the start
 */
export async function openPolicyFile(options: PolicyFileOptions): Promise<PolicyFileHandle> {
  const { path, clock, onReport } = options;
  const first = await read(options);
  if (!first.ok)
    throw new Fault(
      "bad_request",
      `The policy file is not valid:\n${first.problems.map(indented).join("\n")}`,
    );
  let held = first.file;
  let state: PolicyFileState = { readAt: clock(), problems: [] };
  const listeners = new Set<() => void>();
  let reading = Promise.resolve();

  const reread = async () => {
    const next = await read(options);
    if (next.ok) {
      held = next.file;
      state = { readAt: clock(), problems: [] };
      for (const listener of listeners) listener();
      onReport?.({ ok: true, levels: Object.keys(held.levels) });
    } else {
      state = { ...state, problems: next.problems };
      onReport?.({ ok: false, problems: next.problems });
    }
  };
  // Asked for its time stamp, not for events: those get lost over network mounts and when the file is replaced by a rename.
  const look = () => {
    reading = reading.then(reread);
  };
  watchFile(path, { interval: options.intervalMs ?? 1_000, persistent: false }, look);
  return {
    levels: () => held.levels,
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.dispose]: () => unwatchFile(path, look),
  };
}

type Reading = { ok: true; file: PolicyFile } | { ok: false; problems: string[] };

async function read({ path, knownCapabilities }: PolicyFileOptions): Promise<Reading> {
  let value: unknown;
  try {
    const text = await readFile(path, "utf8");
    if (text.length > mostBytes) return { ok: false, problems: [`has more than ${mostBytes} characters`] };
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : String(error)] };
  }
  const parsed = policyFileSchema.safeParse(value);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`),
    };
  const issues = checkLevels(parsed.data.levels, new Map(Object.entries(builtInLevels)), knownCapabilities);
  if (issues.length > 0) return { ok: false, problems: issues.map((i) => `${i.path}: ${i.message}`) };
  return { ok: true, file: parsed.data };
}

const indented = (line: string): string => `  ${line}`;
