import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { decision, fault, go } from "../../testing/scripts.ts";
import { onMessage } from "../../testing/trigger-scripts.ts";
import type { UsedThing } from "./types.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines);
  await lab.store.realms.update(lab.realm.id, {
    settingsSchema: {
      type: "object",
      properties: {
        risk: { type: "object", properties: { challengeAt: { type: "number" } } },
        unread: { type: "string" },
      },
    },
  });
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

async function made(specifier: string, hook: string | null, source: string): Promise<string> {
  const [module = "", name = ""] = specifier.split("/");
  const input = { realm: "test", module, name, hook, language: "typescript", source } as const;
  return (await lab.runner.createScript(input, actor)).script.id;
}
const usedBy = (thing: UsedThing) => lab.runner.usedBy("test", thing, actor);

describe("what uses", () => {
  test("a library: drafts by their imports, and versions that still run with it", async () => {
    const { scriptId } = await lab.publish("shared/dates", "export const a = 1;", { hook: null });
    const using = `import { a } from "shared/dates";\n${decision(`  log.info(String(a)); ${go()}`)}`;
    const still = await lab.publish("login/still", using);
    await lab.publish("login/both", using);
    await lab.save(still.scriptId, `// import { a } from "shared/dates"\n${decision(go())}`);
    await made("login/draft", "onExecute", `${using}if (`);
    await made("login/text", "onExecute", decision(`  log.info("shared/dates"); ${go()}`));
    expect(await usedBy({ kind: "script", scriptId })).toMatchObject({
      uses: [
        { specifier: "login/both", draft: true, liveVersion: 1, line: 1 },
        { specifier: "login/draft", draft: true, liveVersion: null, line: 1 },
        { specifier: "login/still", draft: false, liveVersion: 1, line: null },
      ],
      more: 0,
    });
  });

  test("a script: its node and its triggers; a node: what leads to it", async () => {
    const check = await lab.publish("walk/check", decision(go("second")));
    await lab.publish("walk/second", decision(go()));
    await lab.flow(
      "walk",
      [
        { name: "check", kind: "decision", title: "Check" },
        { name: "second", kind: "decision" },
      ],
      [
        ["check", "second", "second"],
        ["check", "done"],
        ["second", "done"],
      ],
    );
    expect(await usedBy({ kind: "script", scriptId: check.scriptId })).toEqual({
      uses: [{ kind: "node", flow: "walk", node: "check", title: "Check", outcome: null }],
      more: 0,
    });
    expect(await usedBy({ kind: "node", flow: "walk", node: "second" })).toEqual({
      uses: [{ kind: "node", flow: "walk", node: "check", title: "Check", outcome: "second" }],
      more: 0,
    });
    expect((await usedBy({ kind: "node", flow: "walk", node: "check" })).uses).toMatchObject([
      { kind: "flow" },
    ]);
    expect((await fault(usedBy({ kind: "node", flow: "walk", node: "none" }))).code).toBe("not_found");
  });

  test("a trigger: scripts that write a topic it hears", async () => {
    const listener = await lab.publish("orders/listener", onMessage(""), { hook: "onMessage" });
    const { trigger } = await lab.runner.triggers.create(
      {
        realm: "test",
        kind: "bus",
        name: "orders",
        scriptId: listener.scriptId,
        config: { topic: "orders.*" },
      },
      actor,
    );
    await made("login/sends", "onExecute", decision(`  events.publish("orders.created", {});\n  ${go()}`));
    await made("login/other", "onExecute", decision(`  events.publish("orders.eu.created", {});\n  ${go()}`));
    expect((await usedBy({ kind: "trigger", id: trigger.id })).uses).toMatchObject([
      { specifier: "login/sends", line: 2 },
    ]);
    expect((await usedBy({ kind: "script", scriptId: listener.scriptId })).uses).toMatchObject([
      { kind: "trigger", name: "orders", starts: "bus", enabled: true },
    ]);
  });

  test("a setting: where it is read, however it is taken out", async () => {
    await made(
      "settings/direct",
      "onExecute",
      decision(`  const n = context.realm.settings.risk?.challengeAt ?? 1;\n  log.info(String(n)); ${go()}`),
    );
    await made(
      "settings/taken",
      "onExecute",
      decision(
        `  const { challengeAt = 2 } = context.realm.settings.risk ?? {};\n  log.info(String(challengeAt)); ${go()}`,
      ),
    );
    await made(
      "settings/named",
      "onExecute",
      decision(`  const challengeAt = 3; log.info(String(challengeAt)); ${go()}`),
    );
    expect((await usedBy({ kind: "setting", path: ["risk", "challengeAt"] })).uses).toMatchObject([
      { specifier: "settings/direct", line: 2 },
      { specifier: "settings/taken", line: 2 },
    ]);
    expect((await usedBy({ kind: "setting", path: ["unread"] })).uses).toEqual([]);
  });
});

