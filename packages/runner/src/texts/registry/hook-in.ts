import type { Host } from "@scriptyard/host-kit";
import { languageById, type Payer } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import { specifierOf } from "../../engine/runnable.ts";
import type { ScriptPath } from "./script-path.ts";

/**
 * Which hook a file is for, where no script says so: `shared/` holds libraries; a script the host ships has the hook it
 * has there; any other the one hook it exports; and one that exports none is a library.
 *
 * @example hookIn(identity, { module: "login", name: "terms", language: "typescript" }, source) // { hook: "onExecute" }
 */
export function hookIn(host: HookHost, at: HookFile, source: string): HookFound {
  return (
    hookByName(host, at) ??
    hookByExports(host, languageById(at.language).compile(source, specifierOf(at)).exports)
  );
}

/** The same for a server, where texts are read in the workshop. */
export async function hookOfFile(
  ports: { workshop: Workshop },
  host: HookHost,
  at: HookFile,
  { source, payer }: { source: string; payer: Payer },
): Promise<HookFound> {
  const named = hookByName(host, at);
  if (named !== null) return named;
  const module = { specifier: specifierOf(at), language: at.language, source };
  return hookByExports(host, (await ports.workshop.outline(module, payer)).exports);
}

type HookHost = Pick<Host, "hooks" | "defaults">;
type HookFile = Pick<ScriptPath, "module" | "name" | "language">;
type HookFound = { hook: string | null } | { problem: string };

/** Null when only the text can tell. */
function hookByName(host: HookHost, at: HookFile): HookFound | null {
  const shipped = host.defaults.find((script) => script.module === at.module && script.name === at.name);
  if (shipped !== undefined) return { hook: shipped.hook };
  return at.module === "shared" ? { hook: null } : null;
}

function hookByExports(host: HookHost, exports: readonly string[]): HookFound {
  const found = host.hooks.map((hook) => hook.name).filter((name) => exports.includes(name));
  if (found.length < 2) return { hook: found[0] ?? null };
  return { problem: `The file exports several hooks (${found.join(", ")}), and a script has one. Split it.` };
}
