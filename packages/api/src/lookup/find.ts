import { z } from "zod";
import { operator } from "../trpc/init.ts";
import { type Found, finders } from "./finders.ts";

const input = z.strictObject({ text: z.string().max(500) });

/** An id anywhere in what was pasted: `Request req_01m8… failed` out of a mail will do. */
const id = /\b([a-z]{3})_[0-9a-hjkmnp-tv-z]{26}\b/;

/**
 * What the ids and the address in a text stand for, over all realms. A request stands for every run it caused. An empty
 * list: nothing (any more) is called so, or nothing that is looked up.
 *
 * @example await caller.lookup.find({ text: "req_01m8…" })
 * // [{ kind: "execution", realm: "acme", id: "exe_…", script: "login/risk-check", status: "error", … }]
 */
export const find = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }): Promise<Found[]> => {
    const named = id.exec(input.text.toLowerCase());
    const finder = named && finders[named[1]!];
    if (finder) return finder(ctx, named[0]);
    return input.text.includes("@") ? finders.usr!(ctx, input.text.trim()) : [];
  });
