import type { Host } from "@scriptyard/host-kit";
import { languageById } from "@scriptyard/languages";
import { specifierOf } from "../pipeline/runnable.ts";
import type { ScriptPath } from "./script-path.ts";

/**
 * Which hook a file is for, where no script says so: `shared/` holds libraries; a script the host ships has the hook it
 * has there; any other the one hook it exports; and one that exports none is a library.
 *
 * @example hookIn(identity, { module: "login", name: "terms", language: "typescript" }, source) // { hook: "onExecute" }
 */
export function hookIn(
  host: Pick<Host, "hooks" | "defaults">,
  at: Pick<ScriptPath, "module" | "name" | "language">,
  source: string,
): { hook: string | null } | { problem: string } {
  const shipped = host.defaults.find((script) => script.module === at.module && script.name === at.name);
  if (shipped !== undefined) return { hook: shipped.hook };
  if (at.module === "shared") return { hook: null };
  const { exports } = languageById(at.language).compile(source, specifierOf(at));
  const found = host.hooks.map((hook) => hook.name).filter((name) => exports.includes(name));
  if (found.length < 2) return { hook: found[0] ?? null };
  return { problem: `The file exports several hooks (${found.join(", ")}), and a script has one. Split it.` };
}
