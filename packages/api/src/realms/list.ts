import { operator } from "../trpc/init.ts";

export const list = operator.query(({ ctx }) => ctx.store.realms.list());
