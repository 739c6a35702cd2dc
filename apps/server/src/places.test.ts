import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import { type Client, createVisitor, dataFolder, signIn, startTestServer } from "./testing/running.ts";

const data = dataFolder();
let server: RunningServer;
let client: Client;
beforeAll(async () => {
  server = await startTestServer(data.path, {
    trustedProxies: ["127.0.0.1"],
    proxyHeaders: [
      { name: "x-country", meaning: "country" },
      { name: "x-device", meaning: null },
    ],
  });
  ({ client } = await signIn(server.url));
}, 60_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

/** What the login's first script was told of a visitor's request. */
async function told(headers: { [name: string]: string }): Promise<{ [name: string]: unknown }> {
  const mark = `https://from.example/${Math.random()}`;
  await createVisitor(server.url).get("/f/acme/login", { ...headers, referer: mark });
  let found: { [name: string]: unknown } | undefined;
  await expect
    .poll(
      async () => {
        const { items } = await client.executions.list.query({ realm: "acme", filter: {} });
        for (const { id } of items) {
          const { args } = await client.executions.get.query({ id });
          const { request } = args[0] as { request: { headers: { referer?: string } } };
          if (request.headers.referer === mark) found = request;
        }
        return found;
      },
      { timeout: 20_000 },
    )
    .toBeDefined();
  return found!;
}

test("scripts of the page know what a trusted proxy says of a visitor", async () => {
  const headers = { "x-forwarded-for": "203.0.113.7", "x-country": "NO", "x-device": "d1", "x-other": "o" };
  const request = await told(headers);
  expect(request).toMatchObject({ ip: "203.0.113.7", country: "NO", headers: { "x-device": "d1" } });
  expect(request.headers).not.toHaveProperty("x-other");
  expect(await told({ "x-forwarded-for": "203.0.113.7" })).not.toHaveProperty("country");
});

test("a server does not start over a file that is no database", async () => {
  const other = dataFolder();
  const geoDatabase = join(other.path, "text.mmdb");
  writeFileSync(geoDatabase, "no database".repeat(100));
  try {
    await expect(startTestServer(other.path, { geoDatabase })).rejects.toThrow("SCRIPTYARD_GEO_DATABASE");
  } finally {
    other.remove();
  }
});

test("templates that need a country have nothing to complain about here", async () => {
  const offered = await client.scripts.templates.query({ realm: "acme" });
  expect(offered.filter(({ needs }) => needs?.includes("country")).map(({ lacks }) => lacks)).toEqual([
    null,
    null,
  ]);
});
