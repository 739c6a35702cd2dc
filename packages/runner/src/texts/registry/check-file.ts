import type { Diagnostic, Junction, Realm, Script } from "@scriptyard/model";
import { blocksPublish } from "@scriptyard/model";
import { systemPayer } from "../../engine/payer.ts";
import type { Policies } from "../../policy/policies.ts";
import { startsOf } from "../../policy/starts.ts";
import { type CheckPorts, checkText } from "../check.ts";
import { summarize } from "../diagnostics.ts";
import type { LibrarySource } from "../libraries.ts";
import { type LoadPorts, loadProblem } from "../load.ts";
import { hookOfFile } from "./hook-in.ts";
import type { ScriptPath } from "./script-path.ts";
import type { LayerText } from "./types.ts";

/** Findings of a text that passed are warnings. */
export type CheckedFile =
  | { ok: true; text: LayerText; diagnostics: Diagnostic[] }
  | { ok: false; message: string; diagnostics: Diagnostic[] };

/** What files are checked with; nothing of it needs a database. */
export type FileCheckPorts = CheckPorts & LoadPorts & { policies: Policies };

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
  /** A node of a flow: rules of the realm's policy may hold flows. */
  isNode: boolean;
  /** The same node, where its outcomes lead: asked for once the hook is known. */
  junction(hook: string | null): Promise<Junction | null>;
};

/**
 * The checks of publish, for a file: syntax, policy, libraries, types against the realm's declarations, and one load.
 *
 * @throws Fault one that may pass, when nothing can be said about it just now
 */
export async function checkFile(ports: FileCheckPorts, file: FileToCheck): Promise<CheckedFile> {
  const { realm, at, source, sha256, changedAt, libraries } = file;
  const payer = systemPayer(realm);
  const found =
    file.hook === undefined
      ? await hookOfFile(ports, ports.hosts.byId(realm.hostId), at, { source, payer })
      : file;
  if ("problem" in found) return refused(found.problem);
  const hook = found.hook ?? null;
  const { module, name, language } = at;
  const script = { module, name, hook, language };
  const starts = startsOf(hook, file.isNode);
  const policy = ports.policies.of(realm, { module, name, hook, ...file.settings, starts });
  const junction = await file.junction(hook);
  const { text, diagnostics } = await checkText(ports, {
    realm,
    script,
    source,
    libraries,
    policy,
    junction,
    payer,
  });
  if (blocksPublish(diagnostics) || text.modules === null)
    return refused(summarize(diagnostics), diagnostics);
  const problem = await loadProblem(ports, realm, script, text, { limits: policy.limits, trialOf: null });
  if (problem !== null) return refused(problem.message, [problem]);
  return {
    ok: true,
    diagnostics,
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

function refused(message: string, diagnostics: Diagnostic[] = []): CheckedFile {
  return { ok: false, message, diagnostics };
}
