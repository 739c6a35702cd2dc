import type { Workshop } from "@scriptyard/languages/workshop";
import { type DraftState, Fault, type LineChange, type Script, type User } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";

/** A state in a list: what it changed, instead of its text. */
export type DraftStateSummary = Omit<DraftState, "source"> & {
  /** Against the state before; null for the oldest that is kept, and where it cannot be compared in time. */
  change: LineChange | null;
};

/** Somebody whose changes are in the draft and in no version yet. */
export type DraftEditor = {
  /** null: a token, the product itself, or somebody before the oldest state that is kept. */
  userId: User["id"] | null;
  /** Lines of the draft that they changed; null where that cannot be found out in time. */
  lines: number | null;
};

export type DraftHistoryPorts = {
  store: Store;
  workshop: Workshop;
  hosts: HostRegistry;
  catalog: Catalog;
};

/** The draft's states, newest first, from below the revision `before`. */
export async function draftHistory(
  ports: DraftHistoryPorts,
  input: { scriptId: string; before: number | null; limit: number },
  actor: Actor,
): Promise<{ items: DraftStateSummary[]; next: number | null }> {
  const script = await ports.catalog.scriptById(input.scriptId);
  const states = (await ports.store.drafts.history(script.id)).filter(
    ({ revision }) => input.before === null || revision < input.before,
  );
  const shown = states.slice(0, input.limit);
  // One more than is shown: the last one's change is against it.
  const texts = states.slice(0, input.limit + 1).map(({ source }) => source);
  const payer = payerOf({ id: script.realmId }, actor);
  const changes = await ports.workshop.textChanges(texts.toReversed(), payer);
  const newestFirst = changes?.toReversed() ?? [];
  const items = shown.map((state, i) => {
    const { source: _, ...summary } = state;
    return { ...summary, change: newestFirst[i] ?? null };
  });
  return { items, next: states.length > shown.length ? shown.at(-1)!.revision : null };
}

/** A state with its text. @throws Fault `not_found` */
export async function draftState(
  ports: { store: Store; catalog: Catalog },
  input: { scriptId: string; revision: number },
): Promise<DraftState> {
  const script = await ports.catalog.scriptById(input.scriptId);
  const state = await ports.store.drafts.state(script.id, input.revision);
  if (state !== null) return state;
  throw new Fault(
    "not_found",
    `The history of ${specifierOf(script)} has no state with the revision ${input.revision}: it went on in a later save, or made room for newer ones.`,
  );
}

/** Whose changes a publish of the draft would make live, most lines first. */
export async function draftEditors(
  ports: DraftHistoryPorts,
  scriptId: string,
  actor: Actor,
): Promise<DraftEditor[]> {
  const script = await ports.catalog.scriptById(scriptId);
  const states = await ports.store.drafts.history(script.id);
  if (states.length > 0) return editorsOf(ports, script, states.toReversed(), actor);
  // Nobody saved since it was made: the first text is its maker's.
  const draft = await ports.store.drafts.get(script.id);
  if (draft === null || draft.updatedBy === null) return [];
  const first = { kind: "start" as const, publishedVersion: null, userId: draft.updatedBy };
  return editorsOf(ports, script, [{ ...first, source: draft.source }], actor);
}

/** Whose changes an act took out of the draft, and the revision that still has them. */
export async function editorsLeftOut(
  ports: DraftHistoryPorts,
  script: Published & Pick<Script, "id">,
  actor: Actor,
): Promise<{ before: number; of: User["id"][] } | null> {
  const states = (await ports.store.drafts.history(script.id)).toReversed();
  const before = states.at(-2);
  if (before === undefined) return null;
  const had = await editorsOf(ports, script, states.slice(0, -1), actor);
  const has = new Map((await editorsOf(ports, script, states, actor)).map((one) => [one.userId, one.lines]));
  // Where lines are not known, rather one too many is told.
  const lost = had.filter(({ userId, lines }) => lines === null || (has.get(userId) ?? 0) < lines);
  return { before: before.revision, of: othersIn(lost, actor) };
}

/** The people among them, without who acts. */
export function othersIn(editors: readonly DraftEditor[], actor: Actor): User["id"][] {
  return editors.flatMap(({ userId }) => (userId === null || userId === actor.userId ? [] : [userId]));
}

type Authored = Pick<DraftState, "kind" | "publishedVersion" | "userId" | "source">;

/** @param states oldest first, at least one */
async function editorsOf(
  ports: DraftHistoryPorts,
  script: Published,
  states: readonly Authored[],
  actor: Actor,
): Promise<DraftEditor[]> {
  const published = states.findLastIndex(({ publishedVersion }) => publishedVersion !== null);
  const texts = states.slice(published + 1).map(({ userId, source }) => ({ by: userId, source }));
  // Whoever came before the oldest state that is kept is not known.
  if (published < 0 && states[0] && states[0].kind !== "start") texts[0]!.by = null;
  const base = states[published]?.source ?? (await liveSource(ports, script));
  const payer = payerOf({ id: script.realmId }, actor);
  const lines = await ports.workshop.lineAuthors(base, texts, payer);
  if (lines !== null) return lines.map(({ by, lines }) => ({ userId: by as User["id"] | null, lines }));
  return [...new Set(texts.map(({ by }) => by))].map((userId) => ({ userId, lines: null }));
}

type Published = Pick<Script, "realmId" | "module" | "name" | "liveVersionId">;

/** What runs before the publish: of a script that was never published, what its host ships under its name. */
async function liveSource(
  ports: DraftHistoryPorts,
  { realmId, module, name, liveVersionId }: Published,
): Promise<string> {
  if (liveVersionId !== null) return (await ports.store.versions.byId(liveVersionId))?.source ?? "";
  const { hostId } = await ports.catalog.anyRealmById(realmId);
  const host = ports.hosts.all.find(({ id }) => id === hostId);
  return host?.defaults.find((one) => one.module === module && one.name === name)?.source ?? "";
}
