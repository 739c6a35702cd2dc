import type { Diagnostic, PublishEvent, Realm, SourceLayer } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { RunnerLog } from "../../options.ts";
import type { Candidate, Slot } from "./slots.ts";
import { layerBelow, liveFile } from "./slots.ts";
import type { LayerProblem } from "./types.ts";

/** What ran before a check, or runs after it, as far as files and defaults go. */
export type Mark = {
  layer: "file" | "default" | null;
  path: string | null;
  sha256: string;
  diagnostics?: Diagnostic[];
};

type Checked = {
  slot: Slot;
  candidate: Candidate;
  before: Mark;
  now: Mark;
  moved: boolean;
  had: Candidate["valid"];
};

/** Findings of one refused file that go out with its event; the status has them all. */
const mostDiagnostics = 20;

export type NoticesPorts = {
  store: Store;
  clock: () => number;
  hub: EventHub;
  log: RunnerLog;
};

/** Tells listeners and the log what a reload did. The record of it is the status. */
export const announceReload = {
  /** After a check: a text became live, was refused, or its layer changed. */
  async checked(
    ports: NoticesPorts,
    realm: Realm,
    done: Checked,
    { quiet }: { quiet: boolean },
  ): Promise<void> {
    const { slot, candidate, before, now, moved, had } = done;
    const { problem, valid } = candidate;
    const there = slot.candidates.has(candidate.at.path);
    if (there && problem !== null) announceReload.failed(ports, realm, slot, candidate, problem);
    else if (there && !quiet && valid !== null && (valid !== had || moved))
      await reloaded(ports, realm, slot, candidate);
    if (!quiet && moved && (now.layer !== before.layer || now.path !== before.path))
      await layerChanged(ports, realm, slot, { from: before.layer, to: now.layer, path: now.path });
  },

  /** A text is not used; the one before it, or the next layer, stays live. */
  failed(
    ports: { hub: EventHub; log: RunnerLog },
    realm: Realm,
    slot: Slot,
    candidate: Candidate | null,
    problem: LayerProblem,
  ): void {
    const { module, name } = slot;
    const path = candidate?.at.path ?? null;
    const keeps = candidate?.valid ? "previous" : liveFile(slot) || slot.default ? "next-layer" : null;
    const { message, at } = problem;
    const diagnostics = problem.diagnostics.slice(0, mostDiagnostics);
    ports.log.warn(
      { realm: realm.name, path, script: `${module}/${name}` },
      `A script was not reloaded: ${message}`,
    );
    ports.hub.publish({
      type: "script_reload_failed",
      realmId: realm.id,
      module,
      name,
      path,
      message,
      diagnostics,
      keeps,
      at,
    });
  },

  /** A file that cannot be a script of any name. */
  failedFile(ports: NoticesPorts, realm: Realm, path: string, message: string): void {
    ports.log.warn({ path }, `A file of the scripts folder is not used: ${message}`);
    const event = { module: "", name: "", path, message, diagnostics: [], keeps: null, at: ports.clock() };
    ports.hub.publish({ type: "script_reload_failed", realmId: realm.id, ...event });
  },

  /**
   * The first publish of a script takes over from its file or default, and these from a script that was retired. No news for the
   * log: somebody did it on purpose.
   */
  published(
    ports: { clock: () => number; hub: EventHub },
    realm: Realm,
    slot: Slot,
    event: Pick<PublishEvent, "kind" | "previousVersion">,
  ): void {
    const below = layerBelow(slot);
    if (below === null) return;
    const path = liveFile(slot)?.path ?? null;
    if (event.kind === "retire") publishLayerChange(ports, realm, slot, { from: "version", to: below, path });
    else if (event.previousVersion === null)
      publishLayerChange(ports, realm, slot, { from: below, to: "version", path: null });
  },
};

async function reloaded(
  ports: NoticesPorts,
  realm: Realm,
  slot: Slot,
  { at, valid }: Candidate,
): Promise<void> {
  const version = await publishedOver(ports, realm, slot);
  const { module, name } = slot;
  const live = version === null && liveFile(slot) === valid;
  ports.log.info({ realm: realm.name, path: at.path, live }, `The script ${specifierOf(slot)} was reloaded`);
  ports.hub.publish({
    type: "script_reloaded",
    realmId: realm.id,
    module,
    name,
    path: at.path,
    sha256: valid?.sha256 ?? "",
    live,
    version,
    at: ports.clock(),
  });
}

type LayerChange = { from: SourceLayer | null; to: SourceLayer | null; path: string | null };

async function layerChanged(
  ports: NoticesPorts,
  realm: Realm,
  slot: Slot,
  change: LayerChange,
): Promise<void> {
  // Below a published version nothing changes what runs.
  if ((await publishedOver(ports, realm, slot)) !== null) return;
  ports.log.info({ realm: realm.name, ...change }, `${specifierOf(slot)} is live from another layer`);
  publishLayerChange(ports, realm, slot, change);
}

function publishLayerChange(
  ports: { clock: () => number; hub: EventHub },
  realm: Realm,
  { module, name }: Slot,
  change: LayerChange,
): void {
  ports.hub.publish({
    type: "script_layer_changed",
    realmId: realm.id,
    module,
    name,
    ...change,
    at: ports.clock(),
  });
}

async function publishedOver(
  ports: { store: Store },
  realm: Realm,
  { module, name }: Slot,
): Promise<number | null> {
  return (await ports.store.scripts.byName(realm.id, module, name))?.liveVersion ?? null;
}
