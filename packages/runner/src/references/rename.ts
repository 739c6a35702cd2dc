import { Fault, sourceLimits } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { Presence } from "../presence/presence.ts";
import { requireRoom } from "../quotas/require-room.ts";
import { nameOf } from "../scripts/name-of.ts";
import { createTurnTaker } from "../turns.ts";
import type { Actor } from "../types.ts";
import { type Search, type SearchedText, searchFrom } from "./find.ts";
import { nameProblem } from "./new-name.ts";
import { type Renamed, renamedTexts } from "./rename-edits.ts";
import type { RenameAsked, RenameDone, RenamePlan } from "./types.ts";
import { mostUsers } from "./users.ts";

/** What a rename of an exported name would change, and who else is at it. Nothing is written. */
export async function planRename(
  core: Core,
  presence: Pick<Presence, "present">,
  asked: RenameAsked,
  actor: Actor,
): Promise<RenamePlan> {
  const made = await makePlan(core, asked, actor);
  if (made.status !== "ready") return made;
  const { search, changes } = made;
  const scripts = await Promise.all(
    changes.map(async ({ renamed, text }) => {
      const draft = await core.store.drafts.get(text.scriptId);
      const others = new Set(
        presence
          .present(text.scriptId)
          .filter(({ userId }) => userId !== actor.userId)
          .map((one) => one.name),
      );
      // Whose words the draft was left with, if somebody's else.
      const last = draft && draft.updatedBy !== actor.userId ? await nameOf(core, draft.updatedBy) : null;
      return {
        scriptId: text.scriptId,
        specifier: renamed.specifier,
        revision: text.revision,
        liveVersion: text.liveVersion,
        lines: renamed.lines,
        keepsName: renamed.keepsName,
        openTo: [...others],
        lastSavedBy: last,
      };
    }),
  );
  return { status: "ready", name: search.references.asked, newName: asked.newName, scripts };
}

/**
 * Writes a plan as it was shown: computed anew, and refused when a draft has moved on or another script has come to use the
 * name since. All drafts are written or none.
 */
export async function rename(
  core: Core,
  asked: RenameAsked & { drafts: readonly { scriptId: string; revision: number }[] },
  actor: Actor,
): Promise<RenameDone> {
  const made = await makePlan(core, asked, actor);
  if (made.status === "refused") throw new Fault("conflict", made.message);
  const shown = new Map(asked.drafts.map(({ scriptId, revision }) => [scriptId, revision]));
  const moved = made.changes
    .filter(({ text }) => shown.get(text.scriptId) !== text.revision)
    .map(({ renamed }) => renamed.specifier);
  if (moved.length > 0 || shown.size !== made.changes.length) return { ok: false, changed: moved };
  const { realm } = made.search;
  await requireRoomFor(
    core,
    realm.id,
    made.changes.map(({ renamed }) => renamed),
    made.changes.map(({ text }) => text),
  );
  const act = { kind: "rename" as const, scripts: made.changes.length };
  return writeAll(
    core,
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
  core: Core,
  drafts: readonly { scriptId: string; revision: number; before: number }[],
  actor: Actor,
): Promise<RenameDone> {
  const ids = drafts.map(({ scriptId }) => scriptId);
  if (new Set(ids).size < ids.length) throw new Fault("bad_request", "drafts: name each draft once.");
  const states = await Promise.all(
    drafts.map(async ({ scriptId, revision, before }) => {
      const script = await core.catalog.scriptById(scriptId);
      const state = await core.store.drafts.state(script.id, before);
      if (state === null)
        throw new Fault("conflict", `${script.module}/${script.name} has changed since: nothing was undone.`);
      return { script, source: state.source, revision, before };
    }),
  );
  const [realmId, ...others] = new Set(states.map(({ script }) => script.realmId));
  if (realmId === undefined || others.length > 0)
    throw new Fault("bad_request", "drafts: name drafts of one realm.");
  await requireRoomFor(core, realmId, states, await core.store.scripts.texts(ids));
  return writeAll(
    core,
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
  core: Core,
  realmId: string,
  next: readonly { source: string }[],
  now: readonly { source: string }[],
): Promise<void> {
  const bytesOf = (texts: readonly { source: string }[]) =>
    texts.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  const adding = bytesOf(next) - bytesOf(now);
  if (adding > 0) requireRoom({ draftBytes: { used: await core.store.usage.draftBytes(realmId), adding } });
}

type Save = Pick<
  Parameters<Core["store"]["drafts"]["saveAll"]>[0][number],
  "scriptId" | "source" | "baseRevision" | "act"
>;

async function writeAll(core: Core, realmId: string, saves: Save[], actor: Actor): Promise<RenameDone> {
  const { userId } = actor;
  const nowMs = core.clock();
  const saved = await core.store.drafts.saveAll(saves.map((save) => ({ ...save, userId, nowMs })));
  if (!saved.ok) {
    const ids = saved.conflicts.map(({ scriptId }) => scriptId);
    const moved = await core.store.scripts.named(realmId, { ids });
    return { ok: false, changed: moved.map(({ module, name }) => `${module}/${name}`) };
  }
  for (const { scriptId, revision } of saved.drafts)
    core.hub.publish({ type: "draft", realmId, scriptId, revision, userId });
  return {
    ok: true,
    drafts: saved.drafts.map(({ scriptId, revision }) => ({ scriptId, revision, before: revision - 1 })),
  };
}

type Change = {
  renamed: Renamed;
  text: SearchedText & { scriptId: NonNullable<SearchedText["scriptId"]>; revision: number };
};
type Made =
  | Exclude<RenamePlan, { status: "ready" }>
  | { status: "ready"; search: Extract<Search, { status: "found" }>; changes: Change[] };

async function makePlan(core: Core, asked: RenameAsked, actor: Actor): Promise<Made> {
  const problem = nameProblem(asked.newName);
  if (problem !== null) return refused(problem);
  const search = await searchFrom(core, asked, actor);
  if (search.status !== "found") return refused(notFound[search.status]);
  const { references, texts, entry } = search;
  if (entry.revision !== asked.revision)
    return refused("Somebody saved this draft meanwhile. Look at it, and try again.");
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
  return { status: "ready", search, changes };
}

const notFound = {
  nothing: "There is no name at this place.",
  "too-much": "Its uses could not be found in time: the texts take too long to read.",
} as const;

const refused = (message: string): Made => ({ status: "refused", message });
