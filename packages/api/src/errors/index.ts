import { router } from "../trpc/init.ts";
import { act } from "./act.ts";
import { activity } from "./activity.ts";
import { comment } from "./comment.ts";
import { editComment } from "./edit-comment.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { openCount } from "./open-count.ts";
import { removeComment } from "./remove-comment.ts";
import { undo } from "./undo.ts";

export const errors = router({
  list,
  get,
  openCount,
  act,
  undo,
  activity,
  comment,
  editComment,
  removeComment,
});
