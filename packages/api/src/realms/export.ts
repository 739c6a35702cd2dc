import { Buffer } from "node:buffer";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";
import { moveSelection } from "./moving-input.ts";

/** The archive in base64, and what to call its file. */
export const exported = admin
  .meta({ cost: "export" })
  .input(z.strictObject({ realm: realmName, ...moveSelection }))
  .mutation(async ({ ctx, input: { realm, ...selection } }) => {
    const archive = await ctx.runner.realms.export(realm, selection, actorOf(ctx));
    return { name: `${realm}.zip`, archive: Buffer.from(archive).toString("base64") };
  });
