import type { Issue } from "@scriptyard/host-kit";
import { createCrew, type Guilt, keyOf, type Payer } from "@scriptyard/languages/children";
import { readSettings, type SettingsQuestion, type SettingsRead } from "./read-settings.ts";

/**
 * Judges schemas that people send for settings and parameters, and makes their types. What is small is read here, in a
 * millisecond or two; anything larger in a disposable process, so that nobody's schema delays anything in this one.
 *
 * @example
 * await using settings = createSettingsReader();
 * const { issues } = await settings.read({ schema, settings: { plan: "pro" }, place: null }, payer);
 */
export interface SettingsReader extends AsyncDisposable {
  /** @throws Fault `rate_limited` and `busy`, as `Crew.run` */
  read(asked: SettingsQuestion, payer: Payer, signal?: AbortSignal): Promise<SettingsRead>;
}

/** @param options `timeoutMs`: processor time for one schema, default 3 000 */
export function createSettingsReader({ timeoutMs = 3_000 } = {}): SettingsReader {
  const crew = createCrew({
    program: childProgram,
    hands: 2,
    heapMb: 150,
    limits: { timeoutMs, memoryBytes: 300_000_000 },
    what: "Reading this schema",
  });
  return {
    async read(asked, payer, signal) {
      const text = JSON.stringify(asked);
      if (text.length <= smallUnits) return readSettings(asked);
      const done = await crew.run({ request: text, key: await keyOf([], [text]), payer, signal });
      return done.status === "ok"
        ? (done.value as SettingsRead)
        : { issues: [unread[done.why]], types: null };
    },
    [Symbol.asyncDispose]: () => crew[Symbol.asyncDispose](),
  };
}

/** Characters of JSON. */
const smallUnits = 4_000;

const path = "settingsSchema";
const unread: { readonly [why in Guilt]: Issue } = {
  timeout: { path, message: "takes too long to read; make it of fewer types" },
  memory: { path, message: "takes too much memory to read; make it of fewer types" },
  exited: { path, message: "cannot be read; make it of fewer types" },
};

/** Node runs only the built file; tests import the sources, and the build comes before them. */
const childProgram = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/settings/settings-child.js" : "./settings-child.js",
  import.meta.url,
);
