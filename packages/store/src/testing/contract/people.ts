import { type ApiToken, newId, type User } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aConsoleSession, aUser, sha256, uniqueSlug } from "../fixtures.ts";

export function peopleContract({ store }: Subject): void {
  test("a user is found by address in any case; the address is unique", async () => {
    const name = uniqueSlug("mixed");
    const user = await store().users.create(
      aUser({ email: `${name}@Example.com`, passwordHash: "$argon2id$x" }),
    );
    expect(user.email).toBe(`${name}@example.com`);
    expect(await store().users.byEmail(`${name.toUpperCase()}@EXAMPLE.com`)).toEqual(user);
    expect(await store().users.byId(user.id)).toEqual(user);
    await expectFault(store().users.create(aUser({ email: user.email.toUpperCase() })), "conflict");
    const listed = (await store().users.list()).find(({ id }) => id === user.id);
    const { passwordHash: _, ...publicUser } = user;
    expect(listed).toEqual(publicUser);
    expect(await store().users.byEmail("nobody@example.com")).toBeNull();
  });

  test("a user changes property by property", async () => {
    const user = await store().users.create(aUser());
    const changed = await store().users.update(user.id, { role: "admin", disabled: true, lastSeenAt: 7 });
    expect(changed).toEqual({ ...user, role: "admin", disabled: true, lastSeenAt: 7 });
    expect(await store().users.update(user.id, { passwordHash: "h" })).toEqual({
      ...changed,
      passwordHash: "h",
    });
    await expectFault(store().users.update(newId("usr"), { name: "x" }), "not_found");
  });

  test("how somebody can come in: by a password, by a link until it ends or is used", async () => {
    const of = async (id: string) => {
      const found = (await store().users.access()).find(({ userId }) => userId === id);
      return [found?.hasPassword, found?.linkUntil];
    };
    const invited = await store().users.create(aUser({ passwordHash: null }));
    expect(await of(invited.id)).toEqual([false, null]);
    const link = (text: string, expiresAt: number) =>
      store().sessions.createLink({
        tokenHash: sha256(`${invited.id} ${text}`),
        userId: invited.id,
        expiresAt,
        usedAt: null,
      });
    await link("first", 50);
    await link("second", 90);
    expect(await of(invited.id)).toEqual([false, 90]);
    await store().sessions.consumeLink(sha256(`${invited.id} second`), 60);
    await store().users.update(invited.id, { passwordHash: "h" });
    expect(await of(invited.id)).toEqual([true, null]);
  });

  test("sessions are found by the hash of their secret, and end one by one or all", async () => {
    const user = await store().users.create(aUser());
    const [a, b, c] = [1, 2, 3].map((n) => aConsoleSession(user, { lastUsedAt: n }));
    for (const session of [a!, b!, c!]) await store().sessions.create(session);
    expect(await store().sessions.byTokenHash(a!.tokenHash)).toEqual({ session: a, user });
    expect(await store().sessions.byTokenHash(sha256("other"))).toBeNull();
    await store().sessions.touch(a!.id, 50);
    expect(await store().sessions.list(user.id)).toEqual([{ ...a, lastUsedAt: 50 }, c, b]);
    await store().sessions.remove(b!.id);
    await store().sessions.removeForUser(user.id, a!.id);
    expect((await store().sessions.list(user.id)).map(({ id }) => id)).toEqual([a!.id]);
    await store().sessions.removeForUser(user.id);
    expect(await store().sessions.list(user.id)).toEqual([]);
    await expectFault(store().sessions.create(aConsoleSession({ id: newId("usr") })), "not_found");
  });

  test("what was looked at before a password was reset begins no session and sets none", async () => {
    const user = await store().users.create(aUser({ passwordHash: "old" }));
    expect(await store().sessions.create(aConsoleSession(user), "old")).toBe(true);
    expect((await store().users.byId(user.id))?.lastSeenAt).not.toBeNull();
    await store().users.update(user.id, { passwordHash: null });
    expect(await store().sessions.create(aConsoleSession(user), "old")).toBe(false);
    await expectFault(
      store().users.update(user.id, { passwordHash: "again" }, { ifPasswordHash: "old" }),
      "conflict",
    );
    expect((await store().users.byId(user.id))?.passwordHash).toBeNull();
    await store().users.update(user.id, { passwordHash: "new" }, { ifPasswordHash: null });
    expect(await store().sessions.create(aConsoleSession(user), "new")).toBe(true);
    await store().users.update(user.id, { disabled: true });
    expect(await store().sessions.create(aConsoleSession(user), "new")).toBe(false);
    expect(await store().sessions.list(user.id)).toHaveLength(2);
  });

  test("where it is asked for, the last admin who can sign in stays", async () => {
    // The store is shared: whatever admins other tests left step down first.
    for (const user of await store().users.list())
      if (user.role === "admin") await store().users.update(user.id, { role: "operator" });
    const able = { role: "admin", passwordHash: "h", disabled: false } as const;
    const one = await store().users.create(aUser(able));
    await store().users.create(aUser({ ...able, passwordHash: null }));
    await store().users.create(aUser({ ...able, disabled: true }));
    const keep = { keepAdmin: true };
    await expectFault(store().users.update(one.id, { disabled: true }, keep), "conflict");
    await expectFault(store().users.update(one.id, { role: "author" }, keep), "conflict");
    expect((await store().users.update(one.id, { name: "Same" }, keep)).role).toBe("admin");
    const two = await store().users.create(aUser(able));
    const both = await Promise.allSettled(
      [one, two].map(({ id }) => store().users.update(id, { role: "author" }, keep)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a sign-in link works once, before it expires", async () => {
    const user = await store().users.create(aUser());
    const link = async (expiresAt: number) => {
      const tokenHash = sha256(uniqueSlug("link"));
      await store().sessions.createLink({ tokenHash, userId: user.id, expiresAt, usedAt: null });
      return tokenHash;
    };
    const good = await link(100);
    const nobody = [
      await store().sessions.linkUser(await link(100), 100),
      await store().sessions.linkUser(sha256("never made"), 1),
    ];
    expect(nobody).toEqual([null, null]);
    expect(await store().sessions.linkUser(good, 50)).toMatchObject({ id: user.id });
    const uses = await Promise.all(Array.from({ length: 5 }, () => store().sessions.consumeLink(good, 50)));
    expect(uses.filter((used): used is User => used !== null)).toEqual([user]);
    expect(await store().sessions.linkUser(good, 50)).toBeNull();
    expect(await store().sessions.consumeLink(await link(100), 100)).toBeNull();
    expect(await store().sessions.consumeLink(sha256("never made"), 1)).toBeNull();
    // One that was used, or a newer one that was made, takes the others with it.
    const [older, newer, last] = [await link(100), await link(100), await link(100)];
    expect(await store().sessions.consumeLink(newer!, 50)).toEqual(user);
    expect(await store().sessions.consumeLink(older!, 50)).toBeNull();
    await store().sessions.removeLinks(user.id);
    expect(await store().sessions.consumeLink(last!, 50)).toBeNull();
    const fresh = await link(100);
    await store().sessions.removeLinks((await store().users.create(aUser())).id);
    expect(await store().sessions.consumeLink(fresh, 50)).toEqual(user);
  });

  test("API tokens are found by hash, listed without it, and revoked once", async () => {
    const user = await store().users.create(aUser());
    const token: ApiToken = {
      id: newId("tok"),
      realmId: null,
      name: "CI",
      tokenHash: sha256(uniqueSlug("t")),
      hint: "sy_ab",
      createdBy: user.id,
      createdAt: 10,
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
      scopes: null,
      role: "author" as const,
    };
    await store().tokens.create(token);
    const scoped = { ...token, id: newId("tok"), tokenHash: sha256(uniqueSlug("t")) };
    await store().tokens.create({ ...scoped, scopes: ["flows", "events"] });
    expect((await store().tokens.byHash(scoped.tokenHash))?.scopes).toEqual(["flows", "events"]);
    expect(await store().tokens.byHash(token.tokenHash)).toEqual(token);
    await store().tokens.touch(token.id, 20);
    await store().tokens.revoke(token.id, 30);
    await store().tokens.revoke(token.id, 40);
    const used = { ...token, lastUsedAt: 20, revokedAt: 30 };
    expect(await store().tokens.byHash(token.tokenHash)).toEqual(used);
    expect(await store().tokens.revokeOf(user.id, 50)).toBe(1);
    expect(await store().tokens.revokeOf(user.id, 60)).toBe(0);
    expect((await store().tokens.byHash(scoped.tokenHash))?.revokedAt).toBe(50);
    const { tokenHash: _, ...listed } = used;
    expect((await store().tokens.list()).find(({ id }) => id === token.id)).toEqual(listed);
    await expectFault(store().tokens.revoke(newId("tok"), 1), "not_found");
    await expectFault(
      store().tokens.create({ ...token, id: newId("tok"), tokenHash: "x", createdBy: newId("usr") }),
      "not_found",
    );
  });
}
