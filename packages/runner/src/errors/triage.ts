import {
  type ErrorAct,
  type ErrorActivity,
  type ErrorGroup,
  errorTriage,
  Fault,
  newId,
  type Realm,
  type Script,
} from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import { noteChange } from "../changes.ts";
import type { EventHub } from "../events/hub.ts";
import type { RunnerLog } from "../options.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";
import { requireOpen } from "../texts/catalog/closed.ts";

/** What people do about error groups: nothing of it changes what runs, all of it is told to whoever looks. */
export type ErrorTriage = {
  /**
   * One act on many groups of a realm, in one transaction.
   *
   * @returns how many it changed, and the id by which the same person can take it back
   * @throws Fault `not_found` when the realm has none of them; `bad_request` for a time that is over or too far
   */
  act(
    input: { realm: Realm; ids: readonly ErrorGroup["id"][]; act: ErrorAct },
    actor: Actor,
  ): Promise<{ actId: string; changed: number }>;
  /** Takes an act back where nothing came after it; answers on how many groups. */
  undo(input: { realm: Realm; actId: string }, actor: Actor): Promise<number>;
  comment(input: { groupId: ErrorGroup["id"]; text: string }, actor: Actor): Promise<ErrorActivity["id"]>;
  /** @throws Fault `forbidden` for a comment of somebody else */
  editComment(input: { id: string; text: string }, actor: Actor): Promise<void>;
  removeComment(input: { id: string }, actor: Actor): Promise<void>;
};

export type TriagePorts = {
  store: Store;
  clock: () => number;
  catalog: Catalog;
  hub: EventHub;
  log: RunnerLog;
};

export function createErrorTriage(ports: TriagePorts): ErrorTriage {
  const { store, hub } = ports;
  const tell = (
    realmId: string,
    about: { ids: readonly ErrorGroup["id"][]; scriptIds?: readonly Script["id"][] },
    change: "state" | "comment",
    actor: Actor,
  ): void =>
    hub.publish({
      type: "errors",
      realmId,
      ids: [...about.ids],
      scriptIds: [...(about.scriptIds ?? [])],
      change,
      userId: actor.userId,
      at: ports.clock(),
    });

  const groupOf = async (id: string): Promise<ErrorGroup> => {
    const group = await store.errors.byId(id);
    if (group === null) throw new Fault("not_found", `There is no error group ${id}.`);
    await ports.catalog.realmById(group.realmId);
    return group;
  };
  const ownComment = async (id: string, actor: Actor): Promise<ErrorGroup> => {
    const comment = await store.errors.commentById(id);
    if (comment === null) throw new Fault("not_found", "The comment is gone.");
    if (actor.userId === null || comment.userId !== actor.userId)
      throw new Fault("forbidden", "Only who wrote a comment changes it.");
    return groupOf(comment.errorGroupId);
  };

  return {
    async act({ realm, ids: named, act }, actor) {
      requireOpen(realm);
      if (act.kind === "mute") requireSoon(act.until, ports.clock());
      const actId = newId("eac", ports.clock());
      const liveVersions =
        act.kind === "resolve" && act.version === undefined ? await liveVersionsOf(ports, realm, named) : {};
      const given = { realmId: realm.id, ids: named, act, actId, userId: actor.userId, liveVersions };
      const changed = await store.errors.act(given);
      if (changed.length > 0) {
        tell(realm.id, toldOf(changed), "state", actor);
        noteChange(ports, actor, "error.act", {
          realmId: realm.id,
          subject: subjectOf(changed),
          fields: [act.kind],
        });
      }
      return { actId, changed: changed.length };
    },
    async undo({ realm, actId }, actor) {
      requireOpen(realm);
      const changed = await store.errors.undo({ realmId: realm.id, actId, userId: actor.userId });
      if (changed.length > 0) {
        tell(realm.id, toldOf(changed), "state", actor);
        noteChange(ports, actor, "error.undo", { realmId: realm.id, subject: subjectOf(changed) });
      }
      return changed.length;
    },
    async comment({ groupId, text }, actor) {
      const group = await groupOf(groupId);
      const id = newId("eac", ports.clock());
      await store.errors.changeComments({
        kind: "comment",
        id,
        groupId,
        userId: actor.userId,
        text: checkText(text),
      });
      tell(group.realmId, { ids: [group.id] }, "comment", actor);
      return id;
    },
    async editComment({ id, text }, actor) {
      const group = await ownComment(id, actor);
      await store.errors.changeComments({ kind: "edit", id, text: checkText(text) });
      tell(group.realmId, { ids: [group.id] }, "comment", actor);
    },
    async removeComment({ id }, actor) {
      const group = await ownComment(id, actor);
      await store.errors.changeComments({ kind: "remove", id });
      tell(group.realmId, { ids: [group.id] }, "comment", actor);
    },
  };
}

type Changed = Pick<ErrorGroup, "id" | "scriptId">;

const subjectOf = ([first, ...others]: readonly Changed[]): string =>
  others.length === 0 ? first!.id : `${first!.id} and ${others.length} more`;

const toldOf = (changed: readonly Changed[]) => ({
  ids: changed.map(({ id }) => id),
  scriptIds: [...new Set(changed.map(({ scriptId }) => scriptId))],
});

/** By script: what resolves a group unless somebody names another version. */
async function liveVersionsOf(
  { store }: { store: Store },
  realm: Realm,
  groups: readonly ErrorGroup["id"][],
): Promise<{ [scriptId: string]: number | null }> {
  const ids = await store.errors.scriptsOf(realm.id, groups);
  const scripts = await store.scripts.named(realm.id, { ids });
  return Object.fromEntries(scripts.map(({ id, liveVersion }) => [id, liveVersion]));
}

function requireSoon(until: number, nowMs: number): void {
  if (until <= nowMs) throw new Fault("bad_request", "act.until: is over already. Choose a later time.");
  if (until > nowMs + errorTriage.muteMs)
    throw new Fault("bad_request", "act.until: is more than a year away. Choose an earlier time.");
}

function checkText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new Fault("bad_request", "text: is empty. Write what others should know.");
  if (trimmed.length > errorTriage.commentLength)
    throw new Fault(
      "bad_request",
      `text: has ${trimmed.length} characters. Shorten it to ${errorTriage.commentLength}.`,
    );
  return trimmed;
}
