import { newId } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
const requestId = newId("req");
let sessionId: string;
beforeAll(async () => {
  world = await createWorld();
  const actor = { userId: null, requestId };
  // One request of an end user: the flow's first nodes run until somebody is asked.
  const answer = await world.runner.startFlow(
    { realm: "acme", flow: "registration", mode: "live", origin: "api", context: {} },
    actor,
  );
  sessionId = answer.sessionId;
  await world.recorder.flush();
});
afterAll(() => world[Symbol.asyncDispose]());

const find = async (text: string, role: "operator" | "admin" = "operator") =>
  (await world.as(role)).lookup.find({ text });

test("a request finds every run it caused, out of whatever text it was pasted in", async () => {
  const { items } = await world.store.executions.list(
    { realmId: world.realm.id, flowSessionId: sessionId },
    { limit: 50 },
  );
  expect(items.length).toBeGreaterThan(0);
  const found = await find(`Something went wrong. Request ${requestId.toUpperCase()}\n`);
  expect(found.map((one) => one.kind === "execution" && one.id)).toEqual(items.map(({ id }) => id));
  expect(found[0]).toMatchObject({
    kind: "execution",
    realm: "acme",
    script: `${items[0]!.module}/${items[0]!.name}`,
    status: items[0]!.status,
  });
});

test("so do the ids of runs, walks, scripts, versions and triggers, in whatever realm they are", async () => {
  const [run] = await find(requestId);
  expect(await find(run!.id)).toEqual([run]);
  expect(await find(sessionId)).toMatchObject([
    { kind: "flowSession", realm: "acme", id: sessionId, flow: "registration" },
  ]);
  const script = (await world.store.scripts.byName(world.realm.id, "login", "risk-check"))!;
  expect(await find(script.id)).toMatchObject([
    { kind: "script", script: "login/risk-check", version: null },
  ]);
  expect(await find(`see ${script.liveVersionId}.`)).toMatchObject([
    { kind: "script", script: "login/risk-check", version: 1 },
  ]);
});

test("a failure's number finds its group", async () => {
  const caller = await world.as("author");
  const known = (await world.store.scripts.byName(world.realm.id, "login", "risk-check"))!;
  const [listed] = await caller.samples.list({ scriptId: known.id });
  const sample = await caller.samples.get({ id: listed!.id });
  const { script, draft } = await caller.scripts.create({
    realm: "acme",
    module: "lookup",
    name: "broken",
    hook: "onExecute",
    language: "javascript",
    source: `export function onExecute() { throw new Error("nobody home"); }`,
  });
  await caller.versions.publish({ scriptId: script.id, note: "broken", revision: draft.revision });
  const actor = { userId: null, requestId: null };
  await world.runner.execute({ realm: "acme", module: "lookup", name: "broken", args: sample.args }, actor);
  await world.recorder.flush();
  const { items } = await caller.errors.list({ realm: "acme", filter: {} });
  expect(await find(`${items[0]!.id},`)).toMatchObject([
    { kind: "errorGroup", script: "lookup/broken", message: "nobody home", status: "open" },
  ]);
});

test("members are found by admins alone, by address", async () => {
  expect(await find("operator@exam", "admin")).toMatchObject([
    { kind: "member", email: "operator@example.com" },
  ]);
  expect(await find("operator@exam")).toEqual([]);
  expect(await find(world.users.author.id, "admin")).toMatchObject([{ kind: "member", name: "The author" }]);
});

test("what is not there, half an id and foreign texts find nothing", async () => {
  for (const text of [
    newId("exe"),
    newId("req"),
    "req_01m8",
    "zzz_01jd3x8k2m9q4r7t0v5w6y8z1a",
    "",
    "risk check",
  ])
    expect(await find(text)).toEqual([]);
});

test("what is called so is found by a part of its name: nodes, flows, triggers, errors, the host's API, members", async () => {
  const named = async (text: string, role: "operator" | "admin" = "operator") => {
    const found = await (await world.as(role)).lookup.named({ realm: "acme", text });
    return found.map((one) => `${one.kind} ${one.kind === "execution" ? "" : one.id}`);
  };
  expect(await named("risk check")).toContain("node login/risk-check");
  expect(
    (await (await world.as("operator")).lookup.named({ realm: "acme", text: "Risk check" }))[0],
  ).toMatchObject({
    kind: "node",
    flow: "login",
    name: "risk-check",
    title: "Risk check",
  });
  const nothing = await named("");
  expect(nothing.length).toBeGreaterThan(0);
  expect(nothing.every((one) => one.startsWith("flow "))).toBe(true);

  const known = (await world.store.scripts.byName(world.realm.id, "login", "risk-check"))!;
  const created = await world.store.triggers.create({
    id: newId("trg"),
    realmId: world.realm.id,
    kind: "http",
    name: "order-webhook",
    description: "",
    scriptId: known.id,
    config: { method: "POST", path: "/shop/orders", signature: "shop-secret-word" },
    enabled: false,
    disabledReason: null,
    failureLimit: 0,
    sealedSecret: null,
    createdAt: 1,
    updatedAt: 1,
  });
  for (const text of ["webhook", "/shop", "post /shop/orders"])
    expect(await named(text)).toEqual([`trigger ${created.id}`]);
  expect(await named("shop-secret-word")).toEqual([]);

  expect(await named("flow.set")).toContain("host function flow.set");
  expect(await named("onexec")).toEqual(["host hook onExecute"]);
  const [group] = await (await world.as("operator")).errors
    .list({ realm: "acme", filter: {} })
    .then((all) => all.items);
  expect(await named("nobody HOME")).toEqual([`errorGroup ${group!.id}`]);
  expect(await named("the author", "admin")).toEqual([`member ${world.users.author.id}`]);
  expect(await named("the author")).toEqual([]);
});
