import { Fault } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { open } from "../trpc/init.ts";
import { requireOwnAccounts } from "./identity.ts";
import { sessionLifetimes, toPublicUser } from "./sessions.ts";
import { accountOf } from "./sign-in-guard.ts";

const input = z.strictObject({ email: z.string().trim().max(254), password: z.string().max(1_000) });

/** One refusal for a wrong address, a wrong password and a disabled account, after the same work. */
export const signIn = open
  .meta({ cost: "hash" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { store, signInGuard, sessions, passwords, request, cookie } = ctx;
    requireOwnAccounts(ctx);
    const account = accountOf(input.email);
    const user = await store.users.byEmail(account);
    const known = user ? (await store.sessions.list(user.id)).some((one) => one.ip === request.ip) : false;
    const attempt = signInGuard.attempt({ account, ip: request.ip, knownAddress: known });

    const matches = await passwords.verify(user?.passwordHash ?? null, input.password);
    if (!user || !matches || user.disabled) {
      ctx.log.warn({ requestId: request.id, ip: request.ip }, "sign-in refused");
      throw new Fault("unauthenticated", "That address and password do not match an account.");
    }
    attempt.succeeded();
    // A new secret at every sign-in: one that somebody planted before is worth nothing after.
    if (ctx.session) await sessions.end(ctx.session);
    const { secret } = await sessions.start(user, request);
    cookie.set(secret, sessionLifetimes.absoluteMs);
    noteChange(ctx, actorOf({ user, request }), "session.begin", { realmId: null, subject: user.email });
    return toPublicUser(user);
  });
