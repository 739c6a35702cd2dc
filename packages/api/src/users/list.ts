import { admin } from "../trpc/init.ts";
import { memberAccess } from "./member-access.ts";

/** With how each of them can come in. */
export const list = admin.query(async ({ ctx }) => {
  const [users, access] = await Promise.all([ctx.store.users.list(), ctx.store.users.access()]);
  const means = new Map(access.map((one) => [one.userId, one]));
  return users.map((user) => ({ ...user, access: memberAccess(user, means.get(user.id), ctx.clock()) }));
});
