import type { Host } from "@scriptyard/host-kit";

/**
 * Which hook of the host a file is for. A file carries no settings, so: `shared/` holds libraries; a script the host
 * ships has the hook it has there; every other one the hook it exports; and one that exports none is taken for the
 * host's first hook, so that the check says what is missing.
 */
export function hookOf(
  host: Pick<Host, "hooks" | "defaults">,
  { module, name }: { module: string; name: string },
  exports: readonly string[],
): string | null {
  if (module === "shared") return null;
  const shipped = host.defaults.find((script) => script.module === module && script.name === name);
  if (shipped) return shipped.hook;
  const exported = host.hooks.find((hook) => exports.includes(hook.name));
  return exported?.name ?? host.hooks[0]?.name ?? null;
}
