import { identity } from "@scriptyard/hosts";
import type { Json } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { returnSignature } from "../../partners/signed-return.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { block, decision, fault } from "../../testing/scripts.ts";
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

describe("redirect and back", () => {
  const pay = decision(`
    if (form !== null) return { action: "continue", outcome: String(form.result) };
    flow.redirect("https://pay.example.com/checkout?plan=pro"OPTIONS);
    return { action: "continue" };`);
  const stateOf = (answer: FlowAnswer) => new URL(answer.url!).searchParams.get("state")!;
  const resume = (answer: FlowAnswer, redirectState: string, form: { [name: string]: Json } | null = null) =>
    lab.runner.submitFlow(
      { sessionId: answer.sessionId, secret: answer.secret!, form, redirectState },
      actor,
    );

  /** As the partner would sign it: with the state that came in the address. */
  const signed = (key: string, state: string, params: { [name: string]: string }) => ({
    ...params,
    signature: returnSignature(key, { ...params, state }),
  });

  test("resumes by the outcome its partner signed, once; the same return answers the same", async () => {
    const { key } = await lab.runner.partners.renew({ realm: "test", name: "pay" }, actor);
    await lab.publish("buy/pay", pay.replace("OPTIONS", ', { resume: "paid", partner: "pay" }'));
    await lab.publish("buy/thanks", block("Thanks"), { hook: "render" });
    await lab.flow(
      "buy",
      [
        { name: "pay", kind: "decision" },
        { name: "thanks", kind: "block" },
      ],
      [
        ["pay", "done"],
        ["pay", "thanks", "paid"],
        ["thanks", "done"],
      ],
    );
    const sent = await lab.start("buy");
    expect(sent).toMatchObject({ action: "redirect", node: "pay" });
    expect(sent.url).toMatch(/^https:\/\/pay\.example\.com\/checkout\?plan=pro&state=/);

    expect((await fault(lab.submit(sent, { code: "1" }))).message).toMatch(/redirectState: is missing/);
    const state = stateOf(sent);
    expect((await fault(resume(sent, `${state}x`))).message).toMatch(/was not made by this server/);
    const other = await lab.start("buy");
    expect((await fault(resume(sent, stateOf(other)))).message).toMatch(/another session/);

    const form = signed(key, state, { reference: "inv 771" });
    const back = await resume(sent, state, form);
    expect(back).toMatchObject({ action: "challenge", node: "thanks" });
    expect(await resume(sent, state, form)).toEqual(back);
  });

  test("states are made with the installation's key, not with one that a copy of the database holds", async () => {
    await using sealed = await openLab(machines, { sealKey: "k".repeat(64) });
    await sealed.publish("buy/pay", pay.replace("OPTIONS", ""));
    await sealed.flow("buy", [{ name: "pay", kind: "decision" }], [["pay", "done"]]);
    const sent = await sealed.start("buy");
    expect(await sealed.store.meta.get("flow.redirect-key")).toBeNull();
    const [body, mac] = stateOf(sent).split(".");
    expect(JSON.parse(Buffer.from(body!, "base64url").toString())).toMatchObject({
      sessionId: sent.sessionId,
    });
    expect(mac).toMatch(/^[0-9a-f]{64}$/);
  });

  test("without an outcome the node runs again with what came back", async () => {
    await lab.publish("buy/pay", pay.replace("OPTIONS", ""));
    await lab.publish("buy/thanks", block("Thanks"), { hook: "render" });
    await lab.flow(
      "buy",
      [
        { name: "pay", kind: "decision" },
        { name: "thanks", kind: "block" },
      ],
      [
        ["pay", "done"],
        ["pay", "thanks", "ok"],
        ["thanks", "done"],
      ],
    );
    const sent = await lab.start("buy");
    expect(await resume(sent, stateOf(sent), { result: "ok" })).toMatchObject({
      action: "challenge",
      node: "thanks",
    });
  });

  test("what the visitor only says does not pass: not without, nor with another's, signature", async () => {
    const { key } = await lab.runner.partners.renew({ realm: "test", name: "pay" }, actor);
    const consent = await lab.runner.partners.renew({ realm: "test", name: "consent" }, actor);
    // The shipped template, and a resume by name: on both, coming back with `result=paid` was enough once.
    const template = identity.templates.find(({ id }) => id === "external-step")!;
    const source = template.source.replace("pay.acme.example", "pay.example.com");
    await lab.publish("template/pay", source);
    await lab.publish("named/pay", pay.replace("OPTIONS", ', { resume: "paid", partner: "pay" }'));
    for (const flow of ["template", "named"])
      await lab.flow(
        flow,
        [{ name: "pay", kind: "decision" }],
        [
          ["pay", "done"],
          ["pay", "done", "paid"],
          ["pay", "done", "free-plan"],
        ],
      );
    const context = { user: { id: "u_1", email: "u_1@example.com" } };
    const leave = async (flow: string) => {
      const answer = await lab.start(flow, context);
      const sent = flow === "named" ? answer : await lab.submit(answer, { start: "yes" });
      return { ...sent, secret: answer.secret! };
    };
    const paid = { result: "paid", reference: "inv_771" };
    const outcomeOf = async (sessionId: string) => {
      await lab.recorder.flush();
      const { items } = await lab.store.executions.list(
        { realmId: lab.realm.id, flowSessionId: sessionId },
        { limit: 9 },
      );
      const results = await Promise.all(
        items.map(async ({ id }) => (await lab.store.executions.byId(id))?.result),
      );
      return JSON.stringify(results);
    };
    const earlier = stateOf(await leave("template"));
    const claims: ((state: string) => { [name: string]: string })[] = [
      () => paid,
      () => ({ ...paid, signature: "valid" }),
      (state) => signed(consent.key, state, paid),
      // Signed, but for another visitor, or an earlier trip.
      () => signed(key, earlier, paid),
    ];
    for (const claim of claims) {
      const sent = await leave("template");
      const back = await resume(sent, stateOf(sent), claim(stateOf(sent)));
      expect(back).toMatchObject({ action: "challenge", node: "pay" });
      expect(await outcomeOf(sent.sessionId)).not.toContain("paid");
    }
    const changed = await leave("template");
    const good = signed(key, stateOf(changed), { ...paid, amount: "1" });
    expect(await resume(changed, stateOf(changed), { ...good, amount: "1000" })).toMatchObject({
      action: "challenge",
    });
    const named = await leave("named");
    // The node runs again with what came back, and judges for itself.
    await resume(named, stateOf(named), { result: "free-plan" });
    expect(await outcomeOf(named.sessionId)).toContain("free-plan");

    const honest = await leave("template");
    const back = await resume(honest, stateOf(honest), signed(key, stateOf(honest), paid));
    expect(back).toMatchObject({ action: "done" });
    expect(await outcomeOf(honest.sessionId)).toContain("paid");
    // A key that was renewed signs nothing any more, and one that is gone neither.
    await lab.runner.partners.renew({ realm: "test", name: "pay" }, actor);
    const late = await leave("template");
    expect(await resume(late, stateOf(late), signed(key, stateOf(late), paid))).toMatchObject({
      action: "challenge",
    });
  });

  test("an address outside the realm's list fails the node", async () => {
    await lab.publish("buy/pay", pay.replace("OPTIONS", "").replace("pay.example.com", "evil.example.net"));
    await lab.flow("buy", [{ name: "pay", kind: "decision" }], [["pay", "done"]]);
    expect(await lab.start("buy")).toMatchObject({ action: "reject", code: "temporarily_unavailable" });
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 1 });
    expect(items[0]?.errorMessage).toMatch(/evil\.example\.net.*allowed hosts/);
  });
});
