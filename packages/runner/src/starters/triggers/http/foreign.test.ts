import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Machines, openLab, startMachines } from "../../../testing/lab.ts";
import { onRequest } from "../../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

test("a foreign sender's secret is stored sealed, and its signature is what the endpoint takes", async () => {
  await using lab = await openLab(machines);
  await lab.runner.triggers.start();
  const source = onRequest("return { status: 200, body: request.rawBody };");
  const { scriptId } = await lab.publish("hooks/in", source, { hook: "onRequest" });
  const { trigger, secret } = await lab.runner.triggers.create(
    {
      realm: "test",
      kind: "http",
      name: "in",
      scriptId,
      config: { method: "POST", path: "/in", auth: "signature", signer: "github", rawBody: true },
      secret: "It's-a-Secret-to-Everybody",
    },
    actor,
  );
  expect(secret).toBeNull();
  const body = Buffer.from('{ "a" : 1 }');
  const sent = (key: string) =>
    lab.runner.triggers.handleHook({
      realm: "test",
      method: "POST",
      pathAndQuery: "/hooks/test/in",
      path: "/in",
      query: "",
      ip: "203.0.113.7",
      headers: {
        "content-type": "application/json",
        "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
      },
      readBody: async () => body,
      verifyToken: async () => undefined,
    });
  expect(await sent("It's-a-Secret-to-Everybody")).toMatchObject({
    status: 200,
    body: body.toString("base64"),
  });
  expect((await sent("It's-a-Secret-to-Everybody")).status).toBe(200);
  const refused = await sent("another-secret");
  expect(refused.status).toBe(401);
  expect(refused.body).toContain("x-hub-signature-256: sha256=<signature>");
  await lab.runner.triggers.update(trigger.id, { secret: "another-secret" }, actor);
  expect((await sent("another-secret")).status).toBe(200);
  const stored = JSON.stringify(await lab.store.triggers.byId(trigger.id));
  expect(stored).not.toContain("another-secret");
  for (const change of [
    { secret: "short" },
    { config: { ...trigger.config, auth: "none" }, secret: "long-enough" },
  ])
    await expect(lab.runner.triggers.update(trigger.id, change, actor)).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringMatching(/^secret: /),
    });
});