describe("what a script may import", () => {
  test("paths by search, those that begin so first, and names by prefix with their heads", async () => {
    await made(
      "tools/date-words",
      null,
      "/** A day in words. */\nexport const dayWords = (n: number): string => String(n);\nexport type DayWords = 1;",
    );
    const reader = await made("login/reader", "onExecute", decision(go()));
    const paths = await lab.runner.importable.paths(reader, { text: "date", limit: 10 });
    expect(paths.items.map(({ specifier }) => specifier)).toEqual(["shared/dates", "tools/date-words"]);
    expect(await lab.runner.importable.paths(reader, { text: "", limit: 1 })).toMatchObject({ more: 1 });
    expect(await lab.runner.importable.names(reader, { prefix: "dayw", limit: 10 }, actor)).toEqual({
      items: [
        {
          name: "dayWords",
          kind: "function",
          head: "const dayWords = (n: number): string",
          doc: "A day in words.",
          specifier: "tools/date-words",
        },
        { name: "DayWords", kind: "type", head: "type DayWords", doc: "", specifier: "tools/date-words" },
      ],
      more: 0,
      complete: true,
    });
  });

  test("names follow the drafts, and are not offered to their own library", async () => {
    const id = await made("tools/moving", null, "export const movingOne = 1;");
    const reader = await made("login/moves", "onExecute", decision(go()));
    const names = async (scriptId: string) =>
      (await lab.runner.importable.names(scriptId, { prefix: "moving", limit: 10 }, actor)).items.map(
        ({ name }) => name,
      );
    expect(await names(reader)).toEqual(["movingOne"]);
    expect(await names(id)).toEqual([]);
    await lab.save(id, "export const movingTwo = 1;");
    expect(await names(reader)).toEqual(["movingTwo"]);
  });
});

test("what uses a library is looked for in very much text a little at a time", async () => {
  const { scriptId } = await lab.publish("shared/much", "export const a = 1;", { hook: null });
  const text = `// ${"x".repeat(140_000)}\n`;
  const others = `${text}// import { a } from "shared/much"\nlog("shared/much", "b"); from "x/y"; "shared/much"\n`;
  for (let n = 0; n < 6; n++)
    await made(`much/n${n}`, "onExecute", n < 4 ? `${text}import { a } from 'shared/much';\n` : others);
  const read = vi.spyOn(lab.store.scripts, "texts");
  const { uses } = await usedBy({ kind: "script", scriptId });
  expect(uses).toMatchObject([0, 1, 2, 3].map((n) => ({ specifier: `much/n${n}`, line: 2 })));
  const units = await Promise.all(
    read.mock.results.map(async ({ value }) =>
      (await (value as ReturnType<typeof lab.store.scripts.texts>)).map(({ source }) => source.length),
    ),
  );
  read.mockRestore();
  expect(units.map((some) => some.length)).toEqual([2, 2, 2]);
});
