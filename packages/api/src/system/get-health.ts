import { operator } from "../trpc/init.ts";

export const getHealth = operator.query(({ ctx }) => ctx.health());
