import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("of two who save the policy they both looked at only the first does", async () => {
  const admin = await world.as("admin");
  const { policy, revision } = await admin.policy.get({ realm: "acme" });
  const save = (change: object, basedOn?: string) =>
    admin.policy.update({
      realm: "acme",
      policy: { ...policy, ...change },
      ...(basedOn === undefined ? {} : { basedOn }),
    });
  const first = await save({ defaultLevel: "safe" }, revision);
  expect(first.policy.defaultLevel).toBe("safe");
  const rules = [{ flow: "login", level: "safe" }];
  const refused = await save({ rules }, revision).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TRPCError);
  expect(refused).toMatchObject({ code: "CONFLICT" });
  expect((await admin.policy.get({ realm: "acme" })).policy).toEqual(first.policy);
  const again = await admin.policy.update({
    realm: "acme",
    policy: { ...first.policy, rules },
    basedOn: first.revision,
  });
  expect(again.policy).toMatchObject({ defaultLevel: "safe", rules });
  // A program that looked at nothing is not held to it.
  expect((await save({})).policy).toEqual(policy);
});
