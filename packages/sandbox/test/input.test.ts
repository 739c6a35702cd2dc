import type { Json, Outcome } from "@scriptyard/model";
import {
  createInlineSandbox,
  createSandbox,
  type Image,
  type InlineSandbox,
  type Sandbox,
} from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits } from "./programs.ts";

/** Everything a script can see of its arguments, short of property descriptors. */
const look = `
const seen = (value) => {
  if (Array.isArray(value)) return ["list", value.length, ...value.map(seen)];
  if (typeof value !== "object" || value === null) return [typeof value, Object.is(value, -0), value];
  const names = Object.keys(value);
  return ["object", names, names.map((name) => [name in value, Object.hasOwn(value, name), seen(value[name])])];
};
const hook = (...args) => {
  const before = JSON.stringify(args);
  return { before, args: seen(args), after: JSON.stringify(args), spread: args.map((arg) => JSON.stringify({ ...arg })) };
};
`;
/** The arguments as the sandbox brings them in, and as the script parses them itself from text. */
const given = `${look} export const onExecute = (...args) => hook(...args);`;
const parsed = `${look} export const onExecute = (text) => hook(...JSON.parse(text.join("")));`;

const roomy = limits({ timeoutMs: 20_000, inputBytes: 1_000_000, resultBytes: 10_000_000 });
const pieces = (args: Json[]): Json[] => [JSON.stringify(args).match(/[\s\S]{1,1000}/gu) ?? []];

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ minLength: 185, maxLength: 200 }),
  fc.string({ unit: "binary", minLength: 185, maxLength: 200 }),
  fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code).repeat(5)),
);
const key = fc.oneof(
  fc.constantFrom("notes", "name", "length", "0", "7", "toJSON", "constructor", "then", "é", "日"),
  fc.string({ maxLength: 6 }),
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -0, 2 ** 31, -(2 ** 31), 2 ** 31 - 1, 0.1, 1e300, -5e-324),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
}));
const args = fc.array(value, { maxLength: 3 });

/** The same shape with other values. */
function varied(from: Json, turn: number): Json {
  if (typeof from === "string")
    return Array.from(from)
      .reverse()
      .join("")
      .slice(turn % 2);
  if (typeof from === "number") return turn % 2 ? from / 2 : Math.trunc(from);
  if (typeof from === "boolean") return turn % 2 ? !from : null;
  if (Array.isArray(from)) return from.map((item) => varied(item, turn));
  if (from === null) return turn;
  return Object.fromEntries(Object.entries(from).map(([name, member]) => [name, varied(member, turn)]));
}

const comparable = ({ metrics, ...outcome }: Outcome) => {
  const { runUs: _run, queueUs: _queue, compileUs: _compile, ...counted } = metrics;
  return { ...outcome, metrics: counted };
};

