import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import {
  type Client,
  createVisitor,
  dataFolder,
  post,
  signIn,
  startTestServer,
  untilItRan,
} from "./testing/running.ts";

/** Orders that wait for an approval, as their product, their approver and the console see them: flows without a login. */
const data = dataFolder();
let server: RunningServer;
let client: Client;
let bearer: { authorization: string };

beforeAll(async () => {
  server = await startTestServer(data.path);
  ({ client } = await signIn(server.url));
  const { token } = await client.tokens.create.mutate({ name: "shop", scopes: ["flows"] });
  bearer = { authorization: `Bearer ${token}` };
}, 60_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

const flow = { realm: "depot", flow: "approval" };
const tooSlow = "temporarily_unavailable";
const sessions = () => `${server.url}/api/v1/realms/depot/flows/approval/sessions`;
const pumps = { article: "P-20", text: "Pump", quantity: 4, price: 600 };
const told = {
  order: { number: "SO-1", customer: { id: "C-1", name: "Miller" }, lines: [pumps] },
  approver: { id: "p_7", name: "Anna Reiter", mayApproveUpTo: 20_000 },
};
type Answer = { [member: string]: unknown } & { sessionId: string; secret: string; code?: string };

test("the product starts one, is answered the page to show, and gets the signatures at the end", async () => {
  const started = await untilItRan(
    async () => (await (await post(sessions(), { context: told }, bearer)).json()) as Answer,
    ({ code }) => code !== tooSlow,
  );
  expect(started).toMatchObject({
    action: "challenge",
    node: "desk",
    block: { title: "Order SO-1, EUR 2,400.00", submit: "Decide" },
  });
  const at = `${server.url}/api/v1/sessions/${started.sessionId}`;
  const send = async (form: object) =>
    (await (await post(at, { form }, { ...bearer, "scriptyard-session": started.secret })).json()) as Answer;
  const refused = await post(sessions(), { context: { ordre: {} } }, bearer);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("context.ordre: unknown; the parts are order, requester, approver.");
  expect(await send({ decision: "no" })).toMatchObject({ action: "challenge", node: "desk" });
  expect(await send({ decision: "yes", comment: "fine" })).toMatchObject({
    action: "challenge",
    node: "receipt",
  });
  expect(await send({})).toMatchObject({
    action: "done",
    order: { number: "SO-1" },
    signatures: [{ by: "Anna Reiter", comment: "fine" }],
    summary: { text: "Signed by Anna Reiter." },
  });
});

test("whoever opens the page by its address is asked for an order, and told what became of it", async () => {
  const visitor = createVisitor(server.url);
  const open = await untilItRan(
    () => visitor.get("/f/depot/approval"),
    ({ text }) => !text.includes(tooSlow),
  );
  expect(open.text).toContain("A new order");
  const again = await visitor.submit(open.path, { customer: "Huber", text: "", price: "90" });
  expect(again.text).toContain("Say what is ordered.");
  const done = await visitor.submit(again.path, { customer: "Huber", text: "Repair", price: "90" });
  expect(done.text).toContain("Order approval is complete.");
  expect(done.text).toContain("EUR 90.00");
  expect(done.text).toContain("Approved by the rules.");
});

test("the console has its graph, its visitors, its trial and its records, each in the host's own words", async () => {
  const { nodes, nodeViews } = await client.flows.get.query(flow);
  expect(nodes.map(({ name, kind }) => [name, kind])).toContainEqual(["receipt", "slip"]);
  expect(nodeViews.map(({ kind }) => [kind?.title, kind?.role])).toEqual([
    ["Review", "decides"],
    ["Review", "decides"],
    ["Review", "decides"],
    ["Slip", "shows"],
    ["Booking", "completes"],
  ]);
  const personas = await client.flows.personas.query(flow);
  expect(personas.map(({ isSomebody }) => isSomebody)).toEqual([true, false, true, false, false]);
  const { url } = await client.flows.try.mutate({ ...flow, mode: "draft", context: personas[0]!.context });
  const trial = await createVisitor(server.url).get(url);
  expect(trial.text).toContain("Order SO-20417");
  const { flows } = await client.host.reference.query({ realm: "depot" });
  expect(flows?.answered.map(({ name }) => name)).toEqual(["order", "signatures"]);
  const { item, flow: node } = await client.scripts.get.query({
    realm: "depot",
    module: "approval",
    name: "rules",
  });
  expect(node).toMatchObject({ decides: true, outcomeMembers: ["route"] });
  const [sample] = await client.samples.list.query({ scriptId: item.id });
  const { args } = await client.samples.get.query({ id: sample!.id });
  const preview = await client.scripts.preview.mutate({ scriptId: item.id, args });
  expect(preview).toMatchObject({ action: "continue", leadsTo: { kind: "node", to: "desk", outcome: null } });
  const { items } = await client.executions.list.query({ realm: "depot", filter: { outcome: "small" } });
  expect(items).toMatchObject([{ node: "rules", action: "continue" }]);
});
