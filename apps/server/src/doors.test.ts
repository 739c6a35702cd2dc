import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import { type Client, createVisitor, dataFolder, post, signIn, startTestServer } from "./testing/running.ts";

const data = dataFolder();
let server: RunningServer;
let client: Client;
let bearer: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer(data.path);
  ({ client } = await signIn(server.url));
  bearer = { authorization: `Bearer ${(await client.tokens.create.mutate({ name: "doors" })).token}` };
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
    expect(opened.map((page) => page.status).sort()).toEqual([200, 410, 410, 410, 410, 410]);
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
