import type { GuestBindings } from "@scriptyard/model";

/** A job without a host opens nothing to the script but what the engine has of its own: `log`, `console`, `random`. */
export function bindingsWithoutHost(hook: string): GuestBindings {
  return {
    hash: "none",
    functions: [{ name: "random", kind: "host", params: [], capability: "random" }],
    hooks: [{ name: hook, params: [], methods: {} }],
  };
}

export const capabilitiesWithoutHost = ["random"];

/** What `--check` knows of such a job. */
export const declarationsWithoutHost = {
  hash: "none",
  text: `interface ScriptyardLog {
  debug(message: unknown, data?: unknown): void;
  info(message: unknown, data?: unknown): void;
  warn(message: unknown, data?: unknown): void;
  error(message: unknown, data?: unknown): void;
}
declare const log: ScriptyardLog;
declare const console: { [level in "debug" | "info" | "log" | "warn" | "error"]: (...values: unknown[]) => void };
declare function random(): number;
`,
};
