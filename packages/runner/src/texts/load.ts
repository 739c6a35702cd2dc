import type { Diagnostic, Limits, Realm, Script, ScriptError } from "@scriptyard/model";
import { countsAgainstScript, Fault } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import { type Compiler, keyProgram } from "../engine/compiler.ts";
import { programOf } from "../engine/program.ts";
import { specifierOf } from "../engine/runnable.ts";
import type { HostRegistry } from "../texts/catalog/host-registry.ts";
import type { LinkedText } from "../texts/link.ts";
import { diagnosticOfError } from "./diagnostics.ts";

/** What a text is loaded with. */
export type LoadPorts = { hosts: HostRegistry; compiler: Compiler; sandbox: { readonly engine: string } };

/**
 * Loads a linked text once: it can be well typed and still fail then, because its top level throws, or never ends.
 *
 * @param options `trialOf`: who wants to publish it; null where nobody does
 * @throws Fault `busy` when nothing could be said about it just now; `rate_limited`, as `Compiler.compile`
 */
export async function loadProblem(
  ports: LoadPorts,
  realm: Realm,
  script: Pick<Script, "module" | "name" | "hook">,
  text: LinkedText,
  { limits, trialOf }: { limits: Limits; trialOf: Actor | null },
): Promise<Diagnostic | null> {
  const specifier = specifierOf(script);
  const program = programOf(ports.hosts.byId(realm.hostId), script.hook, specifier, text.modules ?? []);
  const compiled = await ports.compiler.compile(keyProgram(ports.sandbox.engine, program), {
    realm: realm.id,
    limits,
    trialOf,
  });
  if (compiled.status === "ok") return null;
  const { message, retryAfterMs } = compiled.error;
  // What says nothing about the script must not be told as its mistake.
  if (!countsAgainstScript(compiled.error))
    throw new Fault("busy", `The script could not be loaded just now. ${message}`, {
      details: retryAfterMs === undefined ? undefined : { retryAfterMs },
    });
  return diagnosticOfError(specifier, placed(compiled.error, specifier, text));
}

/** That the clock was read the engine notices without seeing where; the text says where that is written. */
function placed(error: ScriptError, specifier: string, { diagnostics }: LinkedText): ScriptError {
  const read = diagnostics.find(({ code }) => code === "scriptyard/clock-at-load");
  if (read === undefined || error.type !== "compilation" || !error.message.startsWith("The clock was read"))
    return error;
  return { ...error, stack: [{ file: read.file ?? specifier, line: read.line, column: read.column }] };
}
