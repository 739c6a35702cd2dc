import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ commentId: idSchema("eac") });

/** One's own. */
export const removeComment = operator
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.errors.removeComment({ id: input.commentId }, actorOf(ctx)));
