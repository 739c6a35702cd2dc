import { Fault, slug } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { sentJson } from "../scope/sent-json.ts";
import { operator } from "../trpc/init.ts";
import { flowOf } from "./flow-of.ts";
import { isSomebody } from "./somebody.ts";

const input = z.strictObject({
  realm: realmName,
  flow: slug,
  mode: z.enum(["live", "draft"]),
  /** What a product would tell; its parts are the host's, which names what is wrong. */
  context: z.record(z.string().max(60), sentJson).optional(),
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
    const { realm, flow } = await flowOf(ctx, input);
    const { context = {} } = input;
    if (
      input.mode === "live" &&
      ctx.user.role === "operator" &&
      isSomebody(ctx.runner.hostOf(realm), context)
    )
      throw new Fault(
        "forbidden",
        "context: live scripts are tried in somebody's name by authors only. Try the drafts, or as a visitor nobody knows.",
      );
    const answer = await ctx.runner.startFlow(
      {
        realm: realm.name,
        flow: flow.name,
        mode: input.mode,
        origin: "console",
        context,
      },
      actorOf(ctx),
    );
    return {
      sessionId: answer.sessionId,
      url: `${ctx.basePath}/f/${realm.name}/${flow.name}/s/${answer.sessionId}?k=${answer.ticket}`,
    };
  });
