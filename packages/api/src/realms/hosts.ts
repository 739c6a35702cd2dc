import { admin } from "../trpc/init.ts";

/** What a new realm may be made of. */
export const hosts = admin.query(({ ctx }) => ctx.runner.realms.hosts());
