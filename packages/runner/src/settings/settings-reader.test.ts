import { identity } from "@scriptyard/hosts";
import { afterAll, expect, test } from "vitest";
import { createHostRegistry } from "../texts/catalog/host-registry.ts";
import { declarationsOf } from "./declarations.ts";
import { createSettingsReader } from "./settings-reader.ts";

const settings = createSettingsReader();
afterAll(() => settings[Symbol.asyncDispose]());

const ann = { realm: "acme", person: "ann" };
const place = identity.settingsPlace;

/** Each holds the next, within the size of a schema. */
const chain = (n: number, mark = "x") => ({
  type: "object",
  title: mark,
  properties: { a: { $ref: "#/$defs/T0" } },
  $defs: Object.fromEntries(
    Array.from({ length: n }, (_, index) => [
      `T${index}`,
      index === n - 1
        ? { type: "string" }
        : { type: "object", properties: { a: { $ref: `#/$defs/T${index + 1}` } } },
    ]),
  ),
});

test("small and large schemas are answered alike, wherever they are read", async () => {
  for (const n of [3, 900]) {
    const schema = chain(n);
    const { issues, types } = await settings.read({ schema, settings: { a: { a: 5 } }, place }, ann);
    expect(issues).toMatchObject([{ path: "settings.a.a" }]);
    expect(identity.declarations({ settingsTypes: types! })).toEqual(
      identity.declarations({ settingsSchema: schema }),
    );
    const wrong = { ...schema, properties: { a: { not: {} } } };
    expect(await settings.read({ schema: wrong, settings: {}, place }, ann)).toEqual({
      issues: [
        { path: "settingsSchema#/properties/a/not", message: expect.stringContaining("not supported") },
      ],
      types: null,
    });
  }
});

test("the thread that serves is left alone, however large and many they are", async () => {
  await settings.read({ schema: chain(900, "warm"), place }, ann);
  let longestMs = 0;
  let last = process.cpuUsage();
  // Processor time of this process between two turns: unlike the clock it does not run while others work.
  const beat = setInterval(() => {
    const used = process.cpuUsage(last);
    last = process.cpuUsage();
    longestMs = Math.max(longestMs, (used.user + used.system) / 1_000);
  }, 1);
  const asked = Array.from({ length: 8 }, (_, n) =>
    settings.read(
      { schema: chain(900, `n${n}`), settings: { a: n }, place },
      { realm: `r${n}`, person: "mallory" },
    ),
  );
  for (const { types } of await Promise.all(asked)) expect(types?.others.length).toBeGreaterThan(10_000);
  clearInterval(beat);
  // All eight at once took 400 ms and more of it. What the collector of a busy process takes in one piece is no schema.
  expect(longestMs).toBeLessThan(150);
});

test("one that takes too long is refused in plain words, and remembered", async () => {
  await using strict = createSettingsReader({ timeoutMs: 1 });
  const asked = { schema: chain(900, "slow"), settings: {}, place };
  const insist = async () => {
    for (;;) {
      const answer = await strict.read(asked, ann).catch((error: { code?: string }) => error.code);
      if (answer !== "busy") return answer;
    }
  };
  const answer = await insist();
  // On a quick machine it may be done before anybody looks.
  if (typeof answer === "object" && answer.types === null)
    expect(answer.issues).toEqual([
      { path: "settingsSchema", message: "takes too long to read; make it of fewer types" },
    ]);
});

test("whoever goes away is not read for", async () => {
  const gone = AbortSignal.abort();
  const asked = settings.read({ schema: chain(900, "gone"), place }, ann, gone);
  await expect(asked).rejects.toMatchObject({ code: "busy" });
});

test("a realm's declarations are made once for each schema", async () => {
  const hosts = createHostRegistry([identity]);
  try {
    const realm = { id: "rlm_x", hostId: identity.id, settingsSchema: chain(900, "once") as never };
    const first = await declarationsOf({ hosts }, realm, ann);
    expect(await declarationsOf({ hosts }, structuredClone(realm), ann)).toBe(first);
    expect(first).toEqual(identity.declarations({ settingsSchema: realm.settingsSchema }));
    const ofHook = await declarationsOf({ hosts }, realm, ann, "onExecute");
    expect(ofHook).toEqual(
      identity.declarations({ settingsSchema: realm.settingsSchema, hook: "onExecute" }),
    );
  } finally {
    await hosts.settings[Symbol.asyncDispose]();
  }
});
