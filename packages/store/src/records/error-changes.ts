import type { Tables } from "../schema/index.ts";
import type { Db, Work } from "../work.ts";
import { type CommentChange, changeComments } from "./error-activity.ts";
import {
  type ActOnErrors,
  actOnErrors,
  type ChangedGroup,
  type UndoOnErrors,
  undoOnErrors,
} from "./error-acts.ts";

/** Everything people do to error groups, as it travels to whoever writes records. */
export type ErrorChange = ({ kind: "act" } & ActOnErrors) | ({ kind: "undo" } & UndoOnErrors) | CommentChange;

/** @returns groups whose state it changed */
export function* changeErrors(db: Db, t: Tables, change: ErrorChange, atMs: number): Work<ChangedGroup[]> {
  if (change.kind === "act") return yield* actOnErrors(db, t, change, atMs);
  if (change.kind === "undo") return yield* undoOnErrors(db, t, change, atMs);
  yield* changeComments(db, t, change, atMs);
  return [];
}
