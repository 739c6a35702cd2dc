import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { onRequest } from "../../testing/trigger-scripts.ts";
import type { HookRequest } from "./handle.ts";
import type { HookAnswer } from "./response.ts";
import { sign, signatureHeader } from "./signature.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

async function open(): Promise<Lab> {
  const lab = await openLab(machines);
  await lab.runner.triggers.start();
  return lab;
}

type Config = { method: string; path: string; auth?: string };

async function endpoint(lab: Lab, body: string, config: Config) {
  const name = `e${config.method.toLowerCase()}${config.path.replaceAll(/[^a-z]+/g, "-")}`;
  const { scriptId } = await lab.publish(`hooks/${name}`, onRequest(body), { hook: "onRequest" });
  return lab.runner.triggers.create({ realm: "test", kind: "http", name, scriptId, config }, actor);
}

function send(lab: Lab, method: string, path: string, more: Partial<HookRequest> = {}): Promise<HookAnswer> {
  return lab.runner.triggers.handleHook({
    realm: "test",
    method,
    pathAndQuery: `/hooks/test${path}`,
    path,
    query: "",
    headers: {},
    ip: "203.0.113.7",
    readBody: async () => Buffer.from(""),
    verifyToken: async () => undefined,
    ...more,
  });
}

test("the most particular path answers, also where a less particular one names the method", async () => {
  await using lab = await open();
  const saying = (text: string) => `return { status: 200, body: "${text}" };`;
  await endpoint(lab, saying("any order"), { method: "GET", path: "/orders/:id" });
  await endpoint(lab, saying("the new one"), { method: "ANY", path: "/orders/new" });
  await endpoint(lab, saying("the old one"), { method: "POST", path: "/orders/old" });
  expect((await send(lab, "GET", "/orders/new")).body).toBe("the new one");
  expect((await send(lab, "GET", "/orders/7")).body).toBe("any order");
  // A path that does not take the method leaves it to the next.
  expect((await send(lab, "GET", "/orders/old")).body).toBe("any order");
  await endpoint(lab, saying("got new"), { method: "GET", path: "/orders/new" });
  expect((await send(lab, "GET", "/orders/new")).body).toBe("got new");
  expect((await send(lab, "PUT", "/orders/new")).body).toBe("the new one");
});

describe("headers that reach beyond the answer are the script's error", () => {
  test.each([
    // Sent back as `scriptyard_session=x`.
    ["set-cookie", "=scriptyard_session=x"],
    ["set-cookie", " =__Host-scriptyard=x; Path=/; Secure"],
    ["set-cookie", "nothing"],
    ["set-cookie", "\tScriptyard_flow=x"],
    // Browsers drop the tab: //evil.example.
    ["location", "/\t/evil.example/"],
    ["location", "/\\evil.example/"],
    ["location", "\t//evil.example/"],
    ["location", "//"],
    ["x-accel-redirect", "/internal/secrets"],
    ["x-sendfile", "/etc/passwd"],
    ["nel", '{"report_to":"x","max_age":86400}'],
    ["report-to", '{"group":"x","max_age":86400,"endpoints":[{"url":"https://evil.example"}]}'],
  ])("%s: %s", async (name, value) => {
    await using lab = await open();
    const headers = JSON.stringify({ [name]: value });
    await endpoint(lab, `return { status: 302, headers: ${headers} };`, { method: "GET", path: "/bad" });
    expect(await send(lab, "GET", "/bad")).toMatchObject({ status: 500 });
  });

  test.each([
    ["set-cookie", "theme=dark; Path=/hooks"],
    ["location", "/hooks/test/next?a=//b"],
    ["location", "https://pay.example.com/x"],
  ])("%s: %s is fine", async (name, value) => {
    await using lab = await open();
    const headers = JSON.stringify({ [name]: value });
    await endpoint(lab, `return { status: 302, headers: ${headers} };`, { method: "GET", path: "/good" });
    expect(await send(lab, "GET", "/good")).toMatchObject({ status: 302, headers: { [name]: value } });
  });
});

test("a signature counts once, also when the endpoint is changed in between", async () => {
  await using lab = await open();
  const config = { method: "POST", path: "/paid", auth: "signature" };
  const { trigger, secret } = await endpoint(lab, "return { status: 201 };", config);
  const seconds = Math.floor(lab.clock.now / 1_000);
  const body = Buffer.from("{}");
  const v1 = sign(secret!, seconds, { method: "POST", pathAndQuery: "/hooks/test/paid", body });
  const pay = () =>
    send(lab, "POST", "/paid", {
      headers: { [signatureHeader]: `t=${seconds},v1=${v1}` },
      readBody: async () => body,
    });
  expect((await pay()).status).toBe(201);
  expect((await pay()).status).toBe(401);
  await lab.runner.triggers.update(trigger.id, { description: "changed" }, actor);
  expect((await pay()).status).toBe(401);
});
