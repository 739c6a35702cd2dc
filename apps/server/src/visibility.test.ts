import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import { type Client, dataFolder, post, signIn, startTestServer } from "./testing/running.ts";

const data = dataFolder();
const collected: { path: string; body: string }[] = [];
const collector = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => {
    collected.push({ path: request.url ?? "", body });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
});
let server: RunningServer;
let client: Client;
let token: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  server = await startTestServer(data.path, { otlpEndpoint: `http://127.0.0.1:${port}/` });
  ({ client } = await signIn(server.url));
  ({ token } = await client.tokens.create.mutate({
    name: "all realms",
    scopes: ["execute", "flows", "metrics", "events"],
  }));
});
afterAll(async () => {
  await server.stop();
  collector.close();
  data.remove();
});

const bearer = (secret = token) => ({ authorization: `Bearer ${secret}` });
const execute = (headers: Record<string, string> = {}) =>
  post(
    `${server.url}/api/v1/realms/acme/scripts/shared/none/execute`,
    { args: [] },
    { ...bearer(), ...headers },
  );
const startFlow = (headers: Record<string, string> = {}) =>
  post(`${server.url}/api/v1/realms/acme/flows/registration/sessions`, {}, { ...bearer(), ...headers });

test("metrics count executions by realm, script, version, trigger and outcome, for tokens of no single realm", async () => {
  expect((await startFlow()).status).toBe(201);
  const answer = await fetch(`${server.url}/metrics`, { headers: bearer() });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  const text = await answer.text();
  expect(text).toMatch(
    /scriptyard_executions_total\{realm="acme",script="registration\/account",version="1",trigger="flow",outcome="ok"\} \d+/,
  );
  expect(text).toMatch(
    /scriptyard_execution_seconds_bucket\{le="[\d.]+",realm="acme",script="registration\/account",trigger="flow"\} \d+/,
  );
  expect(text).toMatch(/^scriptyard_sandbox_workers 1$/m);
  // The arena's endpoint is a default of its host: nothing of it was ever published, and nothing is a draft.
  await post(`${server.url}/hooks/arena/battle`, {}, {});
  const counted = 'script="wargame/battle_endpoint",version="unpublished",trigger="http"';
  await expect
    .poll(async () => (await fetch(`${server.url}/metrics`, { headers: bearer() })).text())
    .toContain(counted);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);

  expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
  const bound = await client.tokens.create.mutate({ name: "one realm", realm: "acme", scopes: ["events"] });
  const refused = await fetch(`${server.url}/metrics`, { headers: bearer(bound.token) });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "forbidden", detail: expect.stringContaining("bound") });
});

test("a request and its executions are spans of the caller's trace, without inputs or results", async () => {
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  await startFlow({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
  expect((await execute({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` })).status).toBe(404);
  type Span = { traceId: string; name: string; spanId: string; parentSpanId?: string; attributes: unknown[] };
  const spans = () =>
    collected.flatMap(({ path, body }) => {
      expect(path).toBe("/v1/traces");
      type Batch = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      const { resourceSpans } = JSON.parse(body) as Batch;
      return resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans));
    });
  await expect
    .poll(() => spans().filter((span) => span.traceId === traceId).length, { timeout: 10_000 })
    .toBeGreaterThanOrEqual(3);
  const own = spans().filter((span) => span.traceId === traceId);
  const request = own.find((span) => span.name.startsWith("POST /api/v1/realms/:realm/flows/"));
  const run = own.find((span) => span.name === "run registration/account");
  expect(request?.parentSpanId).toBe("00f067aa0ba902b7");
  expect(run?.parentSpanId).toBe(request?.spanId);
  expect(JSON.stringify(run)).toContain("scriptyard.outcome");
  expect(JSON.stringify(run)).not.toContain("127.0.0.1");
});

/** Reads server-sent events until `count` of them have come. */
async function readEvents(answer: Response, count: number): Promise<{ [field: string]: string }[]> {
  const events: { [field: string]: string }[] = [];
  let text = "";
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (events.length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
      );
      if (fields.event) events.push(fields);
    }
  }
  await reader.cancel();
  return events;
}

test("events stream to programs, filtered, and go on after a break where they stopped", async () => {
  const open = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/events${query}`, { headers: { ...bearer(), ...headers } });
  const first = await open("?realm=acme&types=flow-step,execution");
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toContain("text/event-stream");
  await startFlow();
  const [event] = await readEvents(first, 1);
  expect(event).toMatchObject({ event: expect.stringMatching(/execution|flow-step/) });
  expect(JSON.parse(event!.data!)).toMatchObject({ type: event!.event });

  // Nobody listens while this happens.
  await startFlow();
  const resumed = await readEvents(await open("?types=execution", { "last-event-id": event!.id! }), 1);
  expect(resumed[0]).toMatchObject({ event: "execution" });
  const [gap] = await readEvents(await open("", { "last-event-id": "of-another-life-1" }), 1);
  expect(gap).toMatchObject({ event: "gap" });

  const wrong = await open("?types=everything");
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ detail: expect.stringContaining("types") });
  expect((await open("?realm=nowhere")).status).toBe(404);
  expect((await fetch(`${server.url}/api/v1/events`)).status).toBe(401);
});
