import { findId } from "@scriptyard/model";
import { z } from "zod";
import { operator } from "../trpc/init.ts";
import { type Found, finders } from "./finders.ts";

const input = z.strictObject({ text: z.string().max(500) });

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
    const named = findId(input.text);
    const finder = named && finders[named.prefix];
    if (finder) return finder(ctx, named.id);
    return input.text.includes("@") ? finders.usr!(ctx, input.text.trim()) : [];
  });
