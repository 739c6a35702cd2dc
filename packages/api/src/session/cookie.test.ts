import { fastify } from "fastify";
import { expect, test } from "vitest";
import { createWorld, password } from "../testing/world.ts";
import { registerTrpc } from "../trpc/register.ts";
import { cookieSite } from "./cookie.ts";

const json = { "content-type": "application/json" };
const signIn = { email: "admin@example.com", password };

test("the cookie is another one at another port: two installations on one machine sign nobody out", async () => {
  await using world = await createWorld();
  const app = fastify();
  await registerTrpc(app, world.services, { secure: false, publicOrigin: null });
  const answer = await app.inject({
    method: "POST",
    url: "/api/trpc/session.signIn",
    headers: { host: "127.0.0.1:4400", ...json },
    payload: JSON.stringify(signIn),
  });
  const mine = String(answer.headers["set-cookie"]).split(";")[0]!;
  expect(mine).toMatch(/^scriptyard_session_4400=/);
  const me = async (port: number, cookie: string) => {
    const headers = { host: `127.0.0.1:${port}`, cookie };
    const { data } = (await app.inject({ url: "/api/trpc/session.me", headers })).json().result;
    return data?.email ?? null;
  };
  const neighbours = "scriptyard_session_4500=of-the-other-one";
  expect(await me(4400, `${neighbours}; ${mine}`)).toBe(signIn.email);
  expect(await me(4500, `${neighbours}; ${mine}`)).toBeNull();
  await app.close();

  // Behind a proxy the port is the one that people see, whatever the proxy asks for.
  const behind = fastify();
  const origin = "https://scriptyard.example:8443";
  await registerTrpc(behind, world.services, { secure: true, publicOrigin: origin });
  const proxied = await behind.inject({
    method: "POST",
    url: "/api/trpc/session.signIn",
    headers: { host: "127.0.0.1:4400", ...json, origin },
    payload: JSON.stringify(signIn),
  });
  expect(proxied.headers["set-cookie"]).toMatch(/^__Host-scriptyard_8443=/);
  await behind.close();
});

test.each([
  [null, "127.0.0.1:4400", "4400"],
  [null, "[::1]:4400", "4400"],
  [null, "[::1]", ""],
  [null, "scriptyard.example", ""],
  [null, undefined, ""],
  ["https://scriptyard.example", "inner:9000", ""],
] as const)("seen at %s, asked at %s, the port is “%s”", (origin, host, port) => {
  expect(cookieSite(origin, host, false, "").port).toBe(port);
});
