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
export type Reload = (wanted: Installation) => Promise<Reloaded>;

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

  async function exchange(wanted: Installation): Promise<Reloaded> {
    await requireHosts(store, wanted.hosts, wanted.config);
    const before = current;
    await sandbox.useHosts(sandboxHosts(wanted.hosts, before.hosts));
    current = wanted;
    try {
      await runner.exchangeHosts(wanted.hosts);
    } catch (error) {
      current = before;
      await sandbox.useHosts(sandboxHosts(before.hosts, wanted.hosts));
      throw error;
    }
    // The definitions hold from here on: what fails now takes nothing back, and is not told as if it had.
    try {
      await makeRealms(wanted, parts);
      const misfits = await misfitLines(wanted.hosts, parts);
      await noteDeclarations(wanted.hosts, parts);
      return { misfits };
    } catch (error) {
      parts.log.error({ err: error }, "hosts were exchanged; what follows from it was not finished");
      return { misfits: [] };
    }
  }

  return {
    installation: () => current,
    reload(wanted) {
      const turn = last.then(() => exchange(wanted));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
