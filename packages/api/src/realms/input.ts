import { label } from "@scriptyard/model";
import { z } from "zod";
import { realmName } from "../scope/scope.ts";

const origin = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("empty") }),
  z.strictObject({ kind: z.literal("defaults") }),
  z.strictObject({ kind: z.literal("copy"), realm: realmName }),
]);

/** Of a new realm; the runner says more about each. */
export const newRealm = z.strictObject({
  name: realmName,
  title: label(120),
  hostId: z.string().max(80).optional(),
  from: origin.optional(),
});
