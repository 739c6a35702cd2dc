import type { Host } from "@scriptyard/host-kit";
import type { Program } from "@scriptyard/sandbox";

/** Modules with what the host opens to the hook they serve. */
export function programOf(
  host: Host,
  hook: string | null,
  entry: string,
  modules: Program["modules"],
): Program {
  const bindings = host.bindings(
    hook,
    modules.map(({ code }) => code),
  );
  const callsHost = bindings.functions.some((f) => f.kind === "host" || f.kind === "async");
  return { entry, modules, bindings, host: callsHost ? host.id : null };
}
