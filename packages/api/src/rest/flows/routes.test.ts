import type { FlowGraph } from "@scriptyard/model";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { createWorld, type World } from "../../testing/world.ts";
import { registerRest } from "../register.ts";
import {
  draftSaved,
  flowDetail,
  flowDifference,
  flowList,
  flowPublished,
  flowTrafficAnswer,
  flowVersionAnswer,
  flowVersionList,
  type graphAnswer,
} from "./schemas.ts";

let world: World;
let app: FastifyInstance;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  app = fastify();
  await registerRest(app, world.services);
  token = await world.token(world.realm, "author");
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

async function call(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object) {
  const answer = await app.inject({
    method,
    url: `/api/v1/realms/acme/flows${path}`,
    headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  });
  return {
    status: answer.statusCode,
    body: answer.json() as { [field: string]: unknown } & { detail?: string },
  };
}

async function copied(name: string) {
  const made = await call("POST", "", { name, title: "Copy", from: { kind: "copy", flow: "login" } });
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  const author = await world.as("author");
  // What walks go through needs live scripts.
  for (const { name: node } of flowDetail.parse(made.body).draft.nodes) {
    const { item, draft } = await author.scripts.get({ realm: "acme", module: name, name: node });
    await author.versions.publish({ scriptId: item.id, note: "test", revision: draft.revision });
  }
  return flowDetail.parse(made.body);
}

test("a flow is made, drawn, published, compared and rolled back over HTTP; what is answered is what is documented", async () => {
  const made = await copied("rest-login");
  expect(made).toMatchObject({ liveVersion: null, live: null, nodes: 0, draftRevision: 1 });
  expect((await call("GET", "/rest-login/diff")).body.changes).not.toEqual([]);
  const first = await call("POST", "/rest-login/publish", { revision: 1, note: "The first one" });
  expect([first.status, first.body.detail]).toEqual([201, undefined]);
  expect(flowPublished.parse(first.body)).toMatchObject({ version: 1, previousVersion: null });

  const { draft } = flowDetail.parse((await call("GET", "/rest-login")).body);
  const [node, ...others] = draft.nodes;
  const graph = { ...draft, nodes: [{ ...node!, title: "Another title" }, ...others] };
  const saved = await call("POST", "/rest-login/draft", { graph, baseRevision: 1 });
  expect(draftSaved.parse(saved.body)).toEqual({ revision: 2, changes: 1 });
  const late = await call("POST", "/rest-login/draft", { graph: draft, baseRevision: 1 });
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining("at revision 2")]);

  const different = { kind: "node-renamed", node: node!.name, title: "Another title", before: node!.title };
  expect(flowDifference.parse((await call("GET", "/rest-login/diff")).body)).toEqual({
    from: "live",
    to: "draft",
    changes: [different],
  });
  expect((await call("POST", "/rest-login/publish", { revision: 2, note: "Title" })).status).toBe(201);
  expect((await call("GET", "/rest-login/diff?from=1&to=live")).body.changes).toEqual([different]);
  expect((await call("GET", "/rest-login/diff?from=x")).body.detail).toMatch(/^from: "x" names no graph/);
  expect((await call("GET", "/rest-login/diff?from=7")).status).toBe(404);

  const back = await call("POST", "/rest-login/rollback", { toVersion: 1, note: "As it was" });
  expect(flowPublished.parse(back.body)).toEqual({ version: 1, previousVersion: 2, findings: [] });
  const { versions } = flowVersionList.parse((await call("GET", "/rest-login/versions")).body);
  expect(versions.map(({ kind, version, note }) => [kind, version, note])).toEqual([
    ["rollback", 1, "As it was"],
    ["publish", 2, "Title"],
    ["publish", 1, "The first one"],
  ]);
  const one = flowVersionAnswer.parse((await call("GET", "/rest-login/versions/2")).body);
  expect(one.graph.nodes[0]!.title).toBe("Another title");
  expect((await call("GET", "/rest-login/versions/9")).status).toBe(404);
});

test("a graph that is none is refused with its place, and one that cannot be walked with its findings", async () => {
  await call("POST", "", { name: "rest-blank", title: "Blank" });
  const broken = await call("POST", "/rest-blank/draft", {
    graph: { entry: "a", nodes: [], edges: [] },
    baseRevision: 1,
  });
  expect([broken.status, broken.body.detail]).toEqual([400, expect.stringContaining("graph.entry")]);
  const node = { name: "a", title: "A", kind: "decision", failurePolicy: "reject" };
  const graph = { entry: "a", nodes: [node], edges: [] };
  expect((await call("POST", "/rest-blank/draft", { graph, baseRevision: 1 })).status).toBe(200);
  const refused = await call("POST", "/rest-blank/publish", { revision: 2, note: "no" });
  expect(refused.status).toBe(422);
  expect(refused.body.details).toMatchObject({ findings: expect.any(Array) });
});

test("a flow is listed, renamed, deleted and taken back", async () => {
  await call("POST", "", { name: "rest-gone", title: "Gone" });
  const renamed = await call("PATCH", "/rest-gone", { title: "Soon gone" });
  expect(flowDetail.parse(renamed.body).title).toBe("Soon gone");
  expect((await call("DELETE", "/rest-gone")).body).toEqual({ removed: true });
  expect((await call("GET", "/rest-gone")).status).toBe(404);
  // Another one of the name in the meantime: the deleted ones are told apart by their ids.
  await call("POST", "", { name: "rest-gone", title: "The second" });
  await call("DELETE", "/rest-gone");
  const { flows, deleted } = flowList.parse((await call("GET", "")).body);
  expect(flows.map(({ name }) => name)).toEqual(expect.arrayContaining(["login"]));
  const gone = deleted.filter(({ name }) => name === "rest-gone");
  expect(gone.map(({ title }) => title)).toEqual(["The second", "Soon gone"]);
  expect(gone[0]!.goesAt - gone[0]!.removedAt).toBe(7 * 86_400_000);
  const restored = await call("POST", `/${gone[1]!.id}/restore`, {});
  expect(flowDetail.parse(restored.body).title).toBe("Soon gone");
  expect((await call("POST", "/rest-gone/restore", {})).status).toBe(409);
  expect((await call("POST", "/nowhere/restore", {})).status).toBe(404);
});

test("traffic is of the product's walks, in the window that is asked for", async () => {
  await world.runner.startFlow(
    { realm: "acme", flow: "login", mode: "live", context: {} },
    { userId: null, requestId: "req_traffic" },
  );
  const read = async (query: string) => (await call("GET", `/login/traffic${query}`)).body;
  await expect
    .poll(async () => flowTrafficAnswer.parse(await read("?window=1h")).nodes.length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  expect((await read("?window=2h")).detail).toMatch(/^window: "2h" is not known/);
});

test("the documented graph is the one that is answered", () => {
  expectTypeOf<FlowGraph>().toEqualTypeOf<z.infer<typeof graphAnswer>>();
});
