import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import {
  admin,
  type Client,
  createVisitor,
  dataFolder,
  post,
  signIn,
  startTestServer,
  untilItRan,
} from "./testing/running.ts";

const data = dataFolder();
let server: RunningServer;
let client: Client;
let cookie: string;
let bearer: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer(data.path);
  ({ client, cookie } = await signIn(server.url));
  bearer = {
    authorization: `Bearer ${(await client.tokens.create.mutate({ name: "test", scopes: ["execute", "flows"] })).token}`,
  };
  // Every script of the login has run once before a test depends on it.
  const { visitor, page } = await tryFlow("live", await persona("Maria, as every day"));
  await visitor.submit(page.path, {});
}, 60_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

const persona = async (name: string) => {
  const personas = await client.flows.personas.query({ realm: "acme", flow: "login" });
  const found = personas.find((one) => one.name === name);
  if (!found) throw new Error(`no persona ${name} among ${personas.map((one) => one.name).join(", ")}`);
  return found.context;
};
type Started = { sessionId: string; secret: string; action: string; step: number; code?: string };
const tooSlow = "temporarily_unavailable";
const startFlow = (context: unknown): Promise<Started> =>
  untilItRan(
    async () => {
      const answer = await post(`${server.url}/api/v1/realms/acme/flows/login/sessions`, { context }, bearer);
      expect(answer.status).toBe(201);
      return (await answer.json()) as Started;
    },
    (answer) => answer.code !== tooSlow,
  );
/** Opens "Try it" in a new browser. */
const tryFlow = async (mode: "live" | "draft", context: { [part: string]: unknown }) => {
  const visitor = createVisitor(server.url);
  const page = await untilItRan(
    async () => {
      const { url } = await client.flows.try.mutate({ realm: "acme", flow: "login", mode, context });
      return visitor.get(url);
    },
    (shown) => !shown.text.includes(tooSlow),
  );
  return { visitor, page };
};

describe("signing in over the wire", () => {
  test("a wrong password is refused, the right one sets the cookie, signing out ends it", async () => {
    const refused = await post(`${server.url}/api/trpc/session.signIn`, {
      ...admin,
      password: "not this one",
    });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("set-cookie")).toBeNull();
    const own = await signIn(server.url);
    expect(await own.client.session.me.query()).toMatchObject({ email: admin.email, role: "admin" });
    await own.client.session.signOut.mutate();
    expect(await own.client.session.me.query()).toBeNull();
  });

  test("nothing is answered without it", async () => {
    const answer = await fetch(`${server.url}/api/trpc/realms.list`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { data: { fault: "unauthenticated" } } });
  });

  test("another site's request is refused even with the cookie", async () => {
    const answer = await post(
      `${server.url}/api/trpc/session.signOut`,
      {},
      { cookie, origin: "https://evil.example" },
    );
    expect(answer.status).toBe(403);
    expect(await client.session.me.query()).not.toBeNull();
  });
});

describe("live events over SSE", () => {
  test("arrive in the browser's format and end when the session does", async () => {
    const own = await signIn(server.url);
    const input = encodeURIComponent(JSON.stringify({ realm: "acme", types: ["draft"] }));
    const stream = await fetch(`${server.url}/api/trpc/events.stream?input=${input}`, {
      headers: { cookie: own.cookie, accept: "text/event-stream" },
    });
    expect(stream.headers.get("content-type")).toMatch(/text\/event-stream/);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const read = async (until: RegExp) => {
      let text = "";
      while (!until.test(text)) {
        const { value, done } = await reader.read();
        if (done) return `${text}[end]`;
        text += value;
      }
      return text;
    };
    await read(/event: connected/);
    const { item, draft } = await client.scripts.get.query({
      realm: "acme",
      module: "shared",
      name: "dates",
    });
    await client.drafts.save.mutate({
      scriptId: item.id,
      source: `${draft.source}\n`,
      baseRevision: draft.revision,
    });
    expect(await read(/"type":"draft"[\s\S]*\n\n/)).toMatch(/id: [0-9a-f]{8}-\d+/);
    await own.client.session.signOut.mutate();
    expect(await read(/never/)).toMatch(/\[end\]$/);
  });
});

