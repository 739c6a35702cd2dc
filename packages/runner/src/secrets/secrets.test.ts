// Long: what secrets hold to, over one runner, with the documented examples as they stand in docs/secrets.md.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Execution, type Json, readTrace } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sensitiveHeader } from "../engine/sensitive.ts";
import { actor, type Lab, type Machines, openLab, startMachines } from "../testing/lab.ts";
import { fault } from "../testing/scripts.ts";
import { onCall } from "../testing/trigger-scripts.ts";
import { formsOf } from "./forms.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const docs = readFileSync(new URL("../../../../docs/secrets.md", import.meta.url), "utf8");
const documented = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!);
const example = (hook: string): string => documented.find((text) => text.includes(`function ${hook}(`))!;
const call = (body: string) =>
  onCall(body).replace(
    "function onCall(params: ToolParams): Json",
    "async function onCall(params: ToolParams): Promise<Json>",
  );

const set = (lab: Lab, name: string, value: string, script: string | null = null) =>
  lab.runner.secrets.set({ realm: "test", name, script, value }, actor);
const run = (lab: Lab, name: string, params: Json = {}): Promise<Execution> => {
  const [module = "", script = ""] = name.split("/");
  return lab.runner.execute({ realm: "test", module, name: script, args: [params] }, actor);
};
const answered = async (lab: Lab, name: string, params: Json = {}): Promise<Json> => {
  const done = await run(lab, name, params);
  return done.status === "ok" ? done.result : (done.error?.message ?? "");
};

describe("the documented examples", () => {
  test("a webhook is believed when the secret signed it", async () => {
    await using lab = await openLab(machines);
    await set(lab, "github-webhook", "It's a Secret to Everybody");
    await lab.publish("hooks/pushed", example("onRequest"), { hook: "onRequest" });
    const signature = createHmac("sha256", "It's a Secret to Everybody").update("Hello").digest("hex");
    const request = (body: Json) => ({
      id: "req_1",
      method: "POST",
      path: "/pushed",
      params: {},
      query: {},
      headers: {},
      bodyType: "json",
      body,
      ip: "203.0.113.7",
      time: "2026-05-04T09:00:00.000Z",
    });
    expect(await answered(lab, "hooks/pushed", request({ text: "Hello", signature }))).toEqual({
      status: 202,
    });
    expect(await answered(lab, "hooks/pushed", request({ text: "Hallo", signature }))).toEqual({
      status: 401,
    });
  });

  test("a token is signed, and bytes are encrypted", async () => {
    await using lab = await openLab(machines);
    await set(lab, "session-signer", "a long enough secret");
    await lab.publish("tools/token", example("onCall"), { hook: "onCall" });
    const { token } = (await answered(lab, "tools/token", { user: "u_1" })) as { token: string };
    const [head, body, signature] = token.split(".");
    const signed = createHmac("sha256", "a long enough secret").update(`${head}.${body}`).digest("base64url");
    expect(signature).toBe(signed);
    await set(lab, "vault-key", "000102030405060708090a0b0c0d0e0f");
    await lab.publish("jobs/seal", example("onMessage"), { hook: "onMessage" });
    const message = { topic: "a", payload: 1, headers: {}, time: "2026-05-04T09:00:00.000Z" };
    const done = await run(lab, "jobs/seal", { id: "msg_01jd3x8k2m9q", ...message });
    expect(done.effects).toEqual([{ name: "publish", args: ["cards.sealed", { bytes: 20 }] }]);
  });
});

