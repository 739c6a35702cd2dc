import { Fault } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { found } from "../scope/scope.ts";
import { signedIn } from "../trpc/init.ts";
import { requireOwnAccounts } from "./identity.ts";
import { requireGoodPassword } from "./password.ts";

const input = z.strictObject({ current: z.string().max(1_000), next: z.string().max(1_000) });

/** Ends the user's other sessions too: whoever knew the old password is out. */
export const changePassword = signedIn
  .meta({ cost: "hash" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { store, sessions, passwords, signInGuard, request } = ctx;
    requireOwnAccounts(ctx);
    const user = found(await store.users.byId(ctx.user.id), "Your account is gone.");
    // A new password that is refused tells nothing about the old one: that comes before the try.
    requireGoodPassword(input.next, user.email);
    const attempt = signInGuard.attempt({ account: user.email, ip: request.ip, knownAddress: true });
    if (!(await passwords.verify(user.passwordHash, input.current)))
      throw new Fault("bad_request", "current: is not your present password.");
    attempt.succeeded();
    const passwordHash = await passwords.hash(input.next);
    // Hashing takes a while: a reset that came in between must not be undone.
    await store.users.update(user.id, { passwordHash }, { ifPasswordHash: user.passwordHash });
    await sessions.endAllOf(user.id, ctx.session.id);
    noteChange(ctx, actorOf(ctx), "password.change", { realmId: null, subject: user.email });
    return null;
  });
