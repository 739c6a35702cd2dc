import { sandboxHosts } from "@scriptyard/hosts";
import type { Installation } from "@scriptyard/installation";
import type { Runner } from "@scriptyard/runner";
import type { Sandbox } from "@scriptyard/sandbox";
import type { Store } from "@scriptyard/store";
import type { Logger } from "pino";
import { makeRealms, requireHosts } from "./first-realms.ts";
import { misfitLines, noteDeclarations } from "./host-changes.ts";

/** What a reload brought: scripts that are published and do not fit their host any more, a line each; they run as they are. */
export type Reloaded = { misfits: string[] };

/** Other hosts and realms from now on. One after the other; what it throws leaves everything as it was. */
export type Reload = (next: Installation) => Promise<Reloaded>;

/**
 * Exchanges the hosts of a running server, without a pause: the engines' threads first, which proves that the functions can be
 * imported, then the definitions, then what a configuration may ask for besides.
 *
 * @throws StartError when a realm's host is not among them; Error when functions cannot be imported
 */
export function createReload(
  parts: { store: Store; runner: Runner; sandbox: Sandbox; log: Logger },
  first: Installation,
): { reload: Reload; installation: () => Installation } {
  const { store, runner, sandbox } = parts;
  let current = first;
  let last: Promise<unknown> = Promise.resolve();

  async function exchange(next: Installation): Promise<Reloaded> {
    await requireHosts(store, next.hosts, next.config);
    await sandbox.useHosts(sandboxHosts(next.hosts, current.hosts));
    current = next;
    await runner.exchangeHosts(next.hosts);
    await makeRealms(next, parts);
    const misfits = await misfitLines(next.hosts, parts);
    await noteDeclarations(next.hosts, parts);
    return { misfits };
  }

  return {
    installation: () => current,
    reload(next) {
      const turn = last.then(() => exchange(next));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