describe("secrets", () => {
  test("are handed to the scripts that may have them, and the newest version", async () => {
    await using lab = await openLab(machines);
    await set(lab, "api-key", "of-the-realm-1");
    const text = call(`
      const key = await crypto.subtle.importKey("raw", secrets.get("api-key"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode("x")));
      return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");`);
    for (const name of ["a/one", "a/two"]) await lab.publish(name, text, { hook: "onCall" });
    const signed = (key: string) => createHmac("sha256", key).update("x").digest("hex");
    expect(await answered(lab, "a/one")).toBe(signed("of-the-realm-1"));
    await set(lab, "api-key", "of-the-realm-2");
    await set(lab, "api-key", "of-one-alone", "a/one");
    expect(await answered(lab, "a/one")).toBe(signed("of-one-alone"));
    expect(await answered(lab, "a/two")).toBe(signed("of-the-realm-2"));
    const { items } = await lab.runner.secrets.list("test");
    expect(items.map(({ name, script, version, usedBy }) => [name, script, version, usedBy])).toEqual([
      ["api-key", null, 2, ["a/two"]],
      ["api-key", "a/one", 1, ["a/one"]],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/of-the-realm|of-one|sealed/);
    const stored = JSON.stringify(await lab.store.secrets.list(lab.realm.id));
    expect(stored).not.toContain("of-the-realm");
    const lastUsed = async () => (await lab.runner.secrets.list("test")).items[0]!.lastUsedAt;
    await expect.poll(lastUsed).toBe(lab.clock.now);
  });

  test("one that is missing is an error at the call, and a name is written as a text", async () => {
    await using lab = await openLab(machines);
    await set(lab, "stripe", "sk_live_4242");
    await lab.publish("a/one", call(`return String(secrets.get("strpe"));`), { hook: "onCall" });
    expect(await answered(lab, "a/one")).toContain('no secret "strpe" for this script. There are: stripe');
    const built = call(`const { name } = params as { name: string };\nreturn String(secrets.get(name));`);
    await lab.publish("a/two", built, { hook: "onCall" });
    expect(await answered(lab, "a/two", { name: "stripe" })).toContain("write the name");
    expect((await lab.runner.secrets.list("test")).missing).toEqual([{ name: "strpe", usedBy: ["a/one"] }]);
  });

  test("the plain text needs a level that grants it by its name, and is masked in what is kept and shown", async () => {
    await using lab = await openLab(machines);
    const secret = "sk/live+4242 ü";
    await set(lab, "stripe", secret);
    const text = call(`
      const plain = secrets.value("stripe");
      const { fails } = params as { fails?: boolean };
      log.info("have " + plain, { plain, [plain]: 1 });
      console.log(btoa("user:" + encodeURIComponent(plain)), encodeURIComponent(plain));
      if (fails) throw new RangeError("with " + plain);
      publish("keys.told", { plain });
      return { plain, long: "x" + plain + "y" };`);
    const { scriptId } = await lab.publish("a/one", text.replace("secrets.value", "(secrets as any).value"), {
      hook: "onCall",
      securityLevel: "development",
    } as object);
    expect(await answered(lab, "a/one")).toMatch(/secrets\.value needs the capability|not a function/);
    const policy = {
      defaultLevel: "production",
      rules: [],
      levels: { legacy: { extends: "production", grant: ["secrets.value"] } },
    };
    await lab.runner.updatePolicy("test", policy as never, actor);
    await lab.runner.updateSettings(scriptId, { securityLevel: "legacy" }, actor);
    await lab.republish(scriptId, text);
    const live = await run(lab, "a/one");
    // What a live script answers is its own affair.
    expect(live.result).toEqual({ plain: secret, long: `x${secret}y` });
    const failed = await run(lab, "a/one", { fails: true });
    expect(failed.error).toMatchObject({ message: "with [masked]" });
    // It came in from outside.
    const echoed = await run(lab, "a/one", { said: `it is ${secret}` });
    const preview = await lab.runner.preview(
      { scriptId, source: text, args: [{}], libraryDrafts: false, handsSecrets: true },
      actor,
    );
    expect(preview.error!.message).toContain("the plain text is for what is published");
    await lab.recorder.flush();
    // What it answered is shown to nobody afterwards.
    const replayed = await lab.runner.replay({ executionId: live.id, on: "recorded" }, actor);
    expect(replayed.execution.result).toEqual({ plain: "[masked]", long: "x[masked]y" });
    expect(replayed.execution.effects).toEqual([
      { name: "publish", args: ["keys.told", { plain: "[masked]" }] },
    ]);
    // Nor is what a variable held meanwhile: letters of it are numbers, so a traced run is handed none of it.
    const asked = { executionId: live.id, seesSeeds: true, handsSecrets: true };
    const traced = await lab.runner.trace(asked, actor);
    expect(traced).toMatchObject({
      status: "error",
      error: { message: expect.stringContaining("the plain text is not handed to one") },
      diverged: expect.arrayContaining([expect.objectContaining({ what: "error", recorded: "null" })]),
      untraced: expect.stringContaining("is not shown to traces"),
      trace: null,
    });
    await lab.recorder.flush();
    const records = await Promise.all(
      [live, failed, echoed, preview].map(({ id }) => lab.store.executions.byId(id)),
    );
    const shown = JSON.stringify([records, preview, replayed, traced, live.logs, failed]);
    for (const form of formsOf(secret)) expect(shown).not.toContain(form);
    expect(records[2]!.args).toEqual([{ said: "it is [masked]" }]);
    // A version that was replaced is masked while it is kept.
    await set(lab, "stripe", "sk_live_next");
    const older = await run(lab, "a/one", { said: secret });
    await lab.recorder.flush();
    expect((await lab.store.executions.byId(older.id))!.args).toEqual([{ said: "[masked]" }]);
  });

  test("a trace has no number made of a plain text, also where the script goes on without it", async () => {
    await using lab = await openLab(machines);
    await set(lab, "stripe", "sk_live_4242");
    const text = call(`
      let sum = 0;
      try {
        for (const letter of (secrets as any).value("stripe")) sum += letter.charCodeAt(0);
      } catch {
        sum = -1;
      }
      return sum > 100_000;`);
    const policy = {
      defaultLevel: "production",
      rules: [],
      levels: { legacy: { extends: "production", grant: ["secrets.value"] } },
    };
    await lab.runner.updatePolicy("test", policy as never, actor);
    const { scriptId } = await lab.publish("a/one", text, { hook: "onCall" });
    await lab.runner.updateSettings(scriptId, { securityLevel: "legacy" }, actor);
    await lab.republish(scriptId, text);
    const live = await run(lab, "a/one");
    const asked = { executionId: live.id, seesSeeds: true, handsSecrets: true };
    const { trace, tables, untraced, error } = await lab.runner.trace(asked, actor);
    expect({ untraced, error }).toEqual({ untraced: null, error: null });
    const known = { ...tables, modules: tables.modules.map((specifier) => ({ specifier, shifts: [] })) };
    const { writes } = readTrace(trace!, known);
    const sums = [...writes.variable].flatMap((variable, i) =>
      known.variables[variable]!.name === "sum" ? [writes.value[i]] : [],
    );
    expect(sums).toEqual([0, -1]);
  });

  test("users are also those whose libraries name one, and those that run from a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "secrets-"));
    await mkdir(join(folder, "jobs"));
    await writeFile(join(folder, "jobs", "send.ts"), call(`return String(secrets.get("mail"));`));
    try {
      await using lab = await openLab(machines, { folder });
      await set(lab, "stripe", "sk_live_4242");
      const library = `export const key = (): string => String(secrets.get("stripe"));`;
      await lab.publish("shared/pay", library, { hook: null });
      const importing = `import { key } from "shared/pay";\n${call("return key();")}`;
      await lab.publish("shop/pay", importing, { hook: "onCall" });
      const listed = () => lab.runner.secrets.list("test");
      await expect
        .poll(async () => (await listed()).missing)
        .toEqual([{ name: "mail", usedBy: ["jobs/send"] }]);
      expect((await listed()).items[0]!.usedBy).toEqual(["shop/pay"]);
      await set(lab, "mail", "a mail password");
      const removal = lab.runner.secrets.remove(
        { realm: "test", name: "mail", script: null, over: false },
        actor,
      );
      expect(await fault(removal)).toMatchObject({ message: expect.stringContaining("jobs/send uses") });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("what a visitor typed in confidence leaves nothing in the record where a secret stands in it", async () => {
    await using lab = await openLab(machines);
    await set(lab, "stripe", "sk_live_4242");
    const text = `export async function onMessage(message: BusMessage): Promise<void> {
      const { typed } = message.payload as { typed: string };
      log.info("typed " + typed);
      await crypto.subtle.importKey("raw", secrets.get("stripe"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    }`;
    await lab.publish("a/typed", text, { hook: "onMessage" });
    const done = await run(lab, "a/typed", {
      id: "msg_01jd3x8k2m9q",
      topic: "a",
      payload: { typed: "my sk_live_4242 and pin 9731" },
      headers: { [sensitiveHeader]: "/typed" },
      time: "2026-05-04T09:00:00.000Z",
    });
    expect(done.status).toBe("ok");
    await lab.recorder.flush();
    const record = await lab.store.executions.byId(done.id);
    expect(record!.logs.map(({ message }) => message)).toEqual(["typed [masked]"]);
    expect(JSON.stringify(record)).not.toContain("9731");
  });

  test("a text that somebody tries who may not save it has none, at first and replayed", async () => {
    await using lab = await openLab(machines);
    await set(lab, "stripe", "sk_live_4242");
    const text = call(`return String(secrets.get("stripe"));`);
    const { scriptId } = await lab.publish("a/one", text, { hook: "onCall" });
    const order = { scriptId, source: `${text}\n`, args: [{}], libraryDrafts: false };
    const tried = await lab.runner.preview(order, actor);
    expect(tried.error!.message).toContain("secrets are handed to trials of authors");
    const byAuthor = await lab.runner.preview({ ...order, handsSecrets: true }, actor);
    expect(byAuthor.result).toBe("[secret stripe]");
    await lab.recorder.flush();
    const again = await lab.runner.replay({ executionId: byAuthor.id, on: "recorded" }, actor);
    expect(again.execution.error!.message).toContain("secrets are handed to trials of authors");
    const live = await lab.runner.replay({ executionId: byAuthor.id, on: "live" }, actor);
    expect(live.execution.result).toBe("[secret stripe]");
  });

  test("one that live scripts use is removed when it is said once more; all of it is told", async () => {
    await using lab = await openLab(machines);
    await set(lab, "stripe", "sk_live_4242");
    await lab.publish("a/one", call(`return String(secrets.get("stripe"));`), { hook: "onCall" });
    const place = { realm: "test", name: "stripe", script: null };
    expect(await fault(lab.runner.secrets.remove({ ...place, over: false }, actor))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("a/one uses the secret"),
    });
    await set(lab, "stripe", "sk_live_4343");
    await lab.runner.secrets.remove({ ...place, over: true }, actor);
    expect(await fault(lab.runner.secrets.remove({ ...place, over: true }, actor))).toMatchObject({
      code: "not_found",
    });
    const { items } = await lab.store.securityEvents.list(lab.realm.id, { kind: "secret" }, { limit: 9 });
    expect(items.map(({ message }) => message).sort()).toEqual([
      "The secret stripe was removed.",
      "The secret stripe was rotated: version 2 is in use.",
      "The secret stripe was set.",
    ]);
  });

  test("a value that could not be kept safe is refused, and so is one that somebody else was faster with", async () => {
    await using lab = await openLab(machines);
    for (const [value, why] of [
      ["short", "at least 8"],
      ["x".repeat(16_385), "at most 16384"],
      ["copied along\n", "begins or ends with a space"],
    ] as const)
      expect(await fault(set(lab, "a", value))).toMatchObject({
        code: "bad_request",
        message: expect.stringContaining(why),
        details: { issues: [{ path: "value", message: expect.stringContaining(why) }] },
      });
    await set(lab, "a", "first value");
    const late = lab.runner.secrets.set(
      { realm: "test", name: "a", script: null, value: "second value", basedOn: null },
      actor,
    );
    expect(await fault(late)).toMatchObject({
      code: "conflict",
      message: 'There is a secret "a" already: rotate it.',
    });
  });
});

test("the forms of a value are those that tools write it in", () => {
  const value = 'a/b+c "d" 42 ü';
  const forms = formsOf(value);
  for (const written of [
    value,
    Buffer.from(value).toString("base64url"),
    Buffer.from(value).toString("hex"),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ])
    expect(forms).toContain(written);
  for (const before of ["", "u:", "us:", "use:"]) {
    const basic = Buffer.from(`${before}${value}!`).toString("base64");
    expect(forms.some((form) => basic.includes(form))).toBe(true);
  }
});

test("the parts of a value that give it away are its forms, too", () => {
  const percent = formsOf("a/b+c=ü-42");
  expect(percent).toContain("a%2fb%2bc%3d%c3%bc-42");
  expect(percent).toContain("a\\/b+c=ü-42");
  expect(
    formsOf(JSON.stringify({ a: { b: { c: [{ d: { e: "deep-key-1" } }] } }, short: "seven-7" })),
  ).toContain("deep-key-1");
  expect(formsOf(JSON.stringify([{ key: "in-a-list" }]))).toContain("in-a-list");
  const database = formsOf("postgres://shop-user:p%40ss-word@db.test/shop");
  for (const part of ["shop-user", "p%40ss-word", "p@ss-word"]) expect(database).toContain(part);
});
