import { Fault, sourceLimits } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { Presence } from "../../presence/presence.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import { createTurnTaker } from "../../turns.ts";
import { readDraft } from "../scripts/drafts.ts";
import { nameOf } from "../scripts/name-of.ts";
import type { FindPorts } from "./find.ts";
import { type Search, type SearchedText, searchFrom } from "./find.ts";
import { lineDigest, lineNow, linesDigest } from "./moved.ts";
import { nameProblem } from "./new-name.ts";
import { type Renamed, renamedTexts } from "./rename-edits.ts";
import type { ChangedDraft, LastSaver, RenameAsked, RenameDone, RenamePlan } from "./types.ts";
import { mostUsers } from "./users.ts";

export type RenamePorts = FindPorts & {
  clock: () => number;
  hub: EventHub;
};

/** What a rename of an exported name would change, and who else is at it. Nothing is written. */
export async function planRename(
  ports: Pick<RenamePorts, "store" | "checker" | "workshop" | "hosts" | "catalog" | "registry">,
  presence: Pick<Presence, "present">,
  asked: RenameAsked,
  actor: Actor,
): Promise<RenamePlan> {
  const made = await makePlan(ports, asked, actor);
  if (made.status !== "ready") return made;
  const { search, changes, at } = made;
  const scripts = await oneByOne(changes, async ({ renamed, text }) => {
    const draft = await ports.store.drafts.get(text.scriptId);
    const others = new Set(
      presence
        .present(text.scriptId)
        .filter(({ userId }) => userId !== actor.userId)
        .map((one) => one.name),
    );
    return {
      scriptId: text.scriptId,
      specifier: renamed.specifier,
      revision: text.revision,
      liveVersion: text.liveVersion,
      lines: renamed.lines,
      digest: linesDigest(renamed.lines),
      keepsName: renamed.keepsName,
      openTo: [...others],
      // Whose words the draft was left with, if somebody's else.
      lastSavedBy: draft && (await otherThan(ports, draft.updatedBy, actor)),
    };
  });
  const { revision, line, column } = at;
  const place = { revision, line, column, lineDigest: lineDigest(search.entry.source, line) };
  return { status: "ready", name: search.references.asked, newName: asked.newName, place, scripts };
}

/**
 * Writes a plan as it was shown: computed anew, on the drafts as they are now. Where somebody saved meanwhile and the lines that
 * change are the same, theirs stay beside them; where another line changes, or another script has come to use the name, nothing
 * is written. All drafts are, or none.
 */
export async function rename(
  ports: RenamePorts,
  asked: RenameAsked & { drafts: readonly { scriptId: string; digest: string }[] },
  actor: Actor,
): Promise<RenameDone> {
  const made = await makePlan(ports, asked, actor);
  if (made.status === "refused") throw new Fault("conflict", made.message);
  const shown = new Map(asked.drafts.map(({ scriptId, digest }) => [scriptId, digest]));
  const joined = made.changes.filter(({ text }) => !shown.has(text.scriptId));
  const changed = new Set(shown.keys());
  for (const { text, renamed } of made.changes)
    if (shown.get(text.scriptId) === linesDigest(renamed.lines)) changed.delete(text.scriptId);
  if (joined.length > 0 || changed.size > 0)
    return {
      ok: false,
      changed: await changedDrafts(ports, made.search.realm.id, [...changed], actor),
      joined: joined.map(({ renamed }) => renamed.specifier),
    };
  const { realm } = made.search;
  await requireRoomFor(
    ports,
    realm.id,
    made.changes.map(({ renamed }) => renamed),
    made.changes.map(({ text }) => text),
  );
  const act = { kind: "rename" as const, scripts: made.changes.length };
  return writeAll(
    ports,
    realm.id,
    made.changes.map(({ renamed, text }) => ({
      scriptId: text.scriptId,
      source: renamed.source,
      baseRevision: text.revision,
      act,
    })),
    actor,
  );
}

