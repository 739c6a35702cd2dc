import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cli } from "../testing/cli.ts";

let elsewhere: Server;
let redirecting: Server;
const reached: string[] = [];
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listen = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

beforeAll(async () => {
  elsewhere = createServer((request, answer) => {
    reached.push(`${request.method} ${request.url}`);
    answer.end("{}");
  });
  await listen(elsewhere);
  redirecting = createServer((request, answer) => {
    request.resume();
    // Kept by each client: the method and the body go along.
    answer.writeHead(307, { location: `${addressOf(elsewhere)}/stolen?token=1` }).end();
  });
  await listen(redirecting);
});
afterAll(() => {
  elsewhere.close();
  redirecting.close();
});

test.each([
  ["realm", "list"],
  ["realm", "export", "acme"],
  ["flow", "list"],
  ["pull", "--dir", "nowhere-at-all"],
  ["token", "create", "--name", "x", "--scope", "flows", "--email", "a@example.com"],
])("what a token or a password goes along with is not sent where a server says: %s %s", async (...args) => {
  const { code, stderr } = await cli([...args, "--server", addressOf(redirecting)], "", {
    SCRIPTYARD_TOKEN: "sy_secret",
    SCRIPTYARD_ADMIN_PASSWORD: "a long enough password",
  });
  expect(code).toBe(1);
  expect(stderr).toContain(`sends callers on to ${addressOf(elsewhere)}/stolen. Nothing was sent there`);
  expect(stderr).not.toContain("token=1");
  expect(reached).toEqual([]);
});
