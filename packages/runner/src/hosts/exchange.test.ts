import { defineHost, type Host } from "@scriptyard/host-kit";
import { Fault, newId } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { actor, type Lab, type Machines, openLab, startMachines } from "../testing/lab.ts";

/** A shop whose scripts price a line; what its definition says is what these tests are about. */
function shop({
  amount = "total",
  effects = ["notes.add"],
  secret = false,
  shipped = "return 1;",
  takesOrders = true,
}: {
  amount?: string;
  effects?: string[];
  secret?: boolean;
  shipped?: string;
  takesOrders?: boolean;
}): Host {
  const text = z.string().max(100);
  const field = secret ? text.meta({ "x-sensitive": true }) : text;
  return defineHost({
    id: "shop",
    version: "1",
    title: "Shop",
    description: "Prices.",
    types: { Line: z.object({ [amount]: z.number(), customer: field }) },
    hooks: [
      {
        name: "onPrice",
        title: "Price",
        description: "Prices a line.",
        params: [{ name: "line", schema: { $ref: "#/$defs/Line" }, description: "A line." }],
        result: z.number(),
        functions: ["notes.*"],
      },
      {
        name: "onOrder",
        title: "Order",
        description: "Takes an order.",
        params: [{ name: "line", schema: { $ref: "#/$defs/Line" }, description: "A line." }],
        result: z.number(),
        functions: ["orders.*"],
      },
    ].filter(({ name }) => takesOrders || name !== "onOrder"),
    functions: [...effects, "orders.hold"].map((name) => ({
      name,
      kind: "effect" as const,
      forCaller: true as const,
      description: "Notes something.",
      params: [{ name: "text", schema: text, description: "What." }],
      example: `${name}("x");`,
      capability: "notes",
      levels: ["safe", "production", "development"] as const,
    })),
    defaults: [
      {
        module: "pricing",
        name: "shipped",
        hook: "onPrice",
        language: "typescript",
        description: "",
        source: `export const onPrice: ScriptyardHooks["onPrice"] = (line) => { ${shipped} };\n`,
        samples: [],
      },
    ],
    templates: [],
    limits: { timeoutMs: 2_000 },
  });
}

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = { ...(await startMachines()), host: shop({}) };
});
beforeEach(async () => {
  lab = await openLab(machines);
  return () => lab[Symbol.asyncDispose]();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const priced = (body: string, hook = "onPrice") =>
  `export const ${hook}: ScriptyardHooks["${hook}"] = (line) => {\n  ${body}\n};\n`;
const publish = (name: string, body: string, hook = "onPrice") =>
  lab.publish(`pricing/${name}`, priced(body, hook), { hook });
const execute = (name: string, line: object) =>
  lab.runner.execute({ realm: "test", module: "pricing", name, args: [line as never] }, actor);

test("another definition holds for what begins afterwards: types, input, masks, effects, shipped scripts", async () => {
  await publish("of-total", 'notes.add("seen"); return line.total;');
  const line = { total: 3, customer: "Ada" };
  expect(await execute("of-total", line)).toMatchObject({
    status: "ok",
    result: 3,
    effects: [{ name: "notes.add", args: ["seen"] }],
  });
  expect(await execute("shipped", line)).toMatchObject({ result: 1 });
  const before = await lab.runner.declarations(lab.realm, actor);

  await lab.runner.exchangeHosts([
    shop({ secret: true, effects: ["notes.add", "notes.drop"], shipped: "return 2;" }),
  ]);

  const after = await lab.runner.declarations(lab.realm, actor);
  expect(after).not.toEqual(before);
  expect(after.text).toContain("drop");
  // The same version runs on, with what its host opens now; what came in is masked as the new definition says.
  expect(await execute("of-total", line)).toMatchObject({
    status: "ok",
    result: 3,
    args: [{ total: 3, customer: "[masked]" }],
  });
  expect(await execute("shipped", line)).toMatchObject({ result: 2 });
  await publish("drops", 'notes.drop("x"); return 1;');
  await expect(execute("drops", { sum: 1, customer: "Ada" })).rejects.toThrow(/line/);
});

test("a draft of a shipped script that nobody touched goes along, one that somebody edited stays", async () => {
  const draftOf = async () => {
    const script = await lab.store.scripts.byName(lab.realm.id, "pricing", "shipped");
    return (await lab.store.drafts.get(script!.id))!.source;
  };
  await execute("shipped", { total: 1, customer: "Ada" });
  await lab.runner.exchangeHosts([shop({ shipped: "return 2;" })]);
  expect(await draftOf()).toContain("return 2;");
  const script = await lab.store.scripts.byName(lab.realm.id, "pricing", "shipped");
  await lab.save(script!.id, priced("return 9;"));
  await lab.runner.exchangeHosts([shop({ shipped: "return 3;" })]);
  expect(await draftOf()).toContain("return 9;");
});

/** A store of which everything that concerns scripts fails while it is told to. */
function failingStore(store: Store, fails: () => boolean): Store {
  const work = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          if (fails()) throw new Fault("storage", "disk I/O error");
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  return { ...store, scripts: work(store.scripts), drafts: work(store.drafts), realms: work(store.realms) };
}

test("a database that fails while definitions are exchanged leaves the old ones, or the new ones in every realm", async () => {
  let failing = false;
  let seen = 0;
  // The first call passes: it fails midway.
  const fails = () => failing && ++seen > 1;
  await using faulty = await openLab(machines, { wrapStore: (store) => failingStore(store, fails) });
  await faulty.store.realms.create({ ...faulty.realm, id: newId("rlm"), name: "other" });
  const of = async (realm: string) => {
    const asked = { realm, module: "pricing", name: "shipped", args: [{ total: 1, customer: "Ada" }] };
    return (await faulty.runner.execute(asked, actor)).result;
  };
  expect([await of("test"), await of("other")]).toEqual([1, 1]);

  failing = true;
  await faulty.runner.exchangeHosts([shop({ shipped: "return 2;" })]);
  failing = false;
  expect([await of("test"), await of("other")]).toEqual([2, 2]);
  // The drafts that nobody touched go along as soon as they can be written.
  const drafts = async () => {
    const realms = await faulty.store.realms.list();
    return Promise.all(
      realms.map(async ({ id }) => {
        const script = await faulty.store.scripts.byName(id, "pricing", "shipped");
        return (await faulty.store.drafts.get(script!.id))!.source.includes("return 2;");
      }),
    );
  };
  await expect.poll(drafts, { timeout: 10_000 }).toEqual([true, true]);

  failing = true;
  seen = 1;
  await expect(faulty.runner.exchangeHosts([shop({ shipped: "return 3;" })])).rejects.toThrow("disk I/O");
  failing = false;
  expect([await of("test"), await of("other")]).toEqual([2, 2]);
});

test("what does not fit is named with its place, told, and gone once it is published anew or the host is as it was", async () => {
  const { scriptId } = await publish("of-total", "return line.total;");
  await publish("constant", "return 1;");
  expect(await lab.runner.fit(lab.realm)).toEqual({ misfits: [], unchecked: 0 });
  const stop = new AbortController();
  const events = lab.runner.events({ types: ["host"] }, stop.signal)[Symbol.asyncIterator]();
  const told = async () => ((await events.next()).value as { change: string }).change;

  await lab.runner.exchangeHosts([shop({ amount: "sum" })]);
  expect(await told()).toBe("exchanged");
  expect(await lab.runner.misfits(lab.realm)).toMatchObject([
    {
      module: "pricing",
      name: "of-total",
      version: 1,
      count: 1,
      findings: [{ line: 2, message: expect.stringContaining("'total'") }],
    },
  ]);
  expect(await told()).toBe("checked");
  // Nothing stands in the way of what was published.
  expect(await execute("constant", { sum: 1, customer: "Ada" })).toMatchObject({ result: 1 });

  await lab.republish(scriptId, priced("return line.sum;"));
  expect(await lab.runner.fit(lab.realm)).toEqual({ misfits: [], unchecked: 0 });
  await lab.runner.exchangeHosts([shop({})]);
  expect((await lab.runner.misfits(lab.realm)).map(({ version }) => version)).toEqual([2]);
  await lab.runner.rollback({ scriptId, toVersion: 1, note: "as it was" }, actor);
  expect(await lab.runner.misfits(lab.realm)).toEqual([]);
  stop.abort();
});

test("whoever asks first hears what is known, and of the rest when it is", async () => {
  await publish("of-total", "return line.total;");
  await lab.runner.exchangeHosts([shop({ amount: "sum" })]);
  expect(await lab.runner.fit(lab.realm)).toEqual({ misfits: [], unchecked: 1 });
  await expect
    .poll(async () => (await lab.runner.fit(lab.realm)).misfits.map(({ name }) => name), { timeout: 60_000 })
    .toEqual(["of-total"]);
});

test("a hook that is gone is said, and what was written for it does not run", async () => {
  await publish("takes", "return line.total;", "onOrder");
  await lab.runner.exchangeHosts([shop({ takesOrders: false })]);
  expect(await lab.runner.misfits(lab.realm)).toMatchObject([
    { name: "takes", findings: [{ message: expect.stringContaining("the hook onOrder") }] },
  ]);
  await expect(execute("takes", { total: 1, customer: "Ada" })).rejects.toThrow(/does not have any more/);
});

test("what a hook may not call is an error at the call, with where it may be made; what asks first is warned", async () => {
  const { script } = await lab.runner.createScript(
    { realm: "test", module: "pricing", name: "holds", hook: "onPrice", language: "typescript" },
    actor,
  );
  const check = (body: string) => lab.runner.check({ scriptId: script.id, source: priced(body) }, actor);
  const finding = {
    code: "scriptyard/hook",
    line: 2,
    message: "orders.hold is not available in onPrice.",
    remedy: "Call it in onOrder.",
  };
  expect(await check('orders.hold("x"); return 1;')).toMatchObject([
    { ...finding, severity: "error", column: 3 },
  ]);
  expect(await check("const { hold } = orders; return 1;")).toEqual([
    expect.objectContaining({ code: "scriptyard/hook", severity: "error" }),
  ]);
  expect(await check('if (typeof orders !== "undefined") orders.hold("x"); return 1;')).toMatchObject([
    { ...finding, severity: "warning" },
  ]);
  expect(await check("const orders = { hold: 1 }; return orders.hold;")).toEqual([]);

  const revision = await lab.save(script.id, priced('orders.hold("x"); return 1;'));
  const refused = lab.runner.publish({ scriptId: script.id, note: "try", revision }, actor);
  await expect(refused).rejects.toMatchObject({ code: "draft_invalid" });
  // A preview says it in the same words, at the same place.
  const tried = await lab.runner.preview(
    { scriptId: script.id, args: [{ total: 1, customer: "Ada" }] },
    actor,
  );
  expect(tried).toMatchObject({
    status: "error",
    errorType: "execution",
    error: {
      message: expect.stringContaining("orders.hold is not available in onPrice. Call it in onOrder."),
    },
  });
});