/** Puts drafts back to the states they were in, where nobody has saved since: all or none. */
export async function undoRename(
  ports: Pick<RenamePorts, "store" | "clock" | "catalog" | "hub">,
  drafts: readonly { scriptId: string; revision: number; before: number }[],
  actor: Actor,
): Promise<RenameDone> {
  const ids = drafts.map(({ scriptId }) => scriptId);
  if (new Set(ids).size < ids.length) throw new Fault("bad_request", "drafts: name each draft once.");
  const states = await oneByOne(drafts, async ({ scriptId, revision, before }) => {
    const script = await ports.catalog.scriptById(scriptId);
    const state = await ports.store.drafts.state(script.id, before);
    if (state === null)
      throw new Fault("conflict", `${script.module}/${script.name} has changed since: nothing was undone.`);
    return { script, source: state.source, revision, before };
  });
  const [realmId, ...others] = new Set(states.map(({ script }) => script.realmId));
  if (realmId === undefined || others.length > 0)
    throw new Fault("bad_request", "drafts: name drafts of one realm.");
  const now = await oneByOne(states, async ({ script }) => readDraft(ports, script));
  await requireRoomFor(ports, realmId, states, now);
  return writeAll(
    ports,
    realmId,
    states.map(({ script, source, revision, before }) => ({
      scriptId: script.id,
      source,
      baseRevision: revision,
      act: { kind: "restore" as const, revision: before },
    })),
    actor,
  );
}

/** As any save: nobody fills a realm by taking back what made its drafts shorter. */
async function requireRoomFor(
  ports: { store: Store },
  realmId: string,
  next: readonly { source: string }[],
  now: readonly { source: string }[],
): Promise<void> {
  const bytesOf = (texts: readonly { source: string }[]) =>
    texts.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  const adding = bytesOf(next) - bytesOf(now);
  if (adding > 0) requireRoom({ draftBytes: { used: await ports.store.usage.draftBytes(realmId), adding } });
}

type Save = Pick<
  Parameters<Store["drafts"]["saveAll"]>[0][number],
  "scriptId" | "source" | "baseRevision" | "act"
>;

async function writeAll(
  ports: Pick<RenamePorts, "store" | "clock" | "catalog" | "hub">,
  realmId: string,
  saves: Save[],
  actor: Actor,
): Promise<RenameDone> {
  await ports.catalog.realmById(realmId);
  const { userId } = actor;
  const nowMs = ports.clock();
  const saved = await ports.store.drafts.saveAll(saves.map((save) => ({ ...save, userId, nowMs })));
  if (!saved.ok) {
    const ids = saved.conflicts.map(({ scriptId }) => scriptId);
    return { ok: false, changed: await changedDrafts(ports, realmId, ids, actor), joined: [] };
  }
  for (const { scriptId, revision } of saved.drafts)
    ports.hub.publish({ type: "draft", realmId, scriptId, revision, userId });
  return {
    ok: true,
    drafts: saved.drafts.map(({ scriptId, revision }) => ({ scriptId, revision, before: revision - 1 })),
  };
}

async function changedDrafts(
  ports: { store: Store },
  realmId: string,
  ids: readonly string[],
  actor: Actor,
): Promise<ChangedDraft[]> {
  const scripts = await ports.store.scripts.named(realmId, { ids });
  return oneByOne(scripts, async ({ id, module, name }) => {
    const draft = await ports.store.drafts.get(id);
    return { specifier: `${module}/${name}`, by: await lastSaver(ports, draft?.updatedBy ?? null, actor) };
  });
}

/** Texts are large and SQLite answers at once, so asking for all of them together would be one turn of the thread. */
async function oneByOne<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const turns = createTurnTaker();
  const all: R[] = [];
  for (const item of items) {
    all.push(await read(item));
    await turns.pause();
  }
  return all;
}

async function lastSaver(ports: { store: Store }, userId: string | null, actor: Actor): Promise<LastSaver> {
  if (userId !== null && userId === actor.userId) return { kind: "you" };
  const name = await nameOf(ports, userId);
  return name === null ? { kind: "nobody" } : { kind: "member", name };
}

/** A member's name, where it is somebody else. */
async function otherThan(
  ports: { store: Store },
  userId: string | null,
  actor: Actor,
): Promise<string | null> {
  return userId === actor.userId ? null : nameOf(ports, userId);
}

