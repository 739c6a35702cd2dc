import { expect, test } from "vitest";
import { adoptWalk } from "./walk.ts";

test("a walk that began before hosts said what it remembers goes on with all it knew", () => {
  const older = {
    at: "second-factor",
    step: 2,
    request: { ip: "192.0.2.1" },
    user: { id: "u_1" },
    device: { known: true },
    effects: { state: { risk: 40 }, claims: {}, maxAgeSeconds: null, user: {}, acceptedTerms: null },
  };
  const walk = adoptWalk(structuredClone(older));
  expect(walk).toEqual({
    at: "second-factor",
    step: 2,
    suspended: null,
    memory: {
      visitor: { request: older.request, user: older.user, device: older.device },
      decided: older.effects,
    },
  });
  expect(adoptWalk(structuredClone(walk) as never)).toEqual(walk);
});
