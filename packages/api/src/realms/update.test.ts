import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("of two who save the realm they both looked at only the first does, and it is told who that was", async () => {
  const admin = await world.as("admin");
  const save = (title: string, basedOn?: number) =>
    admin.realms.update({ realm: "acme", title, ...(basedOn === undefined ? {} : { basedOn }) });
  expect((await save("Acme one", 0)).lastChange).toMatchObject({ revision: 1, by: world.users.admin.id });
  const refused = await save("Acme two", 0).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TRPCError);
  expect(refused).toMatchObject({ code: "CONFLICT", cause: { details: { lastChange: { revision: 1 } } } });
  const [realm] = await admin.realms.list();
  expect(realm).toMatchObject({ title: "Acme one", changedByName: "The admin" });
  // A program that looked at nothing is not held to it.
  expect((await save("Acme three")).lastChange?.revision).toBe(2);
});
