import { expect, test } from "vitest";
import { createWorld } from "../testing/world.ts";

test("a node says what runs: the default that nobody published, then the version", async () => {
  await using world = await createWorld();
  const admin = await world.as("admin");
  await admin.realms.create({ name: "depot", title: "Depot", hostId: "orders", from: { kind: "defaults" } });
  const layers = async () => {
    const [flow] = await admin.flows.list({ realm: "depot" });
    expect(flow?.nodeViews.length).toBeGreaterThan(1);
    return Object.fromEntries(flow!.nodeViews.map(({ node, liveLayer }) => [node, liveLayer]));
  };
  const before = await layers();
  expect(new Set(Object.values(before))).toEqual(new Set(["default"]));

  const [flow] = await admin.flows.list({ realm: "depot" });
  const { node } = flow!.nodeViews[0]!;
  const { item } = await admin.scripts.get({ realm: "depot", module: flow!.name, name: node });
  await admin.versions.publish({ scriptId: item.id, note: "ours", revision: item.draftRevision });
  expect(await layers()).toEqual({ ...before, [node]: "version" });
});
