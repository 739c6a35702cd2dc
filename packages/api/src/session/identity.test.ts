import type { IncomingMessage } from "node:http";
import { quotas, type User } from "@scriptyard/model";
import { expect, test } from "vitest";
import { createWorld } from "../testing/world.ts";
import { createPeople } from "./identity.ts";

const request = { headers: {} } as IncomingMessage;

test("whoever a product signs in becomes a member where there is room; who is one comes in all the same", async () => {
  await using world = await createWorld();
  const { services, store } = world;
  let email = "ada@shop.example";
  const authenticate = () => ({ user: { email, name: "Ada" }, role: "author" as const });
  const people = createPeople({ authenticate, signInUrl: null }, services);
  const { user } = (await people.resolve(request))!;
  expect(user).toMatchObject({ email, role: "author" });

  // As many as there may be, without making five thousand.
  const users = { ...store.users, list: async () => Array<User>(quotas.users.most).fill({} as User) };
  const full = createPeople({ authenticate, signInUrl: null }, { ...services, store: { ...store, users } });
  expect((await full.resolve(request))?.user.id).toBe(user.id);
  email = "new@shop.example";
  await expect(full.resolve(request)).rejects.toMatchObject({
    code: "too_large",
    details: { quota: "users" },
  });
  expect(await store.users.byEmail(email)).toBeNull();
});
