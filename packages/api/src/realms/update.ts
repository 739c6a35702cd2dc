import { Fault, isTimeZone, jsonSchema, label, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

const hostName = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/,
    "a host such as example.com, in lower case",
  )
  .max(253);

const input = z.strictObject({
  realm: realmName,
  title: label(120).optional(),
  timeZone: z.string().max(60).optional(),
  settings: z.record(z.string(), jsonSchema).optional(),
  allowedHosts: z.array(hostName).max(200).optional(),
});

/** Settings are validated by the runner against the realm's own schema: scripts see them in `context.realm.settings`. */
export const update = admin.input(input).mutation(async ({ ctx, input: { realm, ...change } }) => {
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    throw new Fault(
      "bad_request",
      `timeZone: "${change.timeZone}" is no IANA zone; write one such as Europe/Vienna.`,
    );
  return ctx.runner.updateRealm(realm, withoutUndefined(change), actorOf(ctx));
});
