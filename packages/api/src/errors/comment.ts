import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { commentText } from "./comment-text.ts";

const input = z.strictObject({ id: idSchema("erg"), text: commentText });

export const comment = operator
  .input(input)
  .mutation(({ ctx, input }) =>
    ctx.runner.errors.comment({ groupId: input.id, text: input.text }, actorOf(ctx)),
  );
