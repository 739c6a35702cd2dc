import type { Json } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";
import { block, decision, fault } from "../testing/scripts.ts";
import type { FlowAnswer } from "../types.ts";

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

  test("resumes by the outcome, once; the same return answers the same", async () => {
    await lab.publish("buy/pay", pay.replace("OPTIONS", ', { resume: "paid" }'));
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

    const back = await resume(sent, state);
    expect(back).toMatchObject({ action: "challenge", node: "thanks" });
    expect(await resume(sent, state)).toEqual(back);
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

  test("an address outside the realm's list fails the node", async () => {
    await lab.publish("buy/pay", pay.replace("OPTIONS", "").replace("pay.example.com", "evil.example.net"));
    await lab.flow("buy", [{ name: "pay", kind: "decision" }], [["pay", "done"]]);
    expect(await lab.start("buy")).toMatchObject({ action: "reject", code: "temporarily_unavailable" });
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 1 });
    expect(items[0]?.errorMessage).toMatch(/evil\.example\.net.*allowed hosts/);
  });
});
