import { Fault, label, type User } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { open } from "../trpc/init.ts";
import { noteAccount } from "../users/note-account.ts";
import { requireOwnAccounts } from "./identity.ts";
import { requireGoodPassword } from "./password.ts";
import { secretHash } from "./secret.ts";
import { sessionLifetimes, toPublicUser } from "./sessions.ts";

const input = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().max(1_000),
  name: label(120).optional(),
});

/**
 * The one-time link: sets the password, ends what was signed in before, signs in. Tokens stay as they are: whether they end
 * with a reset is said by the admin who makes its link, and done then.
 */
export const redeem = open
  .meta({ cost: "hash" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    requireOwnAccounts(ctx);
    const { store, sessions, passwords, signInGuard, request } = ctx;
    // Counted by address alone: nobody can use up the tries of others.
    const attempt = signInGuard.attempt({ account: null, ip: request.ip, knownAddress: false });
    const tokenHash = secretHash(input.token);
    // Everything that can be refused comes before the link is used up; a made-up link costs us no hash.
    const invited = usable(await store.sessions.linkUser(tokenHash, ctx.clock()));
    attempt.succeeded();
    requireGoodPassword(input.password, invited.email);
    const passwordHash = await passwords.hash(input.password);
    const user = usable(await store.sessions.consumeLink(tokenHash, ctx.clock()));
    const changed = await store.users.update(user.id, {
      passwordHash,
      ...(input.name === undefined ? {} : { name: input.name }),
    });
    // In this order: whoever signs in with the old password just now is refused, or ended.
    await sessions.endAllOf(user.id);
    const { secret } = await sessions.start(changed, request);
    ctx.cookie.set(secret, sessionLifetimes.absoluteMs);
    const actor = actorOf({ user: changed, request });
    await noteAccount(ctx, actor, {
      act: "password.change",
      member: changed,
      message: "set a password with a one-time link.",
    });
    noteChange(ctx, actor, "session.begin", { realmId: null, subject: changed.email });
    return toPublicUser(changed);
  });

/** @throws Fault `gone` for a link that opens nothing */
function usable(user: User | null): User {
  if (user && !user.disabled) return user;
  throw new Fault(
    "gone",
    "This link was used before, has expired, or is not whole. Ask an admin for a new one; on a new installation restart the server, which prints one.",
  );
}
