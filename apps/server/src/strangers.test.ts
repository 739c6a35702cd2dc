// Long: one built server for everything that strangers try; starting more costs more than reading on.
import { signatureHeader } from "@scriptyard/model";
import { sign } from "@scriptyard/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import {
  type Client,
  createVisitor,
  dataFolder,
  post,
  raw,
  signIn,
  startTestServer,
} from "./testing/running.ts";

const data = dataFolder();
let server: RunningServer;
let client: Client;
let bearer: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer(data.path);
  ({ client } = await signIn(server.url));
  bearer = {
    authorization: `Bearer ${(await client.tokens.create.mutate({ name: "doors", scopes: ["execute", "flows", "hooks"] })).token}`,
  };
}, 60_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

type Visitor = ReturnType<typeof createVisitor>;
/** What one browser's jar would send of a session, planted into another one's. */
const plant = (from: Visitor, into: Visitor) => {
  for (const [key, value] of from.jar) if (!into.jar.has(key)) into.jar.set(key, value);
};
const sameOrigin = { "sec-fetch-site": "same-origin" };

describe("a walk of the page belongs to the browser that began it", () => {
  test("no address hands it to another one", async () => {
    const attacker = createVisitor(server.url);
    const { path } = await attacker.get("/f/acme/registration");
    const secret = [...attacker.jar.entries()].find(([name]) => name.includes("scriptyard_flow"))![1].value;

    const victim = createVisitor(server.url);
    const lured = await victim.get(`${path}?k=${secret}`);
    expect(lured.status).toBe(410);
    expect(victim.jar.size).toBe(1);
    expect((await victim.get(path)).status).toBe(404);
    expect((await attacker.get(path)).status).toBe(200);
  });

  test("a secret that was planted opens nothing, and neither does the page's over the HTTP API", async () => {
    const attacker = createVisitor(server.url);
    const { path } = await attacker.get("/f/acme/registration");
    const victim = createVisitor(server.url);
    // The victim has been here before, so their browser has a secret of its own.
    await victim.get("/f/acme/registration");
    plant(attacker, victim);
    expect((await victim.get(path)).status).toBe(404);
    expect((await victim.submit(path, { email: "victim@example.com" })).status).toBe(404);

    const id = path.split("/").at(-1)!;
    const secret = [...attacker.jar.values()].find((one) => one.path === path)!.value;
    const asProduct = await post(`${server.url}/api/v1/sessions/${id}`, { form: null, secret }, bearer);
    expect(asProduct.status).toBe(403);
    expect(await asProduct.json()).toMatchObject({ code: "forbidden" });
  });

  test("what another installation at another port of this host gave the browser is neither read nor overwritten", async () => {
    const planted = "x".repeat(43);
    const cookie = `scriptyard_browser=${planted}; scriptyard_browser_1=${planted}`;
    const started = await raw(`${server.url}/f/acme/registration`, {
      headers: { host: `127.0.0.1:${server.port}`, cookie },
    });
    const [given = ""] = started.headers["set-cookie"] ?? [];
    expect(given).toMatch(
      new RegExp(`^scriptyard_browser_${server.port}=[\\w-]{43}; Path=/f; HttpOnly; SameSite=Lax$`),
    );
    expect(given).not.toContain(planted);
  });

  test("two walks side by side in one browser go on side by side", async () => {
    const visitor = createVisitor(server.url);
    const first = await visitor.get("/f/acme/registration");
    const second = await visitor.get("/f/acme/registration");
    expect(second.path).not.toBe(first.path);
    for (const { path } of [first, second]) expect((await visitor.get(path)).status).toBe(200);
  });
});

describe('"Try it" is a trial', () => {
  const begin = async (mode: "live" | "draft" = "live") =>
    client.flows.try.mutate({ realm: "acme", flow: "registration", mode });

  test("its link works once, in the first browser, and only from the console", async () => {
    const { url, sessionId } = await begin();
    const lured = createVisitor(server.url);
    for (const site of ["cross-site", "same-site", "none"])
      expect((await lured.get(url, { "sec-fetch-site": site })).status).toBe(403);

    const console_ = createVisitor(server.url);
    const page = await console_.get(url, sameOrigin);
    expect([page.status, page.path]).toEqual([200, `/f/acme/registration/s/${sessionId}`]);
    expect(page.text).toContain(">Trial<");
    expect(page.text).not.toContain("Start again");

    // The one who sent the link has it still; it opens nothing now.
    const attacker = createVisitor(server.url);
    expect((await attacker.get(url, sameOrigin)).status).toBe(410);
    expect((await attacker.get(page.path)).status).toBe(404);
    expect((await console_.get(page.path)).status).toBe(200);
    // Over plain http browsers do not say where a request comes from.
    expect((await createVisitor(server.url).get((await begin()).url)).status).toBe(200);
  });

  test("of two browsers that open it at once one gets it", async () => {
    const { url } = await begin();
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => createVisitor(server.url).get(url, sameOrigin)),
    );
    expect(opened.map((page) => page.status).sort((a, b) => a - b)).toEqual([200, 410, 410, 410, 410, 410]);
  });

  test("no product is told that somebody logged in", async () => {
    const { url, sessionId } = await begin();
    const console_ = createVisitor(server.url);
    const { path } = await console_.get(url, sameOrigin);
    const secret = [...console_.jar.values()].find((one) => one.path === path)!.value;
    for (const [method, address] of [
      ["POST", sessionId],
      ["GET", sessionId],
      ["POST", `${sessionId}/link`],
    ] as const) {
      const answer = await fetch(`${server.url}/api/v1/sessions/${address}`, {
        method,
        headers: { ...bearer, "scriptyard-session": secret, "content-type": "application/json" },
        ...(method === "POST" && address === sessionId ? { body: '{"form":null}' } : {}),
      });
      expect(answer.status, `${method} ${address}`).toBe(403);
      expect((await answer.json()) as object).toMatchObject({ detail: expect.stringContaining("a trial") });
    }
  });
});

