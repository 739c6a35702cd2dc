import { allowedHostsSchema, Fault, isTimeZone, label, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { sentJson } from "../scope/sent-json.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  title: label(120).optional(),
  timeZone: z.string().max(60).optional(),
  settingsSchema: z.record(z.string(), sentJson).optional(),
  settings: z.record(z.string(), sentJson).optional(),
  allowedHosts: allowedHostsSchema.optional(),
  /** Revision the form was filled from, 0 = never changed: refused when somebody saved since. */
  basedOn: z.int().min(0).optional(),
});

/** Settings are validated by the runner against the realm's own schema: scripts see them in `context.realm.settings`. */
export const update = admin.input(input).mutation(async ({ ctx, input: { realm, basedOn, ...change } }) => {
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    throw new Fault(
      "bad_request",
      `timeZone: "${change.timeZone}" is no IANA zone; write one such as Europe/Vienna.`,
    );
  return ctx.runner.updateRealm(realm, withoutUndefined(change), actorOf(ctx), basedOn);
});
