import { readFileSync } from "node:fs";
import type { FlowGraph, Json } from "@scriptyard/model";
import { expect, test } from "vitest";
import { asAdmin } from "../server/as-admin.ts";
import { ownFolder, startThere } from "../testing/own-product.ts";
import { admin } from "../testing/server.ts";
import { createToken } from "../token/create-token.ts";

const docs = readFileSync(new URL("../../../../docs/defining-a-host.md", import.meta.url), "utf8");
const section = docs.split("\n## ").find((text) => text.startsWith("Flows\n"))!;
const [host = "", script = ""] = [...section.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!);

const graph: FlowGraph = {
  entry: "review",
  nodes: [{ name: "review", title: "Review", kind: "review", failurePolicy: "reject" }],
  edges: [{ from: "review", to: "done" }],
};

test("a host of one's own with flows, as documented: drawn, published, walked by a product", {
  timeout: 180_000,
}, async () => {
  using folder = ownFolder({
    "scriptyard.config.json": { hosts: ["./hosts/shop"], realms: [{ name: "shop", host: "shop" }] },
    "hosts/shop/host.ts": host,
    "hosts/shop/scripts/approval/review.ts": script,
  });
  const checked = await folder.cli("host", "check");
  expect(checked.stdout).toBe("shop 1: 1 examples, 0 samples, 1 scripts, 0 problems\n");
  await using server = await startThere(folder.path);
  const flow = { realm: "shop", flow: "approval" };
  await asAdmin({ server: server.url, ...admin }, async (client) => {
    await client.flows.create.mutate({ realm: "shop", name: "approval", title: "Approval" });
    const saved = await client.flows.saveDraft.mutate({ ...flow, baseRevision: 1, graph });
    expect(saved).toMatchObject({ ok: true });
    await client.flows.publish.mutate({ ...flow, revision: saved.draft.revision, note: "First" });
  });
  const { token } = await createToken({
    server: server.url,
    ...admin,
    name: "product",
    scope: ["flows"],
    expiresDays: 1,
  });
  const post = async (path: string, body: Json) => {
    const answer = await fetch(`${server.url}/api/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { [name: string]: Json };
  };
  const begin = (order: Json) => post("realms/shop/flows/approval/sessions", { context: { order } });
  expect(await begin({ id: "o-1", total: 80 })).toMatchObject({ action: "done", signedBy: [] });
  const asked = await begin({ id: "o-2", total: 900 });
  expect(asked).toMatchObject({ action: "challenge", block: { parts: [{ label: "Your name" }] } });
  const { sessionId, secret } = asked as { sessionId: string; secret: string };
  const signed = await post(`sessions/${sessionId}`, { secret, form: { name: "Anna" } });
  expect(signed).toMatchObject({ action: "done", signedBy: ["Anna"], summary: { text: "Signed by Anna." } });
  expect(await begin({ id: 7 })).toMatchObject({ detail: expect.stringContaining("order: expected") });
});
