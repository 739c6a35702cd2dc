import type { IncomingMessage } from "node:http";
import {
  type ConsoleSession,
  Fault,
  label,
  newId,
  type PublicUser,
  role,
  userSchema,
} from "@scriptyard/model";
import { requireRoom } from "@scriptyard/runner";
import { z } from "zod";
import type { Services } from "../context.ts";
import { noteAccount } from "../users/note-account.ts";
import { toPublicUser } from "./sessions.ts";

/** Somebody, as the product that Scriptyard runs in knows them. */
const personSchema = z.object({
  user: z.object({
    email: z.string().trim().toLowerCase().pipe(userSchema.shape.email),
    name: label(120).default(""),
  }),
  role,
});

/** `email` tells people apart; whoever comes with it is the same member, with this name and role from now on. */
export type Person = z.input<typeof personSchema>;

/** Where a product signs people in itself: no password is taken here, and its word counts anew with every request. */
export type Identity = {
  /** Who sent it, by the product's own session; null for a stranger, and for whoever has no business here. */
  authenticate(request: IncomingMessage): Person | null | Promise<Person | null>;
  /** Where people sign in; null = they know. */
  signInUrl: string | null;
};

/** Of who sent a request: what the session cookie answers where people have passwords here. */
export type People = {
  /**
   * Null for a stranger.
   *
   * @throws Fault `forbidden` for a member who is disabled here; `too_large` for somebody new where there is no room; Error where the product answers something else than a person
   */
  resolve(request: IncomingMessage): Promise<{ user: PublicUser; session: ConsoleSession } | null>;
};

/** A stream outlives its request: after this long it ends, the console opens it again, and the product is asked again. */
const streamMs = 5 * 60_000;
/** `lastSeenAt` is written at most this often. */
const touchEveryMs = 60_000;

type PeopleParts = Pick<Services, "store" | "clock" | "log" | "runner" | "tokens">;

export function createPeople(identity: Identity, parts: PeopleParts): People {
  const { store, clock, tokens } = parts;
  /** Nobody here did it: the product's word is all there is. */
  const byProduct = () => ({ userId: null, requestId: newId("req") });
  return {
    async resolve(request) {
      const answer = await identity.authenticate(request);
      if (answer === null || answer === undefined) return null;
      const person = personSchema.safeParse(answer);
      if (!person.success)
        throw new Error(`authenticate answered no person: ${z.prettifyError(person.error)}`);
      const user = await memberOf(person.data);
      if (user.disabled)
        throw new Fault("forbidden", "Your account is disabled here. Ask an admin of Scriptyard.");
      const now = clock();
      if (user.lastSeenAt === null || now - user.lastSeenAt >= touchEveryMs)
        await store.users.update(user.id, { lastSeenAt: now });
      return { user: toPublicUser(user), session: sessionOf(user, request, now) };
    },
  };

  async function memberOf({ user: { email, name }, role }: z.output<typeof personSchema>) {
    const there = (await store.users.byEmail(email)) ?? (await make(email, name, role));
    if (there.role === role && (name === "" || there.name === name)) return there;
    const member = await store.users.update(there.id, { role, ...(name === "" ? {} : { name }) });
    if (there.role === role) return member;
    tokens.clear();
    await noteAccount(parts, byProduct(), {
      act: "member.update",
      member,
      message: `is ${role} now, as the product says.`,
      fields: [`role ${role}`],
    });
    return member;
  }

  async function make(email: string, name: string, role: PublicUser["role"]) {
    requireRoom({ users: { used: (await store.users.list()).length, adding: 1 } });
    const now = clock();
    const made = { id: newId("usr", now), email, name, role, passwordHash: null, disabled: false };
    try {
      const member = await store.users.create({ ...made, createdAt: now, lastSeenAt: null });
      const message = `came from the product as ${role}.`;
      await noteAccount(parts, byProduct(), { act: "member.invite", member, message });
      return member;
    } catch (error) {
      // The first page of a console asks several things at once.
      const there =
        error instanceof Fault && error.code === "conflict" ? await store.users.byEmail(email) : null;
      if (there === null) throw error;
      return there;
    }
  }
}

/** Kept nowhere: the product has the session, this is what procedures and streams want to know of one. */
function sessionOf(user: Pick<PublicUser, "id">, request: IncomingMessage, now: number): ConsoleSession {
  return {
    id: `ses_${user.id.slice("usr_".length)}`,
    userId: user.id,
    tokenHash: "",
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
    ip: "",
    createdAt: now,
    lastUsedAt: now,
    expiresAt: now + streamMs,
  };
}

/**
 * For what is about accounts that have a password here.
 *
 * @throws Fault `forbidden` where a product signs people in
 */
export function requireOwnAccounts({ people }: { people: People | null }): void {
  if (people !== null)
    throw new Fault(
      "forbidden",
      "People sign in to the product that Scriptyard runs in, and it says who they are. Change it there.",
    );
}
