import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { returnSignature } from "../../partners/signed-return.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const nodes = [
  { name: "ask", kind: "decision" as const },
  { name: "out", kind: "completion" as const },
];
/** Counts its forms, so that a form which ran twice would show. */
const ask = (
  says: string,
) => `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const forms = Number(context.flow.state.forms ?? 0) + (form === null ? 0 : 1);
  flow.set("forms", forms);
  if (form !== null && form.last === true) return { action: "continue" };
  return { action: "challenge", block: { title: "${says} " + forms, parts: [{ type: "field", name: "last", kind: "checkbox", label: "Last" }] } };
}
`;
const out = `export function onComplete(context: LoginContext): void { claims.set("forms", context.flow.state.forms ?? null); }\n`;

const pay = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  flow.redirect("https://pay.example.com/", { resume: "paid", partner: "pay" });
  return { action: "continue" };
}
`;

async function asking(lab: Lab, says = "v1") {
  const { scriptId } = await lab.publish("login/ask", ask(says));
  await lab.publish("login/out", out, { hook: "onComplete" });
  await lab.flow("login", nodes, [["ask", "done"]]);
  return scriptId;
}

describe("a session", () => {
  test("what a visitor sends too much of is theirs: refused, with no record of the script", async () => {
    await using lab = await openLab(machines);
    const scriptId = await asking(lab);
    const tooLarge = { code: "too_large", message: expect.stringMatching(/Send less\.$/) };
    const most = async (inputBytes: number) => {
      await lab.runner.updateSettings(scriptId, { limits: { inputBytes } }, actor);
      await lab.republish(scriptId);
    };
    await most(64);
    expect(await fault(lab.start("login"))).toMatchObject(tooLarge);
    await most(3_000);
    const asked = await lab.start("login");
    expect(await fault(lab.submit(asked, { note: "x".repeat(3_000) }))).toMatchObject(tooLarge);
    // The session is where it was.
    expect((await lab.submit(asked, { last: true })).action).toBe("done");
    await lab.recorder.flush();
    expect((await lab.store.errors.list({ realmId: lab.realm.id }, { limit: 9 })).items).toEqual([]);
  });

  test("goes on with the versions it started with, whatever is published or drawn meanwhile", async () => {
    await using lab = await openLab(machines);
    const scriptId = await asking(lab);
    const before = await lab.start("login");
    expect(before.block?.title).toBe("v1 0");
    await lab.republish(scriptId, ask("v2"));
    await lab.flow(
      "login",
      [{ name: "out", kind: "block" }, ...nodes.slice(0, 1)],
      [
        ["out", "ask"],
        ["ask", "done"],
      ],
    );
    const next = await lab.submit(before, { last: false });
    expect(next.block?.title).toBe("v1 1");
    expect(await lab.submit(next, { last: true })).toMatchObject({ action: "done", claims: { forms: 2 } });
    await lab.flow("login", nodes, [["ask", "done"]]);
    expect((await lab.start("login")).block?.title).toBe("v2 0");
  });

  test("over drafts keeps the text it started with", async () => {
    await using lab = await openLab(machines);
    const scriptId = await asking(lab);
    await lab.save(scriptId, ask("draft"));
    const tried = await lab.start("login", {}, "draft");
    expect(tried.block?.title).toBe("draft 0");
    await lab.save(scriptId, ask("later"));
    expect((await lab.submit(tried, { last: false })).block?.title).toBe("draft 1");
    expect((await lab.start("login")).block?.title).toBe("v1 0");
    const row = await lab.store.flowSessions.byId(tried.sessionId);
    expect(row?.pins[scriptId]).toBe("draft:2");
  });

  test("survives a restart, and a redirect's signature does too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scriptyard-runner-"));
    const file = join(folder, "main.db");
    try {
      const clock = { now: Date.UTC(2026, 4, 4) };
      const first = await openLab(machines, { file, clock });
      await asking(first);
      const asked = await first.start("login");
      const { sessionId, secret = "" } = asked;
      const { key } = await first.runner.partners.renew({ realm: "test", name: "pay" }, actor);
      await first.publish("buy/pay", pay);
      await first.flow("buy", [{ name: "pay", kind: "decision" }], [["pay", "done", "paid"]]);
      const sent = await first.start("buy");
      await first[Symbol.asyncDispose]();

      await using second = await openLab(machines, { file, clock });
      const poll = await second.runner.submitFlow({ sessionId, secret, form: null }, actor);
      expect(poll.block).toEqual(asked.block);
      const done = await second.runner.submitFlow({ sessionId, secret, form: { last: true } }, actor);
      expect(done).toMatchObject({ action: "done", claims: { forms: 1 } });
      const redirectState = new URL(sent.url!).searchParams.get("state")!;
      const back = { sessionId: sent.sessionId, secret: sent.secret!, redirectState };
      const form = { signature: returnSignature(key, { state: redirectState }) };
      expect(await second.runner.submitFlow({ ...back, form }, actor)).toMatchObject({ action: "done" });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("expires", async () => {
    await using lab = await openLab(machines, { flowSessionMs: 60_000 });
    await asking(lab);
    const asked = await lab.start("login");
    expect(asked.expiresAt).toBe(lab.clock.now + 60_000);
    lab.clock.now += 60_000;
    expect(await fault(lab.submit(asked, { last: true }))).toMatchObject({ code: "gone" });
    expect((await lab.store.flowSessions.byId(asked.sessionId))?.status).toBe("expired");
    lab.clock.now -= 60_000;
    expect(await fault(lab.submit(asked, { last: true }))).toMatchObject({ code: "gone" });
  });

  test("opens with its secret only; a wrong one looks like no session", async () => {
    await using lab = await openLab(machines);
    await asking(lab);
    const { sessionId, secret = "" } = await lab.start("login");
    const wrong = await fault(lab.runner.submitFlow({ sessionId, secret: `${secret}x`, form: null }, actor));
    const unknown = await fault(lab.runner.submitFlow({ sessionId: "fls_nope", secret, form: null }, actor));
    expect(wrong.code).toBe("not_found");
    expect(unknown.message).toBe(wrong.message);
    const row = (await lab.store.flowSessions.byId(sessionId))!;
    expect(row.secretHash).not.toContain(secret);
  });

  test("a form sent twice runs once: at the same time, or again with its step", async () => {
    await using lab = await openLab(machines);
    await asking(lab);
    const asked = await lab.start("login");
    const [one, two] = await Promise.all([
      lab.submit(asked, { last: false }),
      lab.submit(asked, { last: false }),
    ]);
    expect(one).toEqual(two);
    expect(await lab.submit(asked, { last: false })).toEqual(one);
    expect(one.block?.title).toBe("v1 1");
    // The same fields for the next question are a new answer.
    expect((await lab.submit(one, { last: false })).block?.title).toBe("v1 2");
  });

  test("of two different forms at once one wins and the other is told", async () => {
    await using lab = await openLab(machines);
    await asking(lab);
    const asked = await lab.start("login");
    const results = await Promise.allSettled([
      lab.submit(asked, { last: false }),
      lab.submit(asked, { last: true }),
    ]);
    const lost = results.filter((result) => result.status === "rejected");
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({ code: "conflict" });
  });

  test("of two processes that move one session at once one wins", async () => {
    await using lab = await openLab(machines);
    await asking(lab);
    const { createRunner } = await import("../../runner.ts");
    const { sandbox, checker, workshop, settings, host } = machines;
    const { store, recorder, clock } = lab;
    await using other = await createRunner({
      store,
      recorder,
      sandbox,
      checker,
      workshop,
      settings,
      hosts: [host],
      clock: () => clock.now,
    });
    const asked = await lab.start("login");
    const { sessionId, secret = "" } = asked;
    const same = { sessionId, secret, form: { last: false } };
    const [one, two] = await Promise.all([lab.runner.submitFlow(same, actor), other.submitFlow(same, actor)]);
    expect(one.block?.title).toBe("v1 1");
    expect(two).toEqual(one);
    const results = await Promise.allSettled([
      lab.runner.submitFlow({ sessionId, secret, form: { last: false } }, actor),
      other.submitFlow({ sessionId, secret, form: { last: true } }, actor),
    ]);
    expect(results.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a form that is no form is refused before anything runs", async () => {
    await using lab = await openLab(machines);
    await asking(lab);
    const asked = await lab.start("login");
    expect((await fault(lab.submit(asked, { last: { deep: 1 } }))).message).toMatch(/form\.last/);
    expect((await fault(lab.submit(asked, { last: "x".repeat(40_000) }))).code).toBe("too_large");
    expect((await fault(lab.submit(asked, [] as never))).message).toMatch(/^form: expected an object/);
    expect((await lab.submit(asked, { last: true })).claims).toEqual({ forms: 1 });
  });

  test("a context that is not the host's is refused, and leaves nothing behind", async () => {
    await using lab = await openLab(machines);
    await asking(lab);
    const refused = await fault(lab.start("login", { user: { id: 7 } }));
    expect(refused).toMatchObject({ code: "bad_request" });
    expect(refused.message).toMatch(/context\.user/);
    expect((await fault(lab.start("login", { device: "tv" }))).message).toMatch(
      /^context\.device: expected an object/,
    );
  });
});
