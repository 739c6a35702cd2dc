// Long: what calls of other services hold to, over one runner and a service of this test.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { type Execution, type HttpRule, type Json, mocksOfAnswers } from "@scriptyard/model";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../testing/lab.ts";
import { onCall } from "../testing/trigger-scripts.ts";
import { mockedHttp } from "./service.ts";

type Asked = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };
let asked: Asked[] = [];
let reply: (answer: ServerResponse, request: Asked) => void;
const service = createServer((request, answer) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    const one = { method: request.method!, url: request.url!, headers: request.headers, body };
    asked.push(one);
    reply(answer, one);
  });
});
let machines: Machines;
let port: number;
beforeAll(async () => {
  machines = await startMachines();
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  ({ port } = service.address() as AddressInfo);
});
afterAll(async () => {
  service.closeAllConnections();
  service.close();
  await machines[Symbol.asyncDispose]();
});
beforeEach(() => {
  asked = [];
  reply = (answer) => answer.end("{}");
});

const call = (body: string) =>
  onCall(body).replace(
    "function onCall(params: ToolParams): Json",
    "async function onCall(params: ToolParams): Promise<Json>",
  );
/** A lab whose realm lists the service of this test, under names that mean its address. */
async function openHttpLab(rules?: HttpRule[]): Promise<Lab> {
  const lab = await openLab(machines, {
    resolveHost: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  const http = rules ?? [
    { host: `*.test:${port}`, methods: ["GET", "POST", "PUT", "DELETE"], internal: true as const },
  ];
  await lab.runner.updatePolicy("test", { defaultLevel: "production", rules: [], levels: {}, http }, actor);
  return lab;
}
const at = (path: string, host = "api.test") => `http://${host}:${port}${path}`;

async function run(lab: Lab, body: string, params: Json = {}): Promise<Execution> {
  const name = `s${Math.random().toString(36).slice(2, 10)}`;
  await lab.publish(`a/${name}`, call(body), { hook: "onCall" });
  return lab.runner.execute({ realm: "test", module: "a", name, args: [params] }, actor);
}
const said = (done: Execution): Json => (done.status === "ok" ? done.result : (done.error?.message ?? ""));

const docs = readFileSync(new URL("../../../../docs/calling-other-services.md", import.meta.url), "utf8");
const documented = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!);
/** As it stands there, but for the names of its services, which are those of this test. */
const example = (hook: string): string =>
  documented
    .find((text) => text.includes(`function ${hook}(`))!
    .replaceAll(/https:\/\/[a-z]+\.[a-z]+\.example/g, at(""));

test("the documented examples call what they say", async () => {
  await using lab = await openHttpLab();
  await lab.runner.secrets.set({ realm: "test", name: "shop", script: null, value: "shop-key-1" }, actor);
  reply = (answer, { url }) =>
    url.endsWith("/o%2F1") ? answer.end('{"total":42}') : answer.writeHead(404).end();
  await lab.publish("tools/order", example("onCall"), { hook: "onCall" });
  const order = async (name: string) =>
    said(
      await lab.runner.execute(
        { realm: "test", module: "tools", name: "order", args: [{ order: name }] },
        actor,
      ),
    );
  expect(await order("o/1")).toEqual({ found: true, total: 42 });
  expect(await order("o/2")).toEqual({ found: false });
  expect(asked[0]!.headers.authorization).toBe("Bearer shop-key-1");
  await lab.publish("jobs/tell", example("onMessage"), { hook: "onMessage" });
  const message = { id: "msg_1", topic: "a", payload: 7, headers: {}, time: "2026-05-04T09:00:00.000Z" };
  const told = await lab.runner.execute(
    { realm: "test", module: "jobs", name: "tell", args: [message] },
    actor,
  );
  expect(said(told)).toBe("The chat answered 404.");
  expect(asked.at(-1)!.body).toBe('{"text":"Order 7 came in."}');
});

describe("fetch", () => {
  test("sends what it is given and answers as the web's does", async () => {
    await using lab = await openHttpLab();
    reply = (answer, { body }) => {
      answer.writeHead(201, "Made", { "x-a": "1", "set-cookie": ["a=1", "b=2"], "content-encoding": "gzip" });
      answer.end(gzipSync(JSON.stringify({ got: body })));
    };
    const done = await run(
      lab,
      `const answer = await fetch("${at("/orders?x=1#part")}", {
         method: "POST", headers: { "Content-Type": "application/json", "X-Two": "2" }, body: JSON.stringify(params) });
       const bytes = await fetch("${at("/bytes")}", { method: "PUT", body: new Uint8Array([104, 105]) });
       const form = await fetch("${at("/form")}", { method: "POST", body: new URLSearchParams({ a: "b c" }) });
       return { ok: answer.ok, status: answer.status, text: answer.statusText, url: answer.url, a: answer.headers.get("X-A"),
         cookies: answer.headers.getSetCookie().length, body: await answer.json(), used: answer.bodyUsed,
         bytes: (await bytes.bytes()).length, form: (await form.text()).length,
         again: await answer.text().catch((error) => error.message) };`,
      { n: 1 },
    );
    expect(said(done)).toEqual({
      ok: true,
      status: 201,
      text: "Made",
      url: at("/orders?x=1"),
      a: "1",
      cookies: 2,
      body: { got: '{"n":1}' },
      used: true,
      bytes: 12,
      form: 15,
      again: "Response: its body was read before. Keep what you read.",
    });
    expect(asked.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'POST /orders?x=1 {"n":1}',
      "PUT /bytes hi",
      "POST /form a=b+c",
    ]);
    expect(asked[0]!.headers).toMatchObject({ "content-type": "application/json", "x-two": "2" });
    expect(asked[2]!.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
  });

  test("secrets are put in on the way out, and are nowhere in the record", async () => {
    await using lab = await openHttpLab();
    const value = "sk_live_4242";
    await lab.runner.secrets.set({ realm: "test", name: "stripe", script: null, value }, actor);
    // It is told back, which services do.
    reply = (answer, { headers }) => answer.end(JSON.stringify({ ...headers }));
    const done = await run(
      lab,
      `const key = secrets.get("stripe");
       const answer = await fetch("${at("/a")}", { method: "POST", headers: { authorization: secrets.text\`Bearer \${key}\`,
         "x-basic": secrets.basic("api", key) }, body: secrets.text\`key=\${key}\` });
       const printed = await fetch("${at("/b")}", { headers: { authorization: \`Bearer \${key}\` } }).catch((error) => error.message);
       const inAddress = await fetch(\`${at("/c")}?key=\${key}\`).catch((error) => error.message);
       return [answer.status, printed, inAddress];`,
    );
    expect(said(done)).toEqual([
      200,
      "fetch: the header authorization holds a secret that was printed. Write it as secrets.text`Bearer …`.",
      "fetch: the address holds a secret that was printed. Send it in a header or in the body: addresses are recorded.",
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      headers: {
        authorization: `Bearer ${value}`,
        "x-basic": `Basic ${Buffer.from(`api:${value}`).toString("base64")}`,
      },
      body: `key=${value}`,
    });
    await lab.recorder.flush();
    const record = await lab.store.executions.byId(done.id);
    expect(record!.hostAnswers![0]).toMatchObject({
      args: [{ headers: { authorization: { text: ["Bearer ", { secret: "stripe" }, ""] } } }],
      value: { status: 200 },
    });
    expect(JSON.stringify(record)).not.toContain(value);
    expect(JSON.stringify(record)).not.toContain(Buffer.from(`api:${value}`).toString("base64"));
  });

  test("a run keeps the secrets it began with: rotated or removed meanwhile, they are sent and masked as before", async () => {
    await using lab = await openHttpLab();
    const place = { realm: "test", name: "stripe", script: null };
    await lab.runner.secrets.set({ ...place, value: "sk_live_first" }, actor);
    const acts: { [url: string]: () => Promise<unknown> } = {
      "/rotate": () => lab.runner.secrets.set({ ...place, value: "sk_live_second" }, actor),
      "/remove": () => lab.runner.secrets.remove({ ...place, over: true }, actor),
    };
    reply = (answer, { url, headers }) => {
      const act = acts[url];
      void (act ? act() : Promise.resolve()).then(() => answer.end(JSON.stringify({ ...headers })));
    };
    const text = (act: string) => `
      const headers = { authorization: secrets.text\`Bearer \${secrets.get("stripe")}\` };
      await fetch("${at("/")}${act}");
      return (await fetch("${at("/echo")}", { headers })).status;`;
    const sent = () => asked.filter(({ url }) => url === "/echo").map(({ headers }) => headers.authorization);
    const runs = [await run(lab, text("rotate")), await run(lab, text("remove"))];
    expect(runs.map(said)).toEqual([200, 200]);
    // The second began after the rotation.
    expect(sent()).toEqual(["Bearer sk_live_first", "Bearer sk_live_second"]);
    await lab.recorder.flush();
    const records = await Promise.all(runs.map(({ id }) => lab.store.executions.byId(id)));
    expect(JSON.stringify(records)).not.toContain("sk_live");
    expect(JSON.stringify(records)).toContain("[masked]");
  });

  test("hosts, methods, protocols and addresses that are not listed are refused and told of", async () => {
    await using lab = await openHttpLab([
      { host: `api.test:${port}`, methods: ["GET"], internal: true },
      { host: "open.test", methods: ["GET"] },
      { host: `to.test:${port}`, methods: ["GET"], internal: true },
    ]);
    reply = (answer) => answer.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
    const addresses = [
      at("/a", "other.test"),
      "https://open.test/",
      "http://open.test/",
      at("/away", "to.test"),
      "http://user:pass@api.test/",
      "file:///etc/passwd",
      "/relative",
    ];
    const done = await run(
      lab,
      `const all = [];
       for (const address of ${JSON.stringify(addresses)}) all.push(await fetch(address).catch((error) => error.message));
       all.push(await fetch("${at("/a")}", { method: "DELETE" }).catch((error) => error.message));
       all.push(await fetch("${at("/a")}", { headers: { host: "x" } }).catch((error) => error.message));
       return all;`,
    );
    expect(said(done)).toEqual([
      `fetch: other.test:${port} is not among the hosts that this realm lets scripts call`,
      "fetch: open.test is at a private address, which scripts may call only where the realm lists it as internal",
      "fetch: open.test is called without TLS; write https://",
      "fetch: 169.254.169.254 is not among the hosts that this realm lets scripts call",
      "fetch: an address holds no user and password: send them with secrets.basic as authorization",
      'fetch: "file:///etc/passwd" is no address such as https://api.shop.example',
      'fetch: "/relative" is no address such as https://api.shop.example',
      `fetch: this realm lets scripts call api.test:${port} with GET, not with DELETE`,
      "fetch: the header host is set by the connection; leave it out",
    ]);
    expect(asked.map(({ url }) => url)).toEqual(["/away"]);
    const { items } = await lab.store.securityEvents.list(lab.realm.id, { kind: "http" }, { limit: 20 });
    expect(items.map(({ subject }) => subject).sort()).toEqual(
      ["169.254.169.254", `api.test:${port}`, "open.test", `other.test:${port}`].sort(),
    );
  });

  test("a redirect is followed to listed hosts, without what is meant for the first alone", async () => {
    await using lab = await openHttpLab();
    await lab.runner.secrets.set(
      { realm: "test", name: "stripe", script: null, value: "sk_live_4242" },
      actor,
    );
    reply = (answer, { url }) => {
      if (url === "/from") answer.writeHead(303, { location: at("/to", "b.test") }).end();
      else if (url === "/person") answer.writeHead(302, { location: `http://u:p@b.test:${port}/to` }).end();
      else if (url === "/loop") answer.writeHead(302, { location: "/loop" }).end();
      else answer.end("there");
    };
    const done = await run(
      lab,
      `const init = { method: "POST", body: "x", headers: { authorization: secrets.text\`Bearer \${secrets.get("stripe")}\`, "x-key": secrets.get("stripe"), "x-api-key": "own-key-1", accept: "text/plain" } } as const;
       const answer = await fetch("${at("/from")}", init);
       return [answer.redirected, answer.url, await answer.text(), (await fetch("${at("/from")}", { ...init, redirect: "manual" })).status,
         await fetch("${at("/from")}", { ...init, redirect: "error" }).catch((error) => error.message),
         await fetch("${at("/loop")}").catch((error) => error.message), await fetch("${at("/person")}").catch((error) => error.message)];`,
    );
    expect(said(done)).toEqual([
      true,
      at("/to", "b.test"),
      "there",
      303,
      `fetch: api.test:${port} answered with a redirect`,
      "fetch: more than 5 redirects",
      `fetch: api.test:${port} answered with a redirect to an address with a user and password`,
    ]);
    const there = asked.find(({ url }) => url === "/to")!;
    expect([there.method, there.body, there.headers.accept]).toEqual(["GET", "", "text/plain"]);
    expect(there.headers).not.toHaveProperty("authorization");
    expect(there.headers).not.toHaveProperty("x-key");
    expect(there.headers).not.toHaveProperty("x-api-key");
  });

  test("a body is a text, bytes or a secret, whatever a script makes JSON write", async () => {
    await using lab = await openHttpLab();
    const done = await run(
      lab,
      `const all = [];
       for (const body of [{ text: { length: 4e9 } }, { base64: { length: 4e9 } }, { secret: { length: 4e9 } }, { text: "a", base64: "b" }]) {
         Object.defineProperty(Object.prototype, "toJSON", { configurable: true, value() { return "body" in this ? { ...this, body } : this; } });
         all.push(await fetch("${at("/a")}", { method: "POST", body: "x" }).then(() => "sent", (error) => error.message));
       }
       return all;`,
    );
    expect(said(done)).toEqual([
      expect.stringMatching(/"request.body.text" must be a string/),
      expect.stringMatching(/"request.body.text" is missing/),
      "fetch: the body is a text, bytes or a secret",
      expect.stringMatching(/"request.body.base64" is not a known field/),
    ]);
    expect(asked).toHaveLength(0);
  });

  test("what is too large, breaks off or is nobody's is said without its internals", async () => {
    await using lab = await openHttpLab();
    reply = (answer, { url }) => {
      if (url === "/large") answer.end("x".repeat(2_000_000));
      else if (url === "/bomb")
        answer.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(5_000_000)));
      else answer.destroy();
    };
    const done = await run(
      lab,
      `const all = [];
       for (const path of ["large", "bomb", "broken"]) all.push(await fetch("${at("/")}" + path).catch((error) => error.message));
       return all;`,
    );
    expect(said(done)).toEqual([
      expect.stringMatching(/answered with more than \d+ bytes$/),
      expect.stringMatching(/answered with more than \d+ bytes$/),
      `fetch: api.test:${port} could not be reached (ECONNRESET)`,
    ]);
  });

  test("in a preview nobody is called; a replay is fed what the run was answered", async () => {
    await using lab = await openHttpLab();
    reply = (answer) => answer.writeHead(200, { "set-cookie": "session=geheim1" }).end('{"score":7}');
    const text = call(`
      const answer = await fetch("${at("/score")}", { headers: { authorization: "Token abcdefgh" } });
      return { status: answer.status, score: (await answer.json()).score };`);
    const { scriptId } = await lab.publish("a/score", text, { hook: "onCall" });
    const live = await lab.runner.execute({ realm: "test", module: "a", name: "score", args: [{}] }, actor);
    expect(live.result).toEqual({ status: 200, score: 7 });
    await lab.recorder.flush();
    const record = await lab.store.executions.byId(live.id);
    expect(JSON.stringify(record)).not.toMatch(/geheim1|abcdefgh/);
    const replayed = await lab.runner.replay({ executionId: live.id, on: "recorded" }, actor);
    expect(replayed.execution).toMatchObject({ status: "ok", result: { status: 200, score: 7 } });
    const preview = (calls: object[]) =>
      lab.runner.preview(
        { scriptId, source: text, args: [{}], libraryDrafts: false, calls: calls as never },
        actor,
      );
    expect((await preview([])).error!.message).toContain(
      `GET ${at("/score")} is called by live runs only. Say what it answers under Calls`,
    );
    const mock = { method: "GET", url: at("/sc*"), status: 404, body: { score: 1 } };
    expect((await preview([mock])).result).toEqual({ status: 404, score: 1 });
    expect(asked).toHaveLength(1);
  });

  test("tokens that a service answers are told to the script, and to nobody who reads the record", async () => {
    await using lab = await openHttpLab();
    reply = (answer) =>
      answer.end(
        '{ "access_token": "geheim\\/1-of-the-shop", "refresh_token": "geheim-2-of-the-shop", "scope": "a" }',
      );
    const text = call(`
      const { access_token, refresh_token } = await (await fetch("${at("/token")}")).json();
      log.info("got " + access_token, { refresh_token });
      await fetch("${at("/use")}", { method: "POST", body: "t=" + access_token });
      return access_token;`);
    await lab.publish("a/token", text, { hook: "onCall" });
    const live = await lab.runner.execute({ realm: "test", module: "a", name: "token", args: [{}] }, actor);
    expect(live.result).toBe("geheim/1-of-the-shop");
    expect(asked[1]!.body).toBe("t=geheim/1-of-the-shop");
    await lab.recorder.flush();
    const record = await lab.store.executions.byId(live.id);
    expect(JSON.stringify(record)).not.toMatch(/geheim/);
    expect(JSON.stringify(record!.hostAnswers)).toContain('\\"scope\\": \\"a\\"');
    const { execution } = await lab.runner.replay({ executionId: live.id, on: "recorded" }, actor);
    expect(execution).toMatchObject({ status: "ok", result: "[masked]" });
  });

  test("a token that one call was told stays in no other one's answer, and a service cannot call any word one", async () => {
    await using lab = await openHttpLab();
    const token = "geheim-1-of-the-shop";
    const answers = [
      { access_token: token, id_token: "score", refresh_token: "text" },
      { message: `${token} is known` },
    ];
    reply = (answer) => answer.end(JSON.stringify(answers[asked.length - 1]));
    const text = call(`
      const told = await (await fetch("${at("/token")}")).json();
      const { message } = await (await fetch("${at("/whose")}")).json();
      return { outcome: "score", score: told.id_token, message };`);
    await lab.publish("a/told", text, { hook: "onCall" });
    const live = await lab.runner.execute({ realm: "test", module: "a", name: "told", args: [{}] }, actor);
    await lab.recorder.flush();
    const record = await lab.store.executions.byId(live.id);
    expect(record!.result).toEqual({ outcome: "score", score: "score", message: "[masked] is known" });
    expect(record!.hostAnswers!.map(({ value }) => (value as { body: unknown }).body)).toEqual([
      { text: '{"access_token":"[masked]","id_token":"[masked]","refresh_token":"[masked]"}' },
      { text: '{"message":"[masked] is known"}' },
    ]);
  });

  test("an async function of the host is answered in a preview, by what it promises and nothing else", async () => {
    await using lab = await openHttpLab();
    const text = call(`
      try { await fetch("https://api.test/down"); } catch (error) { log.info((error as Error).message); }
      return (await fetch("https://api.test/up")).status;`);
    const { scriptId } = await lab.publish("a/async", text, { hook: "onCall" });
    const preview = (calls: object[]) =>
      lab.runner.preview({ scriptId, source: text, args: [{}], calls: calls as never }, actor);
    const args = [{ url: "https://api.test/down", method: "GET", headers: {} }];
    const rest = { statusText: "", url: "https://api.test/up", redirected: false, headers: {}, body: {} };
    const down = { function: "fetch", args, error: "api.test could not be reached" };
    const answered = await preview([down, { function: "fetch", answer: { ...rest, status: 418 } }]);
    expect(answered.logs.map(({ message }) => message)).toEqual(["fetch: api.test could not be reached"]);
    expect(answered.result).toBe(418);
    const refused = await preview([down, { function: "fetch", answer: rest }]);
    expect(refused.error!.message).toMatch(/^fetch: its answer under Calls is not what it answers: .*status/);
  });

  test("a call that failed and went well when it was tried again does so in previews of that record", async () => {
    await using lab = await openHttpLab();
    reply = (answer) => (asked.length === 1 ? answer.destroy() : answer.end('{"score":7}'));
    const text = call(`
      const tried = async () => {
        try { return (await (await fetch("${at("/score")}")).json()).score; }
        catch (error) { return (error as Error).message; }
      };
      return [await tried(), await tried()];`);
    const { scriptId } = await lab.publish("a/retry", text, { hook: "onCall" });
    const live = await lab.runner.execute({ realm: "test", module: "a", name: "retry", args: [{}] }, actor);
    expect(live.result).toEqual([expect.stringMatching(/^fetch: .*could not be reached/), 7]);
    const calls = mocksOfAnswers(live.hostAnswers!);
    expect(calls.map((one) => "function" in one)).toEqual([true, false]);
    const preview = await lab.runner.preview({ scriptId, source: text, args: [{}], calls }, actor);
    expect(preview.result).toEqual(live.result);
  });

  test("where nobody can say an answer, nobody is told to", async () => {
    const asked = mockedHttp(null, { trigger: "replay" }).call(
      { url: "https://api.test/x", method: "GET", headers: {} } as never,
      {} as never,
    );
    await expect(asked).rejects.toThrow(/^GET https:\/\/api\.test\/x is called by live runs only$/);
  });

  test("an address that is long is named so that its answer is found by it", async () => {
    await using lab = await openHttpLab();
    const text = call(`return (await fetch("${at("/")}${"a".repeat(1_500)}?x=1")).status;`);
    const { scriptId } = await lab.publish("a/long", text, { hook: "onCall" });
    const preview = (calls: object[]) =>
      lab.runner.preview(
        { scriptId, source: text, args: [{}], libraryDrafts: false, calls: calls as never },
        actor,
      );
    const { error } = await preview([]);
    const [, url] = /fetch: GET (\S+) is called by live runs only/.exec(error!.message)!;
    expect((await preview([{ method: "GET", url, status: 204 }])).result).toBe(204);
  });
});
