import { Fault, slug, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { sentJson } from "../scope/sent-json.ts";
import { operator } from "../trpc/init.ts";
import { flowOf } from "./flow-of.ts";

export const visitorContext = z.strictObject({
  request: sentJson.optional(),
  user: sentJson.optional(),
  device: sentJson.optional(),
});

const input = z.strictObject({
  realm: realmName,
  flow: slug,
  mode: z.enum(["live", "draft"]),
  context: visitorContext.optional(),
});

/**
 * Starts a trial: a walk as an end user's, marked as nobody's login. It publishes no messages, no product is told how it
 * ended, and the address that is answered opens it once, in the first browser.
 *
 * Whoever may not change the live scripts may not walk them in the name of somebody either.
 */
export const tryFlow = operator
  .meta({ cost: "preview" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const asSomebody = (input.context?.user ?? null) !== null;
    if (input.mode === "live" && asSomebody && ctx.user.role === "operator")
      throw new Fault(
        "forbidden",
        "context.user: live scripts are tried as a known visitor by authors only. Try the drafts, or as a visitor nobody knows.",
      );
    const { realm, flow } = await flowOf(ctx, input);
    const answer = await ctx.runner.startFlow(
      {
        realm: realm.name,
        flow: flow.name,
        mode: input.mode,
        origin: "console",
        context: withoutUndefined(input.context ?? {}),
      },
      actorOf(ctx),
    );
    return {
      sessionId: answer.sessionId,
      url: `/f/${realm.name}/${flow.name}/s/${answer.sessionId}?k=${answer.ticket}`,
    };
  });
