import { Fault } from "@scriptyard/model";
import { z } from "zod";
import { found } from "../scope/scope.ts";
import { signedIn } from "../trpc/init.ts";
import { requireGoodPassword } from "./password.ts";

const input = z.strictObject({ current: z.string().max(1_000), next: z.string().max(1_000) });

/** Ends the user's other sessions too: whoever knew the old password is out. */
export const changePassword = signedIn
  .meta({ cost: "hash" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { store, sessions, passwords, signInGuard, request } = ctx;
    const user = found(await store.users.byId(ctx.user.id), "Your account is gone.");
    const attempt = { account: user.email, ip: request.ip };
    signInGuard.check({ ...attempt, knownAddress: true });
    if (!(await passwords.verify(user.passwordHash, input.current))) {
      signInGuard.failed(attempt);
      throw new Fault("bad_request", "current: is not your present password.");
    }
    requireGoodPassword(input.next, user.email);
    await store.users.update(user.id, { passwordHash: await passwords.hash(input.next) });
    await sessions.endAllOf(user.id, ctx.session.id);
    return null;
  });
