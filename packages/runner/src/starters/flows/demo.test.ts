import { demoRealm } from "@scriptyard/hosts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "../../seed/seed-demo.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { walkFlow } from "../../testing/walk-flow.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  // These walks type wrong codes as the same person, all day: how many the platform takes is tested elsewhere.
  const generous = { free: 1_000, delayMs: 1, longestDelayMs: 1, forgetMs: 1 };
  lab = await openLab(machines, { guessRules: { user: generous, strangers: generous, address: generous } });
  await seedDemo({ runner: lab.runner, store: lab.store, demo: demoRealm });
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

const walk = (
  flow: string,
  { context }: Pick<(typeof demoRealm.personas)[number], "context">,
  mode: "live" | "draft",
) => walkFlow(lab.runner, { realm: "acme", flow, context, mode });

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
