import { demoRealm } from "@scriptyard/hosts";
import type { Json, UiBlock, UiPart } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "../seed/seed-demo.ts";
import type { Lab, Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  // These walks type wrong codes as the same person, all day: how many the platform takes is tested elsewhere.
  const generous = { free: 1_000, delayMs: 1, longestDelayMs: 1, forgetMs: 1 };
  lab = await openLab(machines, { guessRules: { user: generous, address: generous } });
  await seedDemo({ runner: lab.runner, store: lab.store, demo: demoRealm });
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

/** Walks a demo flow as a persona, answering whatever is asked the way a person would. */
async function walk(flow: string, persona: (typeof demoRealm.personas)[number], mode: "live" | "draft") {
  const { runner } = lab;
  let answer = await runner.startFlow({ realm: "acme", flow, mode, context: persona.context }, actor);
  const secret = answer.secret!;
  const path: string[] = [answer.node];
  for (let i = 0; i < 12 && (answer.action === "challenge" || answer.action === "redirect"); i++) {
    if (answer.action === "redirect") {
      const redirectState = new URL(answer.url!).searchParams.get("state")!;
      answer = await runner.submitFlow(
        { sessionId: answer.sessionId, secret, form: null, redirectState },
        actor,
      );
    } else {
      const form = fill(answer.block!);
      answer = await runner.submitFlow(
        { sessionId: answer.sessionId, secret, form, step: answer.step },
        actor,
      );
    }
    path.push(answer.node);
  }
  return { answer, path };
}

function fill(block: UiBlock): { [name: string]: Json } {
  const form: { [name: string]: Json } = {};
  for (const part of block.parts) {
    if (part.type === "field") form[part.name] = valueFor(part, shownCode(block));
    if (part.type === "choice") form[part.name] = part.options[0]!.value;
  }
  return form;
}

function valueFor(part: Extract<UiPart, { type: "field" }>, code: string): Json {
  if (part.kind === "checkbox") return true;
  if (part.kind === "date") return "1990-05-17";
  if (part.kind === "select") return part.options?.[0]?.value ?? "";
  if (part.kind === "code") return code;
  if (part.kind === "password") return "Correct-horse-battery-9";
  if (part.kind === "email") return "newcomer@example.org";
  if (/phone|tel/i.test(part.name)) return "+436601234567";
  return part.value || "Alex Morgan";
}

/** The demo has no mailbox, so its block shows the code it would have sent. */
function shownCode(block: UiBlock): string {
  const notices = block.parts.map((part) => (part.type === "notice" ? part.text : "")).join(" ");
  return /\b\d{6}\b/.exec(notices)?.[0] ?? "000000";
}

test("every demo script answers the edges of its node, all of them and no others", async () => {
  const realm = (await lab.store.realms.byName("acme"))!;
  const scripts = await lab.store.scripts.heads(realm.id);
  for (const { id, module, name } of scripts) {
    const found = await lab.runner.check({ scriptId: id }, actor);
    expect(
      found.filter(({ source }) => source === "flow"),
      `${module}/${name}`,
    ).toEqual([]);
  }
});

describe("the demo flows", () => {
  const cases = demoRealm.personas.flatMap((persona) =>
    demoRealm.flows
      .filter((flow) =>
        persona.context.user === null ? flow.name === "registration" : flow.name !== "registration",
      )
      .map((flow) => [flow.name, persona.name, persona] as const),
  );

  test.each(cases)("%s as %s comes to an end that the script decided", async (flow, _name, persona) => {
    for (const mode of ["live", "draft"] as const) {
      const { answer, path } = await walk(flow, persona, mode);
      expect(
        ["done", "reject"],
        `rests at ${answer.action}: ${path.join(" → ")} ${JSON.stringify(answer.block)}`,
      ).toContain(answer.action);
      // A neutral refusal would mean that a script failed.
      expect(answer.code, path.join(" → ")).not.toBe("temporarily_unavailable");
    }
    const realm = (await lab.store.realms.byName("acme"))!;
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list({ realmId: realm.id, status: "error" }, { limit: 20 });
    expect(items.map((run) => `${run.module}/${run.name}: ${run.errorMessage}`)).toEqual([]);
  });

  test("Maria as every day sees one page; somebody guessing is refused", async () => {
    const persona = (name: RegExp) => demoRealm.personas.find((p) => name.test(p.name))!;
    const everyDay = await walk("login", persona(/every day/), "live");
    expect(everyDay.path).toEqual(["welcome-block", expect.any(String)]);
    expect(everyDay.answer.action).toBe("done");
    expect(Object.keys(everyDay.answer.claims ?? {}).length).toBeGreaterThan(0);
    expect((await walk("login", persona(/guessing/), "live")).answer.action).toBe("reject");
    const laptop = await walk("login", persona(/new laptop/), "live");
    expect(laptop.path[0]).toBe("second-factor");
    expect(laptop.answer.action).toBe("done");
  });
});
