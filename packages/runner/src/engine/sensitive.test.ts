import type { Json } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../testing/lab.ts";
import { decision, fault } from "../testing/scripts.ts";
import { onMessage, until } from "../testing/trigger-scripts.ts";

let machines: Machines;
let lab: Lab;
/** Everything that was told to whoever follows live events. */
const told: Json[] = [];
const ended = new AbortController();
let following: Promise<void>;
/** For every run so far: its hook, and whether its sandbox was told to wipe the memory after it. */
const wiped: { hook: string; sensitive: boolean }[] = [];
beforeAll(async () => {
  machines = await startMachines();
  const { sandbox } = machines;
  const start: Sandbox["start"] = (image, invocation, options) => {
    wiped.push({ hook: invocation.hook, sensitive: invocation.sensitive === true });
    return sandbox.start(image, invocation, options);
  };
  const watched: Sandbox = Object.assign(Object.create(sandbox), { start });
  lab = await openLab({ ...machines, sandbox: watched });
  await lab.runner.triggers.start();
  following = (async () => {
    for await (const event of lab.runner.events({}, ended.signal)) told.push(event as unknown as Json);
  })();
});
afterAll(async () => {
  ended.abort();
  await following;
  await lab[Symbol.asyncDispose]();
  await machines[Symbol.asyncDispose]();
});

const user: Json = { id: "u_1", email: "u_1@example.com" };

/** A flow of one decision, and the records of its session. */
async function flow(name: string, body: string) {
  await lab.publish(`${name}/step`, decision(body));
  await lab.flow(
    name,
    [{ name: "step", kind: "decision" }],
    [
      ["step", "step", "again"],
      ["step", "done"],
    ],
  );
  const started = await lab.start(name, { user });
  return {
    started,
    records: async () => {
      await lab.recorder.flush();
      const filter = { realmId: lab.realm.id, flowSessionId: started.sessionId };
      const { items } = await lab.store.executions.list(filter, { limit: 20 });
      return Promise.all(items.reverse().map(async ({ id }) => (await lab.store.executions.byId(id))!));
    },
  };
}

test("effects that a function calls sensitive are masked, and so is what repeats them, here and in later runs", async () => {
  const { started, records } = await flow(
    "effects",
    `if (form !== null) { log.info("has " + String(context.flow.state.resetToken)); return { action: "continue" }; }
    user.set("privateNote", "allergic to walnuts");
    flow.set("resetToken", "tok-4711-0815");
    flow.set("plain", "visible");
    log.info("noted", { note: "allergic to walnuts" });
    return { action: "challenge", block: { parts: [{ type: "text", text: "Next" }] } };`,
  );
  // The product gets what it is for.
  const done = await lab.submit(started, {});
  expect(done.userChanges).toEqual({ privateNote: "allergic to walnuts" });
  const [first, second] = await records();
  expect(first!.effects).toEqual([
    { name: "user.set", args: ["privateNote", "[masked]"] },
    { name: "flow.set", args: ["resetToken", "[masked]"] },
    { name: "flow.set", args: ["plain", "visible"] },
  ]);
  expect(first!.logs[0]?.data).toEqual({ note: "[masked]" });
  expect(JSON.stringify([first, second, told])).not.toMatch(/walnuts|4711/);
  expect(second!.logs[0]?.message).toBe("has [masked]");
});

test("fields that a block asked for as code or password are masked under any name, and what it puts into them", async () => {
  const { started, records } = await flow(
    "fields",
    `if (form !== null) { log.info("said " + String(form.door)); return { action: "continue" }; }
    return { action: "challenge", block: { parts: [
      { type: "field", name: "door", kind: "code", label: "Door", value: "80-18-44" },
      { type: "field", name: "shown", kind: "text", label: "Shown", value: "seen" },
    ] } };`,
  );
  expect(JSON.stringify(started.block)).toContain("80-18-44");
  await lab.submit(started, { door: "open sesame", shown: "seen too" });
  // The engine's memory is wiped after the run that was told, and not after that which asked.
  expect(wiped.slice(-2).map(({ sensitive }) => sensitive)).toEqual([false, true]);
  const text = JSON.stringify([await records(), told]);
  expect(text).not.toMatch(/80-18-44|sesame/);
  expect(text).toContain("seen too");
});

