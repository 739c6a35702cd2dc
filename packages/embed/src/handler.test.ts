import { createServer } from "node:http";
import { createClient } from "@scriptyard/client";
import express from "express";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Handler } from "./index.ts";
import { consoleOf, embedded, listening } from "./testing/product.ts";

let yard: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => {
  yard = await embedded();
}, 120_000);
afterAll(() => yard[Symbol.asyncDispose]());

const line = { sku: "A-100", quantity: 12, listPrice: 10, currency: "EUR" };
const admin = "ada@shop.example admin";

/** Products of three kinds, with an address of their own. */
const products: Record<string, (handler: Handler) => Promise<AsyncDisposable & { origin: string }>> = {
  async Express(handler) {
    const app = express();
    app.use("/admin/scripts", handler);
    app.use(express.json());
    app.post("/orders", (request, response) => void response.json({ got: request.body as object }));
    return listening(createServer(app));
  },
  async "Express, at its root"(handler) {
    const app = express();
    app.use(handler);
    app.use(express.json());
    app.post("/orders", (request, response) => void response.json({ got: request.body as object }));
    return listening(createServer(app));
  },
  async Fastify(handler) {
    const app = fastify();
    app.register(
      async (scope) => {
        // Before Fastify reads the body.
        scope.addHook("onRequest", async (request, reply) => {
          reply.hijack();
          handler(request.raw, reply.raw);
        });
        scope.all("/", async () => undefined);
        scope.all("/*", async () => undefined);
      },
      { prefix: "/admin/scripts" },
    );
    app.post("/orders", async ({ body }) => ({ got: body }));
    await app.listen({ port: 0, host: "127.0.0.1" });
    return listening(app.server);
  },
  async "plain Node"(handler) {
    return listening((request, response) =>
      handler(request, response, (error) => {
        if (error) throw error as Error;
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          response.setHeader("content-type", "application/json");
          response.end(`{"got":${Buffer.concat(chunks).toString("utf8")}}`);
        });
      }),
    );
  },
};

describe.each(Object.entries(products))("in %s", (_kind, start) => {
  test("the console is below its path, the product around it as before", async () => {
    await using product = await start(yard.yard.handler);
    const { origin } = product;
    for (const path of [
      "/admin/scripts/",
      "/admin/scripts",
      "/admin/scripts/r/shop/scripts/pricing/discount",
    ]) {
      const page = await fetch(origin + path);
      expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      const text = await page.text();
      expect(text).toContain('<meta name="scriptyard-base" content="/admin/scripts" />');
      expect(text).toContain('<meta name="scriptyard-sign-in" content="/login" />');
      const file = / src="(\/admin\/scripts\/assets\/[^"]+\.js)"/.exec(text)?.[1];
      const script = await fetch(origin + file);
      expect([script.status, script.headers.get("content-type")]).toEqual([
        200,
        "application/javascript; charset=utf-8",
      ]);
      await script.body?.cancel();
    }
    const own = await fetch(`${origin}/orders`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"id":1}',
    });
    expect(await own.json()).toEqual({ got: { id: 1 } });
    expect((await fetch(`${origin}/admin/scripts/nope.txt`)).status).toBe(404);
  });

  test("its staff is signed in by the product, and calls come with a token made there", async () => {
    await using product = await start(yard.yard.handler);
    const { origin } = product;
    expect(await consoleOf(origin, null).session.me.query()).toBeNull();
    const ada = consoleOf(origin, admin);
    expect(await ada.session.me.query()).toMatchObject({ email: "ada@shop.example", role: "admin" });
    const { token } = await ada.tokens.create.mutate({ name: "product", scopes: ["execute"] });
    const beside = createClient({ url: `${origin}/admin/scripts/`, token });
    expect(await beside.realm("shop").call("pricing/discount", [line])).toMatchObject({ price: 96 });
  });
});

