import type { ScriptDefault } from "@scriptyard/host-kit";
import type { ScriptChecker } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import { blocksPublish } from "@scriptyard/model";
import { systemPayer } from "../../engine/payer.ts";
import { specifierOf, textHash } from "../../engine/runnable.ts";
import type { HostRegistry } from "../catalog/host-registry.ts";
import { typeCheck } from "../check.ts";
import { summarize } from "../diagnostics.ts";
import type { LibrarySource } from "../libraries.ts";
import { linkText } from "../link.ts";
import { shippedLibraries } from "./layer-libraries.ts";
import type { RealmSlots } from "./slots.ts";
import type { LayerProblem, LayerText } from "./types.ts";

export type DefaultTextPorts = {
  checker: ScriptChecker;
  workshop: Workshop;
  hosts: HostRegistry;
  clock: () => number;
};

/**
 * A default script, linked when it is first wanted. It was tested with the libraries its host ships; where the realm has
 * others it is checked against those, and keeps to the shipped ones when it does not fit.
 *
 * @returns the text, and why it could not have the realm's own libraries
 */
export async function defaultText(
  ports: DefaultTextPorts,
  state: RealmSlots,
  script: ScriptDefault,
  live: LibrarySource,
): Promise<{ text: LayerText; problem: LayerProblem | null }> {
  const specifier = specifierOf(script);
  const entry = { specifier, language: script.language, source: script.source };
  const payer = systemPayer(state.realm);
  const linked = await linkText(ports, { entry, libraries: live, payer });
  const foreign = linked.libraries.some((library) => library.carried?.layer !== "default");
  const check = { realm: state.realm, script, source: script.source, libraries: live, payer };
  const diagnostics = foreign ? await typeCheck(ports, check, linked) : linked.diagnostics;
  if (linked.modules !== null && !blocksPublish(diagnostics))
    return { text: textOf(script, linked.libraries, linked.modules), problem: null };

  const shipped = await linkText(ports, { entry, libraries: shippedLibraries(state), payer });
  const problem: LayerProblem = {
    message: `It runs with the libraries it was shipped with, because it does not fit the realm's. ${summarize(diagnostics)}`,
    diagnostics,
    sha256: textHash(script.source),
    at: ports.clock(),
  };
  if (shipped.modules === null)
    throw new Error(
      `the default script ${specifier} of host "${state.host.id}" does not link: ${summarize(shipped.diagnostics)}`,
    );
  return { text: textOf(script, shipped.libraries, shipped.modules), problem };
}

function textOf(
  { hook, language, source }: ScriptDefault,
  libraries: LayerText["libraries"],
  modules: LayerText["modules"],
): LayerText {
  const sha256 = textHash(source);
  return {
    layer: "default",
    path: null,
    language,
    hook,
    source,
    sha256,
    changedAt: null,
    libraries,
    modules,
  };
}
