import type { Host } from "@scriptyard/host-kit";
import { languageById } from "@scriptyard/languages";
import type { Diagnostic, Realm, Script } from "@scriptyard/model";
import { blocksPublish, Fault } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { checkText } from "../pipeline/check.ts";
import { summarize } from "../pipeline/diagnostics.ts";
import type { LibrarySource } from "../pipeline/libraries.ts";
import { loadProblem } from "../pipeline/load.ts";
import { specifierOf } from "../pipeline/runnable.ts";
import { usualTrigger } from "../policy/usual-trigger.ts";
import type { ScriptPath } from "./script-path.ts";
import type { LayerText } from "./types.ts";

export type CheckedFile =
  | { ok: true; text: LayerText }
  | { ok: false; message: string; diagnostics: Diagnostic[] };

export type FileToCheck = {
  realm: Realm;
  at: ScriptPath;
  source: string;
  sha256: string;
  changedAt: number;
  /** Hook that the script has already, in the realm or in the host's default; `undefined` = it is new. */
  hook: string | null | undefined;
  libraries: LibrarySource;
  /** The script's settings in the realm, where it has some. */
  settings: Pick<Script, "limits" | "securityLevel">;
};

/** The checks of publish, for a file: syntax, policy, libraries, types against the realm's declarations, and one load. */
export async function checkFile(core: Core, file: FileToCheck): Promise<CheckedFile> {
  const { realm, at, source, sha256, changedAt, libraries } = file;
  const hook = file.hook === undefined ? hookIn(core.hosts.byId(realm.hostId), at, source) : file.hook;
  if (Array.isArray(hook))
    return refused(`The file exports several hooks (${hook.join(", ")}), and a script has one. Split it.`);
  const { module, name, language } = at;
  const script = { module, name, hook, language };
  const triggers = [await usualTrigger(core, realm, at)];
  const policy = core.policies.of(realm, { module, name, hook, ...file.settings, triggers });
  const { text, diagnostics } = await checkText(core, { realm, script, source, libraries, policy });
  if (blocksPublish(diagnostics) || text.modules === null)
    return refused(summarize(diagnostics), diagnostics);
  const problem = await loads(() => loadProblem(core, realm, script, text));
  if (problem !== null) return refused(problem.message, [problem]);
  return {
    ok: true,
    text: {
      layer: "file",
      path: at.path,
      language,
      hook,
      source,
      sha256,
      changedAt,
      libraries: text.libraries,
      modules: text.modules,
    },
  };
}

/** What a text without a script exports of its host's hooks: that hook, null for a library, or a list of too many. */
function hookIn(host: Host, at: ScriptPath, source: string): string | null | string[] {
  if (at.module === "shared") return null;
  const { exports } = languageById(at.language).compile(source, specifierOf(at));
  const found = host.hooks.map((hook) => hook.name).filter((name) => exports.includes(name));
  return found.length > 1 ? found : (found[0] ?? null);
}

const tries = 5;

/** An engine that is busy says nothing about the file, so it is asked again. */
async function loads(load: () => Promise<Diagnostic | null>): Promise<Diagnostic | null> {
  for (let left = tries - 1; ; left--) {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "busy" || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function refused(message: string, diagnostics: Diagnostic[] = []): CheckedFile {
  return { ok: false, message, diagnostics };
}
