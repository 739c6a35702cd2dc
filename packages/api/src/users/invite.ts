import { Fault, label, newId, role, userSchema } from "@scriptyard/model";
import { requireRoom } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { requireOwnAccounts } from "../session/identity.ts";
import { createSignInLink } from "../session/links.ts";
import { toPublicUser } from "../session/sessions.ts";
import { admin } from "../trpc/init.ts";
import { noteAccount } from "./note-account.ts";

const input = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(userSchema.shape.email),
  name: label(120),
  role,
});

/** The link is answered to the admin, who hands it on: no mail is sent from here. */
export const invite = admin.input(input).mutation(async ({ ctx, input }) => {
  requireOwnAccounts(ctx);
  if (await ctx.store.users.byEmail(input.email))
    throw new Fault(
      "conflict",
      `email: ${input.email} is a member already. Change the role in the list, or make a new link there.`,
    );
  requireRoom({ users: { used: (await ctx.store.users.list()).length, adding: 1 } });
  const user = await ctx.store.users.create({
    id: newId("usr", ctx.clock()),
    ...input,
    passwordHash: null,
    disabled: false,
    createdAt: ctx.clock(),
    lastSeenAt: null,
  });
  await noteAccount(ctx, actorOf(ctx), {
    act: "member.invite",
    member: user,
    message: `was invited as ${user.role}.`,
    fields: [`role ${user.role}`],
  });
  return { user: toPublicUser(user), link: await createSignInLink(ctx, user) };
});
