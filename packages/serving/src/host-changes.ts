import type { Host } from "@scriptyard/host-kit";
import { diagnosticText } from "@scriptyard/model";
import type { Runner } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";
import type { Logger } from "pino";
import { StartError } from "./start-error.ts";

type Parts = { runner: Runner; store: Store; log: Logger };

/** Lines of a refusal; the others are counted. */
const mostLines = 20;

/**
 * Published scripts were checked against the declarations their host had then. Where those have changed since the last
 * start, every live version is checked again: a field that was renamed would otherwise show itself as failing runs.
 *
 * @param accept start all the same, and say in the log what does not fit
 * @throws StartError naming the scripts, the places and what to do
 */
export async function requireFit(
  hosts: readonly Host[],
  { accept, ...parts }: Parts & { accept: boolean },
): Promise<void> {
  const { store, log } = parts;
  const changed: { mark: string; hash: string }[] = [];
  const misfits: string[] = [];
  for (const host of hosts) {
    const mark = markOf(host);
    const { hash } = host.declarations();
    const before = await store.meta.get(mark);
    if (before === hash) continue;
    changed.push({ mark, hash });
    if (before !== null) misfits.push(...(await misfitLines([host], parts)));
  }
  if (misfits.length > 0 && !accept) throw new StartError(refusal(misfits));
  if (misfits.length > 0)
    log.warn({ scripts: misfits }, "published scripts do not fit their host any more; they run as they are");
  for (const { mark, hash } of changed) await store.meta.set(mark, hash);
}

/** What of the realms of these hosts does not fit them, a line each. */
export async function misfitLines(
  hosts: readonly Host[],
  { runner, store }: Pick<Parts, "runner" | "store">,
): Promise<string[]> {
  const found: string[] = [];
  const ids = hosts.map(({ id }) => id);
  for (const realm of await store.realms.list()) {
    // Nothing runs in a closed one, and it cannot be corrected there.
    if (!ids.includes(realm.hostId) || realm.closed) continue;
    for (const { module, name, version, findings } of await runner.misfits(realm)) {
      const [first] = findings;
      if (first)
        found.push(
          `${realm.name}: ${module}/${name} v${version}, line ${first.line}: ${diagnosticText(first)}`,
        );
    }
  }
  return found;
}

/** From now on a start asks only about what changes after this. */
export async function noteDeclarations(
  hosts: readonly Host[],
  { store }: Pick<Parts, "store">,
): Promise<void> {
  for (const host of hosts) await store.meta.set(markOf(host), host.declarations().hash);
}

const markOf = ({ id }: Host) => `host.declarations.${id}`;

function refusal(misfits: readonly string[]): string {
  const more = misfits.length > mostLines ? [`… and ${misfits.length - mostLines} more`] : [];
  const list = [...misfits.slice(0, mostLines), ...more].map((line) => `  ${line}`).join("\n");
  return `A host has changed, and published scripts do not fit it any more:\n${list}\nTake the change back, or start with --accept (SCRIPTYARD_ACCEPT_HOSTS=true) and correct them in the console.`;
}
