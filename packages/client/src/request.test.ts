import { faults } from "@scriptyard/model";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import { errorCodes, ScriptyardError } from "./errors.ts";
import { answering, brokenOff, brokenOffInside, json, problem, silent } from "./testing/answering.ts";

const token = "sy_test";
const tools = { tools: [] };

async function refusal(promise: Promise<unknown>): Promise<ScriptyardError> {
  const error = await promise.then(
    () => expect.unreachable("it was answered"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ScriptyardError);
  return error as ScriptyardError;
}

test("it knows every fault of the server's table", () => {
  expect(errorCodes).toEqual(expect.arrayContaining(Object.keys(faults)));
});

test("what may succeed later is asked again, after as long as the server says", async () => {
  await using server = await answering(
    problem("busy", 503, { retry: true, details: { retryAfterMs: 80 } }, { "retry-after": "1" }),
    json(tools),
  );
  const acme = createClient({ url: server.url, token }).realm("acme");
  await expect(acme.tools()).resolves.toEqual([]);
  expect(server.asked).toHaveLength(2);
  expect(server.asked[1]!.at - server.asked[0]!.at).toBeGreaterThanOrEqual(79);
});

test("what will not succeed later is asked once, and says what is wrong with what", async () => {
  const details = [{ path: "context.user", message: "is missing" }];
  await using server = await answering(problem("bad_request", 400, { details }));
  const acme = createClient({ url: server.url, token }).realm("acme");
  const error = await refusal(acme.execute("login/risk", [{}]));
  expect(error).toMatchObject({
    code: "bad_request",
    status: 400,
    retry: false,
    requestId: "req_1",
    message: "It is bad_request.",
    details,
  });
  expect(server.asked).toHaveLength(1);
});

test("it gives up after the tries it was given, and at once where the wait is longer than the caller's time", async () => {
  await using server = await answering(problem("busy", 503, { retry: true, details: { retryAfterMs: 1 } }));
  const busy = await refusal(createClient({ url: server.url, token, retries: 3 }).realm("acme").tools());
  expect(busy).toMatchObject({ code: "busy", retry: true, retryAfterMs: 1 });
  expect(server.asked).toHaveLength(4);

  await using slow = await answering(problem("rate_limited", 429, { retry: true }, { "retry-after": "30" }));
  const limited = await refusal(createClient({ url: slow.url, token }).realm("acme").tools());
  expect(limited).toMatchObject({ code: "rate_limited", retryAfterMs: 30_000 });
  expect(slow.asked).toHaveLength(1);
});

test("a connection that broke off is tried again where twice counts once, and nowhere else", async () => {
  await using reading = await answering(brokenOff, json(tools));
  await expect(createClient({ url: reading.url, token }).realm("acme").tools()).resolves.toEqual([]);

  await using inside = await answering(brokenOffInside, json(tools));
  await expect(createClient({ url: inside.url, token }).realm("acme").tools()).resolves.toEqual([]);

  for (const breaks of [brokenOff, brokenOffInside]) {
    await using running = await answering(breaks, json({}));
    const error = await refusal(createClient({ url: running.url, token }).realm("acme").execute("a/b", []));
    expect(error).toMatchObject({ code: "unreachable", status: null });
    expect(running.asked).toHaveLength(1);
  }

  const first = { sessionId: "fls_1", action: "challenge", step: 1 };
  await using walking = await answering(
    json({ ...first, secret: "s" }, 201),
    brokenOff,
    json({ ...first, action: "done", step: 2 }),
  );
  const walk = await createClient({ url: walking.url, token }).realm("acme").startFlow("login");
  expect(await walk.submit({ code: "123456" })).toMatchObject({ action: "done" });
  expect(walking.asked.slice(1).map(({ body }) => JSON.parse(body).step)).toEqual([1, 1]);
  expect(walking.asked[2]!.headers["scriptyard-session"]).toBe("s");
  expect(walk.answer).not.toHaveProperty("secret");
});

test("a server that nobody has started yet is tried again, whatever was asked", async () => {
  const { url } = await (async () => {
    await using gone = await answering(silent);
    return gone;
  })();
  const started = performance.now();
  const error = await refusal(createClient({ url, token }).realm("acme").publish("orders.created"));
  expect(error).toMatchObject({ code: "unreachable", retry: true });
  expect(error.message).toContain("ECONNREFUSED");
  // Two pauses: 200 and 400 ms, each half to one and a half times.
  expect(performance.now() - started).toBeGreaterThan(290);
});

test("a call ends after its time, and at once when its caller gives up", async () => {
  await using server = await answering(silent);
  const acme = createClient({ url: server.url, token }).realm("acme");
  const late = await refusal(acme.execute("a/b", [], { timeoutMs: 500 }));
  expect(late).toMatchObject({ code: "timeout", retry: false });
  expect(late.message).toContain("500 ms");
  // So long that a busy machine's server has read the call before it is over.
  expect(server.asked).toHaveLength(1);

  const caller = new AbortController();
  const waiting = acme.execute("a/b", [], { signal: caller.signal });
  caller.abort(new Error("the visitor left"));
  await expect(waiting).rejects.toThrow("the visitor left");

  await using busy = await answering(problem("busy", 503, { retry: true, details: { retryAfterMs: 5_000 } }));
  const pausing = new AbortController();
  const paused = createClient({ url: busy.url, token }).realm("acme").tools({ signal: pausing.signal });
  await expect.poll(() => busy.asked.length).toBe(1);
  pausing.abort(new Error("enough"));
  await expect(paused).rejects.toThrow("enough");
});

test("an answer of something that stands between says so; what restarts a server is waited for", async () => {
  await using proxy = await answering((response) => response.end("<h1>Welcome to the proxy</h1>"));
  const error = await refusal(createClient({ url: proxy.url, token }).realm("acme").tools());
  expect(error).toMatchObject({ code: "unreadable", status: 200, retry: false });
  expect(error.message).toContain("Welcome to the proxy");

  await using restarting = await answering((response) => {
    response.statusCode = 502;
    response.end("Bad gateway");
  }, json(tools));
  await expect(createClient({ url: restarting.url, token }).realm("acme").tools()).resolves.toEqual([]);

  // What stands between gave up waiting: the server may have put the message in line.
  await using waiting = await answering((response) => {
    response.statusCode = 504;
    response.end("Gateway timeout");
  }, json({}));
  const late = await refusal(
    createClient({ url: waiting.url, token }).realm("acme").publish("orders.created"),
  );
  expect(late).toMatchObject({ code: "unreadable", status: 504 });
  expect(waiting.asked).toHaveLength(1);
});

test("the token is asked for each time, and follows no redirect to somebody else", async () => {
  await using elsewhere = await answering(json(tools));
  await using server = await answering((response) => {
    response.writeHead(307, { location: elsewhere.url });
    response.end();
  });
  let asked = 0;
  const client = createClient({ url: server.url, token: async () => `sy_${++asked}`, retries: 0 });
  for (let i = 0; i < 2; i++)
    expect(await refusal(client.realm("acme").tools())).toMatchObject({ code: "unreachable" });
  expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer sy_1", "Bearer sy_2"]);
  expect(elsewhere.asked).toEqual([]);
});

test("names go into the address as they are, and the server's own path stays before them", async () => {
  await using server = await answering(json(tools));
  await createClient({ url: `${server.url}/admin/scripts/`, token })
    .realm("a/../b ü")
    .tools();
  expect(server.asked[0]!.url).toBe("/admin/scripts/api/v1/realms/a%2F..%2Fb%20%C3%BC/tools");
  const acme = createClient({ url: server.url, token }).realm("acme");
  await expect(acme.execute("login", [])).rejects.toThrow('Give "module/name"');
  await expect(acme.execute("../tools", [])).rejects.toThrow('".." is no name');
  expect(server.asked).toHaveLength(1);
});

test("what is missing is told when the client is made", () => {
  expect(() => createClient({ url: "scripts.example.com", token })).toThrow("url: ");
  expect(() => createClient({ url: "http://localhost:4400", token: "" })).toThrow("token: ");
});

test.each([
  ["tok en", /holds a space, a line break/],
  ["token\nof-mine", /holds a space, a line break/],
  ["", /is empty/],
])("a token that cannot be sent is refused without being shown: %j", async (broken, words) => {
  await using server = await answering(silent);
  const error = await refusal(
    createClient({ url: server.url, token: () => broken })
      .realm("acme")
      .execute("a/b", []),
  );
  expect(error).toMatchObject({ code: "unauthenticated", retry: false });
  expect(error.message).toMatch(words);
  expect(`${error.message}${error.stack}${String(error.cause)}`).not.toMatch(/tok en|of-mine/);
  expect(server.asked).toEqual([]);
});
