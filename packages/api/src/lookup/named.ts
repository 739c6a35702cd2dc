import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import type { Found } from "./finders.ts";
import { nameFinders } from "./name-finders.ts";

const input = z.strictObject({ realm: realmName, text: z.string().max(200) });

/** Of each kind. Whoever sees more than these types another word. */
const MOST = 8;

/**
 * What is called so in a realm, beside its scripts (`scripts.search`): flows, nodes, triggers, errors, what the host offers,
 * members. At most eight of each kind, in that order. An empty text finds the first flows.
 *
 * @example await caller.lookup.named({ realm: "acme", text: "risk" }) // [{ kind: "node", title: "Risk check", … }, …]
 */
export const named = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }): Promise<Found[]> => {
    const realm = await realmOf(ctx, input.realm);
    const asked = { realm, text: input.text.trim(), limit: MOST };
    return (await Promise.all(nameFinders.map((find) => find(ctx, asked)))).flat();
  });