test("a message's sensitive parts reach its listeners, and nobody who reads records, events or dead letters", async () => {
  const { scriptId } = await lab.publish(
    "listen/mailer",
    onMessage(`
      const { pin, password, seen } = message.payload as { pin: string; password: string; seen: string };
      publish("told", { right: pin === "9-7-3-1" && password === "ordinary-badger", seen });
      log.info("got " + pin + " and " + password);
      throw new Error("no mail today for " + pin);`),
    { hook: "onMessage" },
  );
  const trigger = { realm: "test", kind: "bus" as const, name: "mailer", scriptId, failureLimit: 0 };
  await lab.runner.triggers.create(
    { ...trigger, config: { topic: "mail.wanted", attempts: 1, backoffMs: 1 } },
    actor,
  );
  const { started } = await flow(
    "mail",
    `if (form === null) return { action: "challenge", block: { parts: [{ type: "field", name: "password", kind: "password", label: "P" }] } };
    // Marked by its sender, and known to be secret anyway.
    events.publish("mail.wanted", { pin: "9-7-3-1", password: form.password ?? "", seen: "letter" }, { sensitive: ["/pin"] });
    return { action: "continue" };`,
  );
  await lab.submit(started, { password: "ordinary-badger" });
  const letters = async () => (await lab.runner.triggers.deadLetters({ realm: "test" }, { limit: 10 })).items;
  await until("the letter is there", async () => (await letters()).length === 1);
  const [letter] = await letters();
  expect(letter!.message.payload).toEqual({ pin: "[masked]", password: "[masked]", seen: "letter" });

  await lab.runner.triggers.redeliver("test", letter!.id, actor);
  await until("it was tried again", async () => (await letters()).some(({ id }) => id !== letter!.id));
  await lab.recorder.flush();
  const { items } = await lab.store.executions.list(
    { realmId: lab.realm.id, module: "listen" },
    { limit: 10 },
  );
  const runs = await Promise.all(items.map(async ({ id }) => (await lab.store.executions.byId(id))!));
  expect(runs).toHaveLength(2);
  const deliveries = wiped.filter(({ hook }) => hook === "onMessage");
  expect(deliveries.map(({ sensitive }) => sensitive)).toEqual([true, true]);
  // Delivered whole, both times; recorded without.
  for (const run of runs) {
    expect(run.logs.map(({ message }) => message)).toEqual(["got [masked] and [masked]"]);
    expect(run.error?.message).toContain("no mail today for [masked]");
  }
  const { items: stored } = await lab.store.deadLetters.list({ realmId: lab.realm.id }, { limit: 10 });
  expect(stored[0]?.message.payload).toMatchObject({ pin: "9-7-3-1", password: "ordinary-badger" });
  expect(JSON.stringify([runs, told, await letters()])).not.toMatch(/9-7-3-1|badger/);
  expect(JSON.stringify(told)).toContain('"seen":"letter"');
});

test("what is secret in a message is masked whatever its fields are called, and so is a field that is called by a secret", async () => {
  const { started } = await flow(
    "named",
    `if (form === null) return { action: "challenge", block: { parts: [{ type: "field", name: "password", kind: "password", label: "P" }] } };
    const secret = String(form.password);
    events.publish("named.oddly", { "the  word": secret, "a/b~2 c": { "": secret }, seen: "plainly" });
    events.publish("named.oddly", { by: { [secret]: 1, other: null }, seen: "plainly" });
    return { action: "continue" };`,
  );
  const before = told.length;
  await lab.submit(started, { password: "peculiar-walrus" });
  const messages = () =>
    told.slice(before).filter((event) => (event as { topic?: Json }).topic === "named.oddly");
  await until("both are told", async () => messages().length === 2);
  expect(messages().map((event) => (event as { payload: Json }).payload)).toEqual([
    { "the  word": "[masked]", "a/b~2 c": { "": "[masked]" }, seen: "plainly" },
    { by: "[masked]", seen: "plainly" },
  ]);
  expect(JSON.stringify(told)).not.toContain("walrus");
});

