import { expect, test } from "vitest";
import { createWorld } from "../testing/world.ts";
import { stands } from "./standing.ts";

test("an error stands until another version than the one that met it has run", () => {
  const error = { lastVersion: 3, lastSeenAt: 100 };
  expect(stands(error, { liveVersion: 3, lastAtMs: 200 })).toBe(true);
  expect(stands(error, { liveVersion: 4, lastAtMs: 100 })).toBe(true);
  expect(stands(error, { liveVersion: 4, lastAtMs: 101 })).toBe(false);
  // Rolled back.
  expect(stands(error, { liveVersion: 2, lastAtMs: 101 })).toBe(false);
  // Of a file, which has no number: only a publish tells it from the text before.
  expect(stands({ ...error, lastVersion: null }, { liveVersion: null, lastAtMs: 200 })).toBe(true);
  expect(stands({ ...error, lastVersion: null }, { liveVersion: 1, lastAtMs: 200 })).toBe(false);
  expect(stands(error, { liveVersion: 4, lastAtMs: null })).toBe(true);
});

test("a script and its node are marked until a mend has run, or its error is resolved", async () => {
  await using world = await createWorld();
  const caller = await world.as("author");
  const actor = { userId: null, requestId: null };
  const where = { realm: "acme", module: "login", name: "profile-gate" };
  const { item } = await caller.scripts.get(where);
  const [listed] = await caller.samples.list({ scriptId: item.id });
  const { args } = await caller.samples.get({ id: listed!.id });
  const publish = async (source: string) => {
    const { revision } = (await world.store.drafts.get(item.id))!;
    const saved = await caller.drafts.save({ scriptId: item.id, source, baseRevision: revision });
    if (!saved.ok) throw new Error("somebody else saved");
    await caller.versions.publish({ scriptId: item.id, note: "n", revision: saved.draft.revision });
  };
  const run = () => world.runner.execute({ ...where, args }, actor);
  const marks = async () => {
    await world.recorder.flush();
    world.clock.nowMs = Math.max(Date.now(), world.clock.nowMs) + 2_000;
    const { items } = await caller.scripts.named({ realm: "acme", ids: [item.id] });
    const { nodeViews } = await caller.flows.get({ realm: "acme", flow: "login" });
    return [items[0]!.failures, nodeViews.find((view) => view.scriptId === item.id)?.failing];
  };
  const broken = `export function onExecute(): FlowResult { throw new Error("broken"); }\n`;
  const fine = `export function onExecute(): FlowResult { return { action: "continue" }; }\n`;
  expect(await marks()).toEqual([0, false]);
  await publish(broken);
  expect((await run()).status).toBe("error");
  expect(await marks()).toEqual([1, true]);
  await publish(fine);
  expect(await marks()).toEqual([1, true]);
  expect((await run()).status).toBe("ok");
  expect(await marks()).toEqual([0, false]);

  await publish(broken);
  await run();
  expect(await marks()).toEqual([2, true]);
  const { items } = await caller.errors.list({ realm: "acme", filter: { scriptId: item.id } });
  await caller.errors.act({ realm: "acme", ids: [items[0]!.id], act: { kind: "resolve" } });
  expect(await marks()).toEqual([0, false]);
});
