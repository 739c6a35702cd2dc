import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identity } from "@scriptyard/hosts";
import { emptyPolicy, type Json, type UiBlock } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  actor,
  type Lab,
  type Machines,
  openLab,
  startMachines,
  startOwnMachines,
} from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";
import type { FlowAnswer } from "./types.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const template = identity.templates.find(({ id }) => id === "one-script-login")!;
const maria: { [name: string]: Json } = { id: "usr_maria", email: "maria@example.com" };
const visitor = { user: maria, device: { id: "dev_1", known: true } };

async function open(file?: string): Promise<Lab> {
  const lab = await openLab(machines, file === undefined ? {} : { file });
  return lab;
}

async function prepare(lab: Lab, source = template.source): Promise<string> {
  const { scriptId } = await lab.publish("signin/all", source);
  await lab.flow("signin", [{ name: "all", kind: "decision" }], [["all", "done"]]);
  return scriptId;
}

const codeIn = ({ block }: FlowAnswer): string => /the code is (\d{6})/.exec(JSON.stringify(block))![1]!;
const errorsIn = (block: UiBlock | undefined): (string | undefined)[] =>
  (block?.parts ?? []).map((part) => (part.type === "field" ? part.error : undefined)).filter(Boolean);

describe("a script that sleeps in the middle", () => {
  test("logs a user in, step by step, with messages at the fields", async () => {
    await using lab = await open();
    await prepare(lab);
    const first = await lab.start("signin", visitor);
    expect(first).toMatchObject({ action: "challenge", node: "all", block: { title: "Sign in" } });
    const again = await lab.submit(first, { email: "someone@example.com" });
    expect(errorsIn(again.block)).toEqual(["We do not know this address."]);
    const asksCode = await lab.submit(again, { email: "maria@example.com" });
    expect(asksCode).toMatchObject({ action: "challenge", block: { title: "Your code" } });
    expect(errorsIn(asksCode.block)).toEqual([]);
    const wrong = await lab.submit(asksCode, { code: "wrong" });
    expect(errorsIn(wrong.block)).toEqual(["This is not the code. Look for the latest mail."]);
    expect(codeIn(wrong)).toBe(codeIn(asksCode));
    lab.clock.now += 60_000;
    const done = await lab.submit(wrong, { code: codeIn(wrong) });
    expect(done).toMatchObject({
      action: "done",
      requiredFactors: ["email"],
      user: { email: "maria@example.com" },
    });
    // The same form again is the same answer.
    expect(await lab.submit(wrong, { code: codeIn(wrong) })).toEqual(done);
  });

  test("each step is a record that replays by itself, with nothing secret in it", async () => {
    await using lab = await open();
    await prepare(lab);
    const asksCode = await lab.submit(await lab.start("signin", visitor), { email: "maria@example.com" });
    const code = codeIn(asksCode);
    await lab.submit(asksCode, { code });
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 10 });
    expect(items.map(({ action, status }) => `${action} ${status}`)).toEqual([
      "continue ok",
      "challenge ok",
      "challenge ok",
    ]);
    const records = await Promise.all(items.map(async ({ id }) => (await lab.store.executions.byId(id))!));
    expect(records.map(({ hostAnswers = [] }) => hostAnswers.length)).toEqual([4, 2, 0]);
    expect(new Set(records.map(({ seed, clockMs }) => `${seed} ${clockMs}`)).size).toBe(1);
    expect(records[0]!.hostAnswers![2]).toMatchObject({
      name: "flow.challenge",
      value: { code: "[masked]" },
    });
    expect(JSON.stringify(records[0])).not.toContain(code);
    for (const record of records.slice(1)) {
      const replay = await lab.runner.replay({ executionId: record.id }, actor);
      expect({ differences: replay.differences, sameImage: replay.sameImage }).toEqual({
        differences: [],
        sameImage: true,
      });
    }
    const last = await lab.runner.replay({ executionId: records[0]!.id }, actor);
    expect(last.masked).toEqual(["/hostAnswers/2/code"]);
    // The code is masked, and what the host said to it is recorded: the replay says the same.
    expect(last.differences).toEqual([]);
  });

  test("goes on after a restart, on the version it began with", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scriptyard-asleep-"));
    try {
      const file = join(folder, "test.db");
      let secret = "";
      let first: FlowAnswer;
      {
        await using lab = await open(file);
        const scriptId = await prepare(lab);
        first = await lab.start("signin", visitor);
        secret = first.secret!;
        await lab.republish(scriptId, template.source.replace("Your code", "Another text"));
      }
      await using fresh = await startOwnMachines();
      await using lab = await openLab(fresh, { file });
      const { sessionId } = first;
      const submit = (answer: FlowAnswer, form: { [name: string]: Json }) =>
        lab.runner.submitFlow({ sessionId, secret, form, step: answer.step }, actor);
      const asksCode = await submit(first, { email: "maria@example.com" });
      expect(asksCode).toMatchObject({ action: "challenge", block: { title: "Your code" } });
      expect(await submit(asksCode, { code: codeIn(asksCode) })).toMatchObject({ action: "done" });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("asks the visitor to start again when the engine is another one, and records why", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scriptyard-asleep-"));
    try {
      const file = join(folder, "test.db");
      let first: FlowAnswer;
      {
        await using lab = await open(file);
        await prepare(lab);
        first = await lab.start("signin", visitor);
      }
      const { host } = machines;
      await using sandbox = await createSandbox({
        engine: "quickjs",
        workers: 1,
        hostModules: { [host.id]: host.moduleUrl! },
      });
      await using lab = await openLab({ ...machines, sandbox }, { file });
      const { sessionId, secret, step } = first;
      const form = { email: "maria@example.com" };
      const answer = await lab.runner.submitFlow({ sessionId, secret: secret!, form, step }, actor);
      expect(answer).toMatchObject({
        action: "reject",
        code: "start_again",
        message: expect.stringMatching(/start again/),
      });
      await lab.recorder.flush();
      const { items } = await lab.store.executions.list(
        { realmId: lab.realm.id, status: "error" },
        { limit: 10 },
      );
      expect(items).toMatchObject([
        { errorType: "engine_failure", errorMessage: expect.stringMatching(/suspended by the engine/) },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("refuses an answer that is no form, and still sleeps", async () => {
    await using lab = await open();
    await prepare(lab);
    const first = await lab.start("signin", visitor);
    expect(await fault(lab.submit(first, { email: { nested: 1 } }))).toMatchObject({
      code: "bad_request",
      message: expect.stringMatching(/does not fit flow.challenge: flow.challenge.email/),
    });
    expect(await lab.submit(first, { email: "maria@example.com" })).toMatchObject({
      block: { title: "Your code" },
    });
  });

  test("applies its effects at its end only, and none when it fails", async () => {
    await using lab = await open();
    const source = (
      end: string,
    ) => `export async function onExecute(context: LoginContext): Promise<FlowResult> {
      claims.set("early", 1);
      const block: UiBlock = { parts: [{ type: "text", text: "Go on?" }] };
      await flow.challenge(block);
      claims.set("late", context.flow.attempt);
      ${end}
    }\n`;
    const scriptId = await prepare(lab, source('return { action: "continue" };'));
    const first = await lab.start("signin", visitor);
    expect(await lab.submit(first, {})).toMatchObject({ action: "done", claims: { early: 1, late: 1 } });
    await lab.republish(scriptId, source('throw new Error("no");'));
    const second = await lab.start("signin", visitor);
    expect(await lab.submit(second, {})).toMatchObject({ action: "reject", code: "temporarily_unavailable" });
  });

  test("does not go on with what a policy has taken away since", async () => {
    await using lab = await open();
    await prepare(lab);
    const first = await lab.start("signin", visitor);
    await lab.runner.updatePolicy(
      "test",
      { ...emptyPolicy, levels: { production: { deny: ["user.write"] } } },
      actor,
    );
    expect(await lab.submit(first, { email: "maria@example.com" })).toMatchObject({
      action: "reject",
      code: "start_again",
    });
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list(
      { realmId: lab.realm.id, status: "error" },
      { limit: 10 },
    );
    expect(items).toMatchObject([
      { errorType: "security_violation", errorMessage: expect.stringMatching(/user\.write/) },
    ]);
  });

  test("shows nothing that a block may not hold", async () => {
    await using lab = await open();
    await prepare(
      lab,
      'export async function onExecute(): Promise<FlowResult> { await flow.challenge({ parts: [{ type: "link", text: "x", url: "https://evil.example" }] }); return { action: "continue" }; }\n',
    );
    expect(await lab.start("signin", visitor)).toMatchObject({
      action: "reject",
      code: "temporarily_unavailable",
    });
  });
});
