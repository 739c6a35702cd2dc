import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScriptFailed, ScriptyardError } from "@scriptyard/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScriptyard } from "./index.ts";
import { embedded, shop as shopHost, throwingHost } from "./testing/product.ts";

let yard: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => {
  yard = await embedded({
    hosts: [shopHost, "identity"],
    realms: [
      { name: "shop", host: "shop" },
      { name: "acme", host: "identity" },
    ],
  });
}, 120_000);
afterAll(() => yard[Symbol.asyncDispose]());

const line = { sku: "A-100", quantity: 12, listPrice: 10, currency: "EUR" };

test("a script is called with what a request could carry, and answers as over HTTP", async () => {
  const shop = yard.yard.realm("shop");
  const done = await shop.execute("pricing/discount", [line], { seed: "s", clock: new Date(0) });
  expect(done).toMatchObject({ status: "ok", result: { price: 96 }, effects: [] });
  expect(done.executionId).toMatch(/^exe_/);
  expect(await shop.call("pricing/discount", [{ ...line, quantity: 1 }])).toEqual({ price: 10 });
  const order = { id: "1", customer: { email: "a@b.example", orders: 0 }, total: 2_000 };
  expect((await shop.execute("orders/review", [order, null])).effects).toEqual([
    { name: "orders.flag", args: ["First order, and 2000 at once"] },
  ]);
});

test("what fails is told as the client tells it", async () => {
  const shop = yard.yard.realm("shop");
  const refused = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ScriptyardError);
    return error as ScriptyardError;
  };
  expect(await refused(shop.execute("pricing/nope", [line]))).toMatchObject({
    code: "not_found",
    status: 404,
  });
  expect(await refused(yard.yard.realm("nope").execute("pricing/discount", [line]))).toMatchObject({
    code: "not_found",
  });
  const wrong = await refused(shop.execute("pricing/discount", [{ ...line, quantity: "many" }]));
  expect(wrong).toMatchObject({ code: "bad_request", status: 400, retry: false });
  expect(wrong.message).toContain("quantity");
  const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as object;
  expect((await refused(shop.execute("pricing/discount", [hostile]))).code).toBe("bad_request");
  const round: { self?: object } = {};
  round.self = round;
  expect((await refused(shop.execute("pricing/discount", [round]))).message).toMatch(/^args: is no JSON/);
  expect((await refused(shop.publish("orders.created", 1n))).code).toBe("bad_request");
  await expect(shop.execute("nope", [])).rejects.toThrow(TypeError);
  await expect(
    shop.call("pricing/discount", [line], { signal: AbortSignal.abort(new Error("mine")) }),
  ).rejects.toThrow("mine");
});

test("messages and tools answer as over HTTP", async () => {
  const shop = yard.yard.realm("shop");
  expect(await shop.publish("orders.created", { id: 1 })).toMatchObject({ subscriptions: 0 });
  expect(await shop.tools()).toEqual([]);
  await expect(shop.callTool("nope", {})).rejects.toMatchObject({ code: "not_found" });
});

test("a flow is walked, and taken up again by its id and secret", async () => {
  const session = await yard.yard.realm("acme").startFlow("login");
  expect(session.answer).toMatchObject({ action: "challenge" });
  const again = yard.yard.resume({ id: session.id, secret: session.secret });
  expect(again.answer).toBeNull();
  expect(await again.read()).toMatchObject({ sessionId: session.id, step: session.answer!.step });
  const answer = await again.submit({ email: "not an address", password: "x" });
  expect(answer.sessionId).toBe(session.id);
  await expect(yard.yard.resume({ id: session.id, secret: "wrong" }).read()).rejects.toBeInstanceOf(
    ScriptyardError,
  );
});

test("a script that fails is part of the answer, or thrown by call", async () => {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-embed-host-"));
  await using other = await embedded({
    hosts: [throwingHost(folder)],
    realms: [{ name: "r", host: "throws" }],
  });
  const realm = other.yard.realm("r");
  expect(await realm.execute("a/b", [1])).toMatchObject({ status: "error", result: null });
  await expect(realm.call("a/b", [1])).rejects.toBeInstanceOf(ScriptFailed);
  rmSync(folder, { recursive: true });
}, 120_000);

test("everything that is wrong with the options is told at once, and nothing is made", async () => {
  await expect(
    createScriptyard({
      hosts: [],
      dataDir: undefined as never,
      basePath: "admin scripts",
      publicUrl: "shop.example",
      allowedHosts: ["http://x"],
      workers: 0,
    }),
  ).rejects.toThrow(
    /^createScriptyard:\n {2}basePath: .*\n {2}publicUrl: .*\n {2}allowedHosts\[0\]: .*\n {2}dataDir: .*(\n {2}hosts.*)\n {2}workers.*$/,
  );
});
