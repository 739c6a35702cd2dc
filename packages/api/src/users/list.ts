import { admin } from "../trpc/init.ts";

export const list = admin.query(({ ctx }) => ctx.store.users.list());