describe("whoever asks", () => {
  let product: Awaited<ReturnType<typeof listening>>;
  beforeAll(async () => {
    product = await listening(yard.yard.handler);
  });
  afterAll(() => product[Symbol.asyncDispose]());

  test("has the role that the product says, anew with every request", async () => {
    const { origin } = product;
    const bea = consoleOf(origin, "bea@shop.example operator");
    await expect(bea.users.list.query()).rejects.toThrow(/needs the role admin/);
    const asAdmin = consoleOf(origin, "BEA@shop.example admin");
    const members = await asAdmin.users.list.query();
    expect(members.filter(({ email }) => email === "bea@shop.example")).toMatchObject([
      { role: "admin", name: "Staff BEA@shop.example" },
    ]);
    // Who may do what is a security event, whoever decided it.
    const told = async () => {
      const { items } = await asAdmin.policy.events.query({ realm: "shop", kind: "account" });
      return items.map(({ message }) => message);
    };
    await expect
      .poll(told)
      .toEqual(
        expect.arrayContaining([
          "Staff bea@shop.example came from the product as operator.",
          "Staff BEA@shop.example is admin now, as the product says.",
        ]),
      );
    await expect(bea.users.list.query()).rejects.toThrow(/needs the role admin/);
  });

  test("and was disabled here gets in no more, whatever the product says", async () => {
    const { origin } = product;
    const cleo = consoleOf(origin, "cleo@shop.example author");
    const { id } = (await cleo.session.me.query())!;
    await consoleOf(origin, admin).users.update.mutate({ id, disabled: true });
    expect(await cleo.session.me.query()).toBeNull();
    await expect(cleo.realms.list.query()).rejects.toThrow(/disabled here/);
  });

  test("has no password here: nobody signs in, is invited or gets another role", async () => {
    const { origin } = product;
    const ada = consoleOf(origin, admin);
    const { id } = (await ada.session.me.query())!;
    const refused = /People sign in to the product/;
    await expect(ada.session.signIn.mutate({ email: "ada@shop.example", password: "x" })).rejects.toThrow(
      refused,
    );
    await expect(
      ada.users.invite.mutate({ email: "new@shop.example", name: "New", role: "author" }),
    ).rejects.toThrow(refused);
    await expect(ada.users.update.mutate({ id, role: "operator" })).rejects.toThrow(refused);
    await expect(ada.users.resetLink.mutate({ id })).rejects.toThrow(refused);
    await expect(ada.session.signOut.mutate()).rejects.toThrow(refused);
  });

  test("must say where a change comes from: a cookie of the product may be a lax one", async () => {
    const { origin } = product;
    const send = (headers: Record<string, string>) =>
      fetch(`${origin}/admin/scripts/api/trpc/tokens.create`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-staff": admin, ...headers },
        body: JSON.stringify({ name: "t", scopes: ["execute"] }),
      });
    // Node's fetch sends `sec-fetch-mode` alone.
    expect((await send({})).status).toBe(403);
    expect((await send({ origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await send({ origin, "content-type": "text/plain" })).status).toBe(415);
    expect((await send({ origin })).status).toBe(200);
  });

  test("who answers no person is a fault of the product, and tells nothing", async () => {
    const { origin } = product;
    const wrong = consoleOf(origin, "not-an-address admin");
    await expect(wrong.session.me.query()).rejects.toThrow();
    await expect(wrong.realms.list.query()).rejects.not.toThrow(/not-an-address/);
  });
});

test("the end-user page and what leads to it are below the path, its cookies too", async () => {
  await using other = await embedded({ hosts: ["identity"], realms: [{ name: "acme", host: "identity" }] });
  await using product = await listening(other.yard.handler);
  const { origin } = product;
  const page = await fetch(`${origin}/admin/scripts/f/acme/login`, { redirect: "manual" });
  expect(page.status).toBe(303);
  expect(page.headers.get("location")).toMatch(/^\/admin\/scripts\/f\/acme\/login\/s\/fls_/);
  for (const cookie of page.headers.getSetCookie()) expect(cookie).toMatch(/Path=\/admin\/scripts\/f/);
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const shown = await (await fetch(origin + page.headers.get("location"), { headers: { cookie } })).text();
  expect(shown).toMatch(/action="\/admin\/scripts\/f\/acme\/login\/s\/fls_/);
  const style = /<link rel="stylesheet" href="(\/admin\/scripts\/[^"]+)">/.exec(shown)?.[1];
  expect((await fetch(origin + style)).status).toBe(200);
  const session = await other.yard.realm("acme").startFlow("login");
  const { path } = await session.link();
  expect(path).toMatch(/^\/admin\/scripts\/f\/acme\/login\/s\/fls_.+\?k=/);
  expect((await fetch(origin + path, { redirect: "manual" })).status).toBe(303);
}, 120_000);

test("names of other machines are refused unless they were told", async () => {
  await using product = await listening(yard.yard.handler);
  const asked = (host: string) => ask(product.origin, host);
  expect(await asked("shop.example")).toBe(403);
  expect(await asked("localhost")).toBe(200);
  await using told = await embedded({ publicUrl: "https://shop.example" });
  await using other = await listening(told.yard.handler);
  expect(await ask(other.origin, "shop.example")).toBe(200);
  expect(await ask(other.origin, "evil.example")).toBe(403);
}, 120_000);

test("a body that was read before is told, instead of waited for", async () => {
  const app = express();
  app.use(express.json());
  app.use("/admin/scripts", yard.yard.handler);
  app.use(
    ((error: Error, _request, response, _next) =>
      void response.status(500).send(error.message)) as express.ErrorRequestHandler,
  );
  await using product = await listening(createServer(app));
  const answer = await fetch(`${product.origin}/admin/scripts/api/trpc/session.signOut`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect([answer.status, await answer.text()]).toEqual([
    500,
    "Scriptyard's handler got a request whose body was read before. Mount it before what parses bodies.",
  ]);
});

async function ask(origin: string, host: string): Promise<number> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    request(`${origin}/admin/scripts/`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}
