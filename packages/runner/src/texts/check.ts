import type { Payer, ScriptChecker } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Diagnostic, EffectivePolicy, Junction, Realm, Script } from "@scriptyard/model";
import { specifierOf } from "../engine/runnable.ts";
import { allowedLibraries } from "../policy/allowed-libraries.ts";
import { judging } from "../policy/refused-functions.ts";
import { declarationsOf } from "../settings/declarations.ts";
import type { HostRegistry } from "./catalog/host-registry.ts";
import { tidy } from "./diagnostics.ts";
import type { LibrarySource } from "./libraries.ts";
import type { LinkedText } from "./link.ts";
import { linkText } from "./link.ts";
import { outcomeFindings } from "./outcome-findings.ts";

/** What a text is checked with: no store, so that a folder of files can be checked without a realm's data. */
export type CheckPorts = { hosts: HostRegistry; checker: ScriptChecker; workshop: Workshop };

export type CheckInput = {
  realm: Realm;
  script: Pick<Script, "module" | "name" | "hook" | "language">;
  source: string;
  libraries: LibrarySource;
  /** What the script may do: functions and libraries outside of it are findings. */
  policy: EffectivePolicy;
  /** Where its outcomes lead, for the node of a flow. */
  junction: Junction | null;
  /** Whose turn the work takes. */
  payer: Payer;
  signal?: AbortSignal | undefined;
};

/** Links a text and type-checks it with its libraries: everything that can be said without running it. */
export async function checkText(
  ports: CheckPorts,
  input: CheckInput,
): Promise<{ text: LinkedText; diagnostics: Diagnostic[] }> {
  const { script, source } = input;
  const entry = { specifier: specifierOf(script), language: script.language, source };
  const { policy } = input;
  const host = ports.hosts.byId(input.realm.hostId);
  const text = await linkText(ports, {
    entry,
    payer: input.payer,
    signal: input.signal,
    libraries: allowedLibraries(input.libraries, policy),
    ...judging({ host, hook: script.hook, policy }, entry.specifier),
  });
  const types = await typeCheck(ports, input, text);
  const outcomes = await outcomeFindings(ports, {
    ...input,
    host: ports.hosts.byId(input.realm.hostId),
    text,
  });
  return { text, diagnostics: outcomes.length === 0 ? types : tidy([...types, ...outcomes]) };
}

/** The link's findings and the type checker's, in reading order. */
export async function typeCheck(
  ports: CheckPorts,
  input: Omit<CheckInput, "policy" | "junction">,
  text: LinkedText,
): Promise<Diagnostic[]> {
  // What does not parse makes the checker say the same in other words, at other places.
  if (text.diagnostics.some((d) => d.source === "syntax" && d.severity === "error")) return text.diagnostics;
  const declarations = await declarationsOf(ports, input.realm, input.payer);
  const project = {
    declarations: declarations.text,
    declarationsHash: declarations.hash,
    entry: { specifier: specifierOf(input.script), language: input.script.language, source: input.source },
    hook: input.script.hook,
    libraries: text.libraries.map(({ specifier, language, source }) => ({ specifier, language, source })),
  };
  const found = await ports.checker.check(project, input.payer, input.signal);
  const told = new Set(text.diagnostics.map((d) => `${d.file}:${d.line}`));
  // An import we could not resolve has our remedy already; "cannot find module" on the same line adds nothing.
  const news = found.filter((d) => !(importCodes.has(d.code) && told.has(`${d.file}:${d.line}`)));
  return tidy([...text.diagnostics, ...news]);
}

const importCodes = new Set(["ts2307", "ts2305", "ts2306", "ts2614", "ts2724", "ts2792"]);
