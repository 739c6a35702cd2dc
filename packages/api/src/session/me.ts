import { open } from "../trpc/init.ts";

export const me = open.query(({ ctx }) => ctx.user);
