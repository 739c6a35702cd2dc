// Long: one world for sign-in, links and members: each of them is about what the others leave open.
import { newId } from "@scriptyard/model";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeOf } from "../bounds/place.ts";
import { createCaller } from "../router.ts";
import { createWorld, password, type World } from "../testing/world.ts";
import { registerTrpc } from "../trpc/register.ts";
import { createSignInLink } from "./links.ts";
import { createPasswords } from "./password.ts";
import { newSecret, secretHash } from "./secret.ts";
import { sessionLifetimes } from "./sessions.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function visitor(ip: string) {
  const context = { ...(await world.context(null)), request: { id: newId("req"), ip, userAgent: "test" } };
  return { caller: createCaller(context), sent: context.sentCookies };
}

async function member(email: string, withPassword: string | null = password) {
  return world.store.users.create({
    id: newId("usr"),
    email,
    name: "",
    role: "author",
    passwordHash: withPassword && (await world.services.passwords.hash(withPassword)),
    disabled: false,
    createdAt: world.clock.nowMs,
    lastSeenAt: null,
  });
}

describe("sign-in", () => {
  test("answers the user without the hash and sets a new secret that resolves", async () => {
    const { caller, sent } = await visitor("192.0.2.1");
    const user = await caller.session.signIn({ email: " ADMIN@example.com ", password });
    expect(user).toMatchObject({ email: "admin@example.com", role: "admin" });
    expect(user).not.toHaveProperty("passwordHash");
    expect(sent).toHaveLength(1);
    expect(Buffer.from(sent[0]!, "base64url")).toHaveLength(32);
    expect(await world.services.sessions.resolve(sent[0]!)).toMatchObject({ user: { id: user.id } });
  });

  test("a wrong password and an unknown address get the same words", async () => {
    const { caller, sent } = await visitor("192.0.2.2");
    const refusal = "That address and password do not match an account.";
    await expect(
      caller.session.signIn({ email: "admin@example.com", password: "not it at all" }),
    ).rejects.toThrow(refusal);
    await expect(caller.session.signIn({ email: "nobody@example.com", password })).rejects.toThrow(refusal);
    expect(sent).toEqual([]);
  });

  test("an unknown account costs the same work as a known one", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash(password);
    await passwords.verify(null, "warm up");
    const took = async (stored: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 7; round++) {
        const start = performance.now();
        await passwords.verify(stored, "wrong");
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3]!;
    };
    // argon2 takes milliseconds and a skipped one microseconds: a factor of three tells them apart on any machine.
    const ratio = (await took(hash)) / (await took(null));
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });

  test("a disabled account is refused like a wrong password", async () => {
    const user = await member("gone@example.com");
    await world.store.users.update(user.id, { disabled: true });
    const { caller } = await visitor("192.0.2.3");
    await expect(caller.session.signIn({ email: "gone@example.com", password })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  test("guessing is slowed down without locking the owner out", async () => {
    await member("target@example.com");
    const owner = await visitor("192.0.2.10");
    await owner.caller.session.signIn({ email: "target@example.com", password });

    const guesser = await visitor("198.51.100.1");
    const guess = () => guesser.caller.session.signIn({ email: "target@example.com", password: "guess" });
    for (let tries = 0; tries < 6; tries++)
      await expect(guess()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    // Not even with the right password now; but from elsewhere, and for others, nothing has changed.
    await expect(
      guesser.caller.session.signIn({ email: "target@example.com", password }),
    ).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    await owner.caller.session.signIn({ email: "target@example.com", password });

    world.clock.nowMs += 10 * 60_000 + 1;
    await guesser.caller.session.signIn({ email: "target@example.com", password });
  });

  test("a distributed guesser is stopped at the account, its owner's own address is not", async () => {
    await member("wide@example.com");
    const owner = await visitor("192.0.2.20");
    await owner.caller.session.signIn({ email: "wide@example.com", password });
    for (let n = 1; n <= 60; n++)
      world.services.signInGuard.attempt({
        account: "wide@example.com",
        ip: `203.0.113.${n}`,
        knownAddress: false,
      });
    const fresh = await visitor("203.0.113.200");
    await expect(fresh.caller.session.signIn({ email: "wide@example.com", password })).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
    await owner.caller.session.signIn({ email: "wide@example.com", password });
  });

  test("an owner's address stays known while others sign in from very many", async () => {
    const from = (account: string, ip: string) =>
      world.services.signInGuard.attempt({ account, ip, knownAddress: false });
    const [owner, home] = ["crowd@example.com", "192.0.2.30"];
    from(owner, home).succeeded();
    for (let n = 0; n < 25_000; n++) from("eve@example.com", `10.1.${n >> 8}.${n & 255}`).succeeded();
    for (let n = 1; n <= 60; n++) from(owner, `203.0.113.${n}`);
    expect(() => from(owner, "203.0.113.201")).toThrow(/Too many failed sign-ins/);
    expect(() => from(owner, home)).not.toThrow();
  });

  test("addresses of one IPv6 network count as one", async () => {
    await member("six@example.com");
    for (let n = 1; n <= 6; n++)
      world.services.signInGuard.attempt({
        account: "six@example.com",
        ip: `2001:db8:1:2::${n}`,
        knownAddress: false,
      });
    const neighbour = await visitor("2001:db8:1:2:ffff::9");
    await expect(
      neighbour.caller.session.signIn({ email: "six@example.com", password }),
    ).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
    const elsewhere = await visitor("2001:db8:1:3::1");
    await elsewhere.caller.session.signIn({ email: "six@example.com", password });
  });
});

describe("guesses that are sent together", () => {
  const wire = fastify();
  beforeAll(() => registerTrpc(wire, world.services, { secure: false, publicOrigin: null }));
  afterAll(() => wire.close());

  const send = (inputs: { email: string; password: string }[], ip: string) =>
    wire.inject({
      method: "POST",
      url: `/api/trpc/${inputs.map(() => "session.signIn").join(",")}?batch=1`,
      headers: { "content-type": "application/json" },
      payload: JSON.stringify(Object.fromEntries(inputs.entries())),
      remoteAddress: ip,
    });
  const statuses = (answer: { json(): unknown }) =>
    (answer.json() as { error?: { data: { httpStatus: number } } }[]).map(
      ({ error }) => error?.data.httpStatus ?? 200,
    );

  test("a batch holds one try: a right password among wrong ones does not get in", async () => {
    const email = "batch@example.com";
    await member(email);
    const tries = ["wrong-one", "wrong-two", password].map((guess) => ({ email, password: guess }));
    const answer = await send(tries, "198.51.100.7");
    // One refusal for all of it, before its body is read.
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { data: { fault: "bad_request" } } });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(statuses(await send([{ email, password }], "198.51.100.8"))).toEqual([200]);
  });

  test("however many are sent at once, no more passwords are compared than the count allows", async () => {
    const email = "raced@example.com";
    await member(email);
    const compared: string[] = [];
    const real = world.services.passwords;
    const passwords = {
      ...real,
      verify(hash: string | null, guess: string) {
        compared.push(guess);
        return real.verify(hash, guess);
      },
    };
    const app = fastify();
    await registerTrpc(app, { ...world.services, passwords }, { secure: false, publicOrigin: null });
    const guesses = Array.from({ length: 40 }, (_, n) => (n === 20 ? password : `wrong guess ${n}`));
    const answers = await Promise.all(
      guesses.map((guess) =>
        app.inject({
          method: "POST",
          url: "/api/trpc/session.signIn",
          headers: { "content-type": "application/json" },
          payload: JSON.stringify({ email, password: guess }),
          remoteAddress: "198.51.100.9",
        }),
      ),
    );
    await app.close();
    expect(compared.length).toBeLessThanOrEqual(6);
    expect(compared).not.toContain(password);
    for (const { statusCode } of answers) expect([401, 429]).toContain(statusCode);
    expect(answers.find(({ statusCode }) => statusCode === 429)!.headers["retry-after"]).toMatch(/^\d+$/);
  });

  test("a flood of strangers does not stand before somebody whose network is known", async () => {
    const owner = await visitor("192.0.2.77");
    await owner.caller.session.signIn({ email: "admin@example.com", password });
    const order: string[] = [];
    const enter = async (ip: string) => {
      const place = await placeOf(world.services, "hash", { user: null, ip }, undefined);
      using _pass = await world.services.gates.hash.enter(place);
      order.push(ip);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const flood = Array.from({ length: 21 }, (_, n) => enter(`203.0.113.${n}`));
    await expect(enter("203.0.113.99")).rejects.toMatchObject({ code: "rate_limited" });
    await Promise.all([...flood, enter("192.0.2.77")]);
    expect(order.indexOf("192.0.2.77")).toBeLessThan(3);
  });
});

describe("lifetimes", () => {
  test("a session ends after 12 idle hours, and after 7 days however busy", async () => {
    const user = (await world.store.users.byId(world.users.author.id))!;
    const request = { id: newId("req"), ip: "127.0.0.1", userAgent: "" };
    const idle = await world.services.sessions.start(user, request);
    world.clock.nowMs += sessionLifetimes.idleMs - 1;
    expect(await world.services.sessions.resolve(idle.secret)).not.toBeNull();
    world.clock.nowMs += sessionLifetimes.idleMs;
    expect(await world.services.sessions.resolve(idle.secret)).toBeNull();

    const busy = await world.services.sessions.start(user, request);
    const end = world.clock.nowMs + sessionLifetimes.absoluteMs;
    while (world.clock.nowMs < end - 3_600_000) {
      world.clock.nowMs += 3_600_000;
      expect(await world.services.sessions.resolve(busy.secret)).not.toBeNull();
    }
    world.clock.nowMs = end;
    expect(await world.services.sessions.resolve(busy.secret)).toBeNull();
  });

  test("sessions can be listed and ended; another user's does not exist", async () => {
    const context = await world.context("operator");
    const caller = createCaller(context);
    const other = await world.context("operator");
    const foreign = await world.context("admin");
    const before = await caller.session.list();
    expect(before.filter((one) => one.current).map((one) => one.id)).toEqual([context.session!.id]);
    expect(before[0]).not.toHaveProperty("tokenHash");

    const watch = world.services.sessions.watch(other.session!);
    await caller.session.end({ id: other.session!.id });
    expect(watch.signal.aborted).toBe(true);
    expect((await caller.session.list()).map((one) => one.id)).not.toContain(other.session!.id);
    await expect(caller.session.end({ id: foreign.session!.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("a new password needs the old one and ends the other sessions", async () => {
    const user = await member("changer@example.com");
    const request = { id: newId("req"), ip: "192.0.2.30", userAgent: "" };
    const elsewhere = await world.services.sessions.start(user, request);
    const { session, secret } = await world.services.sessions.start(user, request);
    const caller = createCaller({ ...(await world.context(null)), request, user, session });
    await expect(
      caller.session.changePassword({ current: "wrong", next: "another good one" }),
    ).rejects.toThrow("current: is not your present password");
    await expect(caller.session.changePassword({ current: password, next: "short" })).rejects.toThrow(
      /at least 8/,
    );
    await expect(caller.session.changePassword({ current: password, next: "qwertyuiop" })).rejects.toThrow(
      /guessed/,
    );
    await caller.session.changePassword({ current: password, next: "another good one" });
    expect(await world.services.sessions.resolve(elsewhere.secret)).toBeNull();
    expect(await world.services.sessions.resolve(secret)).not.toBeNull();
  });
});

describe("one-time links", () => {
  test("an invited member sets a password once", async () => {
    const admin = await world.as("admin");
    const { user, link } = await admin.users.invite({
      email: "New@Example.com",
      name: "New",
      role: "author",
    });
    expect(user).toMatchObject({ email: "new@example.com", role: "author" });
    const token = new URL(link, "http://localhost").searchParams.get("token")!;
    const { caller, sent } = await visitor("192.0.2.40");
    await expect(caller.session.redeem({ token, password: "short" })).rejects.toThrow(/at least 8/);
    // The same rule wherever a password is set: its owner's address, and what guessers try first.
    for (const [guessed, why] of [
      ["new@example.com", /is your address/],
      ["NEW@EXAMPLE.com", /is your address/],
      ["corvette", /most guessed/],
      ["1234Qwer", /most guessed/],
    ] as const)
      await expect(caller.session.redeem({ token, password: guessed })).rejects.toThrow(why);
    const signedIn = await caller.session.redeem({ token, password, name: "Newton" });
    expect(signedIn).toMatchObject({ id: user.id, name: "Newton" });
    expect(await world.services.sessions.resolve(sent[0]!)).not.toBeNull();
    await expect(caller.session.redeem({ token, password })).rejects.toThrow(/used before/);
    await expect(
      admin.users.invite({ email: "new@example.com", name: "x", role: "author" }),
    ).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  test("a link expires", async () => {
    const user = await member("late@example.com", null);
    const link = await createSignInLink(world.services, user);
    world.clock.nowMs += 73 * 3_600_000;
    const { caller } = await visitor("192.0.2.41");
    await expect(caller.session.redeem({ token: link.split("token=")[1]!, password })).rejects.toThrow(
      /expired/,
    );
  });
});

describe("members", () => {
  test("disabling ends sessions at once; the last admin stays", async () => {
    const admin = await world.as("admin");
    const user = await member("leaver@example.com");
    const { secret } = await world.services.sessions.start(user, {
      id: newId("req"),
      ip: "::1",
      userAgent: "",
    });
    await admin.users.update({ id: user.id, disabled: true });
    expect(await world.services.sessions.resolve(secret)).toBeNull();
    await expect(admin.users.update({ id: world.users.admin.id, disabled: true })).rejects.toThrow(
      /last admin/,
    );
    await expect(admin.users.update({ id: world.users.admin.id, role: "author" })).rejects.toThrow(
      /last admin/,
    );
    // An admin who has not used the invitation could let nobody in.
    const { user: invited, link } = await admin.users.invite({
      email: "second@example.com",
      name: "S",
      role: "admin",
    });
    await expect(admin.users.update({ id: world.users.admin.id, role: "author" })).rejects.toThrow(
      /last admin/,
    );
    const { caller } = await visitor("192.0.2.43");
    await caller.session.redeem({ token: link.split("token=")[1]!, password });
    // Two admins who take each other's role at once: one of them stays.
    const both = await Promise.allSettled(
      [world.users.admin.id, invited.id].map((id) => admin.users.update({ id, role: "author" })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const id of [world.users.admin.id, invited.id])
      await world.store.users
        .update(id, { role: id === invited.id ? "author" : "admin" })
        .catch(() => undefined);
  });

  const ofUser = async (id: string) =>
    (await world.store.tokens.list()).filter(({ createdBy }) => createdBy === id);

  test("tokens that were said to work after a reset still work when its link was used", async () => {
    const admin = await world.as("admin");
    const user = await member("keeps@example.com");
    const token = `sy_${newSecret()}`;
    const record = {
      realmId: null,
      name: "gateway",
      hint: "sy_ab",
      createdBy: user.id,
      createdAt: 1,
      lastUsedAt: null,
      revokedAt: null,
      role: null,
      scopes: ["flows" as const],
    };
    const kept = { ...record, id: newId("tok"), tokenHash: secretHash(token), expiresAt: null };
    await world.store.tokens.create(kept);
    const old = { ...record, id: newId("tok"), tokenHash: "e".repeat(64), expiresAt: world.clock.nowMs - 1 };
    await world.store.tokens.create(old);
    const made = await admin.users.resetLink({ id: user.id });
    // One that has expired works no more, whatever happens.
    expect(made.tokensLeft).toBe(1);
    const { caller } = await visitor("192.0.2.52");
    await caller.session.redeem({ token: made.link.split("token=")[1]!, password: "a new long password" });
    expect((await ofUser(user.id)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(2);
    world.services.tokens.clear();
    expect(await world.services.tokens.resolve(token)).toMatchObject({ id: kept.id });
  });

  test("a reset link is the only way in from then on", async () => {
    const admin = await world.as("admin");
    const user = await member("lost@example.com");
    const request = { id: newId("req"), ip: "192.0.2.50", userAgent: "" } as const;
    const { secret } = await world.services.sessions.start(user, request);
    const invitation = await createSignInLink(world.services, user);
    const token = await world.services.store.tokens.list();
    await world.store.tokens.create({
      id: newId("tok"),
      realmId: null,
      name: "theirs",
      tokenHash: "f".repeat(64),
      hint: "sy_ab",
      createdBy: user.id,
      createdAt: 1,
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
      role: null,
      scopes: null,
    });
    const made = await admin.users.resetLink({ id: user.id });
    expect(made).toMatchObject({ user: { email: "lost@example.com" }, tokensLeft: 1 });
    expect(await world.services.sessions.resolve(secret)).toBeNull();
    const { caller } = await visitor("192.0.2.51");
    await expect(caller.session.signIn({ email: user.email, password })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    const redeem = (link: string) =>
      caller.session.redeem({ token: link.split("token=")[1]!, password: "a new long password" });
    await expect(redeem(invitation)).rejects.toThrow(/used before/);

    // A newer link takes the place of an earlier one; tokens go when that is asked for.
    const newer = await admin.users.resetLink({ id: user.id, revokeTokens: true });
    expect(newer.tokensLeft).toBe(0);
    expect((await world.store.tokens.list()).filter((one) => one.revokedAt === null)).toHaveLength(
      token.length,
    );
    await expect(redeem(made.link)).rejects.toThrow(/used before/);
    expect(await redeem(newer.link)).toMatchObject({ id: user.id });
    await expect(redeem(newer.link)).rejects.toThrow(/used before/);
    expect((await ofUser(user.id)).map(({ revokedAt }) => revokedAt)).toEqual([world.clock.nowMs]);

    await expect(admin.users.resetLink({ id: world.users.admin.id })).rejects.toThrow(/reset-admin/);
    await admin.users.update({ id: user.id, disabled: true });
    await expect(admin.users.resetLink({ id: user.id })).rejects.toThrow(/Enable the account first/);
  });
});