describe("the end-user page", () => {
  test("walks a flow with plain forms: start, code refused with its message, right code, end", async () => {
    const tried = await tryFlow("live", await persona("Maria on a new laptop"));
    const { visitor } = tried;
    let { page } = tried;
    expect(page.path).toMatch(/^\/f\/acme\/login\/s\/fls_\w+$/);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(page.text).not.toMatch(/<script|style=| on\w+=/);
    expect(page.text).toContain('name="code"');
    const step = /name="_step" value="(\d+)"/.exec(page.text)![1]!;

    page = await visitor.submit(page.path, { code: "000000", _step: step });
    expect(page.status).toBe(200);
    expect(page.text).toContain('aria-invalid="true" autofocus');
    expect(page.text).toContain('role="alert"');
    // Reloading shows the same page and submits nothing.
    const again = await visitor.get(page.path);
    expect(/_step" value="(\d+)"/.exec(again.text)![1]).toBe(/_step" value="(\d+)"/.exec(page.text)![1]);
    // The same form sent twice counts once.
    const twice = await visitor.submit(page.path, { code: "999999", _step: step });
    expect(/_step" value="(\d+)"/.exec(twice.text)![1]).toBe(/_step" value="(\d+)"/.exec(page.text)![1]);

    // The demo shows the code it would have sent; with it the walk goes on to its end.
    for (let steps = 0; steps < 6 && !page.text.includes("All done"); steps++) {
      const fields: Record<string, string> = { _step: /_step" value="(\d+)"/.exec(page.text)![1]! };
      const code = /role="status">[^<]*\b(\d{6})\b/.exec(page.text)?.[1];
      if (code) fields.code = code;
      page = await visitor.submit(page.path, fields);
    }
    expect(page.text).toContain("All done");
    expect(page.text).toContain("<dt>");
    expect(page.text).toMatch(/Request <code>req_/);
  });

  test("starts by its plain address, keeps the secret in a cookie of that session's path", async () => {
    const visitor = createVisitor(server.url);
    const page = await visitor.get("/f/acme/registration");
    expect(page.path).toMatch(/^\/f\/acme\/registration\/s\/fls_/);
    expect(page.text).toContain('<form method="post"');
    expect([...visitor.jar.values()].map((one) => one.path).sort()).toEqual(["/f", page.path]);
    const style = /href="(\/f\/style-[^"]+)"/.exec(page.text)![1]!;
    const sheet = await visitor.get(style);
    expect(sheet.headers.get("content-type")).toMatch(/text\/css/);
    expect(sheet.headers.get("cache-control")).toContain("immutable");
  });

  test("a step at another site comes back with its signed state", async () => {
    const names = { realm: "acme", module: "login", name: "second-factor" };
    const { item, draft } = await client.scripts.get.query(names);
    const source = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (form !== null) return { action: "reject", code: String(form.answer) };
  flow.redirect("https://acme.example/consent");
  return { action: "continue" };
}
`;
    const saved = await client.drafts.save.mutate({
      scriptId: item.id,
      source,
      baseRevision: draft.revision,
    });
    if (!saved.ok) throw new Error("the draft was not saved");
    const context = await persona("Maria on a new laptop");
    const { visitor, page: left } = await tryFlow("draft", context);
    expect(left.text).toContain(">Draft<");
    const target = new URL(/href="(https:[^"]+)"/.exec(left.text)![1]!.replaceAll("&#38;", "&"));
    expect(target.host).toBe("acme.example");

    const state = target.searchParams.get("state")!;
    const forged = await visitor.get(`/f/resume?state=${state.slice(0, -4)}AAAA`);
    expect(forged.status).toBe(400);
    const back = await visitor.get(`/f/resume?answer=granted&state=${state}`);
    expect(back.path).toBe(left.path);
    expect(back.text).toContain("<code>granted</code>");
    expect((await client.drafts.lost.query({ scriptId: item.id })).length).toBe(0);
    await client.versions.restore.mutate({
      scriptId: item.id,
      version: 1,
      baseRevision: saved.draft.revision,
    });
  });

  test("what cannot be shown is a page too", async () => {
    const visitor = createVisitor(server.url);
    for (const path of ["/f/acme/nope", "/f/nowhere/login", "/f/acme/login/s/fls_x", "/f/resume?state=x"]) {
      const page = await visitor.get(path);
      expect([path, page.status]).toEqual([path, 404]);
      expect(page.text).toContain("There is no such page");
    }
    // Another flow's address does not show this session, and no cookie no session.
    const started = await visitor.get("/f/acme/registration");
    expect((await visitor.get(started.path.replace("registration", "login"))).status).toBe(404);
    expect((await createVisitor(server.url).get(started.path)).status).toBe(404);
  });

  test("a form from another site is refused", async () => {
    const visitor = createVisitor(server.url);
    const page = await visitor.get("/f/acme/registration");
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { origin: "null" },
    ])
      expect((await visitor.submit(page.path, {}, headers as Record<string, string>)).status).toBe(403);
  });
});

describe("flows over REST", () => {
  test("a publish does not change a login in progress; the next login gets it", async () => {
    const context = await persona("Maria on a new laptop");
    const walking = await startFlow(context);
    expect(walking.action).toBe("challenge");

    const names = { realm: "acme", module: "login", name: "second-factor" };
    const { item, draft } = await client.scripts.get.query(names);
    const source = `export function onExecute(context: LoginContext): FlowResult {
  return { action: "reject", code: "closed" };
}
`;
    const saved = await client.drafts.save.mutate({
      scriptId: item.id,
      source,
      baseRevision: draft.revision,
    });
    if (!saved.ok) throw new Error("the draft was not saved");
    await client.versions.publish.mutate({
      scriptId: item.id,
      note: "closed",
      revision: saved.draft.revision,
    });

    const next = await post(
      `${server.url}/api/v1/sessions/${walking.sessionId}`,
      { form: { code: "000000" }, step: walking.step, secret: walking.secret },
      bearer,
    );
    expect(await next.json()).toMatchObject({ action: "challenge", node: "second-factor" });
    expect(await startFlow(context)).toMatchObject({ action: "reject", code: "closed" });
    await client.versions.rollback.mutate({ scriptId: item.id, toVersion: 1, note: "open again" });
    expect(await startFlow(context)).toMatchObject({ action: "challenge" });
  });

  test("a session, a cookie and a token survive a restart", async () => {
    const context = await persona("Maria on a new laptop");
    const walking = await startFlow(context);
    await server.stop();
    server = await startTestServer(data.path);
    await startFlow(context);
    const answer = await post(
      `${server.url}/api/v1/sessions/${walking.sessionId}`,
      { form: { code: "000000" }, step: walking.step, secret: walking.secret },
      bearer,
    );
    expect(await answer.json()).toMatchObject({ action: "challenge", step: walking.step + 1 });
    // The cookie's name says the port, which is another one now.
    const sameHere = cookie.replace(/_\d+=/, `_${new URL(server.url).port}=`);
    const me = await fetch(`${server.url}/api/trpc/session.me`, { headers: { cookie: sameHere } });
    expect(await me.json()).toMatchObject({ result: { data: { email: admin.email } } });
  }, 30_000);
});
