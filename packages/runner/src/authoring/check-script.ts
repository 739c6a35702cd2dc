import type { Diagnostic } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import { payerOf } from "../engine/payer.ts";
import type { Policies } from "../policy/policies.ts";
import { productionStarts } from "../policy/starts.ts";
import type { CheckPorts } from "../texts/check.ts";
import { checkText } from "../texts/check.ts";
import type { LibrariesPorts } from "../texts/libraries.ts";
import { draftLibraries, liveLibraries } from "../texts/libraries.ts";
import { junctionFor } from "../texts/outcome-findings.ts";
import { checkSource, readDraft } from "./scripts/drafts.ts";

export type CheckScriptPorts = LibrariesPorts &
  CheckPorts & {
    policies: Policies;
  };

/** Everything that can be said about a script's text (default: its stored draft) without running it. */
export async function checkScript(
  ports: CheckScriptPorts,
  input: { scriptId: string; source?: string; libraryDrafts?: boolean },
  actor: Actor,
): Promise<Diagnostic[]> {
  const script = await ports.catalog.scriptById(input.scriptId);
  const realm = await ports.catalog.anyRealmById(script.realmId);
  const source = input.source ?? (await readDraft(ports, script)).source;
  checkSource(source);
  const libraries = input.libraryDrafts ? draftLibraries(ports, realm) : liveLibraries(ports, realm);
  const policy = ports.policies.of(realm, {
    ...script,
    starts: await productionStarts(ports, realm, script),
  });
  const payer = payerOf(realm, actor);
  const junction = await junctionFor(ports, realm, script);
  return (await checkText(ports, { realm, script, source, libraries, policy, junction, payer })).diagnostics;
}
