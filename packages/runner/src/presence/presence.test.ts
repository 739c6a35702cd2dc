import { expect, test } from "vitest";
import type { EventHub } from "../events/hub.ts";
import type { RunnerEvent } from "../events/types.ts";
import { type Beat, createPresence } from "./presence.ts";

function setup() {
  const told: RunnerEvent[] = [];
  const clock = { nowMs: 0 };
  const hub = { publish: (event: RunnerEvent) => void told.push(event) } as Partial<EventHub> as EventHub;
  const presence = createPresence({ hub, clock: () => clock.nowMs });
  const beat = (userId: string, over: Partial<Beat> = {}) =>
    presence
      .beat({
        realmId: "rlm_1",
        scriptId: "scr_1",
        userId,
        name: userId,
        tab: "1",
        state: "viewing",
        ...over,
      })
      .map(({ name, state }) => `${name} ${state}`);
  return { presence, beat, told, clock };
}

test("who says so is there, once however many tabs, and only changes are told", () => {
  const { presence, beat, told } = setup();
  using _ = presence;
  expect(beat("ann")).toEqual(["ann viewing"]);
  beat("ann");
  expect(beat("bob", { state: "editing" })).toEqual(["ann viewing", "bob editing"]);
  expect(beat("bob", { tab: "2" })).toEqual(["ann viewing", "bob editing"]);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ type: "presence", realmId: "rlm_1", scriptId: "scr_1" });
  beat("bob", { state: "gone" });
  expect(beat("ann", { state: "gone" })).toEqual(["bob viewing"]);
});

test("who was silent for 45 s is gone, and an empty room is forgotten", () => {
  const { presence, beat, told, clock } = setup();
  using _ = presence;
  beat("ann");
  clock.nowMs = 30_000;
  beat("bob");
  clock.nowMs = 46_000;
  presence.sweep();
  expect(told.at(-1)).toMatchObject({ people: [{ name: "bob" }] });
  clock.nowMs = 76_000;
  presence.sweep();
  expect(told.at(-1)).toMatchObject({ people: [] });
  expect(presence.rooms()).toBe(0);
});

test("rooms and tabs are bounded", () => {
  const { presence, beat } = setup();
  using _ = presence;
  for (let i = 0; i < 60; i++) beat("ann", { tab: `${i}` });
  for (let i = 0; i < 2_100; i++) beat("ann", { scriptId: `scr_${i}` });
  expect(presence.rooms()).toBe(2_000);
  let people: string[] = [];
  for (let i = 0; i < 60; i++) people = beat(`user ${i}`, { scriptId: "scr_many" });
  expect(people).toHaveLength(40);
});
