import type { ErrorActivity, ErrorGroup, Script } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import { type CommentChange, commentById, listActivity } from "../records/error-activity.ts";
import type { ActOnErrors, ChangedGroup, UndoOnErrors } from "../records/error-acts.ts";
import {
  type ErrorGroupFilter,
  groupColumns,
  type RecentError,
  scriptsOfGroups,
} from "../records/error-lists.ts";
import { stateAt } from "../records/error-state.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export interface ErrorsRepository {
  list(
    filter: ErrorGroupFilter,
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<ErrorGroup & { spark: number[] }>>;
  byId(id: string): Promise<ErrorGroup | null>;
  /** Scripts of the groups that the realm has of these. */
  scriptsOf(realmId: string, ids: readonly string[]): Promise<Script["id"][]>;
  /** At most `errorTriage.countedOpen`. */
  openCount(realmId: string): Promise<number>;
  /** Open groups that something met since then, last seen first. */
  openSince(realmId: string, sinceMs: number): Promise<RecentError[]>;
  /**
   * One act on many, in one transaction. Answers which it changed; those that were so already stay.
   *
   * @throws Fault `not_found` when the realm has none of them
   */
  act(given: ActOnErrors): Promise<ChangedGroup[]>;
  /** Takes an act of one's own back, as if it had never been, where nothing came after it. Answers on which groups that was. */
  undo(given: UndoOnErrors): Promise<ChangedGroup[]>;
  /** Comments and changes of state, oldest first. */
  activity(groupId: string): Promise<ErrorActivity[]>;
  commentById(id: string): Promise<Pick<ErrorActivity, "id" | "errorGroupId" | "userId"> | null>;
  /** @throws Fault `not_found`; `too_large` when the group has as many as `errorTriage` allows */
  changeComments(change: CommentChange): Promise<void>;
}

export function errorsRepository({ records, reader, writer, now }: Context): ErrorsRepository {
  return {
    byId: async (id) => {
      const stored = await guarded(
        records.read(function* (db, { errorGroups: t }) {
          return yield* first(
            db
              .select(groupColumns(t))
              .from(t)
              .where(eq(t.id, id as ErrorGroup["id"])),
          );
        }),
      );
      return stored && stateAt(stored, now());
    },
    list: (filter, page) => reader.ask(filter.realmId, "listErrorGroups", filter, page, now()),
    scriptsOf: (realmId, ids) => guarded(records.read((db, t) => scriptsOfGroups(db, t, realmId, ids))),
    openCount: (realmId) => reader.ask(realmId, "countOpenErrors", realmId, now()),
    openSince: (realmId, sinceMs) => reader.ask(realmId, "openErrorsSince", realmId, sinceMs, now()),
    act: (given) => writer.changeErrors({ kind: "act", ...given }, now()),
    undo: (given) => writer.changeErrors({ kind: "undo", ...given }, now()),
    activity: (groupId) => guarded(records.read((db, t) => listActivity(db, t, groupId, now()))),
    commentById: (id) => guarded(records.read((db, t) => commentById(db, t, id))),
    changeComments: async (change) => {
      await writer.changeErrors(change, now());
    },
  };
}
