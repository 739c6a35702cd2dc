import { jsonSchema, slug, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { flowOf } from "./flow-of.ts";

export const visitorContext = z.strictObject({
  request: jsonSchema.optional(),
  user: jsonSchema.optional(),
  device: jsonSchema.optional(),
});

const input = z.strictObject({
  realm: realmName,
  flow: slug,
  mode: z.enum(["live", "draft"]),
  context: visitorContext.optional(),
});

/** Starts a session as an end user would and answers the page's address with the secret, which the page strips. */
export const tryFlow = operator
  .meta({ cost: "preview" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { realm, flow } = await flowOf(ctx, input);
    const answer = await ctx.runner.startFlow(
      {
        realm: realm.name,
        flow: flow.name,
        mode: input.mode,
        context: withoutUndefined(input.context ?? {}),
      },
      actorOf(ctx),
    );
    const secret = encodeURIComponent(answer.secret ?? "");
    return {
      sessionId: answer.sessionId,
      url: `/f/${realm.name}/${flow.name}/s/${answer.sessionId}?k=${secret}`,
    };
  });