describe("a walk that a product began", () => {
  const begin = async () => {
    const answer = await post(`${server.url}/api/v1/realms/acme/flows/registration/sessions`, {}, bearer);
    return (await answer.json()) as { sessionId: string; secret: string };
  };
  const linkOf = async ({ sessionId, secret }: { sessionId: string; secret: string }) => {
    const answer = await fetch(`${server.url}/api/v1/sessions/${sessionId}/link`, {
      method: "POST",
      headers: { ...bearer, "scriptyard-session": secret },
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { path: string }).path;
  };

  test("is handed to one browser by a link that works once, and stays the product's too", async () => {
    const session = await begin();
    const bare = `/f/acme/registration/s/${session.sessionId}`;
    expect((await createVisitor(server.url).get(`${bare}?k=${session.secret}`)).status).toBe(410);

    const path = await linkOf(session);
    expect(path).not.toContain(session.secret);
    const visitor = createVisitor(server.url);
    const page = await visitor.get(path, { "sec-fetch-site": "cross-site" });
    expect([page.status, page.path]).toEqual([200, bare]);
    expect((await createVisitor(server.url).get(path)).status).toBe(410);
    const asked = await post(
      `${server.url}/api/v1/sessions/${session.sessionId}`,
      { form: null, secret: session.secret },
      bearer,
    );
    expect(asked.status).toBe(200);

    // A newer link: the browser that opens it takes the place of the one before.
    const other = createVisitor(server.url);
    expect((await other.get(await linkOf(session))).status).toBe(200);
    expect((await visitor.get(bare)).status).toBe(404);
  });
});

/** An endpoint with a script of its own; answers the secret of a signed one. */
const endpoint = async (name: string, body: string, config: object = {}) => {
  const source = `export function onRequest(request: HookRequest): HookResponse {\n${body}\n}\n`;
  const place = { realm: "acme", module: "hooks", name, hook: "onRequest", language: "typescript" as const };
  const { script, draft } = await client.scripts.create.mutate({ ...place, source });
  await client.versions.publish.mutate({ scriptId: script.id, note: "n", revision: draft.revision });
  const made = await client.triggers.create.mutate({
    realm: "acme",
    kind: "http",
    name,
    scriptId: script.id,
    failureLimit: 0,
    config: { method: "ANY", path: `/${name}`, auth: "none", ...config } as never,
  });
  return made.secret!;
};

describe("what an endpoint answers stays among endpoints", () => {
  test("five fat cookies do not lock anybody out of the console", async () => {
    // Told by the query, so that one link sets one cookie; short enough to be set at all, or as fat as it was once.
    const cookie = `String(request.query.n) + "=" + "x".repeat(Number(request.query.size)) + "; Path=/; Max-Age=31536000"`;
    await endpoint("fat", `return { status: 200, headers: { "set-cookie": ${cookie} }, body: "hi" };`);
    const visitor = createVisitor(server.url);
    for (const size of [3_900, 900])
      for (const n of ["a", "b", "c", "d", "e", "f", "g", "h"])
        await visitor.get(`/hooks/acme/fat?n=${n}&size=${size}`);
    expect((await visitor.get("/")).status).not.toBe(431);
    expect((await visitor.get("/api/v1/openapi.json")).status).toBe(200);
    expect((await visitor.get("/hooks/acme/fat?n=z&size=1")).status).toBe(200);
    expect(new Set([...visitor.jar.values()].map((one) => one.path))).toEqual(new Set(["/hooks/acme"]));
  });
});

const everyDoor = [
  ["the console", "GET", "/"],
  ["a file of the console", "GET", "/favicon.svg"],
  ["tRPC", "GET", "/api/trpc/session.me"],
  ["signing in", "POST", "/api/trpc/session.signIn"],
  ["the HTTP API", "GET", "/api/v1/realms/acme/scripts"],
  ["its document", "GET", "/api/v1/openapi.json"],
  ["events", "GET", "/api/v1/events"],
  ["an endpoint", "GET", "/hooks/acme/anything"],
  ["the end-user page", "GET", "/f/acme/registration"],
  ["nothing", "GET", "/api/nothing"],
] as const;

describe("a name that is made to point here (DNS rebinding)", () => {
  test.each(everyDoor)("does not reach %s", async (_door, method, path) => {
    const host = `rebound.example:${server.port}`;
    const sent = { method, headers: { host, origin: `http://${host}`, "content-type": "application/json" } };
    const got = await raw(server.url + path, { ...sent, ...(method === "POST" ? { body: "{}" } : {}) });
    expect(got.status).toBe(403);
    expect(JSON.parse(got.text)).toMatchObject({
      code: "forbidden",
      detail: expect.stringMatching(
        /"rebound\.example:\d+".*SCRIPTYARD_PUBLIC_URL.*SCRIPTYARD_ALLOWED_HOSTS/,
      ),
    });
    expect(got.headers).not.toHaveProperty("set-cookie");
  });

  test("a person reads it as a sentence, and probes work under any name", async () => {
    const headers = { host: "rebound.example", accept: "text/html,*/*" };
    const page = await raw(server.url, { headers });
    expect([page.status, page.headers["content-type"]]).toEqual([403, "text/plain; charset=utf-8"]);
    for (const path of ["/healthz", "/readyz"])
      expect((await raw(server.url + path, { headers })).status).toBe(200);
    for (const host of [`localhost:${server.port}`, `127.0.0.1:${server.port}`, "[::1]", "LOCALHOST"])
      expect((await raw(`${server.url}/api/v1/openapi.json`, { headers: { host } })).status).toBe(200);
  });
});

describe("over https, with a host of its own for endpoints", () => {
  const at = (host: string, path: string, headers = {}) =>
    raw(server.url + path, { headers: { host, accept: "*/*", ...headers } });
  beforeAll(async () => {
    await server.stop();
    const hosts = {
      publicUrl: "https://scriptyard.example",
      hooksUrl: "https://hooks.example",
      allowedHosts: ["inside:4400"],
    };
    server = await startTestServer(data.path, hosts);
    server.url = `http://127.0.0.1:${server.port}`;
  }, 60_000);

  test("every door tells browsers to stay there, refusals too", async () => {
    for (const [, , path] of everyDoor)
      for (const host of ["scriptyard.example", "hooks.example", "unknown.example"])
        expect((await at(host, path)).headers["strict-transport-security"], `${host}${path}`).toBe(
          "max-age=31536000",
        );
  });

  test("cookies of the page carry the prefixes that browsers enforce", async () => {
    const started = await at("scriptyard.example", "/f/acme/registration");
    const cookies = started.headers["set-cookie"]!;
    expect(cookies).toHaveLength(2);
    expect(cookies[0]).toMatch(
      /^__Host-scriptyard_browser=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(cookies[1]).toMatch(
      /^__Secure-scriptyard_flow=[\w-]{43}; Path=\/f\/acme\/registration\/s\/fls_\w+; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test("endpoints answer under their own host only, and nothing else does", async () => {
    const status = async (host: string, path: string) => (await at(host, path)).status;
    for (const host of ["scriptyard.example", "127.0.0.1", "inside:4400"]) {
      expect([host, await status(host, "/api/v1/openapi.json")]).toEqual([host, 200]);
      // However it is spelled.
      for (const path of ["/hooks/acme/x", "/hook%73/acme/x", "/hooks/acme"]) {
        const got = await at(host, path);
        expect([host, path, got.status]).toEqual([host, path, 404]);
        expect(got.text).toContain("There is nothing at this address of this host.");
      }
    }
    expect(await status("inside:4401", "/")).toBe(403);
    for (const path of ["/", "/api/v1/openapi.json", "/api/trpc/session.me", "/f/acme/registration", "/x.js"])
      expect([path, await status("hooks.example", path)]).toEqual([path, 404]);
    const hook = await at("hooks.example", "/hooks/acme/x");
    expect([hook.status, hook.text]).toEqual([404, '{"error":"There is no such endpoint."}']);
    expect(await status("hooks.example", "/healthz")).toBe(200);
  });
});

test("a request that was signed counts once, also across a restart", async () => {
  ({ client } = await signIn(server.url));
  const secret = await endpoint("signed", "return { status: 201 };", { method: "POST", auth: "signature" });
  const pathAndQuery = "/hooks/acme/signed";
  const seconds = Math.floor(Date.now() / 1_000);
  const signed = (at: number) =>
    `t=${at},v1=${sign(secret, at, { method: "POST", pathAndQuery, body: Buffer.from("{}") })}`;
  const call = async (at: number, host: string) =>
    (
      await raw(server.url + pathAndQuery, {
        method: "POST",
        headers: { host, [signatureHeader]: signed(at) },
        body: "{}",
      })
    ).status;
  expect(await call(seconds, "hooks.example")).toBe(201);
  await server.stop();
  server = await startTestServer(data.path);
  expect(await call(seconds, "localhost")).toBe(401);
  expect(await call(seconds - 1, "localhost")).toBe(201);
});
