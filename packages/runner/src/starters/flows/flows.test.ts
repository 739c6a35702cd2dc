import type { Host } from "@scriptyard/host-kit";
import type { UiBlock } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunnerEvent } from "../../events/types.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { openLab, startMachines } from "../../testing/lab.ts";
import { block, completion, decision, fault, go } from "../../testing/scripts.ts";
import type { FlowAnswer } from "./types.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
});
afterEach(() => lab[Symbol.asyncDispose]());

/** Asks for a code until it is right; three wrong ones refuse. */
const askCode = decision(`
  if (form === null) flow.set("code", "482913");
  else if (form.code === context.flow.state.code) return { action: "continue" };
  else if (context.flow.attempt > 3) return { action: "reject", code: "too_many", message: "Too many wrong codes." };
  else form.fail("code", "That is not the code.");
  return { action: "challenge", block: { title: "Code", parts: [{ type: "field", name: "code", kind: "code", label: "Code" }] } };
`);

const fieldError = (answer: FlowAnswer, name: string) =>
  answer.block?.parts.find(
    (part): part is Extract<UiBlock["parts"][number], { type: "field" }> =>
      part.type === "field" && part.name === name,
  )?.error;

describe("a walk", () => {
  test("goes from node to node, asks, shows a block, completes, and says what was decided", async () => {
    await lab.publish("login/risk", decision(`flow.set("risk", 70); ${go("high")}`));
    await lab.publish("login/second", askCode);
    await lab.publish("login/hello", block("Welcome"), { hook: "render" });
    await lab.publish(
      "login/claims",
      completion(`claims.set("risk", context.flow.state.risk ?? null);
        claims.set("path", context.flow.history.map((step) => step.node + ":" + step.action));
        session.maxAge(600); events.publish("login.done", { user: context.user?.id ?? null });`),
      { hook: "onComplete" },
    );
    await lab.flow(
      "login",
      [
        { name: "risk", kind: "decision" },
        { name: "second", kind: "decision" },
        { name: "hello", kind: "block" },
        { name: "claims", kind: "completion" },
      ],
      [
        ["risk", "done"],
        ["risk", "second", "high"],
        ["second", "hello"],
        ["hello", "done"],
      ],
    );
    const stop = new AbortController();
    const events: RunnerEvent[] = [];
    const listening = (async () => {
      for await (const event of lab.runner.events({}, stop.signal)) events.push(event);
    })();

    const user = { id: "u_1", email: "maria@example.com", name: "Maria" };
    const asked = await lab.start("login", { user });
    expect(asked).toMatchObject({ action: "challenge", node: "second", step: 1, block: { title: "Code" } });
    const wrong = await lab.submit(asked, { code: "000000" });
    expect(wrong).toMatchObject({ action: "challenge", node: "second", step: 2 });
    expect(fieldError(wrong, "code")).toBe("That is not the code.");
    const shown = await lab.submit(wrong, { code: "482913" });
    expect(shown).toMatchObject({
      action: "challenge",
      node: "hello",
      block: { parts: [{ text: "Hello Maria" }] },
    });
    const done = await lab.submit(shown, {});
    expect(done).toMatchObject({ action: "done", maxAgeSeconds: 600, user: { id: "u_1" } });
    expect(done.claims).toEqual({
      risk: 70,
      path: [
        "risk:continue",
        "second:challenge",
        "second:challenge",
        "second:continue",
        "hello:challenge",
        "hello:continue",
      ],
    });
    expect(done.secret).toBeUndefined();

    stop.abort();
    await listening;
    const steps = events.filter((event) => event.type === "flow-step").map((event) => event.step.node);
    expect(steps).toEqual(["risk", "second", "second", "second", "hello", "claims"]);
    expect(events.filter((event) => event.type === "message")).toMatchObject([
      { topic: "login.done", payload: { user: "u_1" }, sessionId: done.sessionId },
    ]);

    await lab.recorder.flush();
    const runs = await lab.store.executions.list(
      { realmId: lab.realm.id, flowSessionId: done.sessionId },
      { limit: 20 },
    );
    expect(runs.items.map((run) => run.trigger)).toEqual(Array(6).fill("flow"));
    const session = (await lab.store.flowSessions.byId(done.sessionId))!;
    expect(session).toMatchObject({ status: "done", mode: "live" });
    // Nothing personal, and no code, can be read from the database.
    expect(JSON.stringify(session)).not.toMatch(/maria|482913/i);
  });

  test("three wrong codes refuse, and the end sticks", async () => {
    await lab.publish("login/second", askCode);
    await lab.flow("login", [{ name: "second", kind: "decision" }], [["second", "done"]]);
    let answer = await lab.start("login");
    for (let i = 0; i < 2; i++) answer = await lab.submit(answer, { code: "000000" });
    expect(answer.action).toBe("challenge");
    answer = await lab.submit(answer, { code: "000000" });
    expect(answer).toMatchObject({ action: "reject", code: "too_many", message: "Too many wrong codes." });
    expect(await lab.submit(answer, null)).toEqual(answer);
    expect((await fault(lab.submit({ ...answer, step: answer.step }, { code: "482913" }))).code).toBe("gone");
  });

  test("user.set, terms and factors are seen by later nodes and told at the end", async () => {
    await lab.publish(
      "signup/profile",
      decision(`user.set("phone", "+43 1"); user.set("address.city", "Wien"); terms.accept("2026-01"); user.requireFactor("totp");
        ${go()}`),
    );
    await lab.publish(
      "signup/look",
      decision(
        `flow.set("seen", [context.user?.attributes ?? null, context.flow.state.requiredFactors ?? null]); ${go()}`,
      ),
    );
    await lab.publish("signup/out", completion(`claims.set("seen", context.flow.state.seen ?? null);`), {
      hook: "onComplete",
    });
    await lab.flow(
      "signup",
      [
        { name: "profile", kind: "decision" },
        { name: "look", kind: "decision" },
        { name: "out", kind: "completion" },
      ],
      [
        ["profile", "look"],
        ["look", "done"],
      ],
    );
    const now = new Date(lab.clock.now).toISOString();
    const known = await lab.start("signup", { user: { id: "u_1", email: "a@b.example" } });
    const attributes = {
      phone: "+43 1",
      address: { city: "Wien" },
      termsVersion: "2026-01",
      termsAcceptedAt: now,
    };
    expect(known).toMatchObject({
      action: "done",
      requiredFactors: ["totp"],
      acceptedTerms: "2026-01",
      user: { attributes },
    });
    expect(known.claims).toMatchObject({ seen: [attributes, ["totp"]] });
    const stranger = await lab.start("signup");
    expect(stranger).toMatchObject({ action: "done", user: null });
    expect(stranger.userChanges).toEqual({
      phone: "+43 1",
      "address.city": "Wien",
      termsVersion: "2026-01",
      termsAcceptedAt: now,
    });
  });

  test("what its host decides stands beside the engine's own words and never in place of them", async () => {
    const flows = machines.host.flows!;
    const own = { bought: 3, "block ": 1 };
    const engines = {
      secret: "s",
      ticket: "t",
      url: "https://evil.example",
      block: { title: "", parts: [] },
    };
    const others = { code: "c", message: "m", sessionId: "x", action: "redirect", node: "n", summary: {} };
    const host: Host = {
      ...machines.host,
      flows: {
        ...flows,
        answer: () => ({ ...engines, ...others, requestId: "r", expiresAt: 0, step: 0, ...own }),
      },
    };
    await using lab = await openLab(machines, { hosts: [host] });
    await lab.publish("one/a", decision(go()));
    await lab.flow("one", [{ name: "a", kind: "decision" }], [["a", "done"]]);
    const { secret, ...done } = await lab.start("one");
    expect(secret).not.toBe("s");
    expect(done).toMatchObject({ action: "done", node: "a", summary: { facts: [] }, ...own });
    const ofDone = ["action", "expiresAt", "node", "requestId", "sessionId", "step", "summary"];
    expect(Object.keys(done).sort()).toEqual([...ofDone, ...Object.keys(own)].sort());
    // Looked at again: what is kept of the answer is the same.
    const again = await lab.submit({ ...done, secret } as FlowAnswer, null);
    expect(Object.keys(again).sort()).toEqual(Object.keys(done).sort());
  });

  test("a graph that goes in circles is refused after 50 steps", async () => {
    await lab.publish("loop/a", decision(go()));
    await lab.publish("loop/b", decision(go()));
    await lab.flow(
      "loop",
      [
        { name: "a", kind: "decision" },
        { name: "b", kind: "decision" },
      ],
      [
        ["a", "b"],
        ["b", "a"],
      ],
    );
    expect(await lab.start("loop")).toMatchObject({ action: "reject", code: "temporarily_unavailable" });
  });

  test("an outcome without an edge is refused, not guessed", async () => {
    await lab.publish("odd/a", decision(go("sideways")));
    await lab.flow("odd", [{ name: "a", kind: "decision" }], [["a", "done", "straight"]]);
    expect(await lab.start("odd")).toMatchObject({
      action: "reject",
      code: "temporarily_unavailable",
      node: "a",
    });
  });
});
