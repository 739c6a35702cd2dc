import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lab, Machines } from "../../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../../testing/lab.ts";
import { fault } from "../../../testing/scripts.ts";
import { onRequest } from "../../../testing/trigger-scripts.ts";
import type { TrialRequest } from "./trial-call.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

async function endpoint(lab: Lab, body: string, config: { [field: string]: string } = {}) {
  const { scriptId } = await lab.publish("hooks/tried", onRequest(body), { hook: "onRequest" });
  const made = { method: "POST", path: "/orders/:id", auth: "signature", ...config };
  const { trigger } = await lab.runner.triggers.create(
    { realm: "test", kind: "http", name: "tried", scriptId, config: made, failureLimit: 1 },
    actor,
  );
  return trigger.id;
}

const request = (more: Partial<TrialRequest> = {}): TrialRequest => ({
  method: "POST",
  path: "/orders/42",
  query: "x=1",
  headers: { "Content-Type": "application/json" },
  body: '{"n":1}',
  ...more,
});

test("a trial call is answered as a caller's would be, past the door, and counts for nothing", async () => {
  await using lab = await openLab(machines);
  await lab.runner.triggers.start();
  const id = await endpoint(
    lab,
    "return { status: 201, headers: { ETag: '7' }, body: { id: request.params.id, x: request.query.x, n: request.body } };",
  );
  const { answer, execution } = await lab.runner.triggers.call({ id, request: request() }, actor);
  expect(answer).toMatchObject({ status: 201, body: '{"id":"42","x":"1","n":{"n":1}}' });
  expect(answer.headers).toMatchObject({ etag: "7", "content-type": "application/json; charset=utf-8" });
  expect(execution).toMatchObject({ status: "ok", trigger: "trial", triggerId: id, userId: actor.userId });
  expect((await lab.runner.triggers.byId(id)).state.lastRunAt).toBeNull();
});

test("a failing trial makes no error group and does not switch the endpoint off", async () => {
  await using lab = await openLab(machines);
  await lab.runner.triggers.start();
  const id = await endpoint(lab, "throw new Error('broken');");
  const { answer, execution } = await lab.runner.triggers.call({ id, request: request() }, actor);
  expect(answer.status).toBe(500);
  expect(execution?.error?.message).toBe("broken");
  await lab.recorder.flush();
  expect((await lab.store.errors.list({ realmId: execution!.realmId }, { limit: 10 })).items).toEqual([]);
  expect((await lab.runner.triggers.byId(id)).enabled).toBe(true);
});

test("a caller's mistake is the answer a caller gets; an address of another endpoint names its field", async () => {
  await using lab = await openLab(machines);
  await lab.runner.triggers.start();
  const id = await endpoint(lab, "return { status: 200 };");
  const call = (more: Partial<TrialRequest>) =>
    lab.runner.triggers.call({ id, request: request(more) }, actor);
  expect(await call({ body: "{" })).toMatchObject({ answer: { status: 400 }, execution: null });
  expect((await fault(call({ path: "/invoices/42" }))).message).toContain(
    "path: this endpoint answers /orders/:id",
  );
  expect((await fault(call({ path: "/%zz" }))).code).toBe("bad_request");
  expect((await fault(call({ method: "GET" }))).message).toContain("method: this endpoint takes POST");
});

test("only an endpoint can be called so", async () => {
  await using lab = await openLab(machines);
  const { scriptId } = await lab.publish("hooks/heard", "export function onMessage() {}", {
    hook: "onMessage",
  });
  const { trigger } = await lab.runner.triggers.create(
    { realm: "test", kind: "bus", name: "heard", scriptId, config: { topic: "a.b" } },
    actor,
  );
  const refused = await fault(lab.runner.triggers.call({ id: trigger.id, request: request() }, actor));
  expect(refused.code).toBe("bad_request");
});