describe.each(engines)("arguments on %s", (engine) => {
  let inline: InlineSandbox;
  let pool: Sandbox;
  const images: { [name: string]: Image } = {};

  beforeAll(async () => {
    inline = await createInlineSandbox({ engine, hostModules });
    pool = await createSandbox({ engine, workers: 1, hostModules });
    images.given = await image(inline, given);
    images.parsed = await image(inline, parsed);
    images.pool = await image(pool, given);
  });
  afterAll(() => Promise.all([inline[Symbol.asyncDispose](), pool[Symbol.asyncDispose]()]));

  it("are what JSON.parse makes of their text, however they get there", () => {
    fc.assert(
      fc.property(args, (first) => {
        const start = JSON.parse(JSON.stringify(first)) as Json[];
        const all = [0, 1, 2, 3].map((turn) => (turn === 0 ? start : (varied(start, turn) as Json[])));
        for (const each of all) {
          const a = inline.executeSync(images.given!, invocation(each, roomy));
          const b = inline.executeSync(images.parsed!, invocation(pieces(each), roomy));
          expect(a.status).toBe("ok");
          expect({ ...comparable(a), metrics: 0 }).toEqual({ ...comparable(b), metrics: 0 });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("cost the same whatever ran before, inline and in a thread", async () => {
    await fc.assert(
      fc.asyncProperty(args, async (each) => {
        const fresh = await createRun(inline);
        const first = comparable(inline.executeSync(fresh, invocation(each, roomy)));
        for (let turn = 0; turn < 3; turn++) {
          expect(comparable(inline.executeSync(fresh, invocation(each, roomy)))).toEqual(first);
        }
        expect(comparable(await pool.execute(images.pool!, invocation(each, roomy)))).toEqual(
          comparable(inline.executeSync(images.given!, invocation(each, roomy))),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("never write into a method that takes a field's name", () => {
    const code =
      "export const onExecute = (context, form) => [typeof form.note, form.note.name, form.note.length, form.x];";
    return image(inline, code).then((made) => {
      for (const note of [{ a: 1 }, "text", 0, { a: 2 }, [1, 2], { a: "x" }, 5]) {
        const outcome = inline.executeSync(made, invocation([{}, { note, x: 1 }], roomy));
        expect(outcome).toMatchObject({ result: ["function", "probe.note", 0, 1] });
      }
    });
  });

  describe("with constants", () => {
    const settings: Json = {
      theme: "dark",
      list: Array.from({ length: 300 }, (_, i) => ({ i, word: "Größe" })),
    };
    const constants = [{ argument: 0, path: ["realm", "settings"], id: "settings 1", value: settings }];
    const code = `export function onExecute(context, form) {
      const { settings } = context.realm ?? {};
      const found = [Object.keys(context.realm ?? {}).join(), settings?.theme, settings?.list.length, form];
      if (settings) { settings.theme = "spoilt"; settings.list.length = 0; context.realm.settings = null; }
      return found;
    }`;
    const all = { ...roomy, constants };

    it("bring them in last, pristine in every run", async () => {
      for (const sandbox of [inline, pool]) {
        const made = await image(sandbox, code);
        for (let turn = 0; turn < 4; turn++) {
          const run = await sandbox.execute(
            made,
            invocation([{ realm: { id: "r", now: `${turn}` } }, turn], all),
          );
          expect(run).toMatchObject({ result: ["id,now,settings", "dark", 300, turn] });
        }
        const long = { id: "r", now: "€".repeat(2_000) };
        expect(await sandbox.execute(made, invocation([{ realm: long }, 0], all))).toMatchObject({
          result: ["id,now,settings", "dark", 300, 0],
        });
        const own = await sandbox.execute(made, invocation([{ realm: { settings: 5, now: "n" } }, 0], all));
        expect(own).toMatchObject({ result: ["settings,now", "dark", 300, 0] });
        for (const context of [{ realm: null }, {}]) {
          const without = await sandbox.execute(made, invocation([context, 1], all));
          expect(without).toMatchObject({ result: ["", null, null, 1] });
        }
      }
    });

    it("are told apart by their id and place, and counted among the input's bytes", async () => {
      const made = await image(
        inline,
        "export const onExecute = (context) => context.x ?? context.y ?? null;",
      );
      const run = (path: string[], id: string, value: Json, more = {}) =>
        inline.executeSync(
          made,
          invocation([{ a: 1 }], { ...roomy, ...more, constants: [{ argument: 0, path, id, value }] }),
        );
      expect(run(["x"], "1", 1)).toMatchObject({ result: 1 });
      expect(run(["x"], "2", 2)).toMatchObject({ result: 2 });
      expect(run(["y"], "2", 2)).toMatchObject({ result: 2 });
      expect(run(["x"], "1", 1)).toMatchObject({ result: 1 });
      expect(inline.executeSync(made, invocation([{ a: 1 }], roomy))).toMatchObject({ result: null });
      expect(run(["x"], "large", "a".repeat(500), limits({ inputBytes: 400 }))).toMatchObject({
        error: { type: "operation_limit", limit: { name: "inputBytes", value: 400, reached: 511 } },
      });
      expect(() => run([], "none", 1)).toThrow("constants[0].path");
      expect(() => run(["a", "__proto__"], "none", 1)).toThrow("constants[0].path");
    });
  });

  describe("with large members", () => {
    const rows = (count: number, word: string) => Array.from({ length: count }, (_, i) => ({ id: i, word }));
    const large = { big: rows(40, "plain"), small: { a: 1 }, wide: rows(30, "Größe €"), last: 7 };
    const checks: { [what: string]: string } = {
      "keep their place": 'Object.keys(context).join() === "big,small,wide,last"',
      "are in": '"big" in context && Object.hasOwn(context, "wide") && !("none" in context)',
      "are read once": "context.big === context.big && context.wide[29].word === 'Größe €'",
      "become plain properties":
        "context.big && Object.getOwnPropertyDescriptor(context, 'big').writable === true",
      "are assignable before they are read":
        "(context.big = 5, context.big === 5 && Object.keys(context)[0] === 'big')",
      "are assignable afterwards": "(context.big.length, context.big = 5, context.big === 5)",
      "can be deleted": "delete context.big && !('big' in context) && context.big === undefined",
      "spread and copy":
        "({ ...context }).big.length === 40 && Object.assign({}, context).wide.length === 30",
      iterate: "Object.entries(context).length === 4 && Object.values(context)[0].length === 40",
      stringify: "JSON.parse(JSON.stringify(context)).wide[3].id === 3",
      "can be frozen": `(Object.freeze(context), Object.isFrozen(context) && context.big.length === 40 &&
        (() => { "use strict"; try { context.big = 1; return false } catch (e) { return e instanceof TypeError && context.big.length === 40 } })())`,
      "can be sealed":
        "(Object.seal(context), Object.isSealed(context) && (context.big = 3, context.big === 3) && context.wide.length === 30)",
      "stay on objects that take no more":
        "(Object.preventExtensions(context), context.big.length === 40 && (context.wide = 1, context.wide === 1))",
      "read through a proxy": "new Proxy(context, {}).big.length === 40 && context.big.length === 40",
      "read through an heir": "Object.create(context).wide.length === 30 && Object.hasOwn(context, 'wide')",
      "an heir gets its own": `(() => { const heir = Object.create(context); heir.big = 1;
        return Object.hasOwn(heir, "big") && heir.big === 1 && context.big.length === 40 })()`,
      "Reflect.set keeps to its receiver": `(() => { const other = {}; Reflect.set(context, "big", 2, other);
        return other.big === 2 && context.big.length === 40 })()`,
      destructure: "(({ big: [first], ...others }) => first.id === 0 && others.wide.length === 30)(context)",
      "survive poisoned built-ins": `(() => { JSON.parse = String.prototype.slice = Object.defineProperty = () => { throw 1 };
        return context.big.length === 40 && context.wide[0].word === "Größe €" })()`,
      "compare freeze with the original's shape":
        "Object.freeze.length === 1 && Object.freeze.name === 'freeze' && !('prototype' in Object.freeze) && Object.freeze(5) === 5",
    };

    it.each(Object.entries(checks))("%s", async (_what, check) => {
      const made = await image(inline, `export const onExecute = (context) => ${check};`);
      const threaded = await image(pool, `export const onExecute = (context) => ${check};`);
      const input = { ...large, wide: rows(30, "Größe €") };
      const runs = [0, 1, 2].map(() => inline.executeSync(made, invocation([input], roomy)));
      runs.push(inline.executeSync(made, invocation([{ ...input, last: "€" }], roomy)));
      for (const run of runs) expect(run).toMatchObject({ status: "ok", result: true });
      expect(comparable(await pool.execute(threaded, invocation([input], roomy)))).toEqual(
        comparable(runs[0]!),
      );
    });
  });

  it("is counted among the bytes that are kept", async () => {
    await using own = await createInlineSandbox({ engine });
    const made = await image(own, "export const onExecute = (a) => a");
    const kept = () => own.stats().perWorker[0]!.memoryBytes;
    const once = (shape: Json) => own.executeSync(made, invocation([shape]));
    once(0);
    const before = kept();
    once(1);
    const plan = kept() - before;
    expect(plan).toBeGreaterThan(50_000);
    for (let i = 0; i < 30; i++) {
      once({ [`key${i}`]: 1 });
      once({ [`key${i}`]: 2 });
    }
    // Eight shapes for each image.
    expect(kept() - before).toBeGreaterThan(7 * plan);
    expect(kept() - before).toBeLessThan(9 * plan);
    await using small = await createInlineSandbox({ engine, imageCacheBytes: 4 * plan });
    const idle = small.stats().perWorker[0]!.memoryBytes;
    for (let i = 0; i < 6; i++) {
      const other = await image(small, `export const onExecute = (a) => [a, ${i}]`);
      for (const n of [1, 2, 3]) small.executeSync(other, invocation([n]));
    }
    expect(small.stats().perWorker[0]!.memoryBytes - idle).toBeLessThan(5 * plan);
  });

  it("keeps constants that lie on the way through a list", async () => {
    const made = await image(inline, "export const onExecute = (a) => a");
    const constants = [{ argument: 0, path: ["list", "0", "n"], id: "n=0", value: 0 }];
    for (const n of [5, 6, 7]) {
      const order = invocation([{ list: [{ n, m: n }] }], { constants });
      expect(inline.executeSync(made, order)).toMatchObject({ result: { list: [{ n: 0, m: n }] } });
    }
  });

  let made = 0;
  const createRun = (sandbox: Sandbox) => image(sandbox, `${given}\n// ${made++}`);
});
