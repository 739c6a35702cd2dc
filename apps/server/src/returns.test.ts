import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServices } from "@scriptyard/api";
import { createServer, openParts, type Parts } from "@scriptyard/serving";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnv } from "./env.ts";
import { createVisitor, dataFolder } from "./testing/running.ts";

const data = dataFolder();
let parts: Parts;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  const log = pino({ level: "silent" });
  const env = readEnv({
    SCRIPTYARD_WORKERS: "1",
    SCRIPTYARD_DATA: data.path,
    SCRIPTYARD_SCRIPTS: join(data.path, "scripts"),
  });
  parts = await openParts(env, log);
  const services = createServices({
    ...parts,
    log,
    closing: new AbortController().signal,
    personas: () => [],
  });
  app = await createServer({ services, log, flowStartsPerMinute: 2 });
  await app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  await app.close();
  await parts[Symbol.asyncDispose]();
  data.remove();
});

test("coming back from another site runs scripts, and is bounded as forms are; looking is not", async () => {
  const visitor = createVisitor(url);
  const { path } = await visitor.get("/f/acme/registration");
  const status = async (address: string) => (await visitor.get(address)).status;
  const returns: number[] = [];
  for (let count = 0; count < 12; count++) returns.push(await status(`${path}?state=x.y&result=paid`));
  expect(returns.slice(0, 10)).not.toContain(429);
  expect(returns.slice(10)).toEqual([429, 429]);
  for (let count = 0; count < 12; count++) expect(await status(path)).toBe(200);
});

test("a walk that is under way is found where its flow is deleted meanwhile", async () => {
  const visitor = createVisitor(url);
  const { path, status } = await visitor.get("/f/acme/login");
  expect(status).not.toBe(404);
  const at = { realm: "acme", flow: "login" };
  await parts.runner.flowGraphs.remove(at, { userId: null, requestId: null });
  expect((await visitor.get(path)).status).toBe(status);
});
