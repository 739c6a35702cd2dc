import { createPasswords } from "@scriptyard/api";
import { createStore } from "@scriptyard/store";
import { expect, test } from "vitest";
import { ensureAdmin } from "./first-admin.ts";

const passwords = createPasswords();

test("a link until somebody has a password, then nothing", async () => {
  await using store = await createStore({ memory: true });
  const services = { store, clock: () => Date.now(), basePath: "" };
  const first = await ensureAdmin(services, { email: "admin@scriptyard.local", password: null });
  const second = await ensureAdmin(services, { email: "admin@scriptyard.local", password: null });
  expect(first?.email).toBe("admin@scriptyard.local");
  expect(second?.link).not.toBe(first?.link);
  expect(await store.users.list()).toHaveLength(1);

  // An account asked for later is made beside the one that waits for its link.
  expect(
    await ensureAdmin(services, { email: "me@example.com", password: "a long enough password" }),
  ).toBeNull();
  const mine = await store.users.byEmail("me@example.com");
  expect(mine).toMatchObject({ role: "admin" });
  expect(await passwords.verify(mine!.passwordHash, "a long enough password")).toBe(true);
  expect(
    await ensureAdmin(services, { email: "other@example.com", password: "another good password" }),
  ).toBeNull();
  expect(await store.users.byEmail("other@example.com")).toBeNull();
});

test("a bad password is a start problem that names the variable, and makes no account", async () => {
  await using store = await createStore({ memory: true });
  const services = { store, clock: () => Date.now(), basePath: "" };
  await expect(ensureAdmin(services, { email: "me@example.com", password: "password123" })).rejects.toThrow(
    /^SCRIPTYARD_ADMIN_PASSWORD: is among the most guessed/,
  );
  expect(await store.users.list()).toEqual([]);
});
