import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { commentText } from "./comment-text.ts";

const input = z.strictObject({ commentId: idSchema("eac"), text: commentText });

/** One's own. */
export const editComment = operator
  .input(input)
  .mutation(({ ctx, input }) =>
    ctx.runner.errors.editComment({ id: input.commentId, text: input.text }, actorOf(ctx)),
  );
