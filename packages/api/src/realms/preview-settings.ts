import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { sentJson } from "../scope/sent-json.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  settingsSchema: z.record(z.string(), sentJson),
  settings: z.record(z.string(), sentJson),
});

/** What a settings schema would make of the settings, before it is saved: changes nothing. */
export const previewSettings = admin
  .meta({ cost: "check" })
  .input(input)
  .mutation(({ ctx, input: { realm, ...asked } }) => ctx.runner.previewSettings(realm, asked, actorOf(ctx)));