type Change = {
  renamed: Renamed;
  text: SearchedText & { scriptId: NonNullable<SearchedText["scriptId"]>; revision: number };
};
type Made =
  | Exclude<RenamePlan, { status: "ready" }>
  | { status: "ready"; search: Extract<Search, { status: "found" }>; changes: Change[]; at: RenameAsked };

async function makePlan(
  ports: Pick<RenamePorts, "store" | "checker" | "workshop" | "hosts" | "catalog" | "registry">,
  wish: RenameAsked,
  actor: Actor,
): Promise<Made> {
  const problem = nameProblem(wish.newName);
  if (problem !== null) return refused(problem);
  const asked = await placeNow(ports, wish, actor);
  if (typeof asked === "string") return refused(asked);
  const search = await searchFrom(ports, asked, actor);
  if (search.status !== "found") return refused(notFound[search.status]);
  const { references, texts, entry } = search;
  // Somebody saved within this moment.
  if (entry.revision !== asked.revision) return makePlan(ports, wish, actor);
  const { name, declaredIn, exported } = references;
  const word = references.asked;
  if (word === asked.newName) return refused(`It is called \`${word}\` already.`);
  if (declaredIn === null) return refused(`\`${word}\` is declared by the product, not by a script.`);
  const isAlias = word !== name;
  if (search.notLookedAt > 0 || references.more > 0)
    return refused(
      `\`${word}\` is used in more places than one rename may change (${mostUsers} scripts at most).`,
    );
  // Names that no other text sees may be what the author likes: the check says what comes of it.
  const shared = exported && !isAlias;
  const clash = references.taken.find(({ specifier, exports }) => exports || specifier === declaredIn);
  if (shared && clash) return refused(`\`${asked.newName}\` is a name in ${clash.specifier} already.`);
  const changes: Change[] = [];
  const places = isAlias
    ? references.places.filter(({ specifier }) => specifier === entry.specifier)
    : references.places;
  const taken = shared ? references.taken : [];
  const sourceOf = (specifier: string) => texts.get(specifier)!.source;
  const turns = createTurnTaker();
  for (const renamed of renamedTexts({ asked: word, places, taken }, asked.newName, sourceOf)) {
    await turns.pause();
    const text = texts.get(renamed.specifier)!;
    const { scriptId, revision } = text;
    if (scriptId === null || revision === null)
      return refused(`${renamed.specifier} is no draft: its text is a file's or a default's.`);
    if (Buffer.byteLength(renamed.source) > sourceLimits.bytes)
      return refused(`${renamed.specifier} would become longer than a script may be.`);
    changes.push({ renamed, text: { ...text, scriptId, revision } });
  }
  const declaring = isAlias ? entry.specifier : declaredIn;
  if (!changes.some(({ renamed }) => renamed.specifier === declaring))
    return refused(`\`${word}\` cannot be renamed where ${declaring} declares it.`);
  return { status: "ready", search, changes, at: asked };
}

/** The place in the draft as it is now; where its line is no more, who changed it, in words. */
async function placeNow(
  ports: { store: Store; catalog: Catalog },
  asked: RenameAsked,
  actor: Actor,
): Promise<RenameAsked | string> {
  const script = await ports.catalog.scriptById(asked.scriptId);
  const { revision, source, updatedBy } = await readDraft(ports, script);
  if (revision === asked.revision) return asked;
  const line = asked.lineDigest === undefined ? null : await lineNow(source, asked.line, asked.lineDigest);
  if (line !== null) return { ...asked, revision, line };
  const who = updatedBy === actor.userId ? "You" : ((await nameOf(ports, updatedBy)) ?? "Somebody");
  const what = asked.lineDigest === undefined ? specifierOf(script) : `this line of ${specifierOf(script)}`;
  return `${who} changed ${what} meanwhile. Look at it, and try again.`;
}

const notFound = {
  nothing: "There is no name at this place.",
  "too-much": "Its uses could not be found in time: the texts take too long to read.",
} as const;

const refused = (message: string): Made => ({ status: "refused", message });
