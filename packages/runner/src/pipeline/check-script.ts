import type { Diagnostic } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { junctionFor } from "../flows/outcome-findings.ts";
import { productionStarts } from "../policy/starts.ts";
import { checkSource, readDraft } from "../scripts/drafts.ts";
import type { Actor } from "../types.ts";
import { checkText } from "./check.ts";
import { draftLibraries, liveLibraries } from "./libraries.ts";
import { payerOf } from "./payer.ts";

/** Everything that can be said about a script's text (default: its stored draft) without running it. */
export async function checkScript(
  core: Core,
  input: { scriptId: string; source?: string; libraryDrafts?: boolean },
  actor: Actor,
): Promise<Diagnostic[]> {
  const script = await core.catalog.scriptById(input.scriptId);
  const realm = await core.catalog.anyRealmById(script.realmId);
  const source = input.source ?? (await readDraft(core, script)).source;
  checkSource(source);
  const libraries = input.libraryDrafts ? draftLibraries(core, realm) : liveLibraries(core, realm);
  const policy = core.policies.of(realm, {
    ...script,
    starts: await productionStarts(core, realm, script),
  });
  const payer = payerOf(realm, actor);
  const junction = await junctionFor(core, realm, script);
  return (await checkText(core, { realm, script, source, libraries, policy, junction, payer })).diagnostics;
}