test("live events say nothing of seeds", async () => {
  await lab.recorder.flush();
  const { items } = await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 50 });
  const seeds = await Promise.all(items.map(async ({ id }) => (await lab.store.executions.byId(id))!.seed));
  expect(seeds.length).toBeGreaterThan(4);
  await until(
    "all were told",
    () => told.filter((event) => (event as { type: string }).type === "execution").length >= 4,
  );
  const text = JSON.stringify(told);
  for (const seed of seeds) expect(text).not.toContain(seed);
});

/** A script that draws a number, and whatever else it does with it. */
const drawing = (extra = "") =>
  decision(`const n = Math.floor(random() * 1e9); ${extra} return { action: "continue" };`);

test("a replay of another text does not draw the recorded numbers, but for whoever may see seeds", async () => {
  const { runner, store } = lab;
  const { scriptId } = await lab.publish("draw/a", drawing('if (n < 0) log.info("never");'));
  const { scriptId: beside } = await lab.publish("draw/b", drawing("log.info(String(n));"));
  const printing = drawing("log.info(String(n));");
  const args = [{ request: {} }, null] as unknown as Json[];
  const sample = machines.host.defaults.find((d) => d.hook === "onExecute")!.samples[0]!.args;
  const run = await runner.execute({ realm: "test", module: "draw", name: "a", args: sample }, actor);
  await lab.recorder.flush();
  const { seed } = (await store.executions.byId(run.id))!;
  const printed = (of: { logs: { message: string }[] }) => of.logs[0]?.message;
  const replay = (scriptId: string, source: string, more = {}) =>
    runner.preview({ scriptId, source, args: sample, replayOf: run.id, ...more }, actor);
  // What the run drew: an admin's replay says so.
  const truth = await replay(scriptId, printing, { seesSeeds: true });
  expect(truth).toMatchObject({ seed, sameNumbers: true });
  expect(printed(truth)).toMatch(/^\d+$/);

  const first = await replay(scriptId, printing);
  expect(first.sameNumbers).toBe(false);
  expect(printed(first)).toMatch(/^\d+$/);
  expect(printed(first)).not.toBe(printed(truth));
  // Useful all the same: the same numbers each time.
  expect(printed(await replay(scriptId, printing))).toBe(printed(first));
  // The program that ran draws what it drew.
  const same = drawing('if (n < 0) log.info("never");');
  expect(await replay(scriptId, same)).toMatchObject({ seed, sameNumbers: true });

  // Neither is a record of one script fed to another.
  for (const seesSeeds of [false, true])
    expect((await fault(replay(beside, printing, { seesSeeds }))).code).toBe("not_found");
  expect((await fault(runner.preview({ scriptId, args: sample, replayOf: "exe_0" }, actor))).code).toBe(
    "not_found",
  );
  // Input that is not the recorded one is judged as any other.
  expect((await fault(replay(scriptId, printing, { args }))).code).toBe("bad_request");

  // The same rule for the replay of a record on the draft, and on what is live by now.
  await lab.save(scriptId, printing);
  const drafted = await runner.replay({ executionId: run.id, on: "draft" }, actor);
  expect(drafted.sameNumbers).toBe(false);
  expect(printed(drafted.execution)).toBe(printed(first));
  await lab.republish(scriptId);
  const live = await runner.replay({ executionId: run.id, on: "live" }, actor);
  expect([live.sameNumbers, printed(live.execution)]).toEqual([false, printed(first)]);
  const admin = await runner.replay({ executionId: run.id, on: "live", seesSeeds: true }, actor);
  expect([admin.sameNumbers, printed(admin.execution)]).toEqual([true, printed(truth)]);
  expect(await runner.replay({ executionId: run.id }, actor)).toMatchObject({
    same: true,
    sameNumbers: true,
  });
});
